import { exponentOf, type CurrencyCode } from '../../../src/values/currency.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

/** Decimals that a bank may give: ISO 20022 has five. */
const DECIMALS = 5;
/** What a BIGINT column holds. */
const MOST_DIGITS = 18;

/** An amount as a bank gives it, which may be finer than money can be. */
export interface BankAmount {
  /** minor units, towards zero */
  readonly minor: bigint;
  /** the rest, in hundred-thousandths of the currency's unit, with the amount's sign */
  readonly fraction: number;
}

/** Reads plain decimal text. Refuses `not-an-amount`, `amount-too-large`, `too-many-decimals`. */
export function readBankAmount(text: string, currency: CurrencyCode): Result<BankAmount, Refusal> {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return err({ code: 'not-an-amount', value: text.slice(0, 40) });
  const [, sign = '', whole = '', decimals = ''] = match;
  if (/[1-9]/.test(decimals.slice(DECIMALS)))
    return err({ code: 'too-many-decimals', value: text.slice(0, 40), currency, decimals: DECIMALS });
  const exponent = exponentOf(currency);
  const given = decimals.slice(0, DECIMALS).padEnd(DECIMALS, '0');
  const digits = (whole + given.slice(0, exponent)).replace(/^0+(?=\d)/, '');
  if (digits.length > MOST_DIGITS) return err({ code: 'amount-too-large', value: text.slice(0, 40) });
  const fraction = Number(given.slice(exponent));
  if (sign === '') return ok({ minor: BigInt(digits), fraction });
  return ok({ minor: -BigInt(digits), fraction: fraction === 0 ? 0 : -fraction });
}

/** One amount has one text: "-12.30" and "-12.3000" are "-12.3". */
export function canonicalAmount(text: string): string {
  const trimmed = text.replace(/^(-?)0+(?=\d)/, '$1');
  const short = trimmed.includes('.') ? trimmed.replace(/\.?0+$/, '') : trimmed;
  return short === '-0' ? '0' : short;
}
