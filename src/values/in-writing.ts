// Exact values as they are written for people of one language (BCP 47): in prints, letters and chats alike. No amount passes through a float.
import { exponentOf, parseCurrency, type CurrencyCode } from './currency.js';
import { formatAmount, money } from './money.js';

/** Decimal text: `1234.5` → "1,234.50" in English with two decimals at least. */
export function decimalInWriting(decimal: string, language: string, fewest: number, most: number): string {
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: fewest,
    maximumFractionDigits: most,
  });
  // Decimal text is formatted digit by digit, beyond what a number could hold (ECMA-402, NumberFormat v3).
  return format.format(decimal as `${number}`);
}

/** Minor units without the currency: "1,234.50". @throws on a code that is no currency */
export function amountInWriting(minor: bigint | string, code: string, language: string): string {
  const currency = currencyOf(code);
  const decimals = exponentOf(currency);
  return decimalInWriting(formatAmount(money(BigInt(minor), currency)), language, decimals, decimals);
}

/** Minor units with the currency's code where the language puts it: "EUR 1,234.50", "1 234,50 EUR". @throws as amountInWriting */
export function priceInWriting(minor: bigint | string, code: string, language: string): string {
  const currency = currencyOf(code);
  const decimals = exponentOf(currency);
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return format.format(formatAmount(money(BigInt(minor), currency)) as `${number}`);
}

/** YYYY-MM-DD: "27 November 2026". */
export function dayInWriting(day: string, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}

/** An instant in a zone (IANA), with the zone's offset: "27 November 2026 at 14:05 GMT+2". */
export function instantInWriting(instant: Date, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ timeZone: zone, timeZoneName: 'shortOffset' },
  }).format(instant);
}

function currencyOf(code: string): CurrencyCode {
  const currency = parseCurrency(code);
  if (!currency.ok) throw new Error(`"${code}" is not a currency`);
  return currency.value;
}
