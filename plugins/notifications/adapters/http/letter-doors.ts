// Doors without a session: for the link in a letter's foot, for the button of a mail program, and for letters that come back.
import type { HttpReply, PublicDoor, PublicRequest } from '../../../../src/kernel/contributions.js';
import { isSameSecret } from '../../../../src/kernel/same-secret.js';
import type { Refusal } from '../../../../src/values/result.js';
import { kindTitle, knownKinds } from '../../app/kinds.js';
import { letterFrame } from '../../app/letter-frame.js';
import { readUnsubscribeToken, type Unsubscription } from '../../app/unsubscribe-links.js';
import { letterUseCases } from '../../letter-use-cases.js';
import type { NotificationsSettings } from '../../settings.js';
import { parseReturnedLetter } from '../email/parse-returned-letter.js';

const LARGEST_RETURNED = 5 * 1024 * 1024;
const SHORTEST_SECRET = 24;

const SIGNED =
  'The token names a kind of letters, a recipient and an address, and is signed by the house; it ends such letters and nothing else.';

/** Programs that look into letters follow links: only the button ends anything. */
const ask: PublicDoor = {
  method: 'GET',
  path: '/unsubscribe/:token',
  guard: SIGNED,
  handle(request) {
    const ends = readUnsubscribeToken(request.context, request.params['token'] ?? '');
    return ends
      ? page(request, { message: question(request, ends), asks: true })
      : refused(request, { code: 'link-not-ours' });
  },
};

/** RFC 8058: one POST, without a question. */
const end: PublicDoor = {
  method: 'POST',
  path: '/unsubscribe/:token',
  guard: SIGNED,
  async handle(request) {
    const { context, language, params } = request;
    const ended = await context.use(letterUseCases).unsubscribe(context, params['token'] ?? '');
    if (!ended.ok) return refused(request, ended.error);
    const { address } = ended.value;
    return page(request, {
      message: context.translator.text(language, 'notifications:unsubscribe.done', { address }),
      asks: false,
    });
  },
};

const bounces: PublicDoor = {
  method: 'POST',
  path: '/bounces/:secret',
  guard:
    'The secret of the setting bounceSecret, compared in constant time; without one the door does not exist. A letter that came back blocks the address that our own letter went to.',
  maxBytes: LARGEST_RETURNED,
  async handle({ context, language, params, body }) {
    const { bounceSecret } = (await context.settings()) as unknown as NotificationsSettings;
    const isOpen = bounceSecret.length >= SHORTEST_SECRET;
    if (!isOpen || !isSameSecret(params['secret'] ?? '', bounceSecret))
      return { status: 404, refusal: { code: 'not-found' } };
    const read = await context.use(letterUseCases).readBounce(await parseReturnedLetter(body));
    const sentence = context.translator.text(language, `notifications:bounces.${read.outcome}`, {
      address: read.address,
    });
    return { json: { ...read, sentence } };
  },
};

export const letterDoors: readonly PublicDoor[] = [ask, end, bounces];

function question(
  { context, language }: PublicRequest,
  { kind, recipient, address }: Unsubscription,
): string {
  const known = knownKinds(context).get(kind);
  if (recipient.kind === 'representative' || !known)
    return context.translator.text(language, 'notifications:unsubscribe.questionAll', { address });
  return context.translator.text(language, 'notifications:unsubscribe.question', {
    address,
    kind: kindTitle(context, language, known),
  });
}

async function refused(request: PublicRequest, { code, ...facts }: Refusal): Promise<HttpReply> {
  const message = request.context.translator.text(request.language, `notifications:refusals.${code}`, facts);
  return { status: 422, ...(await page(request, { message, asks: false })) };
}

async function page(
  { context, language }: PublicRequest,
  { message, asks }: { readonly message: string; readonly asks: boolean },
) {
  const say = (key: string): string => context.translator.text(language, `notifications:unsubscribe.${key}`);
  const { organisation } = await letterFrame(context, language, null);
  const { html } = await context.documents.letter(
    'notifications/unsubscribe',
    {
      ...{ organisation, message, subject: say('title'), preheader: '', greeting: '', link: null },
      ...{ button: asks ? say('button') : null, foot: [organisation.address], unsubscribe: null },
    },
    language,
  );
  return { body: html, contentType: 'text/html; charset=utf-8', inline: true };
}
