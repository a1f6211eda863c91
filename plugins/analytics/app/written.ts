import type { Language } from '../../../src/kernel/permissions.js';
import type { Translator } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { monthOf, type LocalDate, type LocalMonth } from '../../../src/values/local-date.js';
import type { ReviewSpan } from '../contract/reviews.js';
import { placesOf } from '../domain/decimals.js';
import { parseSpan } from '../domain/review-span.js';

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
    change: (amount, currency) =>
      withMinus(number(amount, { ...inCurrency(currency), signDisplay: 'exceptZero' })),
    percent: (percent) => number(percent, { style: 'unit', unit: 'percent' }),
    signed: (decimals) => withMinus(number(decimals, { signDisplay: 'exceptZero' })),
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

/** A line breaks after a hyphen, and the sign would stand alone at its end. */
function withMinus(text: string): string {
  return text.replace('-', '\u2212');
}

/** What a span is called where it stands after "in": "week 47 of 2026", "October 2026". @param key of a span that there is */
export function spanIn(translator: Translator, language: Language, key: string): string {
  const span = parseSpan(key);
  if (!span.ok) return key;
  return translator.text(
    language,
    `analytics:reviews.spans.${span.value.kind}`,
    spanWords(span.value, writtenIn(language)),
  );
}

export function spanWords(
  { kind, key, from }: ReviewSpan,
  written: Written,
): Readonly<Record<string, string>> {
  const year = key.slice(0, 4);
  switch (kind) {
    case 'week':
      return { week: String(Number(key.slice(6))), year };
    case 'month':
      return { month: written.month(monthOf(from)) };
    case 'quarter':
      return { quarter: key.slice(6), year };
  }
}
