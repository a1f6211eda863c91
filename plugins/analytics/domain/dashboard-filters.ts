import { isCurrency, type CurrencyCode } from '../../../src/values/currency.js';
import {
  addDays,
  daysBetween,
  firstDayOf,
  lastDayOf,
  monthOf,
  parseLocalDate,
  previousMonth,
  type LocalDate,
} from '../../../src/values/local-date.js';

export const PRESETS = [
  'this-month',
  'last-month',
  'this-quarter',
  'this-year',
  'last-30-days',
  'last-90-days',
  'last-12-months',
] as const;
export type Preset = (typeof PRESETS)[number];

export const COMPARISONS = ['previous', 'year-before', 'none'] as const;
export type DashboardComparison = (typeof COMPARISONS)[number];

export const NARROWED_BY = ['office', 'geo', 'manager', 'representative', 'currency'] as const;
export type NarrowedBy = (typeof NARROWED_BY)[number];

/** Both days included. */
export interface Days {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** What a dashboard is asked for; its address says the same in words. */
export interface DashboardFilters {
  /** a stretch that moves with the calendar, or stated days */
  readonly period: Preset | Days;
  readonly comparison: DashboardComparison;
  /** ids, of currencies codes; an absent one narrows nothing */
  readonly only: Readonly<Partial<Record<NarrowedBy, readonly string[]>>>;
  readonly convertTo: CurrencyCode | null;
}

export const DEFAULT_FILTERS: DashboardFilters = {
  period: 'last-12-months',
  comparison: 'previous',
  only: {},
  convertTo: null,
};

const CHOSEN_AT_MOST = 100;
const ID = /^[\w-]{1,36}$/;

/** Reads an address; a word that says nothing (mistyped, of an older version) counts as not said. */
export function readFilters(address: Readonly<Record<string, string | undefined>>): DashboardFilters {
  const converted = address['in'] ?? '';
  return {
    period: statedDays(address) ?? named(PRESETS, address['period']) ?? DEFAULT_FILTERS.period,
    comparison: named(COMPARISONS, address['compare']) ?? DEFAULT_FILTERS.comparison,
    only: Object.fromEntries(
      NARROWED_BY.flatMap((name) => {
        const chosen = chosenIn(name, address[name] ?? '');
        return chosen.length === 0 ? [] : [[name, chosen]];
      }),
    ),
    convertTo: isCurrency(converted) ? converted : null,
  };
}

/** The words of an address, in their order; what is the default goes without saying. */
export function writeFilters({
  period,
  comparison,
  only,
  convertTo,
}: DashboardFilters): readonly (readonly [string, string])[] {
  const words: [string, string][] =
    typeof period === 'string'
      ? period === DEFAULT_FILTERS.period
        ? []
        : [['period', period]]
      : [
          ['from', period.from],
          ['to', period.to],
        ];
  if (comparison !== DEFAULT_FILTERS.comparison) words.push(['compare', comparison]);
  for (const name of NARROWED_BY) {
    const chosen = only[name];
    if (chosen && chosen.length > 0) words.push([name, chosen.join(',')]);
  }
  if (convertTo !== null) words.push(['in', convertTo]);
  return words;
}

/** The days of a period; one that has begun ends today. @param today in the organisation's zone */
export function daysOf(period: DashboardFilters['period'], today: LocalDate): Days {
  const month = monthOf(today);
  switch (period) {
    case 'this-month':
      return { from: firstDayOf(month), to: today };
    case 'last-month':
      return { from: firstDayOf(previousMonth(month)), to: lastDayOf(previousMonth(month)) };
    case 'this-quarter':
      return { from: firstDayOf(monthOf(monthsLater(firstDayOf(month), -placeInQuarter(today)))), to: today };
    case 'this-year':
      return { from: `${today.slice(0, 4)}-01-01` as LocalDate, to: today };
    case 'last-30-days':
      return { from: addDays(today, -29), to: today };
    case 'last-90-days':
      return { from: addDays(today, -89), to: today };
    case 'last-12-months':
      return { from: monthsLater(firstDayOf(month), -11), to: today };
    default:
      return period;
  }
}

/**
 * What a period is compared with. A month, quarter or year that has only begun is compared with as many of its predecessor's days; other
 * days with as many just before them, whole months with whole months.
 */
export function comparedDays(
  period: DashboardFilters['period'],
  comparison: DashboardComparison,
  today: LocalDate,
): Days | null {
  const days = daysOf(period, today);
  if (comparison === 'none') return null;
  if (comparison === 'year-before') return earlierByMonths(days, 12);
  switch (period) {
    case 'this-month':
    case 'last-month':
      return earlierByMonths(days, 1);
    case 'this-quarter':
      return earlierByMonths(days, 3);
    case 'this-year':
    case 'last-12-months':
      return earlierByMonths(days, 12);
    case 'last-30-days':
    case 'last-90-days':
      return justBefore(days);
    default:
      return areWholeMonths(days) ? earlierByMonths(days, monthsBetween(days) + 1) : justBefore(days);
  }
}

/** The same day of another month, or its last one; the last day of a month stays the last. */
export function monthsLater(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const place = year * 12 + (month - 1) + months;
  const first = `${String(Math.floor(place / 12)).padStart(4, '0')}-${String((place % 12) + 1).padStart(2, '0')}-01`;
  const last = lastDayOf(monthOf(first as LocalDate));
  const isLast = date === lastDayOf(monthOf(date));
  return isLast || day > Number(last.slice(8)) ? last : addDays(first as LocalDate, day - 1);
}

function justBefore({ from, to }: Days): Days {
  return { from: addDays(from, -(daysBetween(from, to) + 1)), to: addDays(from, -1) };
}

function earlierByMonths({ from, to }: Days, months: number): Days {
  return { from: monthsLater(from, -months), to: monthsLater(to, -months) };
}

function areWholeMonths({ from, to }: Days): boolean {
  return from === firstDayOf(monthOf(from)) && to === lastDayOf(monthOf(to));
}

function monthsBetween({ from, to }: Days): number {
  const place = (date: LocalDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return place(to) - place(from);
}

function placeInQuarter(date: LocalDate): number {
  return (Number(date.slice(5, 7)) - 1) % 3;
}

function statedDays(address: Readonly<Record<string, string | undefined>>): Days | null {
  const from = parseLocalDate(address['from'] ?? '');
  const to = parseLocalDate(address['to'] ?? '');
  return from.ok && to.ok && from.value <= to.value ? { from: from.value, to: to.value } : null;
}

function chosenIn(name: NarrowedBy, list: string): readonly string[] {
  const isOne = (value: string): boolean => (name === 'currency' ? isCurrency(value) : ID.test(value));
  return [...new Set(list.split(',').filter(isOne))].slice(0, CHOSEN_AT_MOST);
}

function named<Name extends string>(known: readonly Name[], word: string | undefined): Name | undefined {
  return known.find((name) => name === word);
}
