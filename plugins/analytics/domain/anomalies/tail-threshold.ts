import { quantileOfSorted } from '../series/robust.js';

/** What the shape of a tail is taken to be until the peaks say otherwise: a little heavier than exponential. */
const USUAL_SHAPE = 0.03;
const PEAKS_TO_BELIEVE = 200;
/** The share of the scores beyond which the tail begins; of a short series, what leaves enough peaks. */
const TAIL = 0.95;
const FEWEST_PEAKS = 15;
const [LIGHTEST, HEAVIEST] = [-0.05, 0.6] as const;

/**
 * The score above which no more than `alarms` peaks are to be expected in a series like this one that has nothing wrong with it: peaks
 * over a threshold follow a generalised Pareto distribution (Pickands, 1975; for streams Siffer et al., 2017). Its shape and scale come
 * from the median and the upper quartile of the peaks, so that a quarter of them may be anomalies without moving it.
 *
 * @param apart steps within which exceedances are one peak
 */
export function tailThreshold(scores: Float64Array, apart: number, alarms: number): number {
  const known = scores.filter((score) => !Number.isNaN(score)).sort();
  const base = quantileOfSorted(known, Math.max(0.75, Math.min(TAIL, 1 - FEWEST_PEAKS / known.length)));
  const excess = peaksOver(scores, base, apart).map((peak) => peak - base);
  if (excess.length < 4) return Infinity;
  const believed = Math.ceil(excess.length * 0.75);
  const largest = excess[believed - 1]!;
  const sum = excess.slice(0, believed).reduce((all, value) => all + value, 0);
  // The scale of an exponential tail of which the largest peaks are known to be larger, no more.
  const mean = (sum + (excess.length - believed) * largest) / believed;
  if (mean <= 0) return base;
  const half = quantileOfSorted(excess, 0.5);
  const seen = half > 0 ? Math.log2(Math.max(0.7, quantileOfSorted(excess, 0.75) / half - 1)) : 0;
  const weight = excess.length / (excess.length + PEAKS_TO_BELIEVE);
  const tilted = weight * seen + (1 - weight) * USUAL_SHAPE;
  const shape = Math.max(LIGHTEST, Math.min(HEAVIEST, Math.abs(tilted) < 0.001 ? 0.001 : tilted));
  return base + (mean / shape) * (1 - shape / 2) * ((excess.length / alarms) ** shape - 1);
}

/** The highest score of each burst: of scores above `base` with no more than `apart` steps between them. In order, lowest first. */
export function peaksOver(scores: Float64Array, base: number, apart: number): readonly number[] {
  const peaks: number[] = [];
  let last = -Infinity;
  scores.forEach((score, at) => {
    if (Number.isNaN(score) || score <= base) return;
    if (at - last > apart) peaks.push(score);
    else peaks[peaks.length - 1] = Math.max(score, peaks[peaks.length - 1]!);
    last = at;
  });
  return peaks.sort((a, b) => a - b);
}
