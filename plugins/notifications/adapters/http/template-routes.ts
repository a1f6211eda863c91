import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { LANGUAGES, type Language } from '../../../../src/kernel/permissions.js';
import { newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { kindTitle, knownKinds, type KnownKind } from '../../app/kinds.js';
import type { MessageToWrite, Wording } from '../../app/words.js';
import { channel, recipientKey } from '../../contract/channel.js';
import { letterWords } from '../../letter-use-cases.js';

/** What the page of templates is told. */
export interface TemplatesAnswer {
  readonly kinds: readonly {
    readonly name: string;
    readonly title: string;
    readonly help: string;
    readonly channels: readonly string[];
    /** whether a preview may be of a record */
    readonly ofRecord: boolean;
  }[];
  readonly channels: readonly { readonly name: string; readonly title: string }[];
}

export interface PreviewAnswer {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export const templateRoutes: readonly HttpRoute[] = [
  {
    method: 'GET',
    path: '/templates',
    permission: 'notifications.read',
    handle: (request) => Promise.resolve({ json: templatesOf(request) }),
  },
  {
    method: 'GET',
    path: '/templates/choices',
    permission: 'notifications.read',
    async handle({ context, actor, query }) {
      const known = knownKinds(context).get(query['kind'] ?? '');
      const choices = known
        ? await known.value.sample.choices(known.context, actor, (query['term'] ?? '').slice(0, 100))
        : [];
      return { json: { choices } };
    },
  },
  {
    method: 'GET',
    path: '/templates/preview',
    permission: 'notifications.read',
    async handle(request) {
      const written = await writeSample(request, request.query);
      if (!written.ok) return { refusal: written.error };
      const { subject, text, html } = written.value.wording;
      return { json: { subject, text, html } satisfies PreviewAnswer };
    },
  },
  { method: 'POST', path: '/templates/test', permission: 'notifications.send', handle: sendTest },
];

function templatesOf({ context, language }: HttpRequest): TemplatesAnswer {
  const kinds = [...knownKinds(context).values()].map((known) => ({
    name: known.value.name,
    title: kindTitle(context, language, known),
    help: kindTitle(context, language, known, 'help'),
    channels: known.value.channels,
    ofRecord: known.value.sample.model !== null,
  }));
  const channels = context.contributions(channel).map(({ plugin, value }) => ({
    name: value.name,
    title: context.translator.text(language, `${plugin}:channels.${value.name}`),
  }));
  return { kinds, channels };
}

interface Written {
  readonly asked: MessageToWrite;
  readonly wording: Wording;
}

/** The words of a kind about a record that the actor sees, as if it were told to the actor. Nothing is printed. */
async function writeSample(
  { context, actor }: HttpRequest,
  asked: Readonly<Record<string, unknown>>,
): Promise<Result<Written, Refusal>> {
  const text = (name: string): string => (typeof asked[name] === 'string' ? asked[name] : '');
  const known = knownKinds(context).get(text('kind'));
  if (!known) return err({ code: 'unknown-notice-kind', kind: text('kind') });
  const id = text('id') === '' ? null : text('id');
  const facts = await known.value.sample.facts(known.context, actor, context.database.queries, id);
  if (!facts) return err({ code: 'record-not-seen' });
  const language: Language = LANGUAGES.find((each) => each === text('language')) ?? actor.language;
  const toWrite: MessageToWrite = {
    message: {
      ...{ id: newId(), kind: known.value.name, channel: 'email', language, facts, stage: 0 },
      recipient: { kind: 'user', id: actor.userId ?? '' },
      ...{ entity: known.value.sample.model, entityId: id, link: '/admin' },
    },
    recipientName: actor.name,
    address: actor.name,
    kind: withoutFiles(known),
  };
  return ok({ asked: toWrite, wording: await letterWords.write(context, toWrite) });
}

function withoutFiles({ value, ...known }: KnownKind): KnownKind {
  const { attachments: _, ...words } = value;
  return { ...known, value: words };
}

/** To the reader's own address or chat, at once and past the queue: what the channel answers is said. */
async function sendTest(request: HttpRequest): Promise<HttpReply> {
  const { context, actor, body, signal } = request;
  const chosen = context.contributions(channel).find(({ value }) => value.name === body['channel']);
  if (!chosen || actor.userId === null) return { refusal: { code: 'unknown-channel' } };
  const written = await writeSample(request, body);
  if (!written.ok) return { status: 404, refusal: written.error };
  const { message } = written.value.asked;
  const { recipient, id, kind, language } = message;
  const address = (await chosen.value.addresses(chosen.context, [recipient])).get(recipientKey(recipient));
  if (address === undefined) return { refusal: { code: chosen.value.unreachable } };
  const letter = { ...written.value.wording, ...{ id, uniqueKey: `test:${id}`, kind, language } };
  const sent = await chosen.value.send(
    chosen.context,
    { ...letter, priority: 0, recipient, address },
    signal,
  );
  if (sent.outcome !== 'sent') return { refusal: sent.refusal };
  await context.database.transaction((tx) =>
    tx.audit({
      ...{ actor, action: 'notifications.send-test', entity: 'User', entityId: recipient.id },
      after: { kind, channel: chosen.value.name },
    }),
  );
  return { json: { address } };
}
