import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromLocalTime, toLocalTime } from './zoned-time.js';

describe('The time in a form', () => {
  it.each([
    ['2026-01-15T12:00:00.000Z', 'Europe/Kyiv', '2026-01-15T14:00'],
    ['2026-07-15T12:00:00.000Z', 'Europe/Kyiv', '2026-07-15T15:00'],
    ['2026-07-15T23:30:00.000Z', 'Asia/Kolkata', '2026-07-16T05:00'],
    ['2026-01-01T02:00:00.000Z', 'America/New_York', '2025-12-31T21:00'],
    ['2026-01-01T02:00:00.000Z', 'UTC', '2026-01-01T02:00'],
  ])('shows %s in %s as %s, and takes it back', (instant, zone, local) => {
    expect(toLocalTime(instant, zone)).toBe(local);
    expect(fromLocalTime(local, zone)).toBe(instant);
  });

  it('comes back as it went, but for the hour that the clocks show twice', () => {
    const minute = fc
      .integer({ min: 29_000_000, max: 31_000_000 })
      .map((at) => new Date(at * 60_000).toISOString());
    fc.assert(
      fc.property(
        minute,
        fc.constantFrom('Europe/Kyiv', 'Asia/Tokyo', 'America/New_York'),
        (instant, zone) => {
          const back = fromLocalTime(toLocalTime(instant, zone), zone);
          expect(toLocalTime(back, zone)).toBe(toLocalTime(instant, zone));
        },
      ),
    );
  });

  it('is empty where there is none', () => {
    expect(toLocalTime('', 'UTC')).toBe('');
    expect(fromLocalTime('', 'UTC')).toBe('');
  });
});
