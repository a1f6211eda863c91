import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openSmoothing } from '../../adapters/statistics/augurs.js';
import { fillGaps } from '../../domain/forecast/fill-gaps.js';
import { forecastSeries, type Forecast } from '../../domain/forecast/forecast-series.js';
import { findSeason } from '../../domain/forecast/find-season.js';

const smoothing = openSmoothing();
const ahead = (values: readonly number[], horizon = 6, season = 1): Forecast =>
  forecastSeries({ values, horizon, season }, smoothing);

/** The same for ever: a small generator (mulberry32), so that a failing series can be looked at again. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296 - 0.5;
  };
}

function weeksOfTrade(count: number, seed = 1): number[] {
  const random = noise(seed);
  return Array.from({ length: count }, (_, week) => {
    const season = 1 + 0.3 * Math.sin((2 * Math.PI * week) / 52.18);
    return 1_000 * (1 + week / 500) * season * (1 + 0.1 * random());
  });
}

const everyNumber = ({ mean, intervals }: Forecast): number[] => [
  ...mean,
  ...intervals[80].lower,
  ...intervals[80].upper,
  ...intervals[95].lower,
  ...intervals[95].upper,
];

const anySeries = fc.array(
  fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(0, 1, 1_000)),
  { minLength: 1, maxLength: 60 },
);

describe('a forecast', () => {
  it('has numbers for every step, and intervals that hold the mean and one another', () => {
    fc.assert(
      fc.property(
        anySeries,
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom(1, 4, 12),
        (values, horizon, season) => {
          const forecast = ahead(values, horizon, season);
          expect(everyNumber(forecast).every(Number.isFinite)).toBe(true);
          for (let step = 0; step < horizon; step += 1) {
            const line = [
              forecast.intervals[95].lower[step]!,
              forecast.intervals[80].lower[step]!,
              forecast.mean[step]!,
              forecast.intervals[80].upper[step]!,
              forecast.intervals[95].upper[step]!,
            ];
            expect(line).toEqual(line.toSorted((one, other) => one - other));
          }
          expect(forecast.mean).toHaveLength(horizon);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('measures nothing by what is only rounding beside the rest of a series', () => {
    expect(everyNumber(ahead([0, 0, 1_000, 0, 0, 0, 0, 0, -2.77e-322], 1, 1)).every(Number.isFinite)).toBe(
      true,
    );
  });

  it('is never negative where the history never was', () => {
    const random = noise(7);
    const sparse = Array.from({ length: 80 }, () => Math.max(0, random() * 100));
    expect(Math.min(...everyNumber(ahead(sparse)))).toBeGreaterThanOrEqual(0);
  });

  it('says the same twice', () => {
    const values = weeksOfTrade(160);
    expect(ahead(values, 13, 52)).toEqual(ahead(values, 13, 52));
  });

  it.each([0.001, 1_000_000])('does not depend on the unit: times %s', (unit) => {
    const values = weeksOfTrade(160);
    const plain = ahead(values, 13, 52).mean;
    const other = ahead(
      values.map((value) => value * unit),
      13,
      52,
    ).mean;
    other.forEach((value, step) => expect(value / unit / plain[step]!).toBeCloseTo(1, 2));
  });

  it('sees a season that is there, named or not, and errs less than the naive forecast', () => {
    const values = weeksOfTrade(260, 3);
    const [known, future] = [values.slice(0, -13), values.slice(-13)];
    const miss = (mean: readonly number[]): number =>
      mean.reduce((sum, value, step) => sum + Math.abs(value - future[step]!), 0);
    const naive = miss(new Array<number>(13).fill(known.at(-1)!));
    for (const season of [52, 1]) {
      const forecast = ahead(known, 13, season);
      expect(miss(forecast.mean)).toBeLessThan(naive / 2);
      const [own] = forecast.errors;
      const naiveBefore = forecast.errors.find(({ method }) => method === 'naive')!;
      expect(own!.accuracy.smape).toBeLessThan(naiveBefore.accuracy.smape);
    }
  });

  it('keeps to the naive forecast of a series that wanders', () => {
    const random = noise(11);
    let level = 500;
    const values = Array.from({ length: 200 }, () => (level += random() * 10));
    const { mean } = ahead(values, 6);
    mean.forEach((value) => expect(Math.abs(value - values.at(-1)!)).toBeLessThan(10));
  });

  it('holds about as much as its intervals promise', () => {
    let within = { 80: 0, 95: 0 };
    let all = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const values = weeksOfTrade(170, seed);
      const { intervals } = ahead(values.slice(0, -8), 8, 52);
      for (const [step, value] of values.slice(-8).entries()) {
        all += 1;
        const holds = (width: 80 | 95): number =>
          value >= intervals[width].lower[step]! && value <= intervals[width].upper[step]! ? 1 : 0;
        within = { 80: within[80] + holds(80), 95: within[95] + holds(95) };
      }
    }
    expect(within[80] / all).toBeGreaterThan(0.7);
    expect(within[95] / all).toBeGreaterThan(0.88);
  });

  it.each([
    ['one value', [42]],
    ['two values', [1, 2]],
    ['zeros alone', [0, 0, 0, 0, 0]],
    ['a line that never moves', new Array<number>(120).fill(7)],
    ['one blip in silence', [...new Array<number>(60).fill(0), 5, ...new Array<number>(60).fill(0)]],
    ['values near the end of what numbers hold', [1e300, 2e300, 1.5e300, 1e300, 2e300, 1.4e300]],
  ])('is given for %s', (_, values) => {
    const forecast = ahead(values, 4, 52);
    expect(everyNumber(forecast).every(Number.isFinite)).toBe(true);
  });

  it('names what it is made of, in shares of one', () => {
    const { weights, trials } = ahead(weeksOfTrade(160), 13, 52);
    expect(trials).toBe(5);
    expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
    expect(weights.map(({ weight }) => weight)).toEqual(
      weights.map(({ weight }) => weight).toSorted((one, other) => other - one),
    );
  });

  it('goes on as it was last where nothing can be tried, and says that nothing was', () => {
    const forecast = ahead([5, 6, 4, 5, 7], 6);
    expect(forecast).toMatchObject({ trials: 0, errors: [], weights: [{ method: 'naive', weight: 1 }] });
    expect(forecast.mean).toEqual(new Array<number>(6).fill(forecast.mean[0]!));
    expect(forecast.mean[0]!).toBeCloseTo(7, 9);
  });
});

describe('what is missing within a series', () => {
  it('lies on the line between its neighbours', () => {
    expect(fillGaps([null, 1, null, null, 4, null])).toEqual({ values: [1, 2, 3, 4], filled: 2 });
  });

  it('is nothing where there are no values', () => {
    expect(fillGaps([null, null])).toEqual({ values: [], filled: 0 });
  });
});

describe('a season that nobody names', () => {
  const found = (values: readonly number[]) => findSeason({ values, horizon: 7, season: null, smoothing });

  it('is found where looking back with it would have erred less', () => {
    const random = noise(5);
    const days = Array.from({ length: 200 }, (_, day) => (day % 7 < 5 ? 100 : 20) + random());
    expect(found(days)).toEqual({ length: 7, exact: 7 });
  });

  it('is not seen in a few values', () => {
    const random = noise(9);
    expect(found(Array.from({ length: 15 }, random))).toBeNull();
  });
});
