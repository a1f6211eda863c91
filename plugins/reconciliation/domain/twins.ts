// Equal payments of one day share an identity. Which of them a line is, counted from 1, has to come out the same whatever files brought
// them, and in whatever order.
import type { LocalDate } from '../../../src/values/local-date.js';

/** Where a statement lies in its account: days, and balances in minor units. */
export interface StatementPlace {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly opening: bigint | null;
  readonly closing: bigint | null;
}

/** A statement that was taken, and what of a day it brought first: how many of each identity. */
export interface TakenPlace extends StatementPlace {
  readonly brought: ReadonlyMap<string, number>;
}

type IsNext = (place: StatementPlace, other: StatementPlace, day: LocalDate) => boolean;

/** Whether `other` ends on `day`, with the balance with which `place` begins on it. */
const isBefore: IsNext = (place, other, day) =>
  place.from === day && other.to === day && place.opening !== null && place.opening === other.closing;
const isBehind: IsNext = (place, other, day) => isBefore(other, place, day);

/** Those of `others` that lie before or behind `statement` on a day that they share, directly or by way of each other. */
export function besideOnTheDay<Other extends StatementPlace>(
  statement: StatementPlace,
  others: readonly Other[],
  day: LocalDate,
): readonly Other[] {
  const found = new Set<Other>();
  for (const isNext of [isBefore, isBehind]) {
    const places: StatementPlace[] = [statement];
    for (const place of places)
      for (const other of others)
        if (!found.has(other) && isNext(place, other, day)) {
          found.add(other);
          places.push(other);
        }
  }
  return [...found];
}

/**
 * Two statements that share a day may both hold its lines, or each a part of them (a report every hour, pages of a long day). Where one
 * begins with the balance with which another ends, they have no line in common; nor has what lies before the one with what lies behind
 * the other. How many twins of this statement's lines are therefore other lines, at least: along the row of statements that brought most.
 */
export function twinsBeside(
  statement: StatementPlace,
  others: readonly TakenPlace[],
  day: LocalDate,
): ReadonlyMap<string, number> {
  const sides = [isBefore, isBehind].map((isNext) => mostInARow(statement, others, day, isNext, new Map()));
  return sides.reduce(together, new Map());
}

function mostInARow(
  place: StatementPlace,
  others: readonly TakenPlace[],
  day: LocalDate,
  isNext: IsNext,
  known: Map<TakenPlace, ReadonlyMap<string, number>>,
): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const other of others) {
    if (!isNext(place, other, day) || other.opening === other.closing) continue;
    let row = known.get(other);
    if (row === undefined) {
      // Balances that run in a circle end here.
      known.set(other, new Map());
      row = together(other.brought, mostInARow(other, others, day, isNext, known));
      known.set(other, row);
    }
    for (const [identity, count] of row) most.set(identity, Math.max(count, most.get(identity) ?? 0));
  }
  return most;
}

function together(
  one: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const sum = new Map(one);
  for (const [identity, count] of other) sum.set(identity, count + (sum.get(identity) ?? 0));
  return sum;
}

/**
 * The number of each line of a statement among its twins, given how many of an identity are other lines for certain: those that stand
 * earlier in the same file, or those that statements before and behind this one brought (`besideOnTheDay`), whichever are more. So the
 * twins of a day are as many as the files that show most of them say, and what was taken before gets a number that is taken.
 */
export function numbersOfTwins(
  identities: readonly string[],
  others: (identity: string) => number,
): readonly number[] {
  const last = new Map<string, number>();
  return identities.map((identity) => {
    const number = (last.get(identity) ?? others(identity)) + 1;
    last.set(identity, number);
    return number;
  });
}
