// Statistics that a few wild values do not move: half of the values would have to be wrong.

/** Of the values that are numbers; NaN of none. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** Linear between the two nearest values (type 7 of Hyndman and Fan, 1996); what is not a number is left out; NaN of none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  return quantileOfSorted(sorted(values), share);
}

export function quantileOfSorted(inOrder: ArrayLike<number>, share: number): number {
  if (inOrder.length === 0) return NaN;
  const at = (inOrder.length - 1) * share;
  const below = Math.floor(at);
  const low = inOrder[below]!;
  const high = inOrder[Math.min(below + 1, inOrder.length - 1)]!;
  return low + (high - low) * (at - below);
}

/**
 * The standard deviation as the median distance from the median tells it (1.4826 × MAD, consistent for the normal distribution).
 * Where more than half of the values are equal, the mean distance takes its place (1.2533 ×); 0 only where all are.
 */
export function spread(values: ArrayLike<number>): number {
  const inOrder = sorted(values);
  if (inOrder.length === 0) return 0;
  const middle = quantileOfSorted(inOrder, 0.5);
  const distances = inOrder.map((value) => Math.abs(value - middle)).sort();
  const byMedian = 1.4826 * quantileOfSorted(distances, 0.5);
  if (byMedian > 0) return byMedian;
  return (1.2533 * distances.reduce((sum, distance) => sum + distance, 0)) / distances.length;
}

/**
 * The median of the `window` values around each one. Toward the ends the window narrows to both sides alike, so that a slope bends
 * nothing, but to no less than `least`: the last value alone is not its own median. NaN values are left out.
 */
export function runningMedian(values: Float64Array, window: number, least = window): Float64Array {
  const [widest, narrowest] = [window >> 1, least >> 1];
  const result = new Float64Array(values.length);
  const held = new SortedWindow(Math.min(values.length, 2 * widest + 1));
  let [from, to] = [0, 0];
  for (let at = 0; at < values.length; at += 1) {
    const reach = Math.max(Math.min(widest, at, values.length - 1 - at), narrowest);
    for (; to <= Math.min(values.length - 1, at + reach); to += 1) held.add(values[to]!);
    for (; from < at - reach; from += 1) held.drop(values[from]!);
    result[at] = held.median() ?? (at > 0 ? result[at - 1]! : NaN);
  }
  return result;
}

class SortedWindow {
  private readonly held: Float64Array;
  private count = 0;

  constructor(most: number) {
    this.held = new Float64Array(most + 2);
  }

  add(value: number): void {
    if (Number.isNaN(value)) return;
    const at = this.placeOf(value);
    this.held.copyWithin(at + 1, at, this.count);
    this.held[at] = value;
    this.count += 1;
  }

  drop(value: number): void {
    if (Number.isNaN(value)) return;
    const at = this.placeOf(value);
    this.held.copyWithin(at, at + 1, this.count);
    this.count -= 1;
  }

  median(): number | null {
    const middle = this.count >> 1;
    if (this.count === 0) return null;
    return this.count % 2 === 1 ? this.held[middle]! : (this.held[middle - 1]! + this.held[middle]!) / 2;
  }

  private placeOf(value: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.held[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The mean of the `window` values around each one, none of them NaN. */
export function runningMean(values: Float64Array, window: number): Float64Array {
  const half = Math.max(0, Math.floor(window / 2));
  const sums = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at += 1) sums[at + 1] = sums[at]! + values[at]!;
  return values.map((_, at) => {
    // The same reach to both sides, so that a straight line stays where it is up to its ends.
    const reach = Math.min(half, at, values.length - 1 - at);
    return (sums[at + reach + 1]! - sums[at - reach]!) / (2 * reach + 1);
  });
}

/** The mean over the whole cycle around each value, none of them NaN; at the ends, over the first and the last cycle. */
export function cycleMean(values: Float64Array, period: number): Float64Array {
  const width = Math.min(period, values.length);
  const sums = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at += 1) sums[at + 1] = sums[at]! + values[at]!;
  return values.map((_, at) => {
    const from = Math.min(Math.max(0, at - (width >> 1)), values.length - width);
    return (sums[from + width]! - sums[from]!) / width;
  });
}

/** What is missing lies on the line between its neighbours; at the ends it is the nearest value. */
export function filledIn(values: Float64Array): Float64Array {
  const result = Float64Array.from(values);
  let last = -1;
  for (let at = 0; at <= values.length; at += 1) {
    if (at < values.length && Number.isNaN(values[at])) continue;
    const from = last < 0 ? (values[at] ?? 0) : values[last]!;
    const to = at === values.length ? from : values[at]!;
    for (let gap = last + 1; gap < at; gap += 1) {
      result[gap] = last < 0 ? to : from + ((to - from) * (gap - last)) / (at - last);
    }
    last = at;
  }
  return result;
}

function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
}
