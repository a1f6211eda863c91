import { addDays, daysBetween, weekday, type LocalDate } from '../../../../src/values/local-date.js';
import { LATEST, learnHabits, staysUnpaid, type PaymentHabits } from './payment-habit.js';
import { dayNumber, NOT_YET, type PaymentHistory } from './payment-history.js';

/** What is still to be paid of an invoice. */
export interface OpenAmount {
  readonly representativeId: string;
  readonly currency: string;
  readonly dueDate: LocalDate;
  /** minor units of `currency` */
  readonly outstanding: bigint;
}

/** Amounts in minor units. */
export interface ExpectedWeek {
  /** a Monday, or the day after `asOf` in the first week; `to` is a Sunday */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly expected: bigint;
  /** with 80 % probability, what is collected lies between */
  readonly lower: bigint;
  readonly upper: bigint;
}

export interface ExpectedCollections {
  readonly currency: string;
  readonly open: bigint;
  readonly weeks: readonly ExpectedWeek[];
  /** later than the last week, but within a year of the due day */
  readonly later: bigint;
  /** not within a year of its due day, if ever: as much as habits leave open by then */
  readonly doubtful: bigint;
}

const MILLION = 1_000_000n;
/** Of the standard normal distribution: 10 % lie above. */
const TENTH = 1.2816;
/** Earlier weeks that the width of the interval is measured on. */
const CHECKED_WEEKS = 12;
const UNMEASURED = 1.2;
const LEAST_WIDENING = 0.75;

/**
 * What of the open invoices is likely to be collected in each ISO week after `asOf`, by the habits of those who owe it, each given how
 * long it has been open. The interval takes payments for independent of each other, widened by how far earlier weeks really strayed.
 */
export function expectedCollections(
  history: PaymentHistory,
  open: readonly OpenAmount[],
  asOf: LocalDate,
  weeks: number,
): readonly ExpectedCollections[] {
  const habits = learnHabits(history, dayNumber(asOf));
  const spans = weekSpans(asOf, weeks);
  const earlier = Array.from({ length: CHECKED_WEEKS }, (_, week) => {
    const day = dayNumber(asOf) - 7 * (week + 1);
    return { day, habits: learnHabits(history, day) };
  });
  const currencies = [...new Set(open.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const widening = wideningOf(history, currency, earlier);
    const own = open.filter((invoice) => invoice.currency === currency);
    const chances = own.map((invoice) => chancesOf(habits, history, invoice, asOf, spans));
    // Cut from the running sum of each invoice, so that the parts make the whole to the last minor unit.
    const until = (share: (chance: Chances) => number): bigint =>
      own.reduce((sum, { outstanding }, index) => sum + partOf(outstanding, share(chances[index]!)), 0n);
    const owed = own.reduce((sum, { outstanding }) => sum + outstanding, 0n);
    const ends = spans.map((_, week) => until(({ paidBy }) => paidBy[week]!));
    const weekly = spans.map(({ from, to }, week): ExpectedWeek => {
      const expected = ends[week]! - (ends[week - 1] ?? 0n);
      const chance = (index: number): number => {
        const { paidBy } = chances[index]!;
        return paidBy[week]! - (paidBy[week - 1] ?? 0);
      };
      const half = BigInt(Math.round(TENTH * widening * deviationOf(own, chance)));
      return {
        ...{ from, to, expected },
        lower: half > expected ? 0n : expected - half,
        upper: expected + half > owed ? owed : expected + half,
      };
    });
    const everPaid = until(({ ever }) => ever);
    return {
      currency,
      open: owed,
      weeks: weekly,
      later: everPaid - (ends.at(-1) ?? 0n),
      doubtful: owed - everPaid,
    };
  });
}

/** Shares that never fall from one to the next. */
interface Chances {
  /** by the end of each week */
  readonly paidBy: readonly number[];
  /** within a year of the due day */
  readonly ever: number;
}

function chancesOf(
  habits: PaymentHabits,
  history: PaymentHistory,
  { representativeId, dueDate }: OpenAmount,
  asOf: LocalDate,
  spans: readonly { readonly from: LocalDate; readonly to: LocalDate }[],
): Chances {
  const habit = habits.of(history.placeOf.get(representativeId));
  const age = daysBetween(dueDate, asOf);
  const paidBy = spans.map(({ to }) => 1 - staysUnpaid(habit, age, daysBetween(dueDate, to)));
  const ever = 1 - staysUnpaid(habit, age, Math.max(LATEST, age));
  return { paidBy, ever: Math.max(ever, paidBy.at(-1) ?? 0) };
}

function weekSpans(asOf: LocalDate, weeks: number): readonly { from: LocalDate; to: LocalDate }[] {
  const monday = addDays(asOf, 1 - weekday(asOf));
  const isSunday = weekday(asOf) === 7;
  return Array.from({ length: weeks }, (_, week) => {
    const start = addDays(monday, 7 * (week + (isSunday ? 1 : 0)));
    return { from: week === 0 ? addDays(asOf, 1) : start, to: addDays(start, 6) };
  });
}

/** A share of an amount, in millionths: half a minor unit is the most that rounding moves it. */
function partOf(amount: bigint, share: number): bigint {
  const millionths = BigInt(Math.round(share * 1e6));
  return (amount * millionths + MILLION / 2n) / MILLION;
}

/** Of what one week brings, minor units, if every invoice were paid or not by itself. */
function deviationOf(open: readonly OpenAmount[], chance: (index: number) => number): number {
  return Math.sqrt(
    open.reduce((sum, { outstanding }, index) => {
      const probability = chance(index);
      return sum + probability * (1 - probability) * Number(outstanding) ** 2;
    }, 0),
  );
}

/** The root mean square of how many deviations the weeks before strayed from what was expected of them then. */
function wideningOf(
  history: PaymentHistory,
  currency: string,
  earlier: readonly { readonly day: number; readonly habits: PaymentHabits }[],
): number {
  const place = history.currencies.indexOf(currency);
  let [squares, weeks] = [0, 0];
  for (const { day, habits } of earlier) {
    let [expected, variance, collected] = [0, 0, 0];
    for (let at = 0; at < history.length; at += 1) {
      const settled = history.settled[at]!;
      if (history.currency[at] !== place || history.issued[at]! > day) continue;
      if (settled !== NOT_YET && settled <= day) continue;
      const amount = history.amount[at]!;
      const age = day - history.due[at]!;
      const chance = 1 - staysUnpaid(habits.of(history.of[at]!), age, age + 7);
      expected += chance * amount;
      variance += chance * (1 - chance) * amount ** 2;
      if (settled !== NOT_YET && settled <= day + 7) collected += amount;
    }
    if (variance <= 0) continue;
    squares += (collected - expected) ** 2 / variance;
    weeks += 1;
  }
  return weeks < 4 ? UNMEASURED : Math.max(LEAST_WIDENING, Math.sqrt(squares / weeks));
}
