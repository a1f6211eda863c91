import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { rhythm } from '../../adapters/rhythm.js';
import { PERIOD_PRESETS } from '../../contract/definition.js';
import { quarterKey, weekKey } from '../../domain/span-key.js';
import { spanOfPeriod } from '../../domain/span-of-period.js';

const day = (text: string): LocalDate => text as LocalDate;

describe('a period', () => {
  it.each([
    ['this-week', '2026-03-09', '2026-03-15'],
    ['last-week', '2026-03-02', '2026-03-08'],
    ['this-month', '2026-03-01', '2026-03-15'],
    ['last-month', '2026-02-01', '2026-02-28'],
    ['this-quarter', '2026-01-01', '2026-03-15'],
    ['last-quarter', '2025-10-01', '2025-12-31'],
    ['last-year', '2025-01-01', '2025-12-31'],
    ['last-30-days', '2026-02-13', '2026-03-14'],
    ['last-12-months', '2025-03-01', '2026-02-28'],
    ['last-24-months', '2024-03-01', '2026-02-28'],
  ] as const)('%s on a Sunday in March 2026 is %s to %s', (preset, from, to) => {
    expect(spanOfPeriod({ preset }, day('2026-03-15'))).toEqual({ from, to });
  });

  it('never ends before it begins, on any day of a leap year', () => {
    for (let at = Date.parse('2028-01-01'); at < Date.parse('2029-01-01'); at += 86_400_000) {
      const today = day(new Date(at).toISOString().slice(0, 10));
      for (const preset of PERIOD_PRESETS) {
        const { from, to } = spanOfPeriod({ preset }, today);
        expect(from <= to).toBe(true);
      }
    }
  });

  it('has a week by its Thursday and a quarter by its month', () => {
    expect(weekKey(day('2027-01-03'))).toBe('2026-W53');
    expect(weekKey(day('2026-01-01'))).toBe('2026-W01');
    expect(weekKey(day('2026-11-22'))).toBe('2026-W47');
    expect(quarterKey(day('2026-09-30'))).toBe('2026-Q3');
  });
});

describe('a rhythm', () => {
  const at = (text: string): Date => new Date(text);
  const after = (cron: string, instant: string): string =>
    rhythm.next(cron, 'Europe/Kyiv', at(instant)).toISOString();

  it('keeps the hour of its zone when clocks go forward and back', () => {
    expect(after('0 8 * * *', '2026-03-28T12:00:00Z')).toBe('2026-03-29T05:00:00.000Z');
    expect(after('0 8 * * *', '2026-03-27T12:00:00Z')).toBe('2026-03-28T06:00:00.000Z');
    expect(after('0 8 * * *', '2026-10-24T12:00:00Z')).toBe('2026-10-25T06:00:00.000Z');
  });

  it('does not leave out the night whose hour does not exist', () => {
    // Clocks in Kyiv go from 03:00 to 04:00 on 29 March.
    const night = after('30 3 * * *', '2026-03-28T12:00:00Z');
    expect(night.slice(0, 10)).toBe('2026-03-29');
  });

  it('happens once in the hour that is there twice', () => {
    // 03:30 is at 00:30 and at 01:30 UTC on 25 October.
    const first = after('30 3 * * *', '2026-10-24T12:00:00Z');
    expect(first.slice(0, 10)).toBe('2026-10-25');
    expect(after('30 3 * * *', first).slice(0, 10)).toBe('2026-10-26');
  });

  it('knows its newest occurrence, also one that is just now', () => {
    const newest = (instant: string) => rhythm.newest('0 8 * * 1', 'Europe/Kyiv', at(instant))?.toISOString();
    expect(newest('2026-03-16T06:00:00.000Z')).toBe('2026-03-16T06:00:00.000Z');
    expect(newest('2026-03-16T05:59:59.999Z')).toBe('2026-03-09T06:00:00.000Z');
  });

  it('says why it cannot be kept', () => {
    expect(rhythm.refusal('0 8 * * 1', 'Europe/Kyiv')).toBeNull();
    expect(rhythm.refusal('0 8 * * *', 'Europe/Atlantis')?.code).toBe('unknown-zone');
    expect(rhythm.refusal('0 0 8 * * *', 'UTC')?.code).toBe('cron-fields');
    expect(rhythm.refusal('0 25 * * *', 'UTC')?.code).toBe('cron-invalid');
  });
});
