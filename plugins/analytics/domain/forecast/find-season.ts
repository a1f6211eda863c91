import { fromShortChanges } from './autoregression.js';
import { distanceOf, originsOf } from './backtest.js';
import { harmonicAutoregression } from './harmonics.js';
import type { Method, Question } from './method.js';
import { naive } from './naive.js';
import { seasonOf, type Season } from './season.js';

/** Those that are looked for: a week of days, a year of months, a year of weeks. */
const COMMON = [7, 12, 52] as const;
/** Shorter than this many seasons, a pattern is easily imagined. */
const SEASONS_TO_SEE = 3;

/** The common season with which the same look back would have erred least; null where none does better than no season at all. */
export function findSeason(question: Question): Season | null {
  const without = Math.min(triedOn(question, naive), triedOn(question, fromShortChanges));
  let best: { season: Season | null; error: number } = { season: null, error: without };
  for (const length of COMMON) {
    const { values, horizon } = question;
    if (values.length < SEASONS_TO_SEE * length + horizon) continue;
    const season = seasonOf(length);
    const error = triedOn({ ...question, season }, harmonicAutoregression);
    if (error < best.error) best = { season, error };
  }
  return best.season;
}

/** Its mean error over the origins at which it answers; infinite where it never does. */
function triedOn(question: Question, method: Method): number {
  const errors = originsOf(question).flatMap((end) => {
    const answer = method({ ...question, values: question.values.slice(0, end) });
    return answer ? [distanceOf(answer, question.values.slice(end, end + question.horizon))] : [];
  });
  return errors.length === 0 ? Infinity : errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
