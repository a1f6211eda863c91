// How billing's values stand in the API's JSON: as text that loses nothing.
import { z } from 'zod';
import { isCurrency, type CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { formatAmount, money as moneyOf, parseAmount } from '../../../../src/values/money.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';

/** Databases hold dates of these centuries alike, and a term later still. */
const CENTURIES = /^(?:19|20|21)\d\d-/;

export const id = z.uuid().meta({ example: '0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77' });

export const date = z.iso
  .date()
  .regex(CENTURIES)
  .meta({ id: 'Date', description: 'A business day, `YYYY-MM-DD`', example: '2026-03-31' })
  .transform((text) => text as LocalDate);

export const dateOut = z.iso.date().meta({ description: 'A business day', example: '2026-03-31' });

export const instant = z.iso.datetime({ offset: true }).regex(CENTURIES);

export const instantOut = z.iso.datetime().meta({ description: 'UTC', example: '2026-03-31T09:15:00.000Z' });

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: 'ISO 4217', example: 'EUR' });

const amount = z.string().regex(/^-?\d{1,19}(?:\.\d{1,6})?$/);

export const moneyIn = z
  .strictObject({ amount: amount.meta({ example: '1234.50' }), currency })
  .meta({ id: 'MoneyGiven', description: 'An exact amount in units of its currency' });

export const money = z
  .object({ amount: z.string().meta({ example: '1234.50' }), currency })
  .meta({ id: 'Money', description: 'An exact amount, with as many decimals as its currency has' });

export const quantityIn = z
  .string()
  .regex(/^\d{1,12}(?:\.\d{1,3})?$/)
  .meta({ description: 'Up to three decimals', example: '1.5' });

export const percentIn = z
  .string()
  .regex(/^\d{1,3}(?:\.\d{1,4})?$/)
  .meta({ description: 'Per cent', example: '21' });

/** PostgreSQL stores no NUL. */
// eslint-disable-next-line no-control-regex
const WITHOUT_NUL = new RegExp('^[^\\u0000]*$');

export const text = (most: number) => z.string().trim().min(1).max(most).regex(WITHOUT_NUL);

export const limit = z
  .string()
  .regex(/^(?:[1-9]\d?|100)$/)
  .transform(Number)
  .default(25)
  .meta({ description: 'Records on a page, 1 to 100', example: '25' });

export const cursor = z
  .string()
  .max(400)
  .regex(/^[\w-]+$/)
  .optional()
  .meta({ description: 'From `next` of the page before; it belongs to the sort that it was made under' });

/** Several values in one parameter: `issued,partly_paid`. */
export const oneOrMore = <const Value extends string>(values: readonly Value[]) =>
  z
    .string()
    .regex(new RegExp(`^(?:${values.join('|')})(?:,(?:${values.join('|')}))*$`))
    .transform((given) => given.split(',') as Value[])
    .optional()
    .meta({ description: `One or more of ${values.join(', ')}, with commas between`, example: values[0] });

export const page = <Schema extends z.ZodType>(name: string, item: Schema) =>
  z
    .object({
      data: z.array(item),
      next: z.string().nullable().meta({ description: 'The address of the next page; null on the last one' }),
    })
    .meta({ id: name });

export function moneyJson(
  minor: bigint,
  code: string,
): { readonly amount: string; readonly currency: string } {
  return { amount: formatAmount(moneyOf(minor, code as CurrencyCode)), currency: code };
}

/** Refuses `unknown-currency`. */
export function readCurrency(code: string): Result<CurrencyCode, Refusal> {
  return isCurrency(code) ? ok(code) : err({ code: 'unknown-currency', value: code });
}

/** Minor units. Refuses an amount of another currency than `expected`, and what parseAmount refuses. */
export function readMoney(given: z.infer<typeof moneyIn>, expected: CurrencyCode): Result<bigint, Refusal> {
  if (given.currency !== expected)
    return err({ code: 'amount-in-other-currency', given: given.currency, currency: expected });
  const parsed = parseAmount(given.amount, expected);
  return parsed.ok ? ok(parsed.value.minor) : parsed;
}
