import type { ChartSeries, ChartSpec } from '../values/chart.js';
import { exponentOf } from '../values/currency.js';

/** Shown where there is nothing. */
export const NOTHING = '—';

type Counted = Pick<ChartSpec, 'unit' | 'currency'>;

/** The exact figure as a plain decimal, "1234.50"; null where there is none. */
export function decimalAt(series: Pick<ChartSeries, 'values' | 'texts'>, index: number): string | null {
  const exact = series.texts?.[index];
  return exact === undefined ? decimalOf(series.values[index]) : exact;
}

/** A number as a plain decimal, without an exponent: "0.1". What is not finite is nothing. */
export function decimalOf(value: number | null | undefined): string | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  return new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 6 }).format(value);
}

/** The sum of plain decimals, exact. */
export function sumOf(decimals: readonly string[]): string {
  const places = Math.max(0, ...decimals.map((text) => text.split('.')[1]?.length ?? 0));
  const units = decimals.reduce((sum, text) => {
    const [whole = '', fraction = ''] = text.split('.');
    return sum + BigInt(whole + fraction.padEnd(places, '0'));
  }, 0n);
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return `${units < 0n ? '-' : ''}${whole}${places === 0 ? '' : `.${digits.slice(-places)}`}`;
}

/**
 * A figure in writing, every digit of it: "EUR 1,234.50", "12.5%", "14 days".
 * @param decimal plain decimal in major units of the currency
 */
export function figureInWords(decimal: string | null, counted: Counted, language: string): string {
  if (decimal === null) return NOTHING;
  const least = minorDigits(counted);
  const most = Math.max(least, decimal.split('.')[1]?.length ?? 0);
  const format = formatOf(counted, language, { minimumFractionDigits: least, maximumFractionDigits: most });
  // Decimal text is formatted digit by digit, beyond what a number could hold (ECMA-402, NumberFormat v3).
  return format.format(decimal as `${number}`);
}

/** A value along an axis, short: "€1.2K", "1,2 тис. €". */
export function axisFigure(value: number, counted: Counted, language: string): string {
  const options = { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 } as const;
  const format = formatOf(counted, language, options, signOf(counted, language));
  return format.format(Object.is(value, -0) ? 0 : value);
}

/** A part of a whole, 0 to 1: "34%". */
export function shareInWords(share: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: share < 0.1 ? 1 : 0,
  }).format(share);
}

/** "€" and "₴" are one currency's alone and say it in every language; "$", "£", "¥" and "₩" need more: "CA$". */
function signOf({ currency }: Counted, language: string): 'symbol' | 'narrowSymbol' {
  if (!currency) return 'symbol';
  const sign = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value;
  return sign && /^[^$£¥₩]$/u.test(sign) && /\p{Sc}/u.test(sign) ? 'narrowSymbol' : 'symbol';
}

function formatOf(
  { unit, currency }: Counted,
  language: string,
  options: Intl.NumberFormatOptions,
  currencyDisplay: 'code' | 'symbol' | 'narrowSymbol' = 'code',
): Intl.NumberFormat {
  if (unit === 'money' && currency)
    return new Intl.NumberFormat(language, { ...options, style: 'currency', currency, currencyDisplay });
  if (unit === 'percent')
    return new Intl.NumberFormat(language, { ...options, style: 'unit', unit: 'percent' });
  if (unit === 'days')
    return new Intl.NumberFormat(language, { ...options, style: 'unit', unit: 'day', unitDisplay: 'short' });
  return new Intl.NumberFormat(language, options);
}

/** An amount is written with all the decimals of its currency, and more only where the figure has more. */
function minorDigits({ unit, currency }: Counted): number {
  return unit === 'money' && currency ? exponentOf(currency) : 0;
}
