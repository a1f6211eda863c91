import { divideHalfEven } from '../../../src/values/money.js';

/**
 * (`now` − `before`) ÷ |`before`|, in per cent with one decimal, rounded half to even; null where there is nothing to divide by.
 * Both are plain decimals.
 */
export function changeInPercent(now: string | null, before: string | null): string | null {
  if (now === null || before === null) return null;
  const decimals = Math.max(decimalsOf(now), decimalsOf(before));
  const [after, first] = [unitsOf(now, decimals), unitsOf(before, decimals)];
  if (first === 0n) return null;
  const tenths = divideHalfEven((after - first) * 1000n, first < 0n ? -first : first);
  const digits = (tenths < 0n ? -tenths : tenths).toString().padStart(2, '0');
  return `${tenths < 0n ? '-' : ''}${digits.slice(0, -1)}.${digits.slice(-1)}`;
}

export function decimalsOf(decimal: string): number {
  const point = decimal.indexOf('.');
  return point < 0 ? 0 : decimal.length - point - 1;
}

/** A plain decimal as a whole number of 10^−`decimals`. */
export function unitsOf(decimal: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

export function decimalOf(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const sign = units < 0n ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
