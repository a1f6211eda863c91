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
  const widening = wideningOf(history, dayNumber(asOf));
  const currencies = [...new Set(open.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = open.filter((invoice) => invoice.currency === currency);
    const chances = own.map((invoice) => chancesOf(habits, history, invoice, asOf, spans));
    const sumOf = (share: (chance: Chances) => number): bigint =>
      own.reduce((sum, { outstanding }, index) => sum + partOf(outstanding, share(chances[index]!)), 0n);
    const total = own.reduce((sum, { outstanding }) => sum + outstanding, 0n);
    const weekly = spans.map(({ from, to }, week): ExpectedWeek => {
      const expected = sumOf((chance) => chance.weeks[week]!);
      const reach = TENTH * widening * deviationOf(own, (index) => chances[index]!.weeks[week]!);
      const half = BigInt(Math.round(reach));
      return {
        ...{ from, to, expected },
        lower: half > expected ? 0n : expected - half,
        upper: expected + half > total ? total : expected + half,
      };
    });
    const doubtful = sumOf((chance) => chance.never);
    const inWeeks = weekly.reduce((sum, { expected }) => sum + expected, 0n);
    // What rounding leaves over is told as later, so that the parts make the whole.
    const later = total - doubtful - inWeeks;
    return { currency, open: total, weeks: weekly, later: later < 0n ? 0n : later, doubtful };
  });
}

interface Chances {
  readonly weeks: readonly number[];
  readonly never: number;
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
  const open = (day: LocalDate): number => staysUnpaid(habit, age, daysBetween(dueDate, day));
  const atEnds = spans.map(({ to }) => open(to));
  return {
    weeks: atEnds.map((left, week) => (week === 0 ? 1 : atEnds[week - 1]!) - left),
    never: staysUnpaid(habit, age, Math.max(LATEST, age)),
  };
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
function wideningOf(history: PaymentHistory, asOf: number): number {
  let [squares, weeks] = [0, 0];
  for (let back = 1; back <= CHECKED_WEEKS; back += 1) {
    const day = asOf - 7 * back;
    const habits = learnHabits(history, day);
    let [expected, variance, collected] = [0, 0, 0];
    for (let at = 0; at < history.length; at += 1) {
      const settled = history.settled[at]!;
      if (history.issued[at]! > day || (settled !== NOT_YET && settled <= day)) continue;
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
