// Plain decimals, as analytics answers them: "1234.50", "-3", computed exactly.

export function placesOf(decimals: string): number {
  return decimals.split('.')[1]?.length ?? 0;
}

/** Whole units of 10^-places; no place is cut off. */
export function scaled(decimals: string, places: number): bigint {
  const [whole = '0', fraction = ''] = decimals.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}

export function unscaled(digits: bigint, places: number): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  const whole = text.slice(0, text.length - places);
  const fraction = places === 0 ? '' : `.${text.slice(text.length - places)}`;
  return `${digits < 0n ? '-' : ''}${whole}${fraction}`;
}

export function sumOf(decimals: readonly string[]): string {
  const places = Math.max(0, ...decimals.map(placesOf));
  return unscaled(
    decimals.reduce((sum, each) => sum + scaled(each, places), 0n),
    places,
  );
}

export function difference(now: string, before: string): string {
  const places = Math.max(placesOf(now), placesOf(before));
  return unscaled(scaled(now, places) - scaled(before, places), places);
}

/** −1, 0 or 1. */
export function signOf(decimals: string): -1 | 0 | 1 {
  const digits = scaled(decimals, placesOf(decimals));
  return digits < 0n ? -1 : digits > 0n ? 1 : 0;
}

export function absolute(decimals: string): string {
  return decimals.replace(/^-/, '');
}

export function compareDecimals(one: string, other: string): -1 | 0 | 1 {
  return signOf(difference(one, other));
}
