import { autoregression, longAutoregression, seasonalAutoregression } from './autoregression.js';
import { harmonicAutoregression, harmonicSmoothing } from './harmonics.js';
import type { Method, Question } from './method.js';
import { changesOfSeasonsBefore, naive, seasonalNaive } from './naive.js';
import { autoEts, mstl } from './smoothing.js';
import { theta } from './theta.js';

export interface KnownMethod {
  readonly name: MethodName;
  readonly method: Method;
  /** its error as a share of the naive one's, as it was on series of weekly business data, before its own backtest says more */
  readonly expected: number;
  /** how much it counts where backtests say the same */
  readonly trust: number;
}

export type MethodName =
  | 'naive'
  | 'seasonal naive'
  | 'theta'
  | 'AutoETS'
  | 'MSTL'
  | 'autoregression'
  | 'seasonal autoregression'
  | 'long autoregression'
  | 'harmonic smoothing'
  | 'harmonic autoregression'
  | 'changes of seasons before';

export const METHODS: readonly KnownMethod[] = [
  { name: 'naive', method: naive, expected: 1, trust: 2.5 },
  { name: 'seasonal naive', method: seasonalNaive, expected: 1.5, trust: 1 },
  { name: 'theta', method: theta, expected: 0.94, trust: 2 },
  { name: 'AutoETS', method: autoEts, expected: 0.94, trust: 1 },
  { name: 'MSTL', method: mstl, expected: 0.93, trust: 1 },
  { name: 'autoregression', method: autoregression, expected: 0.92, trust: 1 },
  { name: 'seasonal autoregression', method: seasonalAutoregression, expected: 0.9, trust: 1 },
  { name: 'long autoregression', method: longAutoregression, expected: 0.9, trust: 2 },
  { name: 'harmonic smoothing', method: harmonicSmoothing, expected: 0.88, trust: 2 },
  { name: 'harmonic autoregression', method: harmonicAutoregression, expected: 0.885, trust: 2 },
  { name: 'changes of seasons before', method: changesOfSeasonsBefore, expected: 0.91, trust: 1 },
];

export type Answers = ReadonlyMap<MethodName, readonly number[]>;

/** What each method that can says; one that runs away from everything that was ever seen is not heard. */
export function askMethods(question: Question): Answers {
  const lowest = Math.min(...question.values);
  const highest = Math.max(...question.values);
  const room = 2 * (highest - lowest);
  const answers = new Map<MethodName, readonly number[]>();
  for (const { name, method } of METHODS) {
    const answer = method(question);
    const isSane = answer?.every((value) => value >= lowest - room && value <= highest + room);
    if (answer && isSane) answers.set(name, answer);
  }
  return answers;
}
