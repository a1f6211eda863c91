import type { Method } from './method.js';

/** As the last one was. */
export const naive: Method = ({ values, horizon }) => new Array<number>(horizon).fill(values.at(-1)!);

/** As it was a season ago. */
export const seasonalNaive: Method = ({ values, horizon, season }) => {
  if (season === null || values.length < season.length) return null;
  const last = values.slice(-season.length);
  return Array.from({ length: horizon }, (_, index) => last[index % season.length]!);
};

/** How many seasons back changes are remembered. */
const SEASONS_BACK = 10;

/** The last one, changed as it changed from here in the seasons before, on average. */
export const changesOfSeasonsBefore: Method = ({ values, horizon, season }) => {
  if (season === null || values.length < 2 * season.exact + horizon) return null;
  const last = values.length - 1;
  return Array.from({ length: horizon }, (_, index) => {
    const changes: number[] = [];
    for (let back = 1; back <= SEASONS_BACK; back += 1) {
      const then = last - Math.round(season.exact * back);
      if (then < 0) break;
      // A horizon longer than the season is told by the seasons that have passed since.
      const after = Math.min(then + index + 1, last);
      changes.push(values[after]! - values[then]!);
    }
    return values[last]! + changes.reduce((sum, change) => sum + change, 0) / changes.length;
  });
};
