import type { CurrencyCode } from '../../../src/values/currency.js';
import { divideHalfEven, isNegative, isStorable, money, sum, type Money } from '../../../src/values/money.js';
import { THOUSANDTHS, type Quantity } from '../../../src/values/quantity.js';
import { WHOLE, type Rate } from '../../../src/values/rate.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

/** A line as it is typed: the unit price contains the tax when the invoice is tax-inclusive. */
export interface LineTerms {
  readonly quantity: Quantity;
  readonly unitPrice: Money;
  readonly discountRate: Rate;
  readonly taxRate: Rate;
}

/** A line as it is kept. `total` = `net` + `tax`; `discount` is what was taken off the gross price, tax included where prices are. */
export interface LineAmounts {
  readonly discount: Money;
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
}

export interface InvoiceTotals {
  readonly lines: readonly LineAmounts[];
  readonly net: Money;
  readonly discount: Money;
  readonly tax: Money;
  readonly total: Money;
}

/** How prices of an invoice relate to tax. */
export type TaxMode = 'exclusive' | 'inclusive';

/**
 * Rounds half to even on the minor unit, once for each line's price, discount and tax; the header adds the rounded lines.
 * Per line, because tax forms add lines, not totals.
 */
export function invoiceTotals(
  terms: readonly LineTerms[],
  mode: TaxMode,
  currency: CurrencyCode,
): InvoiceTotals {
  const lines = terms.map((line) => lineAmounts(line, mode));
  const of = (part: keyof LineAmounts): Money =>
    sum(
      lines.map((line) => line[part]),
      currency,
    );
  return { lines, net: of('net'), discount: of('discount'), tax: of('tax'), total: of('total') };
}

/**
 * Whether an invoice of these lines can be kept. Refuses `currency-mismatch`, `price-negative` and, where the product of what was
 * typed is beyond a BIGINT, `amount-too-large`, each with the `line` counted from 1.
 */
export function mayPrice(terms: readonly LineTerms[], currency: CurrencyCode): Result<true, Refusal> {
  let gross = 0n;
  for (const [index, { quantity, unitPrice }] of terms.entries()) {
    const line = index + 1;
    if (unitPrice.currency !== currency)
      return err({ code: 'currency-mismatch', line, currency: unitPrice.currency, expected: currency });
    if (isNegative(unitPrice)) return err({ code: 'price-negative', line });
    // Twice the price: tax is 100 % of it at most.
    gross += 2n * (divideHalfEven(unitPrice.minor * quantity, THOUSANDTHS) + 1n);
    if (!isStorable(money(gross, currency))) return err({ code: 'amount-too-large', line });
  }
  return ok(true);
}

export function lineAmounts(line: LineTerms, mode: TaxMode): LineAmounts {
  const { currency } = line.unitPrice;
  const price = divideHalfEven(line.unitPrice.minor * line.quantity, THOUSANDTHS);
  const discount = divideHalfEven(price * BigInt(line.discountRate), WHOLE);
  const charged = money(price - discount, currency);
  const { net, tax } =
    mode === 'inclusive' ? taxInside(charged, line.taxRate) : taxOnTop(charged, line.taxRate);
  return { discount: money(discount, currency), net, tax, total: money(net.minor + tax.minor, currency) };
}

export interface Taxed {
  readonly net: Money;
  readonly tax: Money;
}

/** Tax added to a net amount. */
export function taxOnTop(net: Money, taxRate: Rate): Taxed {
  return { net, tax: money(divideHalfEven(net.minor * BigInt(taxRate), WHOLE), net.currency) };
}

/** Tax contained in a gross amount: gross × rate / (1 + rate); net is what remains, so that both add up to the gross. */
export function taxInside(gross: Money, taxRate: Rate): Taxed {
  const tax = divideHalfEven(gross.minor * BigInt(taxRate), WHOLE + BigInt(taxRate));
  return { net: money(gross.minor - tax, gross.currency), tax: money(tax, gross.currency) };
}
