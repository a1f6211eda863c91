import { fitLogistic, logit, type LogisticModel } from './logistic-regression.js';
import { learnHabits, staysUnpaid, usualDelay, type PaymentHabits } from './payment-habit.js';
import { NOT_YET, type PaymentHistory } from './payment-history.js';

/** An open invoice whose risk is asked for; days since 1970. */
export interface OpenInvoice {
  readonly representativeId: string;
  readonly issued: number;
  readonly due: number;
  /** for comparing sizes alone */
  readonly amount: number;
}

/** That it is paid after its due day. What is overdue already is late for certain. */
export interface LateRisk {
  readonly probability: number;
  readonly isOverdue: boolean;
  readonly facts: RiskFacts;
}

/** What the probability rests on: what is told to people. */
export interface RiskFacts {
  /** of the representative's invoices whose due day has passed, and how many were late */
  readonly known: number;
  readonly late: number;
  /** others of it that are overdue now */
  readonly overdueNow: number;
  /** days after the due day by which it has paid half of its invoices */
  readonly usualDelay: number | null;
}

/** Decision days to learn from: as many as fit, this far apart, so that none says much of what the next one says. */
const DAYS_APART = 14;
const MOST_DECISION_DAYS = 26;
const MOST_ROWS = 20_000;
const ENOUGH_INVOICES = 40_000;
const FEWEST_ROWS = 150;
const PENALTY = 4;
const LATEST_FEW = 5;

/**
 * The probability for each invoice that is open at the end of a day, learned only from what was known then. Two steps: the
 * representative's payment habit, given that the invoice has been open so long already; and a logistic regression that weighs it
 * against the share, the latest few, the size and what else is overdue. The regression learns from earlier days on which the outcome
 * of what was open is known by now, each seen as it was known on that day.
 */
export function lateRisks(
  history: PaymentHistory,
  open: readonly OpenInvoice[],
  asOf: number,
): readonly LateRisk[] {
  const now = viewOf(history, asOf);
  const model = open.some(({ due }) => due > asOf) ? learnRisk(history, asOf) : null;
  return open.map((invoice) => {
    const place = history.placeOf.get(invoice.representativeId);
    const isOverdue = invoice.due < asOf;
    const features = now.featuresOf(invoice, place);
    // Still open at the end of its due day: whatever comes is late.
    const isLate = invoice.due <= asOf;
    const probability = isLate ? 1 : model === null ? now.byHabit(invoice, place) : model(features);
    return { probability, isOverdue, facts: now.factsOf(place, isOverdue) };
  });
}

/** Null where too little is known to weigh anything. */
function learnRisk(history: PaymentHistory, asOf: number): LogisticModel | null {
  const rows: (readonly number[])[] = [];
  const outcomes: (0 | 1)[] = [];
  const first = history.issued.reduce((least, day) => Math.min(least, day), Infinity);
  // Of a long ledger a part will do, another one on each day.
  const every = Math.max(1, Math.ceil(history.length / ENOUGH_INVOICES));
  for (let back = 1; back <= MOST_DECISION_DAYS && rows.length < MOST_ROWS; back += 1) {
    const day = asOf - back * DAYS_APART;
    // Earlier than this, nobody had a habit yet.
    if (day < first + 60) break;
    const view = viewOf(history, day);
    for (let at = back % every; at < history.length && rows.length < MOST_ROWS; at += every) {
      const settled = history.settled[at]!;
      const due = history.due[at]!;
      const wasOpen = history.issued[at]! <= day && due > day && (settled === NOT_YET || settled > day);
      // Of what is not yet due, only the punctual are known: to learn from those would make everybody punctual.
      if (!wasOpen || due >= asOf) continue;
      const invoice = {
        representativeId: history.representatives[history.of[at]!]!,
        issued: history.issued[at]!,
        due,
        amount: history.amount[at]!,
      };
      rows.push(view.featuresOf(invoice, history.of[at]));
      outcomes.push(settled === NOT_YET || settled > due ? 1 : 0);
    }
  }
  const late = outcomes.reduce<number>((sum, outcome) => sum + outcome, 0);
  if (rows.length < FEWEST_ROWS || late < 10 || rows.length - late < 10) return null;
  return fitLogistic(rows, outcomes, PENALTY);
}

/** What was known at the end of a day. */
function viewOf(history: PaymentHistory, day: number) {
  const habits: PaymentHabits = learnHabits(history, day);
  const seen = new Map<number, ReturnType<typeof recordOf>>();
  const nobody = { known: 0, late: 0, overdueNow: 0, fewKnown: 0, fewLate: 0, usualAmount: 0 };
  const record = (place: number | undefined): typeof nobody => {
    if (place === undefined) return nobody;
    const known = seen.get(place) ?? recordOf(history, history.invoicesOf(place), day);
    seen.set(place, known);
    return known;
  };
  const networkLate = staysUnpaid(habits.network, -60, 0);
  const byHabit = (invoice: OpenInvoice, place: number | undefined): number =>
    staysUnpaid(habits.of(place), day - invoice.due, 0);
  return {
    byHabit,
    featuresOf(invoice: OpenInvoice, place: number | undefined): readonly number[] {
      const { known, late, overdueNow, fewKnown, fewLate, usualAmount } = record(place);
      const share = (late + 3 * networkLate) / (known + 3);
      const size = usualAmount > 0 ? Math.log(Math.max(0.05, invoice.amount / usualAmount)) : 0;
      return [
        logit(byHabit(invoice, place)),
        logit(share),
        logit((fewLate + 2 * share) / (fewKnown + 2)),
        Math.log1p(overdueNow),
        Math.max(-2, Math.min(2, size)),
        Math.min(90, invoice.due - day) / 30,
        isWeekend(invoice.due) ? 1 : 0,
      ];
    },
    factsOf(place: number | undefined, isOverdue: boolean): RiskFacts {
      const { known, late, overdueNow } = record(place);
      const habit = habits.of(place);
      return {
        ...{ known, late },
        overdueNow: Math.max(0, overdueNow - (isOverdue ? 1 : 0)),
        usualDelay: known === 0 ? null : usualDelay(habit),
      };
    },
  };
}

function recordOf(history: PaymentHistory, members: Int32Array, day: number) {
  let [known, late, overdueNow] = [0, 0, 0];
  const amounts: number[] = [];
  const told: { readonly day: number; readonly isLate: boolean }[] = [];
  for (const at of members) {
    if (history.issued[at]! > day) continue;
    amounts.push(history.amount[at]!);
    const settled = history.settled[at]!;
    const isSettled = settled !== NOT_YET && settled <= day;
    const due = history.due[at]!;
    if (!isSettled && due < day) overdueNow += 1;
    if (!isSettled && due >= day) continue;
    const isLate = !isSettled || settled > due;
    // Of what is not yet due, the punctual are known first: they would flatter.
    if (due < day) {
      known += 1;
      if (isLate) late += 1;
    }
    told.push({ day: due, isLate });
  }
  told.sort((a, b) => b.day - a.day);
  const few = told.filter(({ day: due }) => due < day).slice(0, LATEST_FEW);
  amounts.sort((a, b) => a - b);
  return {
    ...{ known, late, overdueNow },
    fewKnown: few.length,
    fewLate: few.filter(({ isLate }) => isLate).length,
    usualAmount: amounts[amounts.length >> 1] ?? 0,
  };
}

/** 1 January 1970 was a Thursday. */
function isWeekend(day: number): boolean {
  const weekday = (day + 4) % 7;
  return weekday === 0 || weekday === 6;
}
