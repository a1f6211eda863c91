// Chance that can be repeated: one seed, one world.
export interface Chance {
  /** from 0 to below 1 */
  next(): number;
  /** a whole number, both ends included */
  int(from: number, to: number): number;
  pick<Value>(of: readonly Value[]): Value;
  /** true in so many of a hundred cases */
  percent(share: number): boolean;
  shuffle<Value>(values: readonly Value[]): Value[];
}

/** mulberry32 (Tommy Ettinger's, public domain). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    pick: (of) => of[int(0, of.length - 1)] as (typeof of)[number],
    percent: (share) => next() * 100 < share,
    shuffle(values) {
      const shuffled = [...values];
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = int(0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
      }
      return shuffled;
    },
  };
}
