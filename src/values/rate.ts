import { err, ok, type Refusal, type Result } from './result.js';

/** A share in parts per million: 21 % is 210000, 100 % is 1000000. Exact to four decimals of a per cent. */
export type Rate = number & { readonly __rate: 'Rate' };

export const WHOLE = 1_000_000n;
export const NO_RATE = 0 as Rate;

/** Reads per cent as decimal text: "21", "7.5". Refuses `not-a-rate`, `rate-out-of-range` (0 to 100). */
export function parseRate(percent: string): Result<Rate, Refusal> {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(percent.trim());
  if (!match) return err({ code: 'not-a-rate', value: percent });
  return rate(Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0')));
}

/** @param millionths parts per million, 0 to 1,000,000 */
export function rate(millionths: number): Result<Rate, Refusal> {
  const fits = Number.isInteger(millionths) && millionths >= 0 && millionths <= 1_000_000;
  return fits ? ok(millionths as Rate) : err({ code: 'rate-out-of-range', value: millionths / 10_000 });
}

/** Per cent as decimal text without needless zeros: "7.5". */
export function formatRate(value: Rate): string {
  return String(value / 10_000);
}
