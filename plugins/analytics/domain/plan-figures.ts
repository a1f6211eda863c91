import { divideHalfEven } from '../../../src/values/money.js';
import type { PlanFigures } from '../contract/reviews.js';
import { difference, placesOf, scaled, unscaled } from './decimals.js';

/** @param planned plain decimals of one currency, as `actual` */
export function planFigures(planned: string, actual: string): PlanFigures {
  const places = Math.max(placesOf(planned), placesOf(actual));
  const whole = scaled(planned, places);
  return {
    planned,
    actual,
    difference: difference(actual, planned),
    percent: whole === 0n ? null : unscaled(divideHalfEven(scaled(actual, places) * 1000n, whole), 1),
  };
}
