// The rows of an answer, before their keys have names.
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { Dimension, Figure } from '../contract/query.js';
import type { Cell } from './cells.js';
import { plus, times, type Fraction } from './conversion.js';
import { compareFractions, exactOf, figureOf, NOTHING, type SumOf } from './figures.js';
import { isAmount, isOfMoney, type Measure, type Sum } from './measures.js';
import { spansOf, type Period } from './periods.js';
import { grainsOf, isGrain, type Question } from './question.js';

/** What sums of a currency are multiplied by; null leaves them in their own. */
export type Conversion = {
  readonly to: CurrencyCode;
  readonly factorOf: (currency: string) => Fraction;
} | null;

export interface Row {
  /** in the order of the question's dimensions */
  readonly keys: readonly string[];
  readonly currency: CurrencyCode | null;
  readonly sumOf: SumOf;
}

/**
 * A row a cell, and a currency unless amounts are converted, or no amounts were asked for. Cells in which nothing happened are left
 * out; by spans of time alone every span has its row.
 */
export function rowsOf(
  cells: readonly Cell[],
  {
    question,
    sums,
    period,
    conversion,
  }: {
    readonly question: Question;
    readonly sums: readonly Sum[];
    readonly period: Period;
    readonly conversion: Conversion;
  },
): readonly Row[] {
  const { by } = question;
  const isEverySpan = by.length === 1 && grainsOf(by).length === 1;
  const rows = cells.flatMap((cell) => ofCell(cell, { question, sums, conversion }));
  const kept = rows.filter(({ sumOf }) => sums.some((sum) => sumOf(sum).over !== 0n));
  if (!isEverySpan) return kept;
  return [...new Set([...kept.map(({ currency }) => currency), ...expected(question, conversion)])].flatMap(
    (currency) => everySpan(kept, currency, { by, period }),
  );
}

export function figuresOf(
  measures: readonly Measure[],
  { sumOf, currency }: Pick<Row, 'sumOf' | 'currency'>,
): Readonly<Record<string, Figure>> {
  return Object.fromEntries(measures.map((measure) => [measure.name, figureOf(measure, sumOf, currency)]));
}

export const nothingHappened: SumOf = () => NOTHING;

/** By a measure: within each currency, for amounts of two are not to be compared. By a dimension: by its keys. */
export function inOrder(
  rows: readonly Row[],
  question: Question,
  nameOf: (dimension: Dimension, id: string) => string,
): readonly Row[] {
  const { by, measures, sort } = question;
  const measure = measures.find(({ name }) => name === sort?.by);
  const place = by.findIndex((dimension) => dimension === sort?.by);
  const sign = sort?.direction === 'desc' ? -1 : 1;
  const compare = (one: Row, other: Row): number => {
    if (measure)
      return (
        byText(one.currency ?? '', other.currency ?? '') ||
        byMeasure(one, other, measure, sign) ||
        byKeys(one, other)
      );
    if (place >= 0) return sign * byName(one, other, place) || byKeys(one, other);
    return (
      byTime(one, other) ||
      byText(one.currency ?? '', other.currency ?? '') ||
      byMeasure(one, other, measures[0]!, -1) ||
      byKeys(one, other)
    );
  };
  const byName = (one: Row, other: Row, at: number): number => {
    const dimension = by[at]!;
    if (dimension === 'bucket') return byLateness(one.keys[at], other.keys[at]);
    return byText(nameOf(dimension, one.keys[at] ?? ''), nameOf(dimension, other.keys[at] ?? ''));
  };
  const byTime = (one: Row, other: Row): number =>
    by.reduce(
      (found, dimension, at) => found || (isGrain(dimension) ? byText(one.keys[at]!, other.keys[at]!) : 0),
      0,
    );
  return [...rows].sort(compare);
}

const LATENESS = ['not-due', '1-30', '31-60', '61-90', 'over-90'];

function byLateness(one = '', other = ''): number {
  return LATENESS.indexOf(one) - LATENESS.indexOf(other);
}

function byKeys(one: Row, other: Row): number {
  return (
    byText(one.keys.join('\u0000'), other.keys.join('\u0000')) ||
    byText(one.currency ?? '', other.currency ?? '')
  );
}

/** Rows without a figure come last, whichever way the others are sorted. */
function byMeasure(one: Row, other: Row, measure: Measure, sign: 1 | -1): number {
  const [first, second] = [exactOf(measure, one.sumOf), exactOf(measure, other.sumOf)];
  if (first === null || second === null) return Number(first === null) - Number(second === null);
  return sign * compareFractions(first, second);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function everySpan(
  rows: readonly Row[],
  currency: CurrencyCode | null,
  { by, period }: { readonly by: readonly Dimension[]; readonly period: Period },
): readonly Row[] {
  const known = new Map(rows.filter((row) => row.currency === currency).map((row) => [row.keys[0], row]));
  return grainsOf(by).flatMap((grain) =>
    spansOf(grain, period).map((day) => known.get(day) ?? { keys: [day], currency, sumOf: nothingHappened }),
  );
}

/** The currencies that were asked for by name have their rows also when nothing happened in them. */
function expected({ filters, measures }: Question, conversion: Conversion): readonly (CurrencyCode | null)[] {
  if (!measures.some(isOfMoney)) return [null];
  if (conversion !== null) return [conversion.to];
  return (filters.currency ?? []) as readonly CurrencyCode[];
}

interface Making {
  readonly question: Question;
  readonly sums: readonly Sum[];
  readonly conversion: Conversion;
}

function ofCell(cell: Cell, { question, sums, conversion }: Making): readonly Row[] {
  const { by, measures } = question;
  const place = by.indexOf('currency');
  const isMoney = measures.some(isOfMoney);
  const currencies = [...cell.sums.keys()].sort();
  const areApart = place >= 0 || (isMoney && conversion === null);
  const groups = areApart ? currencies.map((currency) => [currency]) : [currencies];
  return groups.map((group) => {
    const [own = ''] = group;
    const shown = isMoney && conversion !== null ? conversion.to : areApart && own !== '' ? own : null;
    return {
      keys: place < 0 ? cell.keys : [...cell.keys.slice(0, place), own, ...cell.keys.slice(place)],
      currency: shown as CurrencyCode | null,
      sumOf: sumIn(cell, group, sums, conversion),
    };
  });
}

function sumIn(
  cell: Cell,
  currencies: readonly string[],
  sums: readonly Sum[],
  conversion: Conversion,
): SumOf {
  return (sum) => {
    const place = sums.indexOf(sum);
    const parts = currencies.map((currency) => {
      const amount = cell.sums.get(currency)?.[place] ?? 0n;
      return conversion !== null && isAmount(sum)
        ? times(amount, conversion.factorOf(currency))
        : { over: amount, under: 1n };
    });
    return parts.reduce(plus, NOTHING);
  };
}
