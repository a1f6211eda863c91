import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { combinationsOf, isLikelyChance } from '../../../domain/decide/subset-sum.js';

function everyCombination(amounts: readonly bigint[], target: bigint, most: number): readonly number[][] {
  return Array.from({ length: 2 ** amounts.length }, (_, set) =>
    amounts.flatMap((_amount, index) => (set & (1 << index) ? [index] : [])),
  ).filter(
    (indexes) =>
      indexes.length >= 2 &&
      indexes.length <= most &&
      indexes.reduce((sum, index) => sum + amounts[index]!, 0n) === target,
  );
}

describe('combinations that add up', () => {
  it('are those that trying all of them finds', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 12n }), { maxLength: 9 });
    fc.assert(
      fc.property(
        amounts,
        fc.bigInt({ min: 1n, max: 40n }),
        fc.integer({ min: 2, max: 9 }),
        (all, target, most) => {
          const expected = everyCombination(all, target, most);
          const { found, isComplete } = combinationsOf(all, target, most);
          expect(isComplete).toBe(true);
          expect(found).toHaveLength(Math.min(20, expected.length));
          for (const indexes of found) expect(expected).toContainEqual(indexes);
        },
      ),
    );
  });

  it('come fewest first', () => {
    expect(combinationsOf([1n, 2n, 3n, 6n], 9n, 4).found).toEqual([
      [2, 3],
      [0, 1, 3],
    ]);
  });

  it('among too many amounts are pairs, and it says that others were not looked at', () => {
    const amounts = Array.from({ length: 40 }, (_, index) => BigInt(1000 + index * index));
    const { found, isComplete } = combinationsOf(amounts, 2000n + 39n * 39n + 38n * 38n, 8);
    expect(found).toContainEqual([38, 39]);
    expect(isComplete).toBe(false);
  });
});

describe('a sum by chance', () => {
  it('is likely among round amounts, and among many', () => {
    expect(isLikelyChance([10_000n, 20_000n, 70_000n], 30_000n, 2)).toBe(true);
    expect(isLikelyChance([11_122n, 22_222n, 98_765n], 33_344n, 2)).toBe(false);
    const many = Array.from({ length: 30 }, (_, index) => BigInt(11_117 + index * 7919));
    expect(isLikelyChance(many, 500_003n, 4)).toBe(true);
  });
});
