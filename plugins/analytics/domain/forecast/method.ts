import type { Season } from './season.js';

/** Exponential smoothing as somebody else computes it. Null where it cannot: too short, or nothing moves. */
export interface Smoothing {
  /** the best model of error and trend without season (AutoETS), by AICc */
  ets(values: readonly number[], horizon: number): readonly number[] | null;
  /** taken apart into trend and season (MSTL), AutoETS on what is left */
  mstl(values: readonly number[], season: number, horizon: number): readonly number[] | null;
}

export interface Question {
  /** oldest first, on the scale of the computation */
  readonly values: readonly number[];
  readonly horizon: number;
  readonly season: Season | null;
  readonly smoothing: Smoothing;
}

/** A way to look ahead. Null where the history is too short for it. */
export type Method = (question: Question) => readonly number[] | null;

/** The points that models are fitted to: ten seasons, within reason. */
export function windowOf(season: Season | null): number {
  return Math.min(1_560, Math.max(520, 10 * (season?.length ?? 1)));
}
