import { describe, expect, it } from '@jest/globals';
import { delayBeforeNextAttempt } from './backoff.js';

describe('the delay before another attempt', () => {
  it('grows by the factor and stops at the most', () => {
    const backoff = { firstMs: 1_000, factor: 3, maxMs: 20_000 };
    expect([1, 2, 3, 4, 5].map((attempt) => delayBeforeNextAttempt({ backoff }, attempt))).toEqual([
      1_000, 3_000, 9_000, 20_000, 20_000,
    ]);
  });

  it('is five seconds, doubled each time, unless the job says otherwise', () => {
    expect([1, 2, 3].map((attempt) => delayBeforeNextAttempt({}, attempt))).toEqual([5_000, 10_000, 20_000]);
  });
});
