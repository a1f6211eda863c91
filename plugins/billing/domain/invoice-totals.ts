import type { CurrencyCode } from '../../../src/values/currency.js';
import { divideHalfEven, money, sum, type Money } from '../../../src/values/money.js';
import { THOUSANDTHS, type Quantity } from '../../../src/values/quantity.js';
import { WHOLE, type Rate } from '../../../src/values/rate.js';

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
