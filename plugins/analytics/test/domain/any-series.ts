// Series with nothing wrong in them, of the kinds that businesses and machines write; the same seed gives the same series.
import { DAY, HOUR, type SeriesPoint } from '../../domain/series/timeline.js';

const FIRST = Date.UTC(2024, 0, 1);
export const MINUTE = HOUR / 60;

interface Chance {
  /** 0 to 1 */
  even(): number;
  /** of the standard normal distribution */
  normal(): number;
  poisson(mean: number): number;
}

/** Mulberry32, and what is made of it. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const even = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even());
  const poisson = (mean: number): number => {
    let count = 0;
    for (let left = even(); left > Math.exp(-mean); left *= even()) count += 1;
    return count;
  };
  return { even, normal, poisson };
}

export interface SeriesKind {
  readonly name: string;
  /** milliseconds */
  readonly step: number;
  readonly length: number;
  readonly values: (chance: Chance, length: number) => number[];
}

const times = (length: number, value: (at: number) => number): number[] =>
  Array.from({ length }, (_, at) => value(at));
const WEEK = [1, 1.1, 1.05, 1, 1.3, 0.4, 0.2];

export const WELL: readonly SeriesKind[] = [
  {
    name: 'noise',
    step: DAY,
    length: 400,
    values: ({ normal }, length) => times(length, () => 100 + 10 * normal()),
  },
  {
    name: 'noise of skewed size',
    step: DAY,
    length: 400,
    values: ({ normal }, length) => times(length, () => Math.exp(4 + 0.6 * normal())),
  },
  {
    name: 'a slope',
    step: DAY,
    length: 400,
    values: ({ normal }, length) => times(length, (at) => 100 + at / 2 + 10 * normal()),
  },
  {
    name: 'a wandering level',
    step: DAY,
    length: 1_000,
    values({ normal }, length) {
      let level = 100;
      return times(length, () => (level += normal()));
    },
  },
  {
    name: 'a level that returns slowly',
    step: HOUR,
    length: 1_000,
    values({ normal }, length) {
      let level = 0;
      return times(length, () => 50 + (level = 0.9 * level + normal()));
    },
  },
  {
    name: 'sales with a week, a year and growth',
    step: DAY,
    length: 800,
    values: ({ normal }, length) =>
      times(
        length,
        (at) =>
          500 *
          (1 + at / length / 2) *
          WEEK[at % 7]! *
          Math.exp(0.1 * normal()) *
          (1 + 0.2 * Math.sin((2 * Math.PI * at) / 365.25)),
      ),
  },
  {
    name: 'small counts',
    step: DAY,
    length: 800,
    values: ({ poisson }, length) => times(length, () => poisson(3)),
  },
  {
    name: 'a thing that seldom happens',
    step: DAY,
    length: 800,
    values: ({ even }, length) => times(length, () => (even() < 0.05 ? 1 : 0)),
  },
  {
    name: 'restless and calm times',
    step: HOUR,
    length: 1_000,
    values({ normal }, length) {
      let [variance, last] = [1, 0];
      return times(length, () => {
        variance = 0.05 + 0.1 * last ** 2 + 0.85 * variance;
        return 20 + (last = Math.sqrt(variance) * normal());
      });
    },
  },
  {
    name: 'working hours, every five minutes',
    step: 5 * MINUTE,
    length: 4_032,
    values: ({ normal }, length) =>
      times(length, (at) => (at % 288 >= 108 && at % 288 < 216 ? 80 : 20) + 3 * normal()),
  },
  { name: 'always the same', step: HOUR, length: 500, values: (_, length) => times(length, () => 45) },
  {
    name: 'a square wave without noise',
    step: 5 * MINUTE,
    length: 4_032,
    values: (_, length) => times(length, (at) => (at % 288 < 144 ? 20 : 80)),
  },
];

export function pointsOf(values: readonly number[], step: number): SeriesPoint[] {
  return values.map((value, at) => ({ at: FIRST + at * step, value }));
}

export function indexOf(at: number, step: number): number {
  return Math.round((at - FIRST) / step);
}
