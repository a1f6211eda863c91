import type { Recipient } from '../contract/notice-kind.js';
import { addDays, daysBetween, type LocalDate } from '../../../src/values/local-date.js';
import {
  AUDIENCES,
  isWalked,
  ladderFor,
  newestStage,
  type Audience,
  type Ladder,
  type Stage,
} from './ladder.js';
import type { Owed } from './owed.js';

/** Nobody is reminded of the invoice while it lasts. */
export interface Pause {
  readonly invoiceId: string;
  readonly reason: 'promise' | 'other';
  /** the last day of it; null: until somebody ends it */
  readonly until: LocalDate | null;
}

/** An audience was told a stage of an invoice, or a later one counts instead. */
export interface Told {
  readonly invoiceId: string;
  readonly audience: Audience;
  readonly day: number;
}

/** Ids of the users who are reached, as they are now. */
export interface Reach {
  readonly representatives: ReadonlyMap<string, readonly string[]>;
  /** the managers' users by office */
  readonly offices: ReadonlyMap<string, readonly string[]>;
  readonly admins: readonly string[];
}

export interface PlanAsked {
  /** the organisation's day */
  readonly today: LocalDate;
  readonly invoices: readonly Owed[];
  readonly ladders: readonly Ladder[];
  readonly pauses: readonly Pause[];
  readonly told: readonly Told[];
  readonly reach: Reach;
}

/** Why nobody is told anything. */
export type Rest =
  | { readonly code: 'settled' | 'disputed' | 'no-ladder' | 'outside-segments' }
  | { readonly code: 'paused'; readonly by: Pause['reason']; readonly until: LocalDate | null }
  | { readonly code: 'not-yet'; readonly next: LocalDate }
  /** `next`: when the next stage is due; null: that was the last */
  | { readonly code: 'told'; readonly day: number; readonly next: LocalDate | null }
  | { readonly code: 'nobody'; readonly audience: Audience };

interface OfInvoice {
  readonly invoice: Owed;
  /** since the due date; negative: until it */
  readonly daysLate: number;
}

export interface ToRemind extends OfInvoice {
  readonly decision: 'remind';
  readonly ladder: Ladder;
  readonly stage: Stage;
  readonly to: readonly Recipient[];
}

export interface ToRest extends OfInvoice {
  readonly decision: 'rest';
  readonly ladder: Ladder | null;
  readonly stage: Stage | null;
  readonly reason: Rest;
}

export type Planned = ToRemind | ToRest;

/**
 * What is told today of each invoice and why, or why nothing: a line for each audience whose stage is due, else one for the invoice; by
 * the invoice's id, then in the order of escalation. Of the stages that are due the newest of an audience counts alone, and it is never
 * earlier than what the audience was told already.
 */
export function planReminders({
  today,
  invoices,
  ladders,
  pauses,
  told,
  reach,
}: PlanAsked): readonly Planned[] {
  const pausesOf = groupedBy(pauses, ({ invoiceId }) => invoiceId);
  const toldOf = groupedBy(told, ({ invoiceId }) => invoiceId);
  return [...invoices]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((invoice): readonly Planned[] => {
      const of = { invoice, daysLate: daysBetween(invoice.dueOn, today) };
      const ladder = ladderFor(ladders, invoice);
      const held = holding(invoice, today, pausesOf.get(invoice.id) ?? []);
      if (held) return [{ ...of, decision: 'rest', ladder, stage: null, reason: held }];
      if (ladder === null) {
        const code = ladders.some(isWalked) ? 'outside-segments' : 'no-ladder';
        return [{ ...of, decision: 'rest', ladder, stage: null, reason: { code } }];
      }
      return onLadder(of, ladder, toldOf.get(invoice.id) ?? [], reach);
    });
}

/**
 * What is told on a later day if nothing changes until then: what is due before it goes out before it.
 * @param day today or later
 */
export function planAhead(asked: PlanAsked, day: LocalDate): readonly Planned[] {
  if (day <= asked.today) return planReminders(asked);
  const dayBefore = planReminders({ ...asked, today: addDays(day, -1) });
  const toldUntilThen = dayBefore
    .filter((line) => line.decision === 'remind')
    .map(({ invoice, stage }) => ({ invoiceId: invoice.id, audience: stage.audience, day: stage.day }));
  return planReminders({ ...asked, today: day, told: [...asked.told, ...toldUntilThen] });
}

function holding(
  { status, outstanding, disputed }: Owed,
  today: LocalDate,
  pauses: readonly Pause[],
): Rest | null {
  if (status === 'paid' || status === 'void' || outstanding <= 0n) return { code: 'settled' };
  if (disputed) return { code: 'disputed' };
  const [pause] = pauses
    .filter(({ until }) => until === null || today <= until)
    // The one that lasts longest says until when.
    .sort((a, b) => compareEnds(b, a));
  return pause ? { code: 'paused', by: pause.reason, until: pause.until } : null;
}

function compareEnds(a: Pause, b: Pause): number {
  const end = ({ until }: Pause): string => until ?? '9999';
  return end(a) === end(b) ? (a.reason < b.reason ? -1 : 1) : end(a) < end(b) ? -1 : 1;
}

function onLadder(of: OfInvoice, ladder: Ladder, told: readonly Told[], reach: Reach): readonly Planned[] {
  const { invoice, daysLate } = of;
  const lines: Planned[] = [];
  let newestTold: Stage | null = null;
  for (const audience of AUDIENCES) {
    const stage = newestStage(ladder, audience, daysLate);
    if (stage === null) continue;
    if (told.some((each) => each.audience === audience && each.day >= stage.day)) {
      newestTold = newestTold && newestTold.day >= stage.day ? newestTold : stage;
      continue;
    }
    const to = recipientsOf(invoice, audience, reach);
    lines.push(
      to.length > 0
        ? { ...of, decision: 'remind', ladder, stage, to }
        : { ...of, decision: 'rest', ladder, stage, reason: { code: 'nobody', audience } },
    );
  }
  if (lines.length > 0) return lines;
  return [{ ...of, decision: 'rest', ladder, stage: newestTold, reason: waiting(of, ladder, newestTold) }];
}

function waiting({ invoice, daysLate }: OfInvoice, { stages }: Ladder, newestTold: Stage | null): Rest {
  const [next] = stages
    .map(({ day }) => day)
    .filter((day) => day > daysLate)
    .sort((a, b) => a - b)
    .map((day) => addDays(invoice.dueOn, day));
  if (newestTold !== null) return { code: 'told', day: newestTold.day, next: next ?? null };
  if (next === undefined) throw new Error(`the ladder of invoice ${invoice.number} has no stage`);
  return { code: 'not-yet', next };
}

/** Whom an audience is: a representative without users is reached by its e-mail address. */
export function recipientsOf(
  { representativeId, representativeEmail, officeId }: Owed,
  audience: Audience,
  reach: Reach,
): readonly Recipient[] {
  const users = {
    representative: reach.representatives.get(representativeId),
    manager: reach.offices.get(officeId),
    admin: reach.admins,
  }[audience];
  const recipients = [...new Set(users ?? [])].sort().map((id): Recipient => ({ kind: 'user', id }));
  if (audience !== 'representative' || recipients.length > 0) return recipients;
  return representativeEmail ? [{ kind: 'representative', id: representativeId }] : [];
}

function groupedBy<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
