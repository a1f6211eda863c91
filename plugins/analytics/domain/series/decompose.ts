import { cycleMean, filledIn, runningMean, runningMedian } from './robust.js';
import { seasonByPhase } from './season-by-phase.js';

/** A series is the sum of the three, step by step; `rest` is NaN where a value is missing. */
export interface Decomposition {
  readonly trend: Float64Array;
  readonly season: Float64Array;
  readonly rest: Float64Array;
  /** 0 (none) to 1: how much of what is left without the season is trend (Wang, Smith and Hyndman, 2006) */
  readonly trendStrength: number;
  /** 0 (none) to 1: how much of what is left without the trend is season */
  readonly seasonStrength: number;
}

const PASSES = 3;

/**
 * Robust decomposition by medians: the trend is a running median over whole seasons, a season the running median of its phase.
 * A value far out changes neither, so it is found whole in the rest.
 *
 * @param periods lengths of the seasons, in steps, shortest first
 */
export function decompose(values: Float64Array, periods: readonly number[]): Decomposition {
  const whole = filledIn(values);
  const window = trendWindow(values.length, periods);
  const longest = Math.max(0, ...periods);
  const seasons: Float64Array[] = periods.map(() => new Float64Array(values.length));
  let trend: Float64Array = new Float64Array(values.length);
  const seasonOf = (at: number, but = -1): number =>
    seasons.reduce((sum, season, index) => (index === but ? sum : sum + season[at]!), 0);

  for (let pass = 0; pass < (periods.length === 0 ? 1 : PASSES); pass += 1) {
    // A median over a season that is not yet known would follow the half of it that is longer.
    trend =
      pass === 0 && longest > 0
        ? cycleMean(whole, longest)
        : runningMean(
            runningMedian(
              whole.map((value, at) => value - seasonOf(at)),
              window,
              window / 3,
            ),
            Math.max(3, window >> 2),
          );
    periods.forEach((period, index) => {
      seasons[index] = seasonByPhase(
        whole.map((value, at) => value - trend[at]! - seasonOf(at, index)),
        period,
      );
    });
  }
  const season = trend.map((_, at) => seasonOf(at));
  const rest = values.map((value, at) => value - trend[at]! - season[at]!);
  const known = [...rest.keys()].filter((at) => !Number.isNaN(rest[at]));
  const varianceOf = (of: (at: number) => number): number => variance(known.map(of));
  const noise = varianceOf((at) => rest[at]!);
  const strength = (all: number): number => (all <= 0 ? 0 : Math.max(0, 1 - noise / all));
  return {
    trend,
    season,
    rest,
    trendStrength: strength(varianceOf((at) => trend[at]! + rest[at]!)),
    seasonStrength: periods.length === 0 ? 0 : strength(varianceOf((at) => season[at]! + rest[at]!)),
  };
}

/** Two of the longest season that a year does not fill, and never so short that a burst would become the trend. */
function trendWindow(length: number, periods: readonly number[]): number {
  const longest = Math.max(0, ...periods.filter((period) => period <= length / 4));
  const least = Math.min(61, Math.max(7, Math.floor(length / 4)));
  return Math.max(longest === 0 ? Math.floor(length / 12) : 2 * longest, least) | 1;
}

function variance(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
