// Decimal text is added as whole numbers of its smallest place: exact, however many decimals a bank gives.

const PLAIN = /^([+-]?)(\d{0,18})(?:[.,](\d{0,10}))?$/;

/**
 * Plain decimal text of an amount with a point or a comma and no thousands: "+00012,5" is "12.5", "7," is "7". Null for anything
 * else, and beyond 18 digits before and 10 after the sign.
 */
export function plainDecimal(text: string): string | null {
  const match = PLAIN.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return null;
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const unsigned = fraction === '' ? digits : `${digits}.${fraction}`;
  return sign === '-' && /[1-9]/.test(unsigned) ? `-${unsigned}` : unsigned;
}

/** The opposite of plain decimal text. */
export function negated(amount: string): string {
  if (amount.startsWith('-')) return amount.slice(1);
  return /[1-9]/.test(amount) ? `-${amount}` : amount;
}

/** The exact sum of plain decimal texts, with as many decimals as the longest of them: "0.10" + "1" is "1.10". */
export function sumOf(amounts: readonly string[]): string {
  const decimals = amounts.reduce((most, amount) => Math.max(most, decimalsOf(amount)), 0);
  let units = 0n;
  for (const amount of amounts) units += unitsOf(amount, decimals);
  return textOf(units, decimals);
}

export function differenceOf(amount: string, less: string): string {
  return sumOf([amount, negated(less)]);
}

export function isZeroDecimal(amount: string): boolean {
  return !/[1-9]/.test(amount);
}

function decimalsOf(amount: string): number {
  const point = amount.indexOf('.');
  return point < 0 ? 0 : amount.length - point - 1;
}

function unitsOf(amount: string, decimals: number): bigint {
  return BigInt(amount.replace('.', '') + '0'.repeat(decimals - decimalsOf(amount)));
}

function textOf(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = units < 0n ? '-' : '';
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}
