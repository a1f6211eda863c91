import type { Language } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate, LocalMonth } from '../../../src/values/local-date.js';
import { placesOf } from '../domain/decimals.js';

/** Figures and days as one language writes them. Plain decimals in; they are kept exact, never made a float. */
export interface Written {
  money(amount: string, currency: CurrencyCode): string;
  /** with its sign */
  change(amount: string, currency: CurrencyCode): string;
  percent(percent: string): string;
  /** with its sign, all its places kept */
  signed(decimals: string): string;
  decimal(decimals: string): string;
  day(day: LocalDate): string;
  month(month: LocalMonth): string;
  list(parts: readonly string[]): string;
}

export function writtenIn(language: Language): Written {
  // Day before month, as everyone but the United States writes it.
  const locale = language === 'en' ? 'en-GB' : language;
  const number = (decimals: string, options: Intl.NumberFormatOptions = {}): string => {
    const places = placesOf(decimals);
    const kept = { minimumFractionDigits: places, maximumFractionDigits: places };
    return new Intl.NumberFormat(locale, { ...kept, ...options }).format(decimals as `${number}`);
  };
  const ofDay = (day: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  const inCurrency = (currency: CurrencyCode): Intl.NumberFormatOptions => ({
    style: 'currency',
    currency,
    currencyDisplay: 'code',
  });
  return {
    money: (amount, currency) => number(amount, inCurrency(currency)),
    change: (amount, currency) => number(amount, { ...inCurrency(currency), signDisplay: 'exceptZero' }),
    percent: (percent) => number(percent, { style: 'unit', unit: 'percent' }),
    signed: (decimals) => number(decimals, { signDisplay: 'exceptZero' }),
    decimal: (decimals) => number(decimals),
    day: (day) =>
      ofDay(day, {
        day: language === 'en' ? 'numeric' : '2-digit',
        month: language === 'en' ? 'short' : '2-digit',
        year: 'numeric',
      }),
    month: (month) => ofDay(`${month}-01`, { month: 'long', year: 'numeric' }),
    list: (parts) => new Intl.ListFormat(locale).format(parts),
  };
}
