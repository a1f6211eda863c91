import { describe, expect, it } from '@jest/globals';
import { nextOccurrence, occurrenceId, whyNotRepeatable } from './occurrences.js';

const at = (instant: string) => new Date(instant);

describe('the occurrences of a repeating job', () => {
  it('counts intervals from 1970, so that every process names the same instants', () => {
    expect(nextOccurrence({ everyMs: 60_000 }, at('2026-03-01T10:00:30.500Z'), 'UTC')).toEqual(
      at('2026-03-01T10:01:00Z'),
    );
    expect(nextOccurrence({ everyMs: 60_000 }, at('2026-03-01T10:01:00Z'), 'UTC')).toEqual(
      at('2026-03-01T10:02:00Z'),
    );
  });

  it('reads cron in the zone of the organisation, winter and summer', () => {
    const sevenInTheMorning = { cron: '0 7 * * *' };
    expect(nextOccurrence(sevenInTheMorning, at('2026-01-10T00:00:00Z'), 'Europe/Kyiv')).toEqual(
      at('2026-01-10T05:00:00Z'),
    );
    expect(nextOccurrence(sevenInTheMorning, at('2026-07-10T00:00:00Z'), 'Europe/Kyiv')).toEqual(
      at('2026-07-10T04:00:00Z'),
    );
  });

  it('is strictly after the instant it is asked for', () => {
    expect(nextOccurrence({ cron: '0 0 * * *' }, at('2026-03-01T00:00:00Z'), 'UTC')).toEqual(
      at('2026-03-02T00:00:00Z'),
    );
  });

  it('gives one occurrence one id, and another another', () => {
    const noon = at('2026-03-01T12:00:00Z');
    expect(occurrenceId('a.b', noon)).toBe(occurrenceId('a.b', at('2026-03-01T12:00:00.000Z')));
    expect(occurrenceId('a.b', noon)).not.toBe(occurrenceId('a.c', noon));
    expect(occurrenceId('a.b', noon)).not.toBe(occurrenceId('a.b', at('2026-03-01T12:00:01Z')));
    expect(occurrenceId('a.b', noon)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('says why a repetition cannot be kept', () => {
    expect(whyNotRepeatable({ cron: '*/5 * * * *' })).toBeNull();
    expect(whyNotRepeatable({ cron: '0 */5 * * * *' })).toContain('five fields');
    expect(whyNotRepeatable({ cron: '0 25 * * *' })).toContain('0 25 * * *');
    expect(whyNotRepeatable({ everyMs: 0 })).toContain('0 ms');
  });
});
