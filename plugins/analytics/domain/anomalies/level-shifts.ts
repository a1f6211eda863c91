import { median, quantile, runningMedian, spread } from '../series/robust.js';

/** From `at` on, values lie `size` higher (lower when negative). */
export interface LevelShift {
  readonly at: number;
  readonly size: number;
  /** how many of the usual differences between neighbouring windows it is */
  readonly score: number;
}

const MOST_SHIFTS = 12;
/** Of the usual differences between the medians of two neighbouring windows: a series that wanders has large ones. */
const RARE = 5;
/** In standard deviations of the values around their level. */
const VISIBLE = 2.5;
/** How much better than a slope a step must tell the values around it. */
const BETTER_THAN_SLOPE = 0.85;

/**
 * Where the level changes at once and stays: the medians of the windows before and after differ by much more than neighbouring windows
 * of this series usually do, and a step tells the values better than a slope.
 *
 * @param values without their season, nothing missing
 * @param window steps that a level must last
 */
export function findLevelShifts(values: Float64Array, window: number): readonly LevelShift[] {
  const length = values.length;
  if (length < 4 * window) return [];
  const half = window >> 1;
  const level = runningMedian(values, window | 1);
  const jumps = new Float64Array(length);
  const inside: number[] = [];
  for (let at = window; at <= length - window; at += 1) {
    jumps[at] = level[Math.min(length - 1, at + half)]! - level[at - 1 - half]!;
    inside.push(jumps[at]!);
  }
  const drift = median(inside);
  const noise = spread(values.map((value, at) => value - level[at]!));
  // The normal distribution has 35 % of its values within 0.4538 deviations. A low quantile, since a shift spoils two windows.
  const usual =
    quantile(
      inside.map((jump) => Math.abs(jump - drift)),
      0.35,
    ) / 0.4538;
  const least = Math.max(RARE * usual, VISIBLE * noise, 1e-9 * spread(values));
  const isTaken = new Uint8Array(length);
  const shifts: LevelShift[] = [];
  while (shifts.length < MOST_SHIFTS) {
    let peak = -1;
    for (let at = window; at <= length - window; at += 1) {
      if (isTaken[at] || Math.abs(jumps[at]! - drift) <= least) continue;
      if (peak < 0 || Math.abs(jumps[at]! - drift) > Math.abs(jumps[peak]! - drift)) peak = at;
    }
    if (peak < 0) break;
    isTaken.fill(1, Math.max(0, peak - window), peak + window);
    const at = stepNear(values, peak, window);
    const [before, after] = [values.subarray(at - window, at), values.subarray(at, at + window)];
    const size = median(after) - median(before);
    if (Math.abs(size) > least && isStep(before, after)) {
      shifts.push({ at, size, score: size / Math.max(usual, noise / Math.sqrt(window), 1e-12) });
    }
  }
  return shifts.sort((a, b) => a.at - b.at);
}

/** The step that tells the values best, within half a window of where the medians differ most. */
function stepNear(values: Float64Array, peak: number, window: number): number {
  const from = Math.max(window, peak - (window >> 1));
  const to = Math.min(values.length - window, peak + (window >> 1));
  const before = median(values.subarray(peak - window, peak - (window >> 2)));
  const after = median(values.subarray(peak + (window >> 2), peak + window));
  let cost = 0;
  let [best, at] = [0, from];
  for (let step = from; step < to; step += 1) {
    cost += Math.abs(values[step]! - before) - Math.abs(values[step]! - after);
    if (cost < best) [best, at] = [cost, step + 1];
  }
  return at;
}

function isStep(before: Float64Array, after: Float64Array): boolean {
  const [low, high] = [median(before), median(after)];
  const slope = (high - low) / before.length;
  const middle = (low + high) / 2;
  let [byStep, bySlope] = [0, 0];
  before.forEach((value, at) => {
    byStep += Math.abs(value - low);
    bySlope += Math.abs(value - middle - slope * (at - before.length + 0.5));
  });
  after.forEach((value, at) => {
    byStep += Math.abs(value - high);
    bySlope += Math.abs(value - middle - slope * (at + 0.5));
  });
  return byStep < BETTER_THAN_SLOPE * bySlope;
}
