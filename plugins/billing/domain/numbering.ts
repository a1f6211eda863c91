const YEAR = '{year}';

/** A run of gapless numbers. `year` is the year of the counter: 0 before the first number, and in a series that never restarts. */
export interface Series {
  readonly prefix: string;
  readonly padding: number;
  readonly yearly: boolean;
  readonly year: number;
  readonly nextNumber: bigint;
}

export interface NumberGiven {
  readonly number: string;
  /** what the series has to be set to, in the transaction that uses the number */
  readonly year: number;
  readonly nextNumber: bigint;
}

/**
 * The next number of a series for a document of `year`. A yearly series starts over at 1 with the first document of a later
 * year; one that has no year yet (0) starts where it stands, so that it can carry on from another system. A document dated
 * into an earlier year takes the next number of the running counter, and a prefix without {year} never starts over: no
 * number may come twice.
 */
export function giveNumber(series: Series, year: number): NumberGiven {
  const byYear = series.yearly && series.prefix.includes(YEAR);
  const counterYear = byYear ? Math.max(year, series.year) : series.year;
  const restarts = byYear && series.year !== 0 && counterYear > series.year;
  const counter = restarts ? 1n : series.nextNumber;
  return {
    number: numberText(series, byYear ? counterYear : year, counter),
    year: counterYear,
    nextNumber: counter + 1n,
  };
}

/**
 * How a number of the series may be written that has only these letters and digits, in capitals: `INV202600042` is `INV-2026-00042`
 * of `INV-{year}-`. Null when it is none of the series.
 */
export function spellingOf({ prefix }: Pick<Series, 'prefix'>, bare: string): string | null {
  const parts = prefix.split(YEAR);
  const pattern = parts.map((part) => bareNumber(part)).join('(\\d{4})');
  const found = new RegExp(`^${pattern}(\\d+)$`).exec(bare);
  if (!found) return null;
  const years = found.slice(1, -1);
  return parts.map((part, index) => part + (years[index] ?? '')).join('') + found.at(-1)!;
}

/** A number's letters and digits, in capitals: the same however somebody separated them. */
export function bareNumber(number: string): string {
  return number.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** `INV-{year}-` with padding 5 and counter 42 of 2026: INV-2026-00042. */
export function numberText(
  series: Pick<Series, 'prefix' | 'padding'>,
  year: number,
  counter: bigint,
): string {
  return series.prefix.replaceAll(YEAR, String(year)) + counter.toString().padStart(series.padding, '0');
}
