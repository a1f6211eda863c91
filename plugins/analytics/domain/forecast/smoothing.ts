import { windowOf, type Method } from './method.js';

export const autoEts: Method = ({ values, horizon, season, smoothing }) =>
  smoothing.ets(values.slice(-windowOf(season)), horizon);

export const mstl: Method = ({ values, horizon, season, smoothing }) => {
  if (season === null || values.length < 2 * season.length + 2) return null;
  return smoothing.mstl(values.slice(-windowOf(season)), season.length, horizon);
};
