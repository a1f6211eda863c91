import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { Grain } from '../../contract/query.js';
import { comparedPeriod, spansOf, startOfSpan, wholeMonths } from '../../domain/periods.js';

const day = (text: string): LocalDate => text as LocalDate;
const period = (text: string) => {
  const [from = '', to = ''] = text.split('..');
  return { from: day(from), to: day(to) };
};
const text = ({ from, to }: { readonly from: string; readonly to: string }): string => `${from}..${to}`;

describe('a span of time', () => {
  it.each<[Grain, string, string]>([
    ['week', '2020-12-31', '2020-12-28'],
    ['week', '2021-01-03', '2020-12-28'],
    ['week', '2021-01-04', '2021-01-04'],
    ['week', '2024-12-30', '2024-12-30'],
    ['week', '2025-01-05', '2024-12-30'],
    ['month', '2024-02-29', '2024-02-01'],
    ['quarter', '2024-03-31', '2024-01-01'],
    ['quarter', '2024-12-31', '2024-10-01'],
    ['quarter', '2024-10-01', '2024-10-01'],
    ['year', '2024-12-31', '2024-01-01'],
    ['day', '2024-02-29', '2024-02-29'],
  ])('a %s with %s begins on %s', (grain, inside, start) => {
    expect(startOfSpan(grain, day(inside))).toBe(start);
  });

  it('of a period may begin before it', () => {
    expect(spansOf('week', period('2021-01-01..2021-01-11'))).toEqual([
      '2020-12-28',
      '2021-01-04',
      '2021-01-11',
    ]);
    expect(spansOf('quarter', period('2023-11-05..2024-04-01'))).toEqual([
      '2023-10-01',
      '2024-01-01',
      '2024-04-01',
    ]);
    expect(spansOf('year', period('2023-12-31..2024-01-01'))).toEqual(['2023-01-01', '2024-01-01']);
    expect(spansOf('day', period('2024-02-28..2024-03-01'))).toEqual([
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ]);
  });
});

describe('the period that another is held against', () => {
  it.each([
    ['whole months', '2024-03-01..2024-03-31', '2024-02-01..2024-02-29', '2023-03-01..2023-03-31'],
    ['a February of 28 days', '2025-02-01..2025-02-28', '2025-01-01..2025-01-31', '2024-02-01..2024-02-29'],
    ['a quarter', '2024-01-01..2024-03-31', '2023-10-01..2023-12-31', '2023-01-01..2023-03-31'],
    ['a year', '2024-01-01..2024-12-31', '2023-01-01..2023-12-31', '2023-01-01..2023-12-31'],
    ['a month so far', '2026-11-01..2026-11-27', '2026-10-05..2026-10-31', '2025-11-01..2025-11-27'],
    [
      'a week over the end of a year',
      '2024-12-30..2025-01-05',
      '2024-12-23..2024-12-29',
      '2023-12-30..2024-01-05',
    ],
    ['29 February', '2024-02-29..2024-02-29', '2024-02-28..2024-02-28', '2023-02-28..2023-02-28'],
  ])('%s', (_name, asked, previous, yearBefore) => {
    expect(text(comparedPeriod('previous', period(asked)))).toBe(previous);
    expect(text(comparedPeriod('year-before', period(asked)))).toBe(yearBefore);
  });

  it('is taken as stated', () => {
    expect(text(comparedPeriod(period('2020-01-02..2020-01-03'), period('2024-01-01..2024-01-31')))).toBe(
      '2020-01-02..2020-01-03',
    );
  });
});

describe('the whole months of a period', () => {
  it.each([
    ['2024-01-15..2024-04-10', '2024-02..2024-03', ['2024-01-15..2024-01-31', '2024-04-01..2024-04-10']],
    ['2024-01-01..2024-02-29', '2024-01..2024-02', []],
    ['2024-01-01..2024-02-28', '2024-01..2024-01', ['2024-02-01..2024-02-28']],
    ['2024-12-31..2025-01-31', '2025-01..2025-01', ['2024-12-31..2024-12-31']],
  ])('of %s are %s', (asked, months, edges) => {
    const found = wholeMonths(period(asked));
    expect(found.months && text(found.months)).toBe(months);
    expect(found.edges.map(text)).toEqual(edges);
  });

  it.each(['2024-01-02..2024-01-31', '2024-01-15..2024-02-14'])('are none in %s', (asked) => {
    expect(wholeMonths(period(asked))).toEqual({ months: null, edges: [period(asked)] });
  });
});
