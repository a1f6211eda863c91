import { expect, it } from '@jest/globals';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { kpiPeriod } from '../../domain/kpi-period.js';

const day = (text: string): LocalDate => text as LocalDate;

it('holds a day against the same day of last week, and draws seven', () => {
  expect(kpiPeriod('today', day('2026-11-27'))).toEqual({
    ...{ from: '2026-11-27', to: '2026-11-27' },
    compared: { from: '2026-11-20', to: '2026-11-20' },
    drawn: { from: '2026-11-21', to: '2026-11-27' },
  });
});

it('begins a week on Monday and holds it against as many days of the last', () => {
  expect(kpiPeriod('week', day('2026-11-27'))).toMatchObject({
    ...{ from: '2026-11-23', to: '2026-11-27' },
    compared: { from: '2026-11-16', to: '2026-11-20' },
  });
  expect(kpiPeriod('week', day('2026-11-23'))).toMatchObject({ from: '2026-11-23', to: '2026-11-23' });
});

it.each([
  ['2026-11-27', '2026-10-01', '2026-10-27'],
  ['2026-03-30', '2026-02-01', '2026-02-28'],
  ['2026-02-28', '2026-01-01', '2026-01-31'],
  ['2026-01-05', '2025-12-01', '2025-12-05'],
])('holds the month until %s against %s to %s', (today, from, to) => {
  expect(kpiPeriod('month', day(today)).compared).toEqual({ from, to });
});
