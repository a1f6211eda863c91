import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CURRENCIES } from '../../../../src/values/currency.js';
import { addDays, daysBetween, type LocalDate } from '../../../../src/values/local-date.js';
import {
  comparedDays,
  COMPARISONS,
  DEFAULT_FILTERS,
  daysOf,
  monthsLater,
  NARROWED_BY,
  PRESETS,
  readFilters,
  writeFilters,
  type DashboardFilters,
} from '../../domain/dashboard-filters.js';

const day = (text: string): LocalDate => text as LocalDate;
const TODAY = day('2026-11-27');

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(day('2000-01-01'), days));
const anyDays = fc
  .tuple(anyDay, fc.integer({ min: 0, max: 900 }))
  .map(([from, length]) => ({ from, to: addDays(from, length) }));
const anyFilters: fc.Arbitrary<DashboardFilters> = fc.record({
  period: fc.oneof(fc.constantFrom(...PRESETS), anyDays),
  comparison: fc.constantFrom(...COMPARISONS),
  only: fc
    .record({
      office: fc.uniqueArray(fc.uuid(), { maxLength: 4 }),
      geo: fc.uniqueArray(fc.uuid(), { maxLength: 4 }),
      manager: fc.uniqueArray(fc.uuid(), { maxLength: 4 }),
      representative: fc.uniqueArray(fc.uuid(), { maxLength: 4 }),
      currency: fc.uniqueArray(fc.constantFrom<string>(...CURRENCIES), { maxLength: 4 }),
    })
    .map((only) => Object.fromEntries(Object.entries(only).filter(([, chosen]) => chosen.length > 0))),
  convertTo: fc.option(fc.constantFrom(...CURRENCIES)),
});

describe('the address of a dashboard', () => {
  it('says its filters, and opens with the same ones', () => {
    fc.assert(
      fc.property(anyFilters, (filters) => {
        const address = new URLSearchParams(writeFilters(filters).map(([name, word]) => [name, word]));
        expect(readFilters(Object.fromEntries(address))).toEqual(filters);
      }),
    );
  });

  it('is silent about what goes without saying', () => {
    expect(writeFilters(DEFAULT_FILTERS)).toEqual([]);
    expect(readFilters({})).toEqual(DEFAULT_FILTERS);
  });

  it('is read in words', () => {
    const filters: DashboardFilters = {
      period: 'this-year',
      comparison: 'year-before',
      only: { currency: ['EUR', 'USD'] },
      convertTo: null,
    };
    expect(writeFilters(filters)).toEqual([
      ['period', 'this-year'],
      ['compare', 'year-before'],
      ['currency', 'EUR,USD'],
    ]);
  });

  it('leaves out what says nothing', () => {
    const mistyped = { period: 'tomorrow', compare: '?', currency: 'EUR,euro', office: "'; --", in: 'XXX' };
    expect(readFilters({ ...mistyped, from: '2026-02-30', to: '2026-03-01' })).toEqual({
      ...DEFAULT_FILTERS,
      only: { currency: ['EUR'] },
    });
    expect(readFilters({ from: '2026-03-02', to: '2026-03-01' }).period).toBe(DEFAULT_FILTERS.period);
  });

  it('narrows by nothing else', () => {
    expect(NARROWED_BY).toEqual(['office', 'geo', 'manager', 'representative', 'currency']);
  });
});

describe('periods', () => {
  it.each([
    ['this-month', '2026-11-01', '2026-11-27', '2026-10-01', '2026-10-27'],
    ['last-month', '2026-10-01', '2026-10-31', '2026-09-01', '2026-09-30'],
    ['this-quarter', '2026-10-01', '2026-11-27', '2026-07-01', '2026-08-27'],
    ['this-year', '2026-01-01', '2026-11-27', '2025-01-01', '2025-11-27'],
    ['last-30-days', '2026-10-29', '2026-11-27', '2026-09-29', '2026-10-28'],
    ['last-90-days', '2026-08-30', '2026-11-27', '2026-06-01', '2026-08-29'],
    ['last-12-months', '2025-12-01', '2026-11-27', '2024-12-01', '2025-11-27'],
  ] as const)('%s: %s to %s, beside %s to %s', (period, from, to, beforeFrom, beforeTo) => {
    expect(daysOf(period, TODAY)).toEqual({ from, to });
    expect(comparedDays(period, 'previous', TODAY)).toEqual({ from: beforeFrom, to: beforeTo });
  });

  it('end on the last day of a month where theirs is one', () => {
    expect(comparedDays('this-month', 'previous', day('2026-02-28'))).toEqual({
      from: '2026-01-01',
      to: '2026-01-31',
    });
    expect(monthsLater(day('2024-03-30'), -1)).toBe('2024-02-29');
    expect(comparedDays('this-month', 'year-before', day('2024-02-29'))?.to).toBe('2023-02-28');
  });

  it('of whole months stand beside whole months', () => {
    const quarter = { from: day('2026-04-01'), to: day('2026-06-30') };
    expect(comparedDays(quarter, 'previous', TODAY)).toEqual({ from: '2026-01-01', to: '2026-03-31' });
    expect(comparedDays(quarter, 'none', TODAY)).toBeNull();
  });

  it('of stated days stand beside as many, without a gap', () => {
    fc.assert(
      fc.property(anyDays, (days) => {
        const before = comparedDays(days, 'previous', TODAY)!;
        expect(addDays(before.to, 1)).toBe(days.from);
        const areWhole = days.from.endsWith('-01') && addDays(days.to, 1).endsWith('-01');
        if (!areWhole) expect(daysBetween(before.from, before.to)).toBe(daysBetween(days.from, days.to));
      }),
    );
  });
});
