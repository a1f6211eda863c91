import type { Actor } from '../../../../src/kernel/permissions.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { isWalked } from '../../domain/ladder.js';
import { planAhead, type Planned, type Rest } from '../../domain/plan-reminders.js';
import { todayOf, type ReminderNeeds } from './needs.js';
import { dueByOf, readPlanAsked } from './plan-asked.js';

/** What a line of the plan comes to: that somebody is reminded, or why not. */
export type PlanOutcome = 'remind' | Rest['code'];
export const PLAN_OUTCOMES = [
  ...['remind', 'not-yet', 'told', 'paused', 'disputed'],
  ...['nobody', 'outside-segments', 'no-ladder'],
] as readonly PlanOutcome[];

export interface PlanPageAsked {
  /** null: today */
  readonly on: LocalDate | null;
  /** null: all */
  readonly outcome: PlanOutcome | null;
  /** behind this invoice; '' from the beginning */
  readonly after: string;
  readonly limit: number;
}

export interface PlanPage {
  readonly today: LocalDate;
  readonly on: LocalDate;
  readonly isAnyLadderActive: boolean;
  readonly lines: readonly Planned[];
  /** null: that was the last page */
  readonly next: string | null;
}

export interface PlanCounts {
  readonly on: LocalDate;
  readonly counts: Readonly<Partial<Record<PlanOutcome, number>>>;
}

export function outcomeOf(line: Planned): PlanOutcome {
  return line.decision === 'remind' ? 'remind' : line.reason.code;
}

/** The very plan of the nightly walk, of today or a day to come, as far as the actor sees the invoices. Refuses `day-passed`. */
export function makeShowPlan(needs: ReminderNeeds) {
  const { database, ladders, openInvoices } = needs;

  async function* plans(actor: Actor, day: LocalDate, today: LocalDate, after: string) {
    const { queries } = database;
    const known = await ladders.all(queries);
    // Without a ladder the lines say so of what is due by now.
    const dueBy = dueByOf(known, day) ?? day;
    for await (const invoices of openInvoices.pages(queries, actor, { dueBy, after })) {
      const asked = await readPlanAsked(needs, queries, { today, invoices, ladders: known });
      yield planAhead(asked, day);
    }
  }

  return {
    /** Whole invoices: a page may be a few lines longer than `limit`. */
    async page(actor: Actor, asked: PlanPageAsked): Promise<Result<PlanPage, Refusal>> {
      const day = await dayOf(needs, asked.on);
      if (!day.ok) return day;
      const { today, on } = day.value;
      const lines: Planned[] = [];
      const done = (next: string | null, isAnyLadderActive: boolean) =>
        ok({ today, on, isAnyLadderActive, lines, next });
      const isAnyLadderActive = (await ladders.all(database.queries)).some(isWalked);
      for await (const planned of plans(actor, on, today, asked.after)) {
        for (const line of planned) {
          if (asked.outcome !== null && outcomeOf(line) !== asked.outcome) continue;
          const last = lines.at(-1)?.invoice.id;
          if (lines.length >= asked.limit && last !== undefined && last !== line.invoice.id)
            return done(last, isAnyLadderActive);
          lines.push(line);
        }
      }
      return done(null, isAnyLadderActive);
    },

    /** How many lines of each kind. */
    async counts(actor: Actor, on: LocalDate | null): Promise<Result<PlanCounts, Refusal>> {
      const day = await dayOf(needs, on);
      if (!day.ok) return day;
      const counts: Partial<Record<PlanOutcome, number>> = {};
      for await (const planned of plans(actor, day.value.on, day.value.today, '')) {
        for (const line of planned) {
          const outcome = outcomeOf(line);
          counts[outcome] = (counts[outcome] ?? 0) + 1;
        }
      }
      return ok({ on: day.value.on, counts });
    },
  };
}

async function dayOf(
  needs: ReminderNeeds,
  asked: LocalDate | null,
): Promise<Result<{ readonly today: LocalDate; readonly on: LocalDate }, Refusal>> {
  const today = await todayOf(needs);
  const on = asked ?? today;
  return on < today ? err({ code: 'day-passed', day: on }) : ok({ today, on });
}
