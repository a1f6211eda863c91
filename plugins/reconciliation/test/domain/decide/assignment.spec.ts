import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assign } from '../../../domain/decide/assignment.js';

type Weights = readonly ReadonlyMap<number, number>[];

/** Every assignment there is, and its weight. */
function* every(
  weights: Weights,
  row = 0,
  taken: readonly number[] = [],
): Generator<readonly (number | null)[]> {
  if (row === weights.length) {
    yield [];
    return;
  }
  for (const rest of every(weights, row + 1, taken)) yield [null, ...rest];
  for (const column of weights[row]!.keys()) {
    if (taken.includes(column)) continue;
    for (const rest of every(weights, row + 1, [...taken, column])) yield [column, ...rest];
  }
}

const weightOf = (weights: Weights, columns: readonly (number | null)[]) =>
  columns.reduce<number>((sum, column, row) => sum + (column === null ? 0 : weights[row]!.get(column)!), 0);

const someWeights = fc
  .array(fc.dictionary(fc.constantFrom('0', '1', '2', '3'), fc.integer({ min: 1, max: 4 })), { maxLength: 4 })
  .map((rows) =>
    rows.map((row) => new Map(Object.entries(row).map(([column, weight]) => [Number(column), weight]))),
  );

describe('the best assignment', () => {
  it('weighs as much as the best of all, and tells which rows every best one has alike', () => {
    fc.assert(
      fc.property(someWeights, (weights) => {
        const all = [...every(weights)];
        const most = Math.max(...all.map((columns) => weightOf(weights, columns)));
        const best = all.filter((columns) => weightOf(weights, columns) === most);
        const { total, columns, isOnly } = assign(weights, 4);
        expect(total).toBe(most);
        expect(best).toContainEqual(columns);
        expect(isOnly).toEqual(weights.map((_, row) => new Set(best.map((each) => each[row])).size === 1));
      }),
      { numRuns: 300 },
    );
  });

  it('is exact for weights as large as evidence has them', () => {
    const large = 5 * 1024 ** 2 + 3 * 1024 + 3;
    const weights = [
      new Map([
        [0, large],
        [1, large - 1],
      ]),
      new Map([[0, large]]),
    ];
    expect(assign(weights, 2)).toEqual({ total: 2 * large - 1, columns: [1, 0], isOnly: [true, true] });
  });
});
