import { exponentOf, type CurrencyCode } from '../../../src/values/currency.js';
import { formatAmount, parseAmount } from '../../../src/values/money.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

const LONGEST = 40;
/** Between thousands: spaces of every width, and the apostrophe of the Swiss. */
const GAPS = /[\s\u00a0\u2009\u202f'’]/g;
const GROUPED = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/;

/**
 * An amount as people type it: `1234.5`, `1 234,50`, `1,234.50`, `1.234,50`, with or without the currency's code. What may mean a
 * thousand times as much is not guessed: `1.234` and `1,234` are `amount-ambiguous` (`more` and `less` are how to write either), unless
 * the currency has no decimals. Refuses `amount-not-understood`, `amount-negative`, and as `parseAmount` does. Minor units.
 */
export function readTypedAmount(text: string, currency: CurrencyCode): Result<bigint, Refusal> {
  const bare = text
    .trim()
    .replace(new RegExp(`^${currency}|${currency}$`, 'i'), '')
    .replace(GAPS, '');
  const notUnderstood = err({ code: 'amount-not-understood', value: text.slice(0, LONGEST) });
  if (/^[-−]\d/.test(bare)) return err({ code: 'amount-negative' });
  if (!/^\d[\d.,]*$/.test(bare) || bare.length > LONGEST) return notUnderstood;
  const hasSpaces = text.trim().search(GAPS) > 0;
  const plain = plainDecimal(bare);
  if (plain === null) return notUnderstood;
  const isOneGroup = GROUPED.test(bare) && /^[^.,]*[.,][^.,]*$/.test(bare);
  if (isOneGroup && exponentOf(currency) > 0 && !hasSpaces && !bare.startsWith('0')) {
    const whole = parseAmount(bare.replace(/[.,]/, ''), currency);
    const small = bare.replace(',', '.').slice(0, bare.length - 3 + Math.min(3, exponentOf(currency)));
    return whole.ok
      ? err({ code: 'amount-ambiguous', value: bare, more: formatAmount(whole.value), less: small })
      : whole;
  }
  const amount = parseAmount(
    isOneGroup && exponentOf(currency) === 0 ? bare.replace(/[.,]/, '') : plain,
    currency,
  );
  return amount.ok ? ok(amount.value.minor) : amount;
}

/** The last sign that stands once is the decimal one; one that stands twice parts thousands. */
function plainDecimal(bare: string): string | null {
  const points = bare.split('.').length - 1;
  const commas = bare.split(',').length - 1;
  if (points > 1 && commas > 1) return null;
  const sign = bare.lastIndexOf(',') > bare.lastIndexOf('.') ? ',' : '.';
  const isDecimal = (sign === ',' ? commas : points) === 1;
  const [whole = '', fraction] = isDecimal ? bare.split(sign) : [bare];
  const isWhole = /^\d+$/.test(whole) || GROUPED.test(whole);
  const isFraction = fraction === undefined || /^\d+$/.test(fraction);
  return isWhole && isFraction
    ? [whole.replace(/[.,]/g, ''), ...(fraction === undefined ? [] : [fraction])].join('.')
    : null;
}
