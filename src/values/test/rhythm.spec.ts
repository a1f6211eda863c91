import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cronOf, LAST_COMMON_DAY, rhythmOf, type Rhythm } from '../rhythm.js';

describe('when a schedule runs, in words and as cron', () => {
  it.each<[Rhythm, string]>([
    [{ kind: 'daily', at: '08:05' }, '5 8 * * *'],
    [{ kind: 'weekly', days: [1], at: '07:30' }, '30 7 * * 1'],
    [{ kind: 'weekly', days: [1, 2, 3, 4, 5], at: '18:00' }, '0 18 * * 1,2,3,4,5'],
    [{ kind: 'monthly', day: 1, at: '06:00' }, '0 6 1 * *'],
    [{ kind: 'quarterly', day: 5, at: '09:00' }, '0 9 5 1,4,7,10 *'],
  ])('%j is %s', (rhythm, cron) => {
    expect(cronOf(rhythm)).toBe(cron);
    expect(rhythmOf(cron)).toEqual(rhythm);
  });

  it('a span of days is those days, and 7 is Sunday', () => {
    expect(rhythmOf('0 8 * * 1-3')).toEqual({ kind: 'weekly', days: [1, 2, 3], at: '08:00' });
    expect(rhythmOf('0 8 * * 7')).toEqual({ kind: 'weekly', days: [0], at: '08:00' });
  });

  it.each([
    '*/5 * * * *',
    '0 8 31 * *',
    '0 8 1 2 *',
    '0 8 1 * 1',
    '0 25 * * *',
    '0 8 * * 5-1',
    'nonsense',
    '',
  ])('for %j there are no words', (cron) => {
    expect(rhythmOf(cron)).toEqual({ kind: 'cron', cron });
  });

  it('what was said in words comes back as it was said', () => {
    const at = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const day = fc.integer({ min: 1, max: LAST_COMMON_DAY });
    const days = fc
      .uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 })
      .map((some) => some.sort((a, b) => a - b));
    const rhythm: fc.Arbitrary<Rhythm> = fc.oneof(
      fc.record({ kind: fc.constant('daily' as const), at }),
      fc.record({ kind: fc.constant('weekly' as const), days, at }),
      fc.record({ kind: fc.constant('monthly' as const), day, at }),
      fc.record({ kind: fc.constant('quarterly' as const), day, at }),
    );
    fc.assert(fc.property(rhythm, (said) => expect(rhythmOf(cronOf(said))).toEqual(said)));
  });
});
