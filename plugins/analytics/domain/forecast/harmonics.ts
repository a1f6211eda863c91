import { fromShortChanges } from './autoregression.js';
import { ridge, type Observation } from './least-squares.js';
import { windowOf, type Method, type Question } from './method.js';

const MOST_WAVES = 24;

/** Dynamic harmonic regression (Young et al. 1999): waves of the season, and smoothing for what is left. */
export const harmonicSmoothing: Method = (question) =>
  withoutSeason(question, (rest) => question.smoothing.ets(rest.values, rest.horizon));

/** The same waves, and an autoregression for what is left. */
export const harmonicAutoregression: Method = (question) => withoutSeason(question, fromShortChanges);

function withoutSeason(question: Question, ahead: Method): readonly number[] | null {
  const { season, horizon } = question;
  if (season === null || question.values.length < 2 * season.length) return null;
  const window = windowOf(season);
  const values = question.values.slice(-window);
  const wave = wavesOf(values, season.exact, Math.min(MOST_WAVES, Math.floor(season.length / 2)), window);
  const rest = values.map((value, at) => value - wave(at)).slice(-window / 2);
  const further = ahead({ ...question, values: rest, horizon });
  return further && further.map((value, index) => value + wave(values.length + index));
}

/**
 * The season as a function of time. It is learned from changes, so that a wandering level does not pass for a season; older ones count
 * less, and shorter waves are trusted less.
 */
function wavesOf(values: readonly number[], period: number, waves: number, window: number) {
  const halfLife = 0.8 * window;
  const at = (time: number): number[] =>
    Array.from({ length: 2 * waves }, (_, index) => {
      const angle = (2 * Math.PI * ((index >> 1) + 1) * time) / period;
      return index % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
    });
  const observations: Observation[] = [];
  let before = at(0);
  for (let time = 1; time < values.length; time += 1) {
    const now = at(time);
    observations.push({
      causes: [...now.map((value, index) => value - before[index]!), 1],
      effect: values[time]! - values[time - 1]!,
      weight: 0.5 ** ((values.length - 1 - time) / halfLife),
    });
    before = now;
  }
  const penalties = Array.from({ length: 2 * waves }, (_, index) => 0.1 * (1 + (index >> 1)) ** 2);
  const coefficients = ridge(observations, [...penalties, 0.001]);
  return (time: number): number =>
    at(time).reduce((sum, value, index) => sum + value * coefficients[index]!, 0);
}
