import { ridge, type Observation } from './least-squares.js';
import { windowOf, type Method, type Question } from './method.js';

const SHORT_LAGS = [1, 2, 3, 4, 5, 6, 8];
const QUARTER_LAGS = Array.from({ length: 13 }, (_, index) => index + 1);

/** Fewer equations for each coefficient say nothing. */
const EQUATIONS_A_LAG = 3;
/** A change beyond this many usual ones is a model that runs away. */
const LARGEST_CHANGE = 4;

/** Changes that follow from the changes just before. */
export const autoregression: Method = (question) => fromChanges(question, QUARTER_LAGS, 8);

/** Changes that follow from those just before and a season ago. */
export const seasonalAutoregression: Method = (question) => {
  const { season } = question;
  if (season === null) return null;
  return fromChanges(question, [...shortLags(season.length), ...lagsAround(season.length, 1)], 4);
};

/** Changes that follow from those just before and of three seasons. */
export const longAutoregression: Method = (question) => {
  const { season } = question;
  if (season === null) return null;
  const { length } = season;
  const lags = [...shortLags(length), ...lagsAround(length, 1), ...lagsAround(length, 2)];
  return fromChanges(question, [...lags, 3 * length, ...(isLong(length) ? [3 * length + 1] : [])], 4);
};

/** What is left of a series when its season is taken out. */
export function fromShortChanges(question: Question): readonly number[] | null {
  return fromChanges(question, SHORT_LAGS, 4);
}

/** Weeks of a year do not fall on the same days each year: the neighbours of the season's lag know as much. */
function lagsAround(length: number, seasons: number): number[] {
  const lag = length * seasons;
  return isLong(length) ? [lag - 1, lag, lag + 1] : [lag];
}

function isLong(length: number): boolean {
  return length >= 24;
}

function shortLags(length: number): number[] {
  return SHORT_LAGS.filter((lag) => lag < length - 1);
}

function fromChanges({ values, horizon, season }: Question, lags: readonly number[], penalty: number) {
  const changes = values.slice(1).map((value, index) => value - values[index]!);
  const first = Math.max(Math.max(...lags), changes.length - windowOf(season));
  if (changes.length - first < EQUATIONS_A_LAG * lags.length) return null;
  const recent = changes.slice(first);
  const usual = Math.sqrt(recent.reduce((sum, change) => sum + change * change, 0) / recent.length);
  if (usual === 0) return null;

  const shares = changes.map((change) => change / usual);
  const before = (at: number): number[] => [...lags.map((lag) => shares[at - lag]!), 1];
  const observations: Observation[] = [];
  for (let at = first; at < shares.length; at += 1)
    observations.push({ causes: before(at), effect: shares[at]! });
  // The drift is held back more than the rest: it is what a long horizon multiplies.
  const coefficients = ridge(observations, [...lags.map(() => penalty), 5 * penalty]);

  let last = values.at(-1)!;
  return Array.from({ length: horizon }, () => {
    const next = before(shares.length).reduce((sum, cause, index) => sum + cause * coefficients[index]!, 0);
    const held = Math.max(-LARGEST_CHANGE, Math.min(LARGEST_CHANGE, next));
    shares.push(held);
    last += held * usual;
    return last;
  });
}
