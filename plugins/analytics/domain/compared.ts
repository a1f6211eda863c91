import type { Dimension } from '../contract/query.js';
import { spansOf, type Period } from './periods.js';
import { isGrain } from './question.js';
import { nothingHappened, type Row } from './rows.js';

export interface RowBesides {
  readonly row: Row;
  readonly before: Row | null;
}

/**
 * Each row with the one of the compared period: of the same keys, and for spans of time of the span at the same place. What happened
 * only then has its row too, unless its span has no counterpart (the 31st day of a month of 30).
 */
export function besides(
  rows: readonly Row[],
  others: readonly Row[],
  { by, now, then }: { readonly by: readonly Dimension[]; readonly now: Period; readonly then: Period },
): readonly RowBesides[] {
  const spansNow = by.map((dimension) => (isGrain(dimension) ? spansOf(dimension, now) : []));
  const placesThen = by.map(
    (dimension) =>
      new Map((isGrain(dimension) ? spansOf(dimension, then) : []).map((day, place) => [String(day), place])),
  );
  const left = new Map<string, RowBesides>();
  for (const before of others) {
    const keys = before.keys.map((key, place) => {
      const at = placesThen[place]?.get(key);
      return at === undefined ? key : spansNow[place]?.[at];
    });
    if (isComplete(keys)) {
      const row = { ...before, keys, sumOf: nothingHappened };
      left.set(idOf(row), { row, before });
    }
  }
  const found = rows.map((row) => {
    const before = left.get(idOf(row))?.before ?? null;
    left.delete(idOf(row));
    return { row, before };
  });
  return [...found, ...left.values()];
}

function idOf({ keys, currency }: Row): string {
  return [...keys, currency ?? ''].join('\u0000');
}

function isComplete(keys: readonly (string | undefined)[]): keys is readonly string[] {
  return !keys.includes(undefined);
}
