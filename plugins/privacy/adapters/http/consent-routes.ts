import { Readable } from 'node:stream';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { SUBJECT_KINDS } from '../../../../src/kernel/personal-data.js';
import { csvLine } from '../../../../src/values/csv-cell.js';
import { makePublishWording } from '../../app/consents/publish-wording.js';
import { makeConsentHistory, makeListConsents, modelOf } from '../../app/consents/read-consents.js';
import { makeRecordConsent, makeRecordOwnConsent } from '../../app/consents/record-consent.js';
import type { ConsentFilter, ConsentParts, StoredConsent } from '../../app/consents/stored.js';
import { ownSubject } from '../../app/export-subject.js';
import type { ConsentsView, WordingsView } from '../../contract/consent-doors.js';
import {
  consentAsked,
  cursorAsked,
  cursorOf,
  filterAsked,
  filterOf,
  id,
  kind,
  ownConsentAsked,
  wordingAsked,
} from '../read-consents-asked.js';
import { consentViews, ownConsents, wordingViews } from '../show-consents.js';

const READ = 'privacy.consent.read';
const PAGE = 50;
const CHUNK = 500;
const UNREADABLE: HttpReply = { status: 422, refusal: { code: 'consent-unreadable' } };

/** What the doors say stands in contract/consent-doors.ts. */
export function consentRoutes(parts: ConsentParts): readonly HttpRoute[] {
  const publish = makePublishWording(parts);
  const record = makeRecordConsent(parts);
  const recordOwn = makeRecordOwnConsent(parts);
  const history = makeConsentHistory(parts);
  return [
    {
      ...{ method: 'GET', path: '/consents', permission: READ },
      handle: (request) => listed(parts, request),
    },
    {
      ...{ method: 'POST', path: '/consents', permission: 'privacy.consent.record' },
      async handle({ context, actor, body }) {
        const asked = consentAsked.safeParse(body);
        if (!asked.success) return UNREADABLE;
        const recorded = await record(context, actor, asked.data);
        return recorded.ok ? { json: { id: recorded.value.id } } : { status: 422, refusal: recorded.error };
      },
    },
    {
      ...{ method: 'GET', path: '/consents/history', permission: READ },
      async handle(request) {
        const { context, actor, query } = request;
        const [ofKind, ofId] = [kind.safeParse(query['kind']), id.safeParse(query['id'])];
        if (!ofKind.success || !ofId.success) return UNREADABLE;
        const found = await history(context, actor, { kind: ofKind.data, id: ofId.data });
        if (!found.ok) return { status: 404, refusal: found.error };
        return { json: { consents: await consentViews(parts, request, found.value), next: null } };
      },
    },
    {
      ...{ method: 'GET', path: '/consents/file', permission: READ },
      handle: (request) => Promise.resolve(downloaded(parts, request)),
    },
    {
      ...{ method: 'GET', path: '/consents/wordings', permission: READ },
      handle: async (request) => ({ json: await wordingsView(parts, request) }),
    },
    {
      ...{ method: 'POST', path: '/consents/wordings', permission: 'privacy.configure' },
      async handle({ context, actor, body }) {
        const asked = wordingAsked.safeParse(body);
        if (!asked.success) return { status: 422, refusal: { code: 'wording-missing' } };
        const published = await publish(context, actor, asked.data);
        if (!published.ok) return { status: 422, refusal: published.error };
        return { json: { id: published.value.id, edition: published.value.edition } };
      },
    },
    {
      ...{ method: 'GET', path: '/my/consents', permission: 'privacy.own' },
      async handle(request) {
        const own = ownSubject(request.actor);
        if (!own) return { status: 404, refusal: { code: 'unknown-subject' } };
        const said = await parts.consents.history(request.context.database.queries, own);
        return { json: await ownConsents(parts, request, said) };
      },
    },
    {
      ...{ method: 'POST', path: '/my/consents', permission: 'privacy.own' },
      async handle({ context, actor, body }) {
        const asked = ownConsentAsked.safeParse(body);
        if (!asked.success) return UNREADABLE;
        const recorded = await recordOwn(context, actor, asked.data);
        return recorded.ok ? { json: { id: recorded.value.id } } : { status: 422, refusal: recorded.error };
      },
    },
  ];
}

async function listed(parts: ConsentParts, request: HttpRequest): Promise<HttpReply> {
  const { context, actor, query } = request;
  const asked = filterAsked.safeParse(query);
  const after = cursorAsked.optional().safeParse(query['after']);
  if (!asked.success || !after.success) return UNREADABLE;
  const page = { after: after.data ?? null, limit: PAGE + 1 };
  const found = await makeListConsents(parts)(context, actor, filterOf(asked.data), page);
  const shown = found.slice(0, PAGE);
  const last = shown.at(-1);
  const view: ConsentsView = {
    consents: await consentViews(parts, request, shown),
    next: last && found.length > PAGE ? cursorOf(last) : null,
  };
  return { json: view };
}

async function wordingsView(parts: ConsentParts, request: HttpRequest): Promise<WordingsView> {
  const { context, actor } = request;
  return {
    wordings: await wordingViews(parts, request),
    mayPublish: context.may(actor, 'privacy.configure'),
    mayRecord: context.may(actor, 'privacy.consent.record'),
    subjects: SUBJECT_KINDS.flatMap((each) => {
      const model = modelOf(context, each);
      const isSeen = model !== undefined && context.records.scope(actor, model).kind !== 'none';
      return isSeen ? [{ kind: each, model }] : [];
    }),
  };
}

const COLUMNS = [
  ...['purpose', 'standing', 'subjectKind', 'subject', 'subjectId', 'edition', 'changedSince'],
  ...['language', 'source', 'at', 'recordedBy', 'text'],
] as const;

/** All that the list shows under the same filters, as CSV (RFC 4180): each with the words that it is about. */
function downloaded(parts: ConsentParts, request: HttpRequest): HttpReply {
  const asked = filterAsked.safeParse(request.query);
  if (!asked.success) return UNREADABLE;
  const body = Readable.from(lines(parts, request, filterOf(asked.data)));
  return { body, contentType: 'text/csv; charset=utf-8', fileName: 'consents.csv' };
}

async function* lines(
  parts: ConsentParts,
  request: HttpRequest,
  filter: ConsentFilter,
): AsyncIterable<string> {
  const { context, actor, language, signal } = request;
  const say = (key: string): string => context.translator.text(language, `privacy:panel.consents.${key}`);
  const list = makeListConsents(parts);
  // A spreadsheet takes UTF-8 for what it is by this mark alone.
  yield `\uFEFF${csvLine(COLUMNS.map((column) => say(`columns.${column}`)))}`;
  let last: StoredConsent | undefined;
  do {
    signal.throwIfAborted();
    const found = await list(context, actor, filter, { after: last ?? null, limit: CHUNK });
    for (const each of await consentViews(parts, request, found))
      yield csvLine([
        ...[each.purpose, say(each.given ? 'given' : 'withdrawn'), say(`kinds.${each.subject.kind}`)],
        ...[each.subject.title ?? '', each.subject.id, String(each.edition)],
        ...[say(each.isOutdated ? 'yes' : 'no'), each.language, say(`sources.${each.source}`), each.at],
        ...[each.recordedBy ?? '', each.text],
      ]);
    last = found.length === CHUNK ? found.at(-1) : undefined;
  } while (last);
}
