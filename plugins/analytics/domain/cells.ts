// What was read, put together: one cell for each thing that a row of the answer is about.
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Dimension } from '../contract/query.js';
import type { Sum } from './measures.js';
import { spansOf, startOfSpan, type Period } from './periods.js';
import { grainsOf, isGrain } from './question.js';

/** A row as it was read: the beginning of its day (10, 7, 4 or no characters), its keys without time and currency, its sums. */
export interface RowRead {
  readonly day: string;
  readonly currency: string;
  readonly keys: readonly string[];
  readonly sums: readonly bigint[];
}

export interface Cell {
  /** in the order of the question's dimensions, without the currency */
  readonly keys: readonly string[];
  /** sums by currency, in the order of the question's sums */
  readonly sums: Map<string, bigint[]>;
}

/** How many characters of a day tell the spans apart that are asked for. */
export function dayWidthOf(by: readonly Dimension[]): number {
  const grains = grainsOf(by);
  if (grains.some((grain) => grain === 'day' || grain === 'week')) return 10;
  if (grains.some((grain) => grain === 'month' || grain === 'quarter')) return 7;
  return grains.length > 0 ? 4 : 0;
}

export function cellsOf(
  rows: readonly RowRead[],
  {
    by,
    sums,
    period,
  }: { readonly by: readonly Dimension[]; readonly sums: readonly Sum[]; readonly period: Period },
): readonly Cell[] {
  const dimensions = by.filter((dimension) => dimension !== 'currency');
  const cells = new Map<string, Cell>();
  const add = (keys: readonly string[], currency: string, amounts: readonly bigint[]): void => {
    const id = keys.join('\u0000');
    const cell = cells.get(id) ?? { keys, sums: new Map<string, bigint[]>() };
    cells.set(id, cell);
    const known = cell.sums.get(currency);
    if (known) amounts.forEach((amount, place) => (known[place] = known[place]! + amount));
    else cell.sums.set(currency, [...amounts]);
  };
  const keysOf = (row: RowRead, day: LocalDate | null): readonly string[] => {
    let place = 0;
    return dimensions.map((dimension) => {
      if (!isGrain(dimension)) return row.keys[place++] ?? '';
      return day === null ? '' : startOfSpan(dimension, day);
    });
  };
  const isStanding = sums.map((sum) => sum.startsWith('balance.'));
  const isByTime = grainsOf(by).length > 0;
  if (!isByTime || !isStanding.includes(true)) {
    for (const row of rows) add(keysOf(row, dayOf(row, period)), row.currency, row.sums);
    return [...cells.values()];
  }

  const flows = (row: RowRead) => row.sums.map((sum, place) => (isStanding[place] ? 0n : sum));
  for (const row of rows) if (row.day !== '') add(keysOf(row, dayOf(row, period)), row.currency, flows(row));
  for (const { row, day, sums: standing } of balances(rows, { isStanding, by, period }))
    add(keysOf(row, day), row.currency, standing);
  return [...cells.values()];
}

/** A balance of every span: what stood before the first, and all that has changed it until the span's end. */
function* balances(
  rows: readonly RowRead[],
  {
    isStanding,
    by,
    period,
  }: { readonly isStanding: readonly boolean[]; readonly by: readonly Dimension[]; readonly period: Period },
): Generator<{ readonly row: RowRead; readonly day: LocalDate; readonly sums: readonly bigint[] }> {
  const grains = grainsOf(by);
  const starts = (day: LocalDate): string => grains.map((grain) => startOfSpan(grain, day)).join(' ');
  const spans = new Map<string, LocalDate>();
  // Spans of two kinds cut each other: day by day none is missed.
  const [grain = 'day', ...others] = grains;
  for (const day of spansOf(others.length > 0 ? 'day' : grain, period)) {
    const inside = day < period.from ? period.from : day;
    if (!spans.has(starts(inside))) spans.set(starts(inside), inside);
  }
  const series = new Map<string, { readonly row: RowRead; readonly changes: Map<string, bigint[]> }>();
  for (const row of rows) {
    const id = [...row.keys, row.currency].join('\u0000');
    const one = series.get(id) ?? { row, changes: new Map<string, bigint[]>() };
    series.set(id, one);
    const span = row.day === '' ? '' : starts(dayOf(row, period));
    const known = one.changes.get(span) ?? row.sums.map(() => 0n);
    one.changes.set(
      span,
      known.map((sum, place) => (isStanding[place] ? sum + row.sums[place]! : sum)),
    );
  }
  for (const { row, changes } of series.values()) {
    let standing = changes.get('') ?? row.sums.map(() => 0n);
    for (const [span, day] of spans) {
      const changed = changes.get(span);
      if (changed) standing = standing.map((sum, place) => sum + changed[place]!);
      yield { row, day, sums: standing };
    }
  }
}

/** A month or a year is read as its first day, but never as a day before the period. */
function dayOf({ day }: RowRead, { from }: Period): LocalDate {
  const first = `${day}${'-01-01'.slice(day.length === 4 ? 0 : day.length === 7 ? 3 : 6)}` as LocalDate;
  return first < from ? from : first;
}
