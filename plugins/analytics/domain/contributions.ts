import { divideHalfEven } from '../../../src/values/money.js';
import type { Contribution, Moved } from '../contract/reviews.js';
import { percentChange } from './change.js';
import { absolute, compareDecimals, difference, placesOf, scaled, sumOf, unscaled } from './decimals.js';

export interface Part {
  readonly id: string;
  readonly name: string;
  readonly now: string;
  readonly before: string;
}

export function movedFrom(before: string, now: string): Moved {
  return { now, before, change: difference(now, before), percent: percentChange(now, before) };
}

/**
 * What each part of a whole did to the whole's change, the largest first. The changes add up to the whole's, and the points to its
 * per cent as it is shown: those that are rounded up are the ones with the largest remainders.
 * @param parts whose amounts add up to the whole's
 */
export function contributionsTo(whole: Moved, parts: readonly Part[]): readonly Contribution[] {
  const points = pointsOf(whole, parts);
  return parts
    .map((part, at) => ({
      id: part.id,
      name: part.name,
      ...movedFrom(part.before, part.now),
      points: points?.[at] ?? null,
    }))
    .sort(
      (one, other) =>
        compareDecimals(absolute(other.change), absolute(one.change)) || one.name.localeCompare(other.name),
    );
}

function pointsOf(whole: Moved, parts: readonly Part[]): readonly string[] | null {
  const places = placesOf(
    sumOf([whole.now, whole.before, ...parts.flatMap(({ now, before }) => [now, before])]),
  );
  const base = scaled(absolute(whole.before), places);
  if (base === 0n) return null;
  const shares = parts.map(({ now, before }) => {
    const tenths = (scaled(now, places) - scaled(before, places)) * 1000n;
    const floor = floorOf(tenths, base);
    return { floor, rest: tenths - floor * base };
  });
  const shown = divideHalfEven(scaled(whole.change, places) * 1000n, base);
  const missing = Number(shown - shares.reduce((sum, { floor }) => sum + floor, 0n));
  const raised = new Set(
    shares
      .map(({ rest }, at) => ({ rest, at }))
      .sort((one, other) => (one.rest === other.rest ? one.at - other.at : one.rest < other.rest ? 1 : -1))
      .slice(0, missing)
      .map(({ at }) => at),
  );
  return shares.map(({ floor }, at) => unscaled(floor + (raised.has(at) ? 1n : 0n), 1));
}

function floorOf(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}

/** The parts that are told by name, and all others together. */
export interface Told {
  readonly named: readonly Contribution[];
  readonly rest: { readonly count: number; readonly change: string; readonly points: string | null } | null;
}

/** Those that did most, at most `most` of them; of what did nothing, nothing is told. */
export function toldOf(contributions: readonly Contribution[], most: number): Told {
  const moved = contributions.filter(({ now, before }) => now !== before);
  const named = moved.slice(0, most);
  const others = moved.slice(most);
  if (others.length === 0) return { named, rest: null };
  const points = others.map((each) => each.points).filter((each) => each !== null);
  return {
    named,
    rest: {
      count: others.length,
      change: sumOf(others.map(({ change }) => change)),
      points: points.length === others.length ? sumOf(points) : null,
    },
  };
}
