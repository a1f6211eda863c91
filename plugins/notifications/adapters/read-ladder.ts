// What comes in from outside about ladders and their plan, read once at the edge.
import { z } from 'zod';
import { CURRENCIES } from '../../../src/values/currency.js';
import { parseLocalDate, type LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { PLAN_OUTCOMES, type PlanOutcome } from '../app/reminders/show-plan.js';
import { AUDIENCES, WORDINGS } from '../domain/ladder.js';

const MOST_IDS = 500;
const MOST_STAGES = 100;
const PAGE = 25;

const ids = z.array(z.string().min(1).max(64)).max(MOST_IDS);
const sentence = z.string().trim().max(500).optional();
const stage = z.strictObject({
  day: z.int(),
  audience: z.enum(AUDIENCES),
  channels: z.array(z.string().regex(/^[a-z][a-z0-9-]{0,19}$/)).max(10),
  wording: z.enum(WORDINGS),
  extra: z
    .strictObject({ en: sentence, uk: sentence, ru: sentence })
    .transform((said) => Object.fromEntries(Object.entries(said).filter(([, words]) => words))),
});
const content = z.strictObject({
  name: z.string().trim().max(120),
  active: z.boolean(),
  segment: z.strictObject({
    officeIds: ids,
    geoIds: ids,
    currencies: z.array(z.enum(CURRENCIES as readonly string[] as [string, ...string[]])).max(50),
    representativeIds: ids,
    atLeast: z.string().max(40).nullable(),
  }),
  stages: z.array(stage).max(MOST_STAGES),
});

export const newLadder = content;
export const ladderChange = z.strictObject({ version: z.int().min(1), content });
export const ladderVersion = z.strictObject({ version: z.int().min(1) });
export const ladderOrder = z.strictObject({ ids: ids.min(1) });

/** Refuses `ladder-incomplete`, and names where. */
export function readLadder<Value>(schema: z.ZodType<Value>, body: unknown): Result<Value, Refusal> {
  const read = schema.safeParse(body);
  if (read.success) return ok(read.data);
  return err({ code: 'ladder-incomplete', where: read.error.issues[0]?.path.join('.') ?? '' });
}

/** Refuses as parseLocalDate does. */
export function readDay(text: string | undefined): Result<LocalDate | null, Refusal> {
  return text === undefined || text === '' ? ok(null) : parseLocalDate(text);
}

/** A day, an outcome, where the page begins; what is not known counts as not said. */
export function readPlanPage(query: Readonly<Record<string, string | undefined>>) {
  const day = readDay(query['on']);
  if (!day.ok) return day;
  const outcome = PLAN_OUTCOMES.find((each) => each === query['outcome']) ?? null;
  const after = /^[\x21-\x7e]{1,64}$/.test(query['after'] ?? '') ? query['after']! : '';
  return ok({ on: day.value, outcome: outcome as PlanOutcome | null, after, limit: PAGE });
}
