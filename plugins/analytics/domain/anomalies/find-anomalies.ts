import { decompose, type Decomposition } from '../series/decompose.js';
import { filledIn, median, quantile } from '../series/robust.js';
import { findSeasons } from '../series/seasons.js';
import { DAY, layOut, type SeriesPoint } from '../series/timeline.js';
import { innovationsOf } from './innovations.js';
import { findLevelShifts, type LevelShift } from './level-shifts.js';
import { noiseByPhase, noiseByTime } from './local-noise.js';
import { peaksOver, tailThreshold } from './tail-threshold.js';
import { chooseScale, fromScale, onScale } from './variance-scale.js';

interface Common {
  /** milliseconds since 1970 */
  readonly at: number;
  /** how far out it is: standard deviations from what was expected; of what is missing, how many steps are */
  readonly score: number;
  readonly expected: number;
  /** 98 of 100 values of the series lie between, each at its own step; an anomaly lies outside */
  readonly lower: number;
  readonly upper: number;
}

export type Anomaly =
  | (Common & { readonly kind: 'spike' | 'drop'; readonly value: number })
  | (Common & {
      readonly kind: 'level-shift';
      readonly value: number;
      /** the usual value before and after */
      readonly before: number;
      readonly after: number;
    })
  | (Common & { readonly kind: 'missing'; readonly value: null; readonly until: number });

/** What was to be expected at one step. */
export interface Expectation {
  readonly at: number;
  /** null where it is missing */
  readonly value: number | null;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}

export interface AnomalyReport {
  /** milliseconds; null where the stamps follow no even step */
  readonly step: number | null;
  /** lengths in steps */
  readonly seasons: readonly number[];
  readonly anomalies: readonly Anomaly[];
  readonly expectations: readonly Expectation[];
}

/** How many false ones are to be expected in a series with nothing wrong, on each side by each of two scores. */
const ALARMS = 0.02;
/** Whatever the tail says, less than this many standard deviations is nothing. */
const LEAST_SCORE = 3.6;
/** 99 of 100 values of a normal distribution lie within this. */
const LEAST_USUAL = 2.576;
/** The noise of a series that repeats itself exactly: a share of the width of its values. */
const LEAST_NOISE = 0.015;
/** A forecast from the values before is worth having when it tells this share of the variance. */
const WORTH_FORETELLING = 0.15;
/** From this share of its height on, a peak is like another. */
const ALIKE = 0.7;
/** A series that wanders has moved its level when most of a jump is still there as long after as a level must last. */
const STAYS = 0.6;
const FEWEST_POINTS = 8;

/**
 * Spikes, drops, level shifts and missing steps of a series. What is expected is its trend, its seasons and what the values just before
 * foretell; how far out is too far, the tail of the series itself says. A burst is one anomaly, at its worst point.
 *
 * @param points in the order of time, no two at one instant, all finite
 */
export function findAnomalies(points: readonly SeriesPoint[]): AnomalyReport {
  const { stamps, values, step, missing } = layOut(points);
  const isFlat = points.every(({ value }) => value === points[0]?.value);
  if (points.length < FEWEST_POINTS || isFlat) {
    const expectations = Array.from(values, (value, index) => {
      const expected = isFlat ? points[0]!.value : median(values);
      return { at: stamps[index]!, value: knownOf(value), expected, lower: expected, upper: expected };
    });
    const anomalies = missingOnes({ stamps, step, missing }, expectations);
    return { step, seasons: [], anomalies, expectations };
  }
  const seasons = findSeasons(values, step);
  const { scale } = chooseScale(values, (scaled) => decompose(scaled, seasons));
  const scaled = onScale(values, scale);
  const { shifts, decomposition } = withoutShifts(scaled, seasons);
  const tested = test(scaled, decomposition, seasons, shifts);
  const isNeverNegative = points.every(({ value }) => value >= 0);
  const back = (value: number): number => {
    const plain = fromScale(value, scale);
    return isNeverNegative ? Math.max(0, plain) : plain;
  };
  const expectations = Array.from(values, (value, index): Expectation => {
    const { fit, noise } = { fit: tested.fit[index]!, noise: tested.noise[index]! };
    return {
      at: stamps[index]!,
      value: knownOf(value),
      expected: back(fit),
      lower: back(fit - tested.usual.down * noise),
      upper: back(fit + tested.usual.up * noise),
    };
  });
  const anomalies = [
    ...missingOnes({ stamps, step, missing }, expectations),
    ...shifts.map((shift) => shiftOf(shift, { values, expectations, decomposition, scaled, back })),
    ...episodes(tested, seasons, step).map((found) => pointOf(found, { values, expectations, tested, back })),
  ];
  return { step, seasons, anomalies: anomalies.sort((a, b) => a.at - b.at), expectations };
}

interface Tested {
  /** what trend, seasons and levels make, on the scale of the test, and what they leave */
  readonly fit: Float64Array;
  readonly rest: Float64Array;
  readonly noise: Float64Array;
  /** how far out values usually are, in standard deviations */
  readonly usual: Sides;
  /** the larger of both tests, as a share of the threshold; its sign is the side */
  readonly excess: Float64Array;
  readonly score: Float64Array;
  /** steps that a new level must last */
  readonly lasting: number;
  /** the test by trend and seasons alone */
  readonly byLevel: Float64Array;
  /** the test by the values before found it worse */
  readonly isAhead: Uint8Array;
  /** of the test that found it worse: what it expected, and what would have been usual */
  readonly passing: (at: number) => {
    readonly expected: number;
    readonly lower: number;
    readonly upper: number;
  };
}

/** A level that has moved is no trend and no noise: it is taken out before the rest is judged. */
function withoutShifts(
  scaled: Float64Array,
  seasons: readonly number[],
): { readonly shifts: readonly LevelShift[]; readonly decomposition: Decomposition } {
  const first = decompose(scaled, seasons);
  let level = filledIn(scaled.map((value, at) => value - first.season[at]!));
  const shifts: LevelShift[] = [];
  for (const window of shiftWindows(scaled.length, seasons)) {
    const found = findLevelShifts(level, window).filter(({ at }) =>
      shifts.every((known) => Math.abs(known.at - at) > window),
    );
    level = level.map((value, at) => value - movedBy(found, at));
    shifts.push(...found);
  }
  if (shifts.length === 0) return { shifts, decomposition: first };
  const again = decompose(
    scaled.map((value, at) => value - movedBy(shifts, at)),
    seasons,
  );
  return {
    shifts,
    decomposition: { ...again, trend: again.trend.map((value, at) => value + movedBy(shifts, at)) },
  };
}

function movedBy(shifts: readonly LevelShift[], at: number): number {
  return shifts.reduce((sum, shift) => sum + (at >= shift.at ? shift.size : 0), 0);
}

/** Steps that a new level must last: short ones are nearer to the day, long ones see less. */
function shiftWindows(length: number, seasons: readonly number[]): readonly number[] {
  const fitting = seasons.filter((period) => period <= length / 12);
  const most = Math.floor(length / 5);
  const long = Math.max(8, Math.min(Math.max(...fitting, Math.round(length / 25)), most));
  const short = Math.max(8, 2 * Math.min(...fitting, Infinity), long >> 1);
  return short < long ? [short, long] : [long];
}

function test(
  scaled: Float64Array,
  { trend, season, rest }: Decomposition,
  seasons: readonly number[],
  shifts: readonly LevelShift[],
): Tested {
  const width = quantile(scaled, 0.9) - quantile(scaled, 0.1);
  const least = Math.max(LEAST_NOISE * width, 1e-12);
  const longest = Math.max(0, ...seasons.filter((period) => period <= scaled.length / 4));
  const byPhase = noiseByPhase(rest, longest, least);
  const patience = patienceFor(seasons);
  const innovations = innovationsOf(
    rest.map((value, at) => value / byPhase[at]!),
    patience,
  );
  const byTime = noiseByTime(innovations.scores, longest);
  const noise = byPhase.map((value, at) => value * byTime[at]!);
  const scores = rest.map((value, at) => value / noise[at]!);
  // The step itself is told as a level shift.
  const isAtShift = (at: number): boolean => shifts.some((shift) => Math.abs(at - shift.at) <= 1);
  const foretelling = innovations.scores.map((score, at) => (isAtShift(at) ? NaN : score / byTime[at]!));
  const apart = Math.min(4, Math.max(2, patience >> 1));
  const thresholds = sides(scores, apart);
  const isForetold = innovations.explained >= WORTH_FORETELLING;
  const ahead = isForetold ? sides(foretelling, apart) : { up: Infinity, down: Infinity };
  const usual = usualSides(scores, thresholds);
  const usualAhead = usualSides(foretelling, ahead);
  const excess = new Float64Array(rest.length);
  const score = new Float64Array(rest.length);
  const isAhead = new Uint8Array(rest.length);
  const levels = new Float64Array(rest.length);
  for (let at = 0; at < rest.length; at += 1) {
    const plain = scores[at]!;
    if (Number.isNaN(plain)) continue;
    const byLevel = plain / (plain > 0 ? thresholds.up : thresholds.down);
    const next = foretelling[at]!;
    const byNext = Number.isNaN(next) ? 0 : next / (next > 0 ? ahead.up : ahead.down);
    levels[at] = byLevel;
    isAhead[at] = Math.abs(byNext) > Math.abs(byLevel) ? 1 : 0;
    excess[at] = isAhead[at] ? byNext : byLevel;
    score[at] = isAhead[at] ? next : plain;
  }
  const fit = trend.map((value, at) => value + season[at]!);
  return {
    fit,
    rest,
    noise,
    usual,
    excess,
    score,
    lasting: shiftWindows(scaled.length, seasons)[0]!,
    byLevel: levels,
    isAhead,
    passing: (at) => {
      const expected = fit[at]! + (isAhead[at] ? innovations.foretold[at]! * byPhase[at]! : 0);
      const deviation = noise[at]! * (isAhead[at] ? innovations.deviations[at]! : 1);
      const limits = isAhead[at] ? usualAhead : usual;
      return {
        expected,
        lower: expected - limits.down * deviation,
        upper: expected + limits.up * deviation,
      };
    },
  };
}

interface Sides {
  readonly up: number;
  readonly down: number;
}

function sides(scores: Float64Array, apart: number): Sides {
  const least = (threshold: number): number =>
    Math.max(LEAST_SCORE, Number.isFinite(threshold) ? threshold : LEAST_SCORE);
  return {
    up: least(tailThreshold(scores, apart, ALARMS)),
    down: least(
      tailThreshold(
        scores.map((score) => -score),
        apart,
        ALARMS,
      ),
    ),
  };
}

function usualSides(scores: Float64Array, { up, down }: Sides): Sides {
  const within = (share: number, threshold: number): number =>
    Math.min(threshold, Math.max(LEAST_USUAL, Math.abs(quantile(scores, share))));
  return { up: within(0.99, up), down: within(0.01, down) };
}

/** Steps within which one thing is one thing: a quarter of the shortest season, or a few. */
function patienceFor(seasons: readonly number[]): number {
  const [shortest] = seasons;
  return shortest === undefined ? 6 : Math.max(3, Math.min(100, Math.round(shortest / 4)));
}

/** The worst point of each burst that is not one of many alike: what comes again and again is no anomaly, however far out it is. */
function episodes(
  { excess, byLevel, isAhead }: Tested,
  seasons: readonly number[],
  step: number | null,
): readonly number[] {
  const apart = step !== null && step >= DAY / 2 ? 2 : patienceFor(seasons);
  const worst: number[] = [];
  let last = -Infinity;
  excess.forEach((share, at) => {
    if (Math.abs(share) <= 1.0001) return;
    const current = worst[worst.length - 1];
    const isSame = current !== undefined && at - last <= apart;
    if (!isSame) worst.push(at);
    else if (Math.abs(share) > Math.abs(excess[current]!)) worst[worst.length - 1] = at;
    last = at;
  });
  const most = Math.max(4, Math.floor(excess.length / 150));
  const away = Math.max(8 * apart, Math.round(excess.length / 25));
  return worst.filter((at, index) => {
    const before = worst[index - 1];
    // The way back from what was told already, to where trend and seasons expect it, is no news.
    const isBack =
      isAhead[at] === 1 &&
      before !== undefined &&
      at - before <= away &&
      Math.sign(excess[before]!) !== Math.sign(excess[at]!) &&
      Math.abs(byLevel[at]!) < 0.6;
    if (isBack) return false;
    const share = excess[at]!;
    const side = share > 0 ? excess : excess.map((value) => -value);
    return peaksOver(side, ALIKE * Math.abs(share), apart).length <= most;
  });
}

function pointOf(
  at: number,
  series: {
    readonly values: Float64Array;
    readonly expectations: readonly Expectation[];
    readonly tested: Tested;
    readonly back: (value: number) => number;
  },
): Anomaly {
  const { values, expectations, tested, back } = series;
  const { expected, lower, upper } = tested.passing(at);
  const found = {
    at: expectations[at]!.at,
    value: values[at]!,
    score: Math.abs(tested.score[at]!),
    expected: back(expected),
    lower: back(lower),
    upper: back(upper),
  };
  const moved = tested.isAhead[at] === 1 ? levelAround(tested.rest, at, tested.lasting) : null;
  if (
    moved !== null &&
    Math.abs(moved.after - moved.before) > STAYS * Math.abs(tested.rest[at]! - moved.before)
  ) {
    const fit = tested.fit[at]!;
    return {
      ...found,
      kind: 'level-shift',
      before: back(fit + moved.before),
      after: back(fit + moved.after),
    };
  }
  return { ...found, kind: tested.excess[at]! > 0 ? 'spike' : 'drop' };
}

/** The usual rest before a step and after it; null too near to the ends to say. */
function levelAround(
  rest: Float64Array,
  at: number,
  steps: number,
): { readonly before: number; readonly after: number } | null {
  const before = rest.slice(Math.max(0, at - steps), at);
  const after = rest.slice(at + 1, at + 1 + steps);
  if (before.length < steps || after.length < steps) return null;
  return { before: median(before), after: median(after) };
}

function shiftOf(
  shift: LevelShift,
  series: {
    readonly values: Float64Array;
    readonly scaled: Float64Array;
    readonly expectations: readonly Expectation[];
    readonly decomposition: Decomposition;
    readonly back: (value: number) => number;
  },
): Anomaly {
  const { values, expectations, decomposition, back } = series;
  const isKnown = (at: number): boolean => !Number.isNaN(values[at]);
  const at = isKnown(shift.at) ? shift.at : shift.at + 1;
  const was = decomposition.trend[Math.max(0, shift.at - 1)]!;
  const season = decomposition.season[shift.at]!;
  const here = expectations[Math.max(0, shift.at - 1)]!;
  const before = back(was + season);
  const after = back(was + shift.size + season);
  return {
    kind: 'level-shift',
    at: expectations[at]!.at,
    value: expectations[at]!.value ?? after,
    score: Math.abs(shift.score),
    expected: before,
    lower: before - (here.expected - here.lower),
    upper: before + (here.upper - here.expected),
    before,
    after,
  };
}

/** Days one by one; of finer steps, each gap as a whole. */
function missingOnes(
  line: { readonly stamps: Float64Array; readonly step: number | null; readonly missing: readonly number[] },
  expectations: readonly Expectation[],
): readonly Anomaly[] {
  const isWhole = line.step !== null && line.step < DAY / 2;
  const found: { from: number; to: number }[] = [];
  for (const slot of line.missing) {
    const last = found[found.length - 1];
    if (isWhole && last?.to === slot - 1) last.to = slot;
    else found.push({ from: slot, to: slot });
  }
  return found.map(({ from, to }) => {
    const { expected, lower, upper } = expectations[from]!;
    return {
      ...({ kind: 'missing', value: null, score: to - from + 1 } as const),
      ...{ at: line.stamps[from]!, until: line.stamps[to]!, expected, lower, upper },
    };
  });
}

function knownOf(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
