import { cycleMean, runningMedian } from './robust.js';

/** Cycles to both sides that a cycle's own pattern is taken from: patterns may change slowly. */
const CYCLES_AROUND = 8;
/** Of fewer values than this, the median of one phase is rough: neighbouring phases help. */
const ENOUGH_CYCLES = 8;

/**
 * What each phase of the season adds: the running median over the same phase of the cycles around (the robust kin of STL's
 * cycle-subseries smoothing; Cleveland et al., 1990). Sums to about nothing over a cycle.
 */
export function seasonByPhase(detrended: Float64Array, period: number): Float64Array {
  const season = new Float64Array(detrended.length);
  for (let phase = 0; phase < period && phase < detrended.length; phase += 1) {
    const cycles = Math.ceil((detrended.length - phase) / period);
    const own = Float64Array.from({ length: cycles }, (_, cycle) => detrended[phase + cycle * period]!);
    runningMedian(own, 2 * CYCLES_AROUND + 1).forEach((value, cycle) => {
      season[phase + cycle * period] = Number.isNaN(value) ? 0 : value;
    });
  }
  const cycles = detrended.length / period;
  const smooth =
    cycles < ENOUGH_CYCLES && period > 24
      ? runningMedian(season, 2 * Math.round(period / 72 / Math.max(1, cycles / 3)) + 1)
      : season;
  const level = cycleMean(smooth, period);
  return smooth.map((value, at) => value - level[at]!);
}
