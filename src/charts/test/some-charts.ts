import type { ChartSpec } from '../../values/chart.js';
import type { CurrencyCode } from '../../values/currency.js';

export const EUR = 'EUR' as CurrencyCode;

/** A chart of three months in euros; a specification states what matters to it. */
export function aChart(stated: Partial<ChartSpec> = {}): ChartSpec {
  return {
    kind: 'line',
    title: 'Sales by month',
    categories: ['January', 'February', 'March'],
    categoryTitle: 'Month',
    series: [{ name: 'Sales', values: [100, 250.5, 80], texts: ['100.00', '250.50', '80.00'] }],
    unit: 'money',
    currency: EUR,
    ...stated,
  };
}

const NAMES = {
  en: [
    'Northwind Trading',
    'Lviv Central Representative Office',
    'Odesa',
    'Kharkiv & Sons Ltd.',
    'A',
    'Fabrikam',
  ],
  uk: ['Північ-Трейд', 'Львівське центральне представництво', 'Одеса', 'Харків і сини', 'А', 'Щедрівка'],
  ru: ['Север-Трейд', 'Львовское центральное представительство', 'Одесса', 'Харьков и сыновья', 'А', 'Щегол'],
};
export type Tongue = keyof typeof NAMES;
export const TONGUES: readonly Tongue[] = ['en', 'uk', 'ru'];

/** A curve with a season and a trend. */
const curve = (count: number, base: number, pace = 1): readonly number[] =>
  Array.from({ length: count }, (_, at) =>
    Math.round(base * (1 + 0.25 * Math.sin((at * pace) / 1.7) + at / 50)),
  );

/** Charts as the house draws them: every kind, and what data can do to it. */
export function chartsOf(language: Tongue): Readonly<Record<string, ChartSpec>> {
  const names = NAMES[language];
  const month = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const months = Array.from({ length: 36 }, (_, at) => month.format(Date.UTC(2024, at, 1)));
  const ahead = curve(36, 82_000);
  const known = (at: number): boolean => at < 24;
  const lines = (count: number) =>
    names.map((name, at) => ({ name, values: curve(count, 50_000 + at * 30_000, 1 + at / 5) }));
  const [first = '', second = ''] = names;
  const twoYears = { categories: months.slice(0, 24), categoryTitle: month.format(0) };
  const aYear = { ...twoYears, categories: months.slice(0, 12) };
  const named = { categories: names, categoryTitle: first };
  return {
    lines: aChart({ ...twoYears, series: lines(24), currency: 'UAH' as CurrencyCode }),
    'a year before': aChart({
      ...twoYears,
      series: [
        { name: first, values: curve(24, 120_000) },
        { name: second, values: curve(24, 98_000), quiet: true },
      ],
    }),
    bars: aChart({ ...aYear, kind: 'bar', unit: 'count', series: lines(12).slice(0, 2) }),
    'bars of names, some below zero': aChart({
      ...named,
      kind: 'bar',
      series: [{ name: first, values: [340_000, 120_000, -80_000, 0, null, 99_000] }],
    }),
    stacked: aChart({ ...aYear, kind: 'stacked', series: lines(12) }),
    'bars sideways': aChart({
      ...named,
      kind: 'bars-sideways',
      series: [{ name: first, values: [1_340_000, 280_000, 180_000, 140_000, 100_000, -80_000] }],
    }),
    donut: aChart({
      ...named,
      kind: 'donut',
      series: [{ name: first, values: [340_000, 280_000, 180_000, 140_000, 100_000, 8_000] }],
    }),
    combined: aChart({
      ...aYear,
      kind: 'combined',
      series: [
        { name: first, values: curve(12, 120_000), as: 'bar' },
        { name: second, values: curve(12, 98_000, 1.3), as: 'line' },
      ],
    }),
    forecast: aChart({
      ...twoYears,
      categories: months,
      series: [
        { name: first, values: ahead.map((value, at) => (known(at) ? value : null)) },
        { name: second, values: ahead.map((value, at) => (known(at + 1) ? null : value)), expected: true },
      ],
      bands: [95, 80].map((percent) => ({
        name: `${percent} %`,
        lower: ahead.map((value, at) => (known(at + 1) ? null : value - (at - 23) * percent * 50)),
        upper: ahead.map((value, at) => (known(at + 1) ? null : value + (at - 23) * percent * 50)),
      })),
    }),
    marks: aChart({
      ...twoYears,
      unit: 'days',
      series: [{ name: first, values: curve(24, 30).map((value, at) => (at === 9 ? 95 : value)) }],
      marks: [
        { series: 0, index: 0, label: names[3]! },
        { series: 0, index: 9, label: second },
        { series: 0, index: 23, label: second },
      ],
    }),
    'nothing at all': aChart({ categories: [], series: [{ name: first, values: [] }] }),
    zeros: aChart({ kind: 'bar', unit: 'percent', series: [{ name: first, values: [0, 0, 0] }] }),
    'one point': aChart({ categories: [months[0]!], series: [{ name: first, values: [1234.5] }] }),
    'a ring of nothing': aChart({ kind: 'donut', series: [{ name: first, values: [0, 0, 0] }] }),
  };
}
