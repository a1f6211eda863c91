import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { AnalyticsQuery, AnalyticsResult, AnalyticsRow, Dimension } from '../contract/query.js';
import { cellsOf, dayWidthOf, type Cell } from '../domain/cells.js';
import { factorOf, rateBetween, rateText, type StatedRate } from '../domain/conversion.js';
import { isAmount, isBalance, sumsOf, type Measure, type Sum } from '../domain/measures.js';
import type { Period } from '../domain/periods.js';
import { planReads, type Asked } from '../domain/plan.js';
import { isGrain, readQuestion, type Question } from '../domain/question.js';
import { figuresOf, inOrder, nothingHappened, rowsOf, type Conversion, type Row } from '../domain/rows.js';
import { besides } from '../domain/compared.js';
import type { Catalogue } from './catalogue.js';
import type { FiguresReader } from './sums.js';

interface Needs {
  readonly database: Database;
  readonly figures: FiguresReader;
  readonly catalogue: Catalogue;
  readonly measuresOf: (actor: Actor) => ReadonlyMap<string, Measure>;
}

/** One more is read, so that what is left out is noticed. */
const MOST_READ = 200_000;
/** Keys that a row may have twice, or rows that count a thing twice: their totals are read by themselves. */
const OVERLAPPING: readonly Dimension[] = ['manager', 'product'];

/** What stands in one period: for the rows, and for the totals. */
interface Reading {
  readonly period: Period;
  readonly cells: readonly Cell[];
  readonly totals: readonly Cell[];
}

/** Refusals are those of `Analytics.query`. */
export function makeAnswerQuery(needs: Needs) {
  return async (actor: Actor, asked: AnalyticsQuery): Promise<Result<AnalyticsResult, Refusal>> => {
    const read = readQuestion(asked, needs.measuresOf(actor));
    if (!read.ok) return read;
    const question = read.value;
    const sums = [...new Set(question.measures.flatMap(sumsOf))];

    const periods = [question.period, ...(question.compared ? [question.compared] : [])];
    const found = await Promise.all(
      periods.map((period) => readPeriod(needs, actor, { question, sums, period })),
    );
    const [now, before = null] = found;
    if (!now || found.includes(null)) return err({ code: 'too-many-rows', most: MOST_READ });
    const rates: StatedRate[] = [];
    const presented = [];
    for (const reading of [now, before]) {
      if (reading === null) continue;
      const conversion = await conversionOf(needs, question, sums, reading);
      if (!conversion.ok) return conversion;
      rates.push(...conversion.value.rates);
      presented.push(present(reading, { question, sums, conversion: conversion.value.conversion }));
    }
    const [current, compared] = presented;
    return ok(await answer(needs, actor, { question, rates, current: current!, compared }));
  };
}

interface PeriodAsked {
  readonly question: Question;
  readonly sums: readonly Sum[];
  readonly period: Period;
}

async function readPeriod(needs: Needs, actor: Actor, asked: PeriodAsked): Promise<Reading | null> {
  const { question, sums, period } = asked;
  const { by } = question;
  const lastPostedOn = question.measures.some(isBalance)
    ? await needs.figures.lastPostedOn(needs.database.queries)
    : null;
  const cellsBy = async (dimensions: readonly Dimension[]): Promise<readonly Cell[] | null> => {
    const reads = planReads({
      sums,
      by: dimensions,
      filters: question.filters,
      period,
      reach: reachOf(actor),
      lastPostedOn,
      kpis: needs.catalogue.kpis,
    });
    const rows = await needs.figures.sums(needs.database.queries, {
      reads,
      sums,
      by: dimensions.filter((dimension) => !isGrain(dimension) && dimension !== 'currency'),
      dayWidth: dayWidthOf(dimensions),
      filters: question.filters,
      actor,
      most: MOST_READ + 1,
    });
    return rows.length > MOST_READ ? null : cellsOf(rows, { by: dimensions, sums, period });
  };
  const [cells, totals] = await Promise.all([
    cellsBy(by),
    // A balance by spans of time does not add up over them, and what overlaps does not add up at all.
    needsOwnTotals(question) ? cellsBy([]) : null,
  ]);
  return cells && { period, cells, totals: totals ?? [together(cells)] };
}

function reachOf({ role }: Actor): Asked['reach'] {
  if (role === 'representative') return 'representative';
  return role === 'manager' ? 'offices' : 'everything';
}

function needsOwnTotals({ by, measures }: Question): boolean {
  return by.some(
    (dimension) => OVERLAPPING.includes(dimension) || (isGrain(dimension) && measures.some(isBalance)),
  );
}

function together(cells: readonly Cell[]): Cell {
  const sums = new Map<string, bigint[]>();
  for (const cell of cells)
    for (const [currency, amounts] of cell.sums) {
      const known = sums.get(currency);
      sums.set(currency, known ? known.map((sum, place) => sum + amounts[place]!) : [...amounts]);
    }
  return { keys: [], sums };
}

/** Refuses `no-rate`. */
async function conversionOf(
  { database, figures }: Needs,
  { convertTo }: Question,
  sums: readonly Sum[],
  { period, cells }: Reading,
): Promise<Result<{ readonly conversion: Conversion; readonly rates: readonly StatedRate[] }, Refusal>> {
  if (convertTo === null || !sums.some(isAmount)) return ok({ conversion: null, rates: [] });
  const found = new Set(cells.flatMap((cell) => [...cell.sums.keys()]));
  const others = [...found].filter((currency) => currency !== convertTo && currency !== '').sort();
  const stated =
    others.length === 0
      ? []
      : await figures.rates(database.queries, {
          to: convertTo,
          others: others as CurrencyCode[],
          on: period.to,
        });
  const rates = new Map<string, StatedRate>();
  for (const currency of others) {
    const rate = rateBetween(currency as CurrencyCode, convertTo, stated);
    if (rate === null) return err({ code: 'no-rate', base: currency, quote: convertTo, on: period.to });
    rates.set(currency, rate);
  }
  const conversion: Conversion = {
    to: convertTo,
    factorOf: (currency) => {
      const rate = rates.get(currency);
      return rate ? factorOf(currency as CurrencyCode, convertTo, rate) : { over: 1n, under: 1n };
    },
  };
  return ok({ conversion, rates: [...rates.values()] });
}

interface Presented {
  readonly period: Period;
  readonly rows: readonly Row[];
  readonly totals: readonly Row[];
}

function present(
  { period, cells, totals }: Reading,
  {
    question,
    sums,
    conversion,
  }: { readonly question: Question; readonly sums: readonly Sum[]; readonly conversion: Conversion },
): Presented {
  const whole = { ...question, by: [] };
  return {
    period,
    rows: rowsOf(cells, { question, sums, period, conversion }),
    totals: rowsOf(totals, { question: whole, sums, period, conversion }),
  };
}

async function answer(
  needs: Needs,
  actor: Actor,
  {
    question,
    rates,
    current,
    compared,
  }: {
    readonly question: Question;
    readonly rates: readonly StatedRate[];
    readonly current: Presented;
    readonly compared: Presented | undefined;
  },
): Promise<AnalyticsResult> {
  const { by, measures, limit } = question;
  const withCompared = (rows: readonly Row[], others: readonly Row[], dimensions: readonly Dimension[]) =>
    compared
      ? besides(rows, others, { by: dimensions, now: current.period, then: compared.period })
      : rows.map((row) => ({ row, before: null }));
  const all = withCompared(current.rows, compared?.rows ?? [], by);
  const earlier = new Map(all.map(({ row, before }) => [row, before]));

  const sortedByName = by.find((dimension) => dimension === question.sort?.by && NAMED.includes(dimension));
  const labels = new Map<Dimension, ReadonlyMap<string, string>>();
  const learn = async (dimensions: readonly Dimension[], rows: readonly Row[]): Promise<void> => {
    for (const dimension of dimensions) {
      const ids = [...new Set(rows.map(({ keys }) => keys[by.indexOf(dimension)] ?? ''))].filter(
        (id) => id !== '',
      );
      labels.set(dimension, await needs.figures.names(needs.database.queries, actor, dimension, ids));
    }
  };
  if (sortedByName) await learn([sortedByName], [...earlier.keys()]);
  const labelOf = (dimension: Dimension, id: string): string =>
    NAMED.includes(dimension) ? (labels.get(dimension)?.get(id) ?? '') : id;
  const rows = inOrder([...earlier.keys()], question, labelOf).slice(0, limit);
  await learn(
    by.filter((dimension) => NAMED.includes(dimension) && !labels.has(dimension)),
    rows,
  );

  const written = (row: Row, before: Row | null, dimensions: readonly Dimension[]): AnalyticsRow => ({
    keys: Object.fromEntries(
      dimensions.map((dimension, place) => {
        const id = row.keys[place] ?? '';
        return [dimension, { id, label: labelOf(dimension, id) }];
      }),
    ),
    currency: row.currency,
    values: figuresOf(measures, row),
    ...(compared ? { before: figuresOf(measures, before ?? { ...row, sumOf: nothingHappened }) } : {}),
  });
  const totals = withCompared(current.totals, compared?.totals ?? [], []);
  return {
    ...question.period,
    compared: question.compared,
    measures: measures.map(({ name, unit }) => ({ name, unit })),
    by,
    rows: rows.map((row) => written(row, earlier.get(row) ?? null, by)),
    totals: totals.map(({ row, before }) => written(row, before, [])),
    isCut: earlier.size > limit,
    rates: distinct(rates),
  };
}

const NAMED: readonly Dimension[] = ['representative', 'office', 'geo', 'manager', 'product'];

function distinct(rates: readonly StatedRate[]): AnalyticsResult['rates'] {
  const each = new Map(rates.map((rate) => [`${rate.base} ${rate.quote} ${rate.from}`, rate]));
  return [...each.values()].map((rate) => ({ ...rate, rate: rateText(rate.rate) }));
}
