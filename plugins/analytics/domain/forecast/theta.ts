import { windowOf, type Method } from './method.js';

const STEP = 0.02;

/** The theta method (Assimakopoulos & Nikolopoulos 2000) as Hyndman & Billah 2003 put it: exponential smoothing with half the slope of the line. */
export const theta: Method = ({ values, horizon, season }) => {
  const recent = values.slice(-windowOf(season));
  if (recent.length < 4) return null;
  const { level, share } = smoothed(recent);
  const slope = slopeOf(recent) / 2;
  const settled = (1 - (1 - share) ** recent.length) / share;
  return Array.from({ length: horizon }, (_, index) => level + slope * (index + settled));
};

function smoothed(values: readonly number[]): { level: number; share: number } {
  let best = { level: values[0]!, share: STEP, error: Infinity };
  for (let count = 1; count * STEP <= 1; count += 1) {
    const share = count * STEP;
    let level = values[0]!;
    let error = 0;
    for (let at = 1; at < values.length; at += 1) {
      const miss = values[at]! - level;
      error += miss * miss;
      level += share * miss;
    }
    if (error < best.error) best = { level, share, error };
  }
  return best;
}

function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  let together = 0;
  let spread = 0;
  values.forEach((value, at) => {
    together += (at - middle) * value;
    spread += (at - middle) ** 2;
  });
  return together / spread;
}
