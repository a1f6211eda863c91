import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { dueDay, isLate } from '../../domain/lateness.js';

const day = (text: string): LocalDate => text as LocalDate;

describe('a statement that should come', () => {
  const weekly = { expectedEveryDays: 7, reachesTo: day('2026-03-01') };

  it('is due as many days after the last one as it was said', () => {
    expect(dueDay(weekly)).toBe('2026-03-08');
    expect(dueDay({ ...weekly, expectedEveryDays: null })).toBeNull();
  });

  it('is late from the day after', () => {
    expect(isLate(weekly, day('2026-03-08'))).toBe(false);
    expect(isLate(weekly, day('2026-03-09'))).toBe(true);
    expect(isLate({ ...weekly, expectedEveryDays: null }, day('2027-01-01'))).toBe(false);
  });
});
