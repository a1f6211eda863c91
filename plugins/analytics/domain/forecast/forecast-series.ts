import { backtest, combine, combinedInTrials, weigh, type Trial, type Weights } from './backtest.js';
import { accuracyOf, type Accuracy } from './accuracy.js';
import { findSeason } from './find-season.js';
import { reachOf, type Reach } from './intervals.js';
import { askMethods, type MethodName } from './methods.js';
import type { Smoothing } from './method.js';
import { scaleFor, type Scale } from './scale.js';
import { seasonOf } from './season.js';

export interface Interval {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

export interface Forecast {
  readonly mean: readonly number[];
  readonly intervals: { readonly 80: Interval; readonly 95: Interval };
  /** what it is made of, the heaviest first; they add up to 1 */
  readonly weights: readonly { readonly method: MethodName; readonly weight: number }[];
  /** errors of rolling origins, the combination's own first; empty where the history was too short to try anything */
  readonly errors: readonly { readonly method: MethodName | 'combination'; readonly accuracy: Accuracy }[];
  readonly trials: number;
}

export interface ForecastTask {
  /** oldest first, at least one */
  readonly values: readonly number[];
  /** steps ahead, at least 1 */
  readonly horizon: number;
  /** points of a season; 1: none is known, the common ones are looked for */
  readonly season: number;
}

/** Without a second value nothing says how far the next may lie: this share of the value. */
const SHARE_OF_ONE_VALUE = 0.5;

/**
 * The mean of many methods, weighted for this series by what they would have said before (rolling origins), with intervals from the errors
 * that it would have made. The same values always give the same forecast. Never negative where the history never was.
 */
export function forecastSeries(task: ForecastTask, smoothing: Smoothing): Forecast {
  const { values, horizon } = task;
  const scale = scaleFor(values);
  const scaled = values.map((value) => scale.to(value));
  if (values.every((value) => value === values[0])) return unmoved(task, scale);
  const named = { values: scaled, horizon, season: seasonOf(task.season), smoothing };
  const question = { ...named, season: named.season ?? findSeason(named) };

  const trials = backtest(question);
  const answers = askMethods(question);
  const weights = trials.length === 0 ? new Map([['naive', 1]] as const) : weigh([...answers.keys()], trials);
  const combined = combinedInTrials(trials);
  const reach = reachOf(scaled, horizon, missesOf(trials, combined));
  return {
    ...withReach(combine(weights, answers), reach, scale, values),
    weights: inOrder(weights),
    errors: errorsOf(trials, combined, scale, values),
    trials: trials.length,
  };
}

function unmoved({ values, horizon }: ForecastTask, scale: Scale): Forecast {
  const [value = 0] = values;
  const steps = Array.from({ length: horizon }, (_, index) => index + 1);
  const unit = values.length > 1 ? 0 : SHARE_OF_ONE_VALUE * Math.abs(scale.to(value) || 1);
  const likely = steps.map((step) => unit * Math.sqrt(step));
  const reach = { likely, nearlySure: likely.map((each) => each * 1.5) };
  const mean = steps.map(() => scale.to(value));
  return {
    ...withReach(mean, reach, scale, values),
    weights: [{ method: 'naive', weight: 1 }],
    errors: [],
    trials: 0,
  };
}

function withReach(scaled: readonly number[], reach: Reach, scale: Scale, values: readonly number[]) {
  const isNeverNegative = values.every((value) => value >= 0);
  const held = (value: number): number =>
    isNeverNegative ? Math.max(0, scale.from(value)) : scale.from(value);
  const around = (sizes: readonly number[]): Interval => ({
    lower: scaled.map((value, index) => held(value - sizes[index]!)),
    upper: scaled.map((value, index) => held(value + sizes[index]!)),
  });
  return {
    mean: scaled.map(held),
    intervals: { 80: around(reach.likely), 95: around(reach.nearlySure) },
  };
}

function missesOf(trials: readonly Trial[], combined: readonly (readonly number[])[]) {
  return trials.map(({ actual, answers }, index) => ({
    own: distances(combined[index]!, actual),
    naive: distances(answers.get('naive')!, actual),
  }));
}

function distances(one: readonly number[], other: readonly number[]): number[] {
  return one.map((value, index) => Math.abs(value - other[index]!));
}

function errorsOf(
  trials: readonly Trial[],
  combined: readonly (readonly number[])[],
  scale: Scale,
  values: readonly number[],
): Forecast['errors'] {
  if (trials.length === 0) return [];
  const back = (each: readonly number[]): number[] => each.map((value) => scale.from(value));
  const accuracy = (
    said: (trial: Trial, index: number) => readonly number[] | undefined,
  ): Accuracy | null => {
    const pairs = trials.flatMap((trial, index) => {
      const forecast = said(trial, index);
      return forecast ? [{ forecast: back(forecast), actual: back(trial.actual) }] : [];
    });
    // A method that could not be tried everywhere cannot be compared.
    return pairs.length === trials.length ? accuracyOf(pairs, values) : null;
  };
  const names = [...new Set(trials.flatMap(({ answers }) => [...answers.keys()]))];
  const known = [
    { method: 'combination' as const, accuracy: accuracy((_, index) => combined[index]) },
    ...names.map((method) => ({ method, accuracy: accuracy(({ answers }) => answers.get(method)) })),
  ];
  return known.flatMap((each) => (each.accuracy === null ? [] : [{ ...each, accuracy: each.accuracy }]));
}

function inOrder(weights: Weights): Forecast['weights'] {
  return [...weights]
    .map(([method, weight]) => ({ method, weight }))
    .sort((one, other) => other.weight - one.weight);
}
