import { Router, type Request, type RequestHandler } from 'express';
import type { Owned } from '../../kernel/collect-contributions.js';
import type { PublicDoor } from '../../kernel/contributions.js';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { SpendAllowance } from '../api/allowance.js';
import type { HouseTranslator } from '../i18n/create-translator.js';
import { languageOf } from '../sessions/request-actor.js';
import { makeAnswerRefusal, type AnswerRefusal } from './answer-failure.js';
import { texts } from './plugin-routes.js';
import { readRawBody } from './read-raw-body.js';
import { RequestFailed } from './request-failed.js';
import { doorPolicyFor } from './security-headers.js';
import { sendReply } from './send-reply.js';

interface Means {
  readonly house: AssembledHouse;
  readonly translator: HouseTranslator;
  readonly spendAllowance: SpendAllowance;
}

const MAX_BYTES = 64 * 1024;
/** Of one network address: enough for a machine that hands in what it has kept for us, too few to guess a token by. */
const REQUESTS_PER_MINUTE = 6_000;

/** Doors without a session: no cookie is read or set, and whoever knocks is asked by the plugin alone. */
export function publicDoors(means: Means): Router {
  const answer = makeAnswerRefusal({ translator: means.translator, languageOf: wishedLanguage });
  const router = Router();
  for (const owned of means.house.doors) {
    const method = owned.value.method.toLowerCase() as 'get' | 'post';
    router[method](`/x/${owned.plugin}${owned.value.path}`, makeHandler(means, owned, answer));
  }
  return router;
}

function makeHandler(
  { house, spendAllowance }: Means,
  { plugin, value: door }: Owned<PublicDoor>,
  answer: AnswerRefusal,
): RequestHandler {
  return async (request, response) => {
    if (!house.isUp(plugin)) return answer(request, response, 404, 'host', { code: 'not-found' });
    const address = request.ip ?? 'unknown';
    const spent = await spendAllowance(`door:${address}`, REQUESTS_PER_MINUTE);
    if (!spent.allowed) {
      const seconds = Math.ceil(spent.resetMs / 1000);
      response.set('Retry-After', String(seconds));
      return answer(request, response, 429, 'host', { code: 'too-many-requests', seconds });
    }
    try {
      const reply = await door.handle({
        context: house.context(plugin),
        language: wishedLanguage(request),
        params: texts(request.params),
        query: texts(request.query),
        headers: texts(request.headers),
        body: await readRawBody(request, door.maxBytes ?? MAX_BYTES),
        address,
      });
      if (!response.destroyed) await sendReply(request, response, plugin, reply, answer, doorPolicyFor);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      // What was not read is not waited for: the connection ends with the answer.
      response.set('Connection', 'close');
      answer(request, response, error.status, 'host', error.refusal);
    }
  };
}

const wishedLanguage = (request: Request) => languageOf(request, null);
