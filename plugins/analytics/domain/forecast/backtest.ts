import { askMethods, METHODS, type Answers, type MethodName } from './methods.js';
import type { Question } from './method.js';

/** One look back: what the methods said from there, and what came. */
export interface Trial {
  readonly answers: Answers;
  readonly actual: readonly number[];
}

const MOST_TRIALS = 5;
/** What remains to learn from, in horizons. */
const SHORTEST_HISTORY = 2;

/** The fewest values of which a trial can be made. */
export function fewestToTest(horizon: number): number {
  return Math.max((SHORTEST_HISTORY + 1) * horizon, horizon + 8);
}

/** How much is known at each of the looks back, the newest first, a horizon apart. */
export function originsOf({ values, horizon }: Pick<Question, 'values' | 'horizon'>): readonly number[] {
  const origins: number[] = [];
  for (let end = values.length; origins.length < MOST_TRIALS; end -= horizon) {
    if (end < fewestToTest(horizon)) break;
    origins.push(end - horizon);
  }
  return origins;
}

/** Rolling origins: each forecasts one horizon from what was known before it. */
export function backtest(question: Question): readonly Trial[] {
  return originsOf(question).map((end) => ({
    answers: askMethods({ ...question, values: question.values.slice(0, end) }),
    actual: question.values.slice(end, end + question.horizon),
  }));
}

export type Weights = ReadonlyMap<MethodName, number>;

/** How steeply a smaller error is preferred: with 12, a method that errs a tenth less counts three and a half times as much. */
const PREFERENCE = 12;
/** How much a trial counts in which a method could not answer: it is known less than those that could. */
const SHARE_OF_UNTRIED = 0.25;
/** A weight that nobody would notice. */
const SMALLEST_WEIGHT = 0.03;

/**
 * How much each of the methods counts: by its error in the trials as a share of the naive one's (Bates & Granger 1969), held back: one
 * trial more, and a part of each in which it could not answer, is taken to have gone as expected. Weights add up to 1.
 */
export function weigh(names: readonly MethodName[], trials: readonly Trial[]): Weights {
  const raw = METHODS.filter(({ name }) => names.includes(name)).map(({ name, expected, trust }) => {
    const tried = trials.flatMap(({ answers, actual }) => {
      const answer = answers.get(name);
      return answer
        ? [{ own: distanceOf(answer, actual), naive: distanceOf(answers.get('naive')!, actual) }]
        : [];
    });
    const naive = tried.reduce((sum, each) => sum + each.naive, 0);
    const own = tried.reduce((sum, each) => sum + each.own, 0);
    const usual = tried.length === 0 ? 1 : naive / tried.length;
    const assumed = usual * (1 + SHARE_OF_UNTRIED * (trials.length - tried.length));
    // Nothing ever moved: then nothing can be learned.
    const share = usual === 0 ? expected : (own + expected * assumed) / (naive + assumed);
    return [name, trust * share ** -PREFERENCE] as const;
  });
  const all = raw.reduce((sum, [, weight]) => sum + weight, 0);
  const kept = raw.filter(([, weight]) => weight / all >= SMALLEST_WEIGHT);
  const rest = kept.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(kept.map(([name, weight]) => [name, weight / rest]));
}

/** The weighted mean of those that answered. */
export function combine(weights: Weights, answers: Answers): readonly number[] {
  const heard = [...weights].flatMap(([name, weight]) => {
    const answer = answers.get(name);
    return answer ? [{ weight, answer }] : [];
  });
  if (heard.length === 0) return answers.get('naive')!;
  const all = heard.reduce((sum, { weight }) => sum + weight, 0);
  return heard[0]!.answer.map(
    (_, index) => heard.reduce((sum, { weight, answer }) => sum + weight * answer[index]!, 0) / all,
  );
}

/** What the combination would have said in each trial, its weights learned from the other ones. */
export function combinedInTrials(trials: readonly Trial[]): readonly (readonly number[])[] {
  return trials.map((trial) =>
    combine(
      weigh(
        [...trial.answers.keys()],
        trials.filter((other) => other !== trial),
      ),
      trial.answers,
    ),
  );
}

/** How far an answer is off, on average. */
export function distanceOf(answer: readonly number[], actual: readonly number[]): number {
  return answer.reduce((sum, value, index) => sum + Math.abs(value - actual[index]!), 0) / answer.length;
}
