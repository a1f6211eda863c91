import type { Transaction } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { newId } from '../../../src/values/ids.js';
import { money } from '../../../src/values/money.js';
import type { Quantity } from '../../../src/values/quantity.js';
import { NO_RATE, type Rate } from '../../../src/values/rate.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { invoiceTotals, mayPrice, type LineTerms } from '../domain/invoice-totals.js';
import type { Products } from './ledger.js';
import type { InvoiceLineRecord, InvoiceRecord, ProductRecord } from './records.js';

/** A line as it is typed. What is null comes from the product. */
export interface DraftLine {
  readonly productId: string | null;
  readonly description: string | null;
  readonly quantity: Quantity;
  /** minor units of the invoice's currency */
  readonly unitPrice: bigint | null;
  readonly discountRate: Rate;
  readonly taxRate: Rate | null;
}

export interface PricedDraft {
  readonly header: Pick<InvoiceRecord, 'net' | 'discount' | 'tax' | 'total'>;
  readonly lines: readonly InvoiceLineRecord[];
}

export const MOST_LINES = 500;

/**
 * Refuses `too-many-lines`, `unknown-product`, `product-in-other-currency`, `line-without-description`, `line-without-price`,
 * `price-negative`, `amount-too-large`; `line` counts from 1.
 */
export async function priceDraft(
  tx: Transaction,
  products: Products,
  draft: {
    readonly invoiceId: string;
    readonly currency: CurrencyCode;
    readonly taxInclusive: boolean;
    readonly lines: readonly DraftLine[];
  },
): Promise<Result<PricedDraft, Refusal>> {
  if (draft.lines.length > MOST_LINES) return err({ code: 'too-many-lines', most: MOST_LINES });
  const ids = [...new Set(draft.lines.flatMap((line) => line.productId ?? []))];
  const known = new Map((await products.find(tx.queries, ids)).map((product) => [product.id, product]));

  const terms: (LineTerms & { readonly description: string })[] = [];
  for (const [index, line] of draft.lines.entries()) {
    const product = line.productId === null ? null : known.get(line.productId);
    if (product === undefined) return err({ code: 'unknown-product', line: index + 1 });
    const read = termsOf(line, product, draft.currency, index + 1);
    if (!read.ok) return read;
    terms.push(read.value);
  }

  const allowed = mayPrice(terms, draft.currency);
  if (!allowed.ok) return allowed;
  const totals = invoiceTotals(terms, draft.taxInclusive ? 'inclusive' : 'exclusive', draft.currency);
  const lines = terms.map((term, index): InvoiceLineRecord => {
    const amounts = totals.lines[index]!;
    return {
      id: newId(),
      invoiceId: draft.invoiceId,
      position: index + 1,
      productId: draft.lines[index]!.productId,
      description: term.description,
      quantity: term.quantity,
      unitPrice: term.unitPrice.minor,
      discountRate: term.discountRate,
      taxRate: term.taxRate,
      discount: amounts.discount.minor,
      net: amounts.net.minor,
      tax: amounts.tax.minor,
      total: amounts.total.minor,
    };
  });
  const { net, discount, tax, total } = totals;
  return ok({
    header: { net: net.minor, discount: discount.minor, tax: tax.minor, total: total.minor },
    lines,
  });
}

function termsOf(
  line: DraftLine,
  product: ProductRecord | null,
  currency: CurrencyCode,
  number: number,
): Result<LineTerms & { readonly description: string }, Refusal> {
  const description = line.description ?? product?.name;
  if (!description) return err({ code: 'line-without-description', line: number });
  if (line.unitPrice === null && product && product.currency !== currency) {
    return err({
      code: 'product-in-other-currency',
      line: number,
      product: product.name,
      priced: product.currency,
      currency,
    });
  }
  const unitPrice = line.unitPrice ?? product?.unitPrice;
  if (unitPrice === undefined) return err({ code: 'line-without-price', line: number });
  return ok({
    description,
    quantity: line.quantity,
    unitPrice: money(unitPrice, currency),
    discountRate: line.discountRate,
    taxRate: line.taxRate ?? product?.taxRate ?? NO_RATE,
  });
}
