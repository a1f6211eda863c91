import { describe, expect, it } from '@jest/globals';
import { fixedClock, systemClock } from '../clock.js';

describe('a clock', () => {
  it('stands still when it is fixed, and hands out a date of its own each time', () => {
    const clock = fixedClock('2013-06-30T12:00:00Z');
    clock.now().setFullYear(1999);
    expect(clock.now().toISOString()).toBe('2013-06-30T12:00:00.000Z');
  });

  it('of the system tells the time', () => {
    expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1000);
  });
});
