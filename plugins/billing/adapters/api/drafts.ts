import type { z } from 'zod';
import type { ApiRequest } from '../../../../src/kernel/contributions.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { parseQuantity } from '../../../../src/values/quantity.js';
import { NO_RATE, parseRate, type Rate } from '../../../../src/values/rate.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { DraftLine } from '../../app/price-draft.js';
import type { DraftInvoice } from '../../app/save-draft-invoice.js';
import { useCases } from '../../use-cases.js';
import type { draft, draftChange } from './invoice-schemas.js';
import { readCurrency, readMoney } from './values.js';

type Draft = z.infer<typeof draft>;
type Change = z.infer<typeof draftChange>;
type Lines = NonNullable<Draft['lines']>;

/** Prices are in the invoice's currency: the one named, or the representative's own. */
export async function readDraft(
  { context }: Pick<ApiRequest, 'context'>,
  given: Draft,
): Promise<Result<DraftInvoice, Refusal>> {
  const { ledger } = context.use(useCases);
  const owner = await ledger.representatives.find(context.database.queries, given.representativeId);
  if (!owner) return err({ code: 'representative-not-found' });
  const currency = readCurrency(given.currency ?? owner.currency);
  if (!currency.ok) return currency;
  const lines = readLines(given.lines ?? [], currency.value);
  if (!lines.ok) return lines;
  return ok({
    representativeId: given.representativeId,
    currency: currency.value,
    termDays: given.termDays ?? null,
    taxInclusive: given.taxInclusive ?? false,
    note: given.note ?? null,
    lines: lines.value,
  });
}

/** What is left out stays as it is. Refuses `unknown-invoice`, `lines-in-other-currency`. */
export async function readChange(
  { context }: Pick<ApiRequest, 'context'>,
  invoiceId: string,
  given: Change,
): Promise<Result<DraftInvoice, Refusal>> {
  const { ledger } = context.use(useCases);
  const { queries } = context.database;
  const before = await ledger.invoices.find(queries, invoiceId);
  if (!before) return err({ code: 'unknown-invoice' });
  const currency = readCurrency(given.currency ?? before.currency);
  if (!currency.ok) return currency;
  if (!given.lines && currency.value !== before.currency)
    return err({ code: 'lines-in-other-currency', currency: before.currency });
  const lines: Result<readonly DraftLine[], Refusal> = given.lines
    ? readLines(given.lines, currency.value)
    : ok((await ledger.invoices.linesOf(queries, invoiceId)).map(asTyped));
  if (!lines.ok) return lines;
  return ok({
    representativeId: given.representativeId ?? before.representativeId,
    currency: currency.value,
    termDays: given.termDays ?? before.termDays,
    taxInclusive: given.taxInclusive ?? before.taxInclusive,
    note: given.note === undefined ? before.note : given.note,
    lines: lines.value,
  });
}

function readLines(lines: Lines, currency: CurrencyCode): Result<readonly DraftLine[], Refusal> {
  const read: DraftLine[] = [];
  for (const [index, line] of lines.entries()) {
    const one = readLine(line, currency);
    if (!one.ok) return err({ line: index + 1, ...one.error });
    read.push(one.value);
  }
  return ok(read);
}

function readLine(line: Lines[number], currency: CurrencyCode): Result<DraftLine, Refusal> {
  const quantity = parseQuantity(line.quantity);
  if (!quantity.ok) return quantity;
  const unitPrice = line.unitPrice ? readMoney(line.unitPrice, currency) : ok(null);
  if (!unitPrice.ok) return unitPrice;
  const discountRate = line.discountRate === undefined ? ok(NO_RATE) : parseRate(line.discountRate);
  if (!discountRate.ok) return discountRate;
  const taxRate = line.taxRate === undefined ? ok(null) : parseRate(line.taxRate);
  if (!taxRate.ok) return taxRate;
  return ok({
    productId: line.productId ?? null,
    description: line.description ?? null,
    quantity: quantity.value,
    unitPrice: unitPrice.value,
    discountRate: discountRate.value,
    taxRate: taxRate.value,
  });
}

function asTyped(line: {
  readonly productId: string | null;
  readonly description: string;
  readonly quantity: bigint;
  readonly unitPrice: bigint;
  readonly discountRate: number;
  readonly taxRate: number;
}): DraftLine {
  return {
    productId: line.productId,
    description: line.description,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discountRate: line.discountRate as Rate,
    taxRate: line.taxRate as Rate,
  };
}
