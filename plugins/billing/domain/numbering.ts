/** A run of gapless numbers. `year` is the year of the counter, 0 for a series that never restarts. */
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
 * The next number of a series for a document of `year`. A yearly series starts over at 1 in the first document of a later year;
 * a document that is dated
 * into an earlier year still takes the next number of the running counter, so that no number comes twice.
 */
export function giveNumber(series: Series, year: number): NumberGiven {
  const restarts = series.yearly && year > series.year;
  const counter = restarts ? 1n : series.nextNumber;
  return {
    number: numberText(series, restarts || !series.yearly ? year : series.year, counter),
    year: restarts ? year : series.year,
    nextNumber: counter + 1n,
  };
}

/** `INV-{year}-` with padding 5 and counter 42 of 2026: INV-2026-00042. */
export function numberText(
  series: Pick<Series, 'prefix' | 'padding'>,
  year: number,
  counter: bigint,
): string {
  return series.prefix.replaceAll('{year}', String(year)) + counter.toString().padStart(series.padding, '0');
}
