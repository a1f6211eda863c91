/** Which of the amounts add up to a target, and whether all ways were looked at. */
export interface Combinations {
  /** indexes in rising order; fewest first, then the earliest */
  readonly found: readonly (readonly number[])[];
  /** whether every combination was looked at: only then is a sole one the only one */
  readonly isComplete: boolean;
}

/** Halves of more amounts than these have too many sums to keep: above, pairs alone are looked for. */
const MOST_AMOUNTS = 26;
const MOST_FOUND = 20;

/**
 * Combinations of 2 to `most` of these amounts (minor units, above 0) that give `target` exactly. Meets in the middle (Horowitz and
 * Sahni 1974): 2^(n/2) sums instead of 2^n. At most 20 are found.
 */
export function combinationsOf(amounts: readonly bigint[], target: bigint, most: number): Combinations {
  const fitting = amounts.map((amount, index) => ({ amount, index })).filter(({ amount }) => amount < target);
  const total = fitting.reduce((sum, { amount }) => sum + amount, 0n);
  if (fitting.length < 2 || total < target) return { found: [], isComplete: true };
  const isComplete = fitting.length <= MOST_AMOUNTS;
  const found = isComplete ? meetInTheMiddle(fitting, target, most) : pairs(fitting, target);
  return {
    found: [...found].sort((a, b) => a.length - b.length || inOrder(a, b)).slice(0, MOST_FOUND),
    isComplete,
  };
}

interface Part {
  readonly amount: bigint;
  readonly index: number;
}

interface Half {
  readonly sum: bigint;
  readonly indexes: readonly number[];
}

function meetInTheMiddle(
  parts: readonly Part[],
  target: bigint,
  most: number,
): readonly (readonly number[])[] {
  const middle = parts.length >> 1;
  const bySum = new Map<bigint, Half[]>();
  for (const half of sumsOf(parts.slice(0, middle), target, most)) {
    const equal = bySum.get(half.sum);
    if (equal) equal.push(half);
    else bySum.set(half.sum, [half]);
  }
  const found: number[][] = [];
  for (const half of sumsOf(parts.slice(middle), target, most)) {
    for (const other of bySum.get(target - half.sum) ?? []) {
      const count = other.indexes.length + half.indexes.length;
      if (count >= 2 && count <= most) found.push([...other.indexes, ...half.indexes]);
    }
  }
  return found;
}

function sumsOf(parts: readonly Part[], target: bigint, most: number): readonly Half[] {
  const sums: Half[] = [{ sum: 0n, indexes: [] }];
  for (const { amount, index } of parts) {
    for (let at = 0, end = sums.length; at < end; at += 1) {
      const { sum, indexes } = sums[at]!;
      if (indexes.length < most && sum + amount <= target)
        sums.push({ sum: sum + amount, indexes: [...indexes, index] });
    }
  }
  return sums;
}

function pairs(parts: readonly Part[], target: bigint): readonly (readonly number[])[] {
  const found: number[][] = [];
  const seen = new Map<bigint, number[]>();
  for (const { amount, index } of parts) {
    for (const other of seen.get(target - amount) ?? []) {
      found.push([other, index]);
      if (found.length === MOST_FOUND) return found;
    }
    const equal = seen.get(amount);
    if (equal) equal.push(index);
    else seen.set(amount, [index]);
  }
  return found;
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return 0;
}

/** The most combinations that may be looked through for one hit by chance in two hundred such decisions. */
const CHANCE = 200n;

/**
 * Whether a combination of `size` among `amounts` could well add up by chance: there are nearly as many combinations as there are
 * sums they could give. Round amounts have few sums, so they are counted in their common unit.
 */
export function isLikelyChance(amounts: readonly bigint[], target: bigint, size: number): boolean {
  const unit = amounts.reduce(commonDivisor, target);
  let ways = 0n;
  let choose = 1n;
  for (let count = 1; count <= size; count += 1) {
    choose = (choose * BigInt(amounts.length - count + 1)) / BigInt(count);
    if (count >= 2) ways += choose;
  }
  return ways * CHANCE > target / unit;
}

function commonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
