import { z } from 'zod';
import { defineOperation, type ApiOperation } from '../../../../src/kernel/contributions.js';
import { LANGUAGES } from '../../../../src/kernel/permissions.js';
import { err, ok } from '../../../../src/values/result.js';
import { makeListConsents } from '../../app/consents/read-consents.js';
import { makeRecordConsent, makeRecordOwnConsent } from '../../app/consents/record-consent.js';
import type { ConsentParts, StoredConsent } from '../../app/consents/stored.js';
import { ELSEWHERE } from '../../domain/consents/sources.js';
import {
  cursorAsked,
  cursorOf,
  filterAsked,
  filterOf,
  id as anyId,
  kind,
  ownConsentAsked,
} from '../read-consents-asked.js';
import { consentJson, consentViews, wordingViews } from '../show-consents.js';

/** Everybody may ask: whose consents are told, or recorded, is decided by what else the actor has. */
const OWN = 'privacy.own';

const id = anyId.meta({ example: '0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77' });
const instant = z.iso.datetime().meta({ description: 'UTC' });

const wording = z
  .object({
    id,
    purpose: z.string(),
    edition: z.int(),
    texts: z.object({ en: z.string(), uk: z.string(), ru: z.string() }),
    publishedAt: instant,
  })
  .meta({ id: 'ConsentWording' });

const consent = z
  .object({
    id,
    purpose: z.string(),
    subject: z.object({ kind, id, name: z.string().nullable() }),
    given: z.boolean().meta({ description: 'false: taken back, or refused' }),
    wordingId: id,
    edition: z.int(),
    text: z.string().meta({ description: 'The words, in the language in which they were read' }),
    language: z.enum(LANGUAGES),
    isOutdated: z.boolean().meta({ description: 'A newer edition was published since' }),
    source: z.string().meta({ description: 'panel, api, bot, paper, …' }),
    at: instant,
    recordedBy: z.string().nullable(),
  })
  .meta({ id: 'Consent' });

const listAsked = z.strictObject({
  ...filterAsked.shape,
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/)
    .transform(Number)
    .default(25)
    .meta({ description: 'Records on a page, 1 to 100', example: '25' }),
  cursor: z
    .string()
    .regex(/^\d{1,15}_[0-9a-f-]{36}$/)
    .optional()
    .meta({ description: 'From `next` of the page before' }),
});

const newConsent = z
  .strictObject({
    ...ownConsentAsked.shape,
    elsewhere: z
      .strictObject({ kind, id, source: z.enum(ELSEWHERE) })
      .optional()
      .meta({
        description:
          'What somebody else said elsewhere, of any edition: needs `privacy.consent.record`. Without it, one’s own, of the newest one',
      }),
  })
  .meta({ id: 'NewConsent' });

export function consentOperations(parts: ConsentParts): readonly ApiOperation[] {
  const listConsents = makeListConsents(parts);
  const record = makeRecordConsent(parts);
  const recordOwn = makeRecordOwnConsent(parts);

  const list = defineOperation({
    name: 'privacy.list-consents',
    method: 'GET',
    path: '/privacy/consents',
    permission: OWN,
    fieldPermissions: ['privacy.consent.read'],
    summary: 'List what people agreed to, as it stands now',
    description:
      'The newest first: one’s own, and with `privacy.consent.read` those of everybody whose record one may see.',
    parameters: listAsked,
    answer: {
      status: 200,
      schema: z.object({ data: z.array(consent), next: z.string().nullable() }).meta({ id: 'ConsentPage' }),
    },
    async handle(request) {
      const { context, actor, parameters } = request;
      const { limit, cursor } = parameters;
      const after = cursor === undefined ? null : cursorAsked.parse(cursor);
      const found = await listConsents(context, actor, filterOf(parameters), { after, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return ok({
        data: (await consentViews(parts, request, page)).map(consentJson),
        next: last && found.length > limit ? request.next(cursorOf(last)) : null,
      });
    },
  });

  const listWordings = defineOperation({
    name: 'privacy.list-consent-wordings',
    method: 'GET',
    path: '/privacy/consents/wordings',
    permission: OWN,
    summary: 'List the words that people are asked to agree to',
    description: 'By purpose, the newest edition first.',
    answer: {
      status: 200,
      schema: z.object({ data: z.array(wording) }).meta({ id: 'ConsentWordingList' }),
    },
    async handle(request) {
      const views = await wordingViews(parts, request);
      return ok({
        data: views.map(({ id: wordingId, purpose, edition, texts, publishedAt }) => ({
          ...{ id: wordingId, purpose, edition, texts, publishedAt },
        })),
      });
    },
  });

  const create = defineOperation({
    name: 'privacy.record-consent',
    method: 'POST',
    path: '/privacy/consents',
    permission: OWN,
    fieldPermissions: ['privacy.consent.read', 'privacy.consent.record'],
    summary: 'Give a consent, or take it back',
    description:
      'What was said is kept; the newest entry of a purpose counts. Said again, it is the same entry.',
    body: newConsent,
    answer: { status: 201, schema: consent },
    async handle({ context, actor, body: { elsewhere, ...said } }) {
      const recorded = elsewhere
        ? await record(context, actor, { ...said, ...elsewhere })
        : await recordOwn(context, actor, said);
      return recorded.ok ? recorded : err({ ...recorded.error, status: 422 as const });
    },
    async answered(request, recorded: StoredConsent) {
      const [view] = await consentViews(parts, request, [{ ...recorded, at: new Date(recorded.at) }]);
      return view && consentJson(view);
    },
  });

  return [list, create, listWordings];
}
