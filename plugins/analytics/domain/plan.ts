// Which rows answer a question: the smallest ones that still tell what is asked.
import { addDays, firstDayOf, lastDayOf, type LocalDate } from '../../../src/values/local-date.js';
import type { FactTable } from '../contract/kpi.js';
import type { Dimension, Filters } from '../contract/query.js';
import type { Balance, Fact, Sum, Summed } from './measures.js';
import { wholeMonths, type Period } from './periods.js';
import { grainsOf } from './question.js';

/** Rollups, what is not folded into them yet (`changes`), the ledger's own rows, and the lines of its invoices. */
export type Source =
  'day' | 'office-day' | 'office-month' | 'representative-month' | 'changes' | 'ledger' | 'lines';

export interface Days {
  /** null: from the first */
  readonly from: LocalDate | null;
  readonly to: LocalDate;
}

/** A sum of what happened in some days. */
export interface FlowRead {
  readonly kind: 'flow';
  readonly source: Source;
  readonly fact: Fact;
  /** without invoices that were declared void */
  readonly isStanding: boolean;
  readonly days: Days;
  readonly sums: readonly { readonly sum: Sum; readonly of: Summed; readonly sign: 1 | -1 }[];
  /** what stood before the first span of time: it has no time of its own */
  readonly isOpening: boolean;
}

/** What happens to an invoice that changes its balance. */
export const MOVEMENTS = ['sale', 'void', 'allocation', 'credit'] as const;
export type Movement = (typeof MOVEMENTS)[number];

/** What invoices add to a balance, and what is taken from it, each on the day from which it counts. */
export interface MovementRead {
  readonly kind: 'movement';
  readonly movement: Movement;
  readonly balance: Balance;
  readonly days: Days;
  readonly isOpening: boolean;
}

/**
 * How what is overdue changes: in all; or, by how long it is, what enters a bucket and what leaves the one before it for that.
 */
export interface OverdueRead {
  readonly kind: 'overdue';
  readonly source: 'day' | 'office-day' | 'changes';
  readonly what: 'in-all' | 'entered' | 'left';
  readonly days: Days;
  readonly balances: readonly Balance[];
  readonly isOpening: boolean;
}

/** What is open at the end of a day. */
export interface OpenRead {
  readonly kind: 'open';
  readonly source: 'day' | 'office-day' | 'representative-month' | 'changes' | OpenPart;
  readonly asOf: LocalDate;
  /** a month that has not ended is overdue in part: which part, the rollup by months does not tell */
  readonly due: 'whenever' | 'in-month' | 'in-other-months';
  readonly balances: readonly Balance[];
}

/** Read back from today: what is open now, and what has lowered it since. */
export type OpenPart = 'open-now' | 'voided-since' | 'allocated-since' | 'credited-since';
export const OPEN_PARTS: readonly OpenPart[] = [
  'open-now',
  'voided-since',
  'allocated-since',
  'credited-since',
];

/** A sum of a table that a plugin has described. */
export interface KpiRead {
  readonly kind: 'kpi';
  readonly from: FactTable;
  readonly days: Days;
  readonly sums: readonly { readonly sum: Sum; readonly of: { readonly sum: string } | 'rows' }[];
}

export type Read = FlowRead | MovementRead | OverdueRead | OpenRead | KpiRead;

export interface Asked {
  readonly sums: readonly Sum[];
  readonly by: readonly Dimension[];
  readonly filters: Filters;
  readonly period: Period;
  /** what the reader sees: everything, the rows of some offices, or those of one representative */
  readonly reach: 'everything' | 'offices' | 'representative';
  /** the last day on which anything was posted; null when nothing was */
  readonly lastPostedOn: LocalDate | null;
  readonly kpis: ReadonlyMap<
    string,
    { readonly from: FactTable; readonly of: KpiRead['sums'][number]['of'] }
  >;
}

export function planReads(asked: Asked): readonly Read[] {
  return [...flowsOf(asked), ...balancesOf(asked), ...kpisOf(asked)];
}

function flowsOf(asked: Asked): readonly Read[] {
  return (['sale', 'settled', 'payment', 'credit'] as const).flatMap((fact) => {
    const sums = asked.sums
      .filter((sum) => sum.startsWith(`${fact}.`))
      .map((sum) => ({ sum, of: sum.slice(fact.length + 1) as Summed, sign: 1 as const }));
    if (sums.length === 0) return [];
    const read = { kind: 'flow', fact, isStanding: fact === 'sale', sums, isOpening: false } as const;
    return placesOf(asked, asked.period).map((place) => ({ ...read, ...place }));
  });
}

/** Where the days of a period are read from. */
function placesOf(asked: Asked, period: Period): readonly Pick<FlowRead, 'source' | 'days'>[] {
  if (cutsBy(asked, 'product')) return [{ source: 'lines', days: period }];
  if (!needsOffices(asked))
    return [
      { source: 'day', days: period },
      { source: 'changes', days: period },
    ];
  const isByDay = grainsOf(asked.by).some((grain) => grain === 'day' || grain === 'week');
  const { months, edges } = wholeMonths(period);
  const ofRepresentatives = needsRepresentatives(asked);
  const finest = ofRepresentatives ? 'ledger' : 'office-day';
  if (isByDay || months === null)
    return ofRepresentatives
      ? [{ source: finest, days: period }]
      : [
          { source: finest, days: period },
          { source: 'changes', days: period },
        ];
  const days = { from: firstDayOf(months.from), to: lastDayOf(months.to) };
  return [
    { source: ofRepresentatives ? 'representative-month' : 'office-month', days },
    // The ledger knows what is not folded yet; office-day does not.
    { source: 'changes', days: ofRepresentatives ? days : period },
    ...edges.map((edge) => ({ source: finest, days: edge }) as const),
  ];
}

function balancesOf(asked: Asked): readonly Read[] {
  const balances = (['outstanding', 'overdue'] as const).filter((each) =>
    asked.sums.includes(`balance.${each}`),
  );
  if (balances.length === 0) return [];
  const { to } = asked.period;
  if (grainsOf(asked.by).length > 0) return balances.flatMap((balance) => movementsOf(asked, balance));
  const isOfToday = asked.lastPostedOn === null || to >= asked.lastPostedOn;
  const read = { kind: 'open', asOf: to, balances } as const;
  if (isOfToday && !needsRepresentatives(asked))
    return ([daysOf(asked), 'changes'] as const).map((source) => ({ ...read, source, due: 'whenever' }));
  if (isOfToday && !cutsBy(asked, 'bucket'))
    return [
      { ...read, source: 'representative-month', due: 'in-other-months' },
      { ...read, source: 'changes', due: 'in-other-months' },
      { ...read, source: 'open-now', due: 'in-month' },
    ];
  if (needsRepresentatives(asked) || cutsBy(asked, 'status'))
    return OPEN_PARTS.map((source) => ({ ...read, source, due: 'whenever' }));
  const days = { from: null, to };
  if (!cutsBy(asked, 'bucket'))
    return balances.flatMap((balance) => movementsOfOffices(asked, balance, days, false));
  const movements = outstandingOfOffices(asked, days, false);
  return [
    ...(balances.includes('outstanding') ? movements : []),
    ...overdueOfOffices(asked, { what: 'entered', balances, days, isOpening: false }),
    ...overdueOfOffices(asked, { what: 'left', balances, days, isOpening: false }),
  ];
}

/** By spans of time: what stood before the first, and what every span has changed. */
function movementsOf(asked: Asked, balance: Balance): readonly Read[] {
  const { from, to } = asked.period;
  const isOfOffices = !needsRepresentatives(asked) && !cutsBy(asked, 'status');
  const read = (days: Days, isOpening: boolean): readonly Read[] =>
    isOfOffices
      ? movementsOfOffices(asked, balance, days, isOpening)
      : MOVEMENTS.map((movement) => ({ kind: 'movement', movement, balance, days, isOpening }));
  return [...read({ from: null, to: addDays(from, -1) }, true), ...read({ from, to }, false)];
}

function movementsOfOffices(asked: Asked, balance: Balance, days: Days, isOpening: boolean): readonly Read[] {
  return balance === 'outstanding'
    ? outstandingOfOffices(asked, days, isOpening)
    : overdueOfOffices(asked, { what: 'in-all', balances: [balance], days, isOpening });
}

function overdueOfOffices(asked: Asked, read: Omit<OverdueRead, 'kind' | 'source'>): readonly OverdueRead[] {
  return ([daysOf(asked), 'changes'] as const).map((source) => ({ kind: 'overdue', source, ...read }));
}

function outstandingOfOffices(asked: Asked, days: Days, isOpening: boolean): readonly FlowRead[] {
  return MOVEMENTS.flatMap((fact) =>
    ([daysOf(asked), 'changes'] as const).map((source) => ({
      kind: 'flow',
      source,
      fact,
      isStanding: false,
      days,
      sums: [{ sum: 'balance.outstanding', of: 'amount', sign: fact === 'sale' ? 1 : -1 }],
      isOpening,
    })),
  );
}

function kpisOf({ sums, period, kpis }: Asked): readonly KpiRead[] {
  const reads = new Map<FactTable, { sum: Sum; of: KpiRead['sums'][number]['of'] }[]>();
  for (const sum of sums) {
    const kpi = kpis.get(sum);
    if (kpi) reads.set(kpi.from, [...(reads.get(kpi.from) ?? []), { sum, of: kpi.of }]);
  }
  return [...reads].map(([from, of]) => ({ kind: 'kpi', from, days: period, sums: of }));
}

function needsRepresentatives(asked: Asked): boolean {
  return asked.reach === 'representative' || cutsBy(asked, 'representative');
}

function needsOffices(asked: Asked): boolean {
  return (
    asked.reach !== 'everything' ||
    (['representative', 'office', 'geo', 'manager'] as const).some((place) => cutsBy(asked, place))
  );
}

/** The rollup by day that is enough. */
function daysOf(asked: Asked): 'day' | 'office-day' {
  return needsOffices(asked) ? 'office-day' : 'day';
}

function cutsBy({ by, filters }: Asked, dimension: Dimension): boolean {
  return by.includes(dimension) || dimension in filters;
}
