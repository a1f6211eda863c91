import { DAY } from './timeline.js';
import { cycleMean, filledIn, median, quantile, runningMedian, spread } from './robust.js';
import { seasonByPhase } from './season-by-phase.js';

/** Cycles that a season must have been seen through: of two, nobody can say which one is the odd one out. */
const CYCLES = 3;
/** How much smaller the mean distance must become in cycles that the season was not learned from. */
const CALENDAR_GAIN = 0.04;
const UNNAMED_GAIN = 0.12;
const MOST_SEASONS = 3;
const LONGEST_LAG = 3_000;

/**
 * The lengths of the seasons that a series shows, in steps, shortest first: those of the calendar (day, week, year) that its step
 * allows for, then whichever repeats itself. A season counts when its pattern, learned from some cycles, foretells the others.
 */
export function findSeasons(values: Float64Array, step: number | null): readonly number[] {
  const found: number[] = [];
  let rest = filledIn(values);
  const accept = (period: number, gain: number): boolean => {
    const detrended = withoutTrend(rest, period);
    if (gainOf(detrended, period) < gain) return false;
    const season = seasonByPhase(detrended, period);
    rest = rest.map((value, at) => value - season[at]!);
    found.push(period);
    return true;
  };
  for (const period of calendarPeriods(step)) {
    if (values.length >= CYCLES * period) accept(period, CALENDAR_GAIN);
  }
  for (let round = 0; round < 2 && found.length < MOST_SEASONS; round += 1) {
    const period = strongestLag(rest);
    const isKnown = found.some((known) => period !== null && Math.abs(period - known) < 0.1 * known);
    if (period === null || isKnown || !accept(period, UNNAMED_GAIN)) break;
  }
  return found.sort((a, b) => a - b);
}

function calendarPeriods(step: number | null): readonly number[] {
  if (step === null) return [];
  const days = step / DAY;
  const whole = (length: number): number[] =>
    Math.abs(length - Math.round(length)) < 0.02 * length && Math.round(length) >= 4
      ? [Math.round(length)]
      : [];
  if (days < 0.5) return [...whole(1 / days), ...whole(7 / days)];
  if (days < 1.5) return [7, 365];
  if (days < 8 && days > 6) return [52];
  if (days >= 28 && days <= 31) return [12];
  if (days >= 89 && days <= 92) return [4];
  return [];
}

function withoutTrend(values: Float64Array, period: number): Float64Array {
  const trend = cycleMean(values, period);
  const detrended = values.map((value, at) => value - trend[at]!);
  const most = 4 * spread(detrended);
  return most === 0 ? detrended : detrended.map((value) => Math.max(-most, Math.min(most, value)));
}

/** The share by which the mean distance falls when each third of the cycles is foretold by the other two. */
function gainOf(values: Float64Array, period: number): number {
  const middle = median(values);
  let before = 0;
  let after = 0;
  for (let fold = 0; fold < CYCLES; fold += 1) {
    const isHeldBack = (at: number): boolean => Math.floor(at / period) % CYCLES === fold;
    const phases = phaseMedians(values, period, (at) => !isHeldBack(at));
    values.forEach((value, at) => {
      if (!isHeldBack(at)) return;
      before += Math.abs(value - middle);
      after += Math.abs(value - phases[at % period]!);
    });
  }
  return before === 0 ? 0 : 1 - after / before;
}

function phaseMedians(
  values: Float64Array,
  period: number,
  isLearnedFrom: (at: number) => boolean,
): readonly number[] {
  return Array.from({ length: period }, (_, phase) => {
    const seen: number[] = [];
    for (let at = phase; at < values.length; at += period) if (isLearnedFrom(at)) seen.push(values[at]!);
    return seen.length === 0 ? 0 : median(seen);
  });
}

/** The shortest of the lags at which a series is most like itself; null where it is not like itself at all. */
function strongestLag(values: Float64Array): number | null {
  const most = Math.min(LONGEST_LAG, Math.floor(values.length / (CYCLES + 1)));
  if (most < 4) return null;
  const wide = runningMedian(values, 2 * most + 1);
  const level = values.map((value, at) => value - wide[at]!);
  const [low, high] = [quantile(level, 0.01), quantile(level, 0.99)];
  const clipped = level.map((value) => Math.max(low, Math.min(high, value)));
  const correlations = autocorrelations(clipped, most);
  const firstDip = correlations.findIndex((correlation) => correlation < 0.1);
  if (firstDip < 0) return null;
  let best: number | null = null;
  for (let lag = Math.max(firstDip, 3); lag < most; lag += 1) {
    const here = correlations[lag]!;
    if (here < correlations[lag - 1]! || here < correlations[lag + 1]! || here < 0.25) continue;
    if (best === null || here > correlations[best]! + 0.08) best = lag;
  }
  return best;
}

/** Of lags 0 to `most`. */
export function autocorrelations(values: Float64Array, most: number): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const result = new Float64Array(most + 1);
  for (let lag = 0; lag <= most; lag += 1) {
    let sum = 0;
    for (let at = lag; at < centred.length; at += 1) sum += centred[at]! * centred[at - lag]!;
    result[lag] = sum;
  }
  const variance = result[0]!;
  return variance === 0 ? result : result.map((sum) => sum / variance);
}
