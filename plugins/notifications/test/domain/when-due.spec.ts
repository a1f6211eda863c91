import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { zoneClock } from '../../adapters/zone-clock.js';
import { afterQuiet, isQuiet, whenDue, type Rhythm } from '../../domain/when-due.js';

const KYIV = 'Europe/Kyiv';
const at = (instant: string): Date => new Date(instant);
const hours = (from: number, to: number): Rhythm['quiet'] => ({ from: from * 60, to: to * 60 });
const rhythm = (change: Partial<Rhythm> = {}): Rhythm => ({
  ...{ zone: KYIV, quiet: null, digest: 'instant' },
  ...change,
});
const due = (instant: string, change: Partial<Rhythm>, priority: 0 | 1 | 2 = 1): string =>
  whenDue(zoneClock, {
    from: at(instant),
    ...{ priority, rhythm: rhythm(change), digestHour: 8 },
  }).dueAt.toISOString();

describe('quiet hours', () => {
  it('hold a message until they end, also over midnight', () => {
    const quiet = hours(22, 7);
    expect(due('2026-03-02T19:59:00Z', { quiet })).toBe('2026-03-02T19:59:00.000Z');
    expect(due('2026-03-02T20:00:00Z', { quiet })).toBe('2026-03-03T05:00:00.000Z');
    expect(due('2026-03-03T04:59:59Z', { quiet })).toBe('2026-03-03T05:00:00.000Z');
    expect(due('2026-03-03T05:00:00Z', { quiet })).toBe('2026-03-03T05:00:00.000Z');
  });

  it('hold nothing that is urgent', () => {
    expect(due('2026-03-02T22:00:00Z', { quiet: hours(22, 7), digest: 'daily' }, 0)).toBe(
      '2026-03-02T22:00:00.000Z',
    );
  });

  it('end by the clock on the wall in the night that is an hour shorter, and in the one that is longer', () => {
    const quiet = hours(22, 7);
    expect(due('2026-03-28T21:00:00Z', { quiet })).toBe('2026-03-29T04:00:00.000Z');
    expect(due('2026-10-24T21:00:00Z', { quiet })).toBe('2026-10-25T05:00:00.000Z');
  });

  it('that end in an hour that does not exist end when it would be over', () => {
    // 03:30 on 29 March is not: clocks go from 03:00 to 04:00.
    const quiet = { from: 22 * 60, to: 3 * 60 + 30 };
    expect(due('2026-03-28T22:00:00Z', { quiet })).toBe('2026-03-29T01:30:00.000Z');
  });

  it('from and to the same minute are none', () => {
    expect(due('2026-03-02T20:00:00Z', { quiet: hours(9, 9) })).toBe('2026-03-02T20:00:00.000Z');
  });

  it('never let a message out while they last, never hold it for more than a day, never send it back in time', () => {
    const zones = fc.constantFrom(KYIV, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
    const minute = fc.integer({ min: 0, max: 1439 });
    const instant = fc.date({ min: at('2026-01-01'), max: at('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, minute, minute, instant, (zone, from, to, moment) => {
        const reader = rhythm({ zone, quiet: { from, to } });
        const end = afterQuiet(zoneClock, moment, reader);
        expect(isQuiet(zoneClock, end, reader)).toBe(false);
        expect(end.getTime() - moment.getTime()).toBeGreaterThanOrEqual(0);
        expect(end.getTime() - moment.getTime()).toBeLessThanOrEqual(25.5 * 3_600_000);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a digest', () => {
  it('goes on the hour, or at its hour of the reader’s day', () => {
    expect(due('2026-03-02T12:10:30.500Z', { digest: 'hourly' })).toBe('2026-03-02T13:00:00.000Z');
    expect(due('2026-03-02T12:00:00Z', { digest: 'hourly' })).toBe('2026-03-02T12:00:00.000Z');
    expect(due('2026-03-02T05:59:00Z', { digest: 'daily' })).toBe('2026-03-02T06:00:00.000Z');
    expect(due('2026-03-02T06:01:00Z', { digest: 'daily' })).toBe('2026-03-03T06:00:00.000Z');
  });

  it('goes on the hour of a zone that is three quarters off', () => {
    expect(due('2026-03-02T12:10:00Z', { digest: 'hourly', zone: 'Asia/Kathmandu' })).toBe(
      '2026-03-02T12:15:00.000Z',
    );
  });

  it('keeps its hour when clocks change', () => {
    expect(due('2026-03-28T07:00:00Z', { digest: 'daily' })).toBe('2026-03-29T05:00:00.000Z');
    expect(due('2026-10-24T07:00:00Z', { digest: 'daily' })).toBe('2026-10-25T06:00:00.000Z');
  });

  it('waits for the end of quiet hours', () => {
    expect(due('2026-03-02T04:10:00Z', { digest: 'hourly', quiet: hours(22, 10) })).toBe(
      '2026-03-02T08:00:00.000Z',
    );
  });
});
