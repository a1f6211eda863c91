/** `minor` units of 10^-places as plain decimal text: 123450 with 2 places is `1234.50`. */
export function toDecimalText(minor: bigint, places: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = places === 0 ? '' : `.${digits.slice(digits.length - places)}`;
  return `${minor < 0n ? '-' : ''}${whole}${fraction}`;
}

/** As `toDecimalText`, without zeros at the end: 210000 with 4 places is `21`. */
export function toShortDecimalText(minor: bigint, places: number): string {
  const text = toDecimalText(minor, places);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Null for text that is not a number, has more places than there are, or would not fit a BIGINT. */
export function fromDecimalText(text: string, places: number): bigint | null {
  const match = /^([+-]?)(\d{1,19})(?:[.,](\d+))?$/.exec(text.trim().replaceAll(/[\s\u00a0\u202f']/g, ''));
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  if (fraction.length > places && /[1-9]/.test(fraction.slice(places))) return null;
  const minor = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  if (minor > 9_223_372_036_854_775_807n) return null;
  return sign === '-' ? -minor : minor;
}
