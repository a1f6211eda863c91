import type { BalanceProof } from '../../../contract/work.js';

/**
 * Bank − book − Σ differences, as decimal text; null where that is nothing, or no bank balance is known. Fractions of a unit come with
 * more decimals than the currency has, so it is counted in the smallest that occurs.
 */
export function unexplained({ bank, book, differences }: BalanceProof): string | null {
  if (bank === null) return null;
  const amounts = [book, ...differences.map(({ amount }) => amount)];
  const decimals = Math.max(...[bank, ...amounts].map((text) => text.split('.')[1]?.length ?? 0));
  const rest = amounts.reduce((left, amount) => left - unitsOf(amount, decimals), unitsOf(bank, decimals));
  return rest === 0n ? null : textOf(rest, decimals);
}

function unitsOf(decimal: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(decimals, '0'));
  return decimal.startsWith('-') ? -units : units;
}

function textOf(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const sign = units < 0n ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
