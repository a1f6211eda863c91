import { divideHalfEven } from '../../../src/values/money.js';
import { percentChange } from './change.js';
import { absolute, compareDecimals, placesOf, scaled, signOf, sumOf, unscaled } from './decimals.js';

export type Severity = 'warning' | 'serious';

/** The middle of the amounts, or half-way between the two in the middle: one odd week does not move it. */
export function medianOf(amounts: readonly string[]): string {
  const places = Math.max(0, ...amounts.map(placesOf));
  const sorted = amounts.map((each) => scaled(each, places)).sort((one, other) => (one < other ? -1 : 1));
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0n;
  if (sorted.length % 2 === 1) return unscaled(upper, places);
  return unscaled(divideHalfEven((sorted[middle - 1] ?? 0n) + upper, 2n), places);
}

/** By how much the last amount is below the usual of those before, in per cent; null where it is not, or nothing is usual. */
export function fallBelowUsual(
  earlier: readonly string[],
  last: string,
): { readonly usual: string; readonly percent: string } | null {
  const usual = medianOf(earlier);
  if (signOf(usual) <= 0) return null;
  const percent = percentChange(last, usual);
  return percent === null || signOf(percent) >= 0 ? null : { usual, percent: absolute(percent) };
}

/** Null below the threshold; serious from half as far again. Both in per cent. */
export function severityOf(percent: string, threshold: number): Severity | null {
  if (compareDecimals(percent, String(threshold)) < 0) return null;
  return compareDecimals(percent, String(threshold * 1.5)) < 0 ? 'warning' : 'serious';
}

/** Whether an amount is at least so many per cent of all of them. */
export function isOfWeight(amount: string, all: readonly string[], percent: number): boolean {
  const whole = sumOf(all.filter((each) => signOf(each) > 0));
  const places = Math.max(placesOf(amount), placesOf(whole));
  return scaled(amount, places) * 10_000n >= scaled(whole, places) * BigInt(Math.round(percent * 100));
}
