import { divideHalfEven } from '../../../src/values/money.js';
import { placesOf, scaled, unscaled } from './decimals.js';

/**
 * By how much a figure differs from an earlier one, in per cent of the earlier with one decimal, rounded half to even: "12.4", "-3.0".
 * Null where there was nothing.
 * @param value plain decimals, as in "1234.50"
 */
export function percentChange(value: string, before: string): string | null {
  const places = Math.max(placesOf(value), placesOf(before));
  const [now, then] = [scaled(value, places), scaled(before, places)];
  if (then === 0n) return null;
  return unscaled(divideHalfEven((now - then) * 1000n, then < 0n ? -then : then), 1);
}

/** By how many points a percentage or a number of days differs, with one decimal. */
export function pointsChange(value: string, before: string): string {
  const places = Math.max(placesOf(value), placesOf(before), 1);
  const difference = scaled(value, places) - scaled(before, places);
  return unscaled(divideHalfEven(difference, 10n ** BigInt(places - 1)), 1);
}
