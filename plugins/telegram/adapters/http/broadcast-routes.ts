import { z } from 'zod';
import { network } from '../../../billing/contract/network.js';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { ROLES, type Language } from '../../../../src/kernel/permissions.js';
import type { MessageCounts } from '../../../notifications/contract/notifications.js';
import { broadcasts } from '../../broadcasts-token.js';
import type { BroadcastReport, BroadcastState } from '../../app/broadcasts.js';
import type { BroadcastTexts } from '../../domain/broadcast.js';

const PLACES_AT_MOST = 500;

/** What the page "Broadcasts" is told. */
export interface BroadcastsAnswer {
  readonly broadcasts: readonly BroadcastLine[];
  readonly geos: readonly { readonly id: string; readonly name: string }[];
  readonly offices: readonly { readonly id: string; readonly name: string }[];
  /** what stands above the text, in each language, as the channel writes it */
  readonly headings: Readonly<Record<Language, string>>;
}

export interface BroadcastLine {
  readonly id: string;
  /** ISO 8601 */
  readonly createdAt: string;
  readonly state: BroadcastState;
  /** people; null until all are queued */
  readonly total: number | null;
  readonly texts: BroadcastTexts;
  readonly counts: MessageCounts;
  /** why messages did not arrive, in the reader's language */
  readonly reasons: readonly { readonly reason: string; readonly messages: number }[];
}

const ids = z.array(z.string().max(60)).max(PLACES_AT_MOST);
const audience = z.object({
  roles: z.array(z.enum(ROLES)).max(ROLES.length),
  officeIds: ids,
  geoIds: ids,
});
const text = z.string().trim().min(1).optional();
const written = z.object({ texts: z.object({ en: text, uk: text, ru: text }), audience });
const named = z.object({ id: z.string().max(60) });

const permission = 'telegram.broadcast';

/** Doors of the page "Broadcasts". */
export const broadcastRoutes: readonly HttpRoute[] = [
  { method: 'GET', path: '/broadcasts', permission, handle: showBroadcasts },
  { method: 'POST', path: '/broadcasts/estimate', permission, handle: estimate },
  { method: 'POST', path: '/broadcasts', permission, handle: start },
  { method: 'POST', path: '/broadcasts/cancel', permission, handle: cancel },
];

const malformed: HttpReply = { status: 400, refusal: { code: 'request-malformed' } };

async function showBroadcasts({ context, actor, language }: HttpRequest): Promise<HttpReply> {
  const { geos, offices } = context.use(network);
  const asked = { page: 0, pageSize: PLACES_AT_MOST };
  const [recent, allGeos, allOffices, organisation] = await Promise.all([
    context.use(broadcasts).recent(actor),
    geos(actor, asked),
    offices(actor, asked),
    context.organisation(),
  ]);
  const heading = (of: Language): string =>
    context.translator.text(of, 'telegram:notices.broadcast-subject', { organisation: organisation.name });
  const place = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name });
  const answer: BroadcastsAnswer = {
    broadcasts: recent.map((each) => lineOf(context.translator, language, each)),
    geos: allGeos.rows.map(place),
    offices: allOffices.rows.map(place),
    headings: { en: heading('en'), uk: heading('uk'), ru: heading('ru') },
  };
  return { json: answer };
}

function lineOf(
  translator: HttpRequest['context']['translator'],
  language: Language,
  { broadcast, counts, problems, createdAt }: BroadcastReport & { readonly createdAt: Date },
): BroadcastLine {
  const { id, state, total, texts, startedAt } = broadcast;
  return {
    ...{ id, state, texts, counts, createdAt: createdAt.toISOString() },
    total: startedAt === null ? null : total,
    reasons: problems.map(({ plugin, code, messages }) => ({
      reason: translator.text(language, `${plugin ?? 'telegram'}:refusals.${code}`, { defaultValue: code }),
      messages,
    })),
  };
}

async function estimate({ context, body }: HttpRequest): Promise<HttpReply> {
  const asked = audience.safeParse(body);
  return asked.success ? { json: await context.use(broadcasts).estimate(asked.data) } : malformed;
}

/** Whoever writes here watches it here: no message of the bot shows how far it came. */
async function start({ context, actor, body }: HttpRequest): Promise<HttpReply> {
  const asked = written.safeParse(body);
  if (!asked.success) return malformed;
  const { en, uk, ru } = asked.data.texts;
  const texts = { ...(en && { en }), ...(uk && { uk }), ...(ru && { ru }) };
  const { audience: to } = asked.data;
  const started = await context.use(broadcasts).start(actor, { texts, audience: to, place: null });
  return started.ok ? { json: started.value } : { refusal: started.error };
}

async function cancel({ context, actor, body }: HttpRequest): Promise<HttpReply> {
  const asked = named.safeParse(body);
  if (!asked.success) return malformed;
  const cancelled = await context.use(broadcasts).cancel(actor, asked.data.id);
  return cancelled.ok ? { json: cancelled.value } : { refusal: cancelled.error };
}
