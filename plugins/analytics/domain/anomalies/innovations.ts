import { quantile, spread } from '../series/robust.js';
import { autocorrelations } from '../series/seasons.js';

const MOST_LAGS = 12;
/** A value this far from what was foretold is not believed when the next one is foretold. */
const BELIEVED = 4;

/** How far each value is from what the values before it foretold, in standard deviations of that forecast; NaN where missing. */
export interface Innovations {
  readonly scores: Float64Array;
  readonly foretold: Float64Array;
  /** of the forecast, for each step */
  readonly deviations: Float64Array;
  /** 0 to 1: how much of the variance the values before tell */
  readonly explained: number;
}

/**
 * Autoregression by Levinson and Durbin on clipped values, run as a robust filter (Masreliez and Martin, 1977): a value that is not
 * believed is replaced by its forecast, so that one outlier does not make outliers of those that follow it. After `patience` steps
 * of disbelief the filter takes the world as it is.
 */
export function innovationsOf(rest: Float64Array, patience: number): Innovations {
  const [low, high] = [quantile(rest, 0.02), quantile(rest, 0.98)];
  const clipped = rest.map((value) => (Number.isNaN(value) ? 0 : Math.max(low, Math.min(high, value))));
  const { weights, left } = levinson(autocorrelations(clipped, Math.min(MOST_LAGS, rest.length >> 4)));
  const growth = forecastGrowth(weights, patience + 1);
  const foretold = new Float64Array(rest.length);
  const deviations = new Float64Array(rest.length);

  const filter = (noise: number): Float64Array => {
    const believed = new Float64Array(rest.length);
    let doubted = 0;
    return rest.map((value, at) => {
      const expected = weights.reduce(
        (sum, weight, lag) => sum + weight * (at > lag ? believed[at - lag - 1]! : 0),
        0,
      );
      const deviation = noise * growth[Math.min(doubted, patience)]!;
      foretold[at] = expected;
      deviations[at] = deviation;
      const isDoubted = Number.isNaN(value) || Math.abs(value - expected) > BELIEVED * deviation;
      doubted = isDoubted && doubted < patience ? doubted + 1 : 0;
      believed[at] = doubted > 0 || Number.isNaN(value) ? expected : value;
      return value - expected;
    });
  };
  const first = spread(filter(Infinity));
  const noise = spread(filter(first)) || first;
  const errors = filter(noise);
  return {
    scores: noise > 0 ? errors.map((error, at) => error / deviations[at]!) : new Float64Array(rest.length),
    foretold,
    deviations,
    explained: Math.max(0, 1 - left),
  };
}

/** Stops at the lag after which a further one tells nothing more (Akaike's criterion would need the length; a hundredth will do). */
function levinson(correlations: Float64Array): {
  readonly weights: readonly number[];
  readonly left: number;
} {
  let weights: number[] = [];
  let left = 1;
  for (let order = 1; order < correlations.length; order += 1) {
    const told = weights.reduce((sum, weight, lag) => sum + weight * correlations[order - lag - 1]!, 0);
    const reflection = (correlations[order]! - told) / left;
    if (!Number.isFinite(reflection) || Math.abs(reflection) >= 1) break;
    if (order > 2 && Math.abs(reflection) < 0.05) break;
    weights = [...weights.map((weight, lag) => weight - reflection * weights[order - 2 - lag]!), reflection];
    left *= 1 - reflection ** 2;
  }
  return { weights, left };
}

/** By what the standard deviation of a forecast grows with every further step. */
function forecastGrowth(weights: readonly number[], steps: number): Float64Array {
  const response = new Float64Array(steps);
  const growth = new Float64Array(steps);
  let sum = 0;
  for (let step = 0; step < steps; step += 1) {
    response[step] =
      step === 0
        ? 1
        : weights.reduce(
            (all, weight, lag) => all + weight * (step > lag ? response[step - lag - 1]! : 0),
            0,
          );
    sum += response[step]! ** 2;
    growth[step] = Math.sqrt(sum);
  }
  return growth;
}
