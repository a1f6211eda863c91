import { median, runningMedian, spread } from '../series/robust.js';

/** How far noise at a phase or a time may differ from that of the whole series, so that an anomaly does not excuse itself. */
const PHASES = { least: 0.6, most: 3 };
const TIMES = { least: 0.9, most: 3 };
const ENOUGH = 60;
/** As if so many values of the phase had been as noisy as the whole: a median of few distances strays by itself. */
const PULL = 100;

/**
 * The standard deviation of the rest at each step: that of the whole, more where the phase of the season is a restless one (the noon
 * of a working day).
 *
 * @param period the longest season, in steps; 0 without one
 * @param least never less than this
 */
export function noiseByPhase(rest: Float64Array, period: number, least: number): Float64Array {
  const whole = Math.max(spread(rest), least);
  const distances = rest.map((value) => (Number.isNaN(value) ? NaN : Math.abs(value) / whole));
  const byPhase = period > 0 ? phaseFactors(distances, period) : null;
  return rest.map((_, at) => whole * (byPhase?.[at % period] ?? 1));
}

/** By what the noise is larger than usual at each time: where the series is restless for long. */
export function noiseByTime(scores: Float64Array, period: number): Float64Array {
  const window = Math.max(101, 2 * period, scores.length >> 3) | 1;
  const distances = scores.map((score) => Math.abs(score));
  const usual = median(distances);
  // Where most values are where they were expected, no time is more restless than another.
  if (scores.length <= 3 * window || !(usual > 0)) return new Float64Array(scores.length).fill(1);
  return runningMedian(distances, window).map((value) => within(value / usual, TIMES));
}

/** Of each phase with those beside it, as many as make enough values. */
function phaseFactors(distances: Float64Array, period: number): readonly number[] {
  const cycles = distances.length / period;
  if (cycles < 4) return new Array<number>(period).fill(1);
  const reach = Math.max(0, Math.ceil((ENOUGH / cycles - 1) / 2));
  const whole = median(distances) || 1;
  return Array.from({ length: period }, (_, phase) => {
    if (2 * reach + 1 >= period) return 1;
    const seen: number[] = [];
    for (let near = phase - reach; near <= phase + reach; near += 1) {
      for (let at = (near + period) % period; at < distances.length; at += period) seen.push(distances[at]!);
    }
    const own = within(median(seen) / whole, PHASES);
    return own ** (seen.length / (seen.length + PULL));
  });
}

function within(value: number, { least, most }: { readonly least: number; readonly most: number }): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : 1;
}
