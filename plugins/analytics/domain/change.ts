import { divideHalfEven } from '../../../src/values/money.js';

/**
 * By how much a figure differs from an earlier one, in per cent of the earlier with one decimal, rounded half to even: "12.4", "-3.0".
 * Null where there was nothing.
 * @param value plain decimals, as in "1234.50"
 */
export function percentChange(value: string, before: string): string | null {
  const places = Math.max(placesOf(value), placesOf(before));
  const [now, then] = [scaled(value, places), scaled(before, places)];
  if (then === 0n) return null;
  return inTenths(divideHalfEven((now - then) * 1000n, then < 0n ? -then : then));
}

/** By how many points a percentage or a number of days differs, with one decimal. */
export function pointsChange(value: string, before: string): string {
  const places = Math.max(placesOf(value), placesOf(before), 1);
  const difference = scaled(value, places) - scaled(before, places);
  return inTenths(divideHalfEven(difference, 10n ** BigInt(places - 1)));
}

function placesOf(decimals: string): number {
  return decimals.split('.')[1]?.length ?? 0;
}

function scaled(decimals: string, places: number): bigint {
  const [whole = '0', fraction = ''] = decimals.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}

function inTenths(tenths: bigint): string {
  const digits = (tenths < 0n ? -tenths : tenths).toString().padStart(2, '0');
  return `${tenths < 0n ? '-' : ''}${digits.slice(0, -1)}.${digits.slice(-1)}`;
}
