import { rm } from 'node:fs/promises';
import { json, Router, type Request, type RequestHandler, type Response } from 'express';
import type { Owned } from '../../kernel/collect-contributions.js';
import type { HttpRequest, HttpRoute } from '../../kernel/contributions.js';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Actor, Language } from '../../kernel/permissions.js';
import type { AnswerRefusal } from './answer-failure.js';
import { receiveUpload, type Upload } from './receive-upload.js';
import { RequestFailed } from './request-failed.js';
import { sendReply } from './send-reply.js';

interface Means {
  readonly house: AssembledHouse;
  readonly requireActor: RequestHandler;
  readonly languageOf: (request: Request) => Language;
  readonly isFresh: (request: Request) => Promise<boolean>;
  readonly answer: AnswerRefusal;
  readonly uploadFolder: string;
}

const readJson = json({ limit: '1mb' });

/** The routes of plugins, each behind a session and its permission; nothing of a body is read before both are there. */
export function pluginRoutes(means: Means): Router {
  const router = Router();
  for (const owned of means.house.routes) {
    const method = owned.value.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    router[method](
      `/admin/x/${owned.plugin}${owned.value.path}`,
      means.requireActor,
      makeHandler(means, owned),
    );
  }
  return router;
}

function makeHandler(
  { house, languageOf, isFresh, answer, uploadFolder }: Means,
  { plugin, value: route }: Owned<HttpRoute>,
): RequestHandler {
  return async (request, response) => {
    const actor = request.actor as Actor;
    if (!house.isUp(plugin)) return answer(request, response, 404, 'host', { code: 'not-found' });
    if (!house.may(actor, route.permission))
      return answer(request, response, 403, 'host', { code: 'not-allowed' });
    if (route.reauthenticate && !(await isFresh(request)))
      return answer(request, response, 403, 'host', { code: 'reauthentication-required' });
    const signal = goneSignal(response);
    const received = route.upload
      ? await receiveUpload(request, { folder: uploadFolder, maxBytes: route.upload.maxBytes, signal })
      : { file: undefined, fields: await readBody(request, response) };
    try {
      const reply = await route.handle(
        requestFor(house.context(plugin), actor, languageOf(request), request, received, signal),
      );
      if (!response.destroyed) await sendReply(request, response, plugin, reply, answer);
    } finally {
      // A plugin that keeps the file has moved it away by now.
      if (received.file) await rm(received.file.path, { force: true });
    }
  };
}

function requestFor(
  context: HttpRequest['context'],
  actor: Actor,
  language: Language,
  request: Request,
  { file, fields }: Omit<Upload, 'fields'> & { readonly fields: HttpRequest['body'] },
  signal: AbortSignal,
): HttpRequest {
  return {
    context,
    actor,
    language,
    ...(request.openSession
      ? { client: { sessionId: request.openSession.id, address: request.ip ?? 'unknown' } }
      : {}),
    params: texts(request.params),
    query: texts(request.query),
    body: fields,
    ...(file ? { file } : {}),
    signal,
  };
}

/** The last of what was given twice; what is not text is left out. */
export function texts(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const flat = Object.entries(values).map(
    ([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value] as const,
  );
  return Object.fromEntries(flat.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

async function readBody(request: Request, response: Response): Promise<HttpRequest['body']> {
  const kind = request.is('json');
  if (kind === null) return {};
  if (kind === false) throw new RequestFailed(415, { code: 'body-not-json' });
  await new Promise<void>((resolve, reject) => {
    readJson(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new RequestFailed(400, { code: 'body-not-object' });
  return body as HttpRequest['body'];
}

function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new RequestFailed(499, { code: 'request-malformed' }));
  });
  return gone.signal;
}
