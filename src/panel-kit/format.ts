import { house } from './house.js';

/** Shown where there is nothing. */
export const NOTHING = '—';

/**
 * An amount in the reader's way of writing.
 * @param amount decimal text in units of the currency, `"1234.50"`; kept exact, never made a float
 * @param currency ISO 4217 code; without it the number stands alone
 */
export function formatMoney(amount: string | null | undefined, currency?: string | null): string {
  if (!isDecimal(amount)) return NOTHING;
  if (!currency) return formatDecimal(amount);
  try {
    return numberFormat({ style: 'currency', currency, currencyDisplay: 'code' }).format(amount);
  } catch (error) {
    // Not a code of three letters: what was stored is better than nothing.
    if (error instanceof RangeError) return `${formatDecimal(amount)} ${currency}`;
    throw error;
  }
}

/** Decimal text (`"1.5"`, `"-3"`) in the reader's way of writing, all its places kept. */
export function formatDecimal(value: string | null | undefined): string {
  if (!isDecimal(value)) return NOTHING;
  const places = value.split('.')[1]?.length ?? 0;
  return numberFormat({ minimumFractionDigits: places, maximumFractionDigits: places }).format(value);
}

/** A whole number or a fraction that is not money. */
export function formatNumber(value: number): string {
  return numberFormat({}).format(value);
}

/** @param percent per cent as decimal text: `"21"` gives 21 % */
export function formatPercent(percent: string | null | undefined): string {
  if (!isDecimal(percent)) return NOTHING;
  return numberFormat({ style: 'unit', unit: 'percent', maximumFractionDigits: 4 }).format(percent);
}

/** @param date `YYYY-MM-DD`, a business day without a zone */
export function formatDate(date: string | null | undefined): string {
  if (!date || !/^\d{4}-\d{2}-\d{2}/.test(date)) return date || NOTHING;
  return dateFormat({ ...dayStyle(), timeZone: 'UTC' }).format(new Date(`${date.slice(0, 10)}T00:00:00Z`));
}

/** @param month `YYYY-MM` */
export function formatMonth(month: string | null | undefined): string {
  if (!month || !/^\d{4}-\d{2}$/.test(month)) return month || NOTHING;
  const firstDay = new Date(`${month}-01T00:00:00Z`);
  return dateFormat({ month: 'long', year: 'numeric', timeZone: 'UTC' }).format(firstDay);
}

/** @param instant ISO 8601; shown in the organisation's zone */
export function formatDateTime(instant: string | null | undefined): string {
  const at = instant ? new Date(instant) : undefined;
  if (!at || Number.isNaN(at.getTime())) return instant || NOTHING;
  return dateFormat({
    ...dayStyle(),
    hour: '2-digit',
    minute: '2-digit',
    timeZone: house().organisation.zone,
  }).format(at);
}

/** A stretch of time in words: `2 min 5 sec`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const parts: [number, 'hour' | 'minute' | 'second'][] = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor((whole % 3600) / 60), 'minute'],
    [whole >= 3600 ? 0 : whole % 60, 'second'],
  ];
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => numberFormat({ style: 'unit', unit, unitDisplay: 'short' }).format(amount))
    .join(' ');
}

/** `1.4 MB` in the reader's way of writing. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return numberFormat({
    style: 'unit',
    unit: units[step],
    unitDisplay: 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}

function isDecimal(value: string | null | undefined): value is `${number}` {
  return value !== null && value !== undefined && /^-?\d+(\.\d+)?$/.test(value);
}

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(house().language, options);
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(dateLocale(), options);
}

/** 17.11.2026 says the same to every reader of Ukrainian and Russian; in English only a month in letters does. */
function dayStyle(): Intl.DateTimeFormatOptions {
  const isEnglish = house().language === 'en';
  return { day: isEnglish ? 'numeric' : '2-digit', month: isEnglish ? 'short' : '2-digit', year: 'numeric' };
}

/** Day before month, as everyone but the United States writes it. */
function dateLocale(): string {
  return house().language === 'en' ? 'en-GB' : house().language;
}
