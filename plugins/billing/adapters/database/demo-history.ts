import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { BulkInsert } from '../../../../src/query/bulk-insert.js';
import { newId } from '../../../../src/values/ids.js';
import type { History, PastInvoice } from '../../app/demo-history.js';
import { billingTables } from './tables.js';

/** Writes the invoices as they ended, with their payments: what went before this house is in nobody's audit trail. */
export async function writeDemoHistory(
  { dialect, queries }: { readonly dialect: Dialect; readonly queries: QueryHandle },
  { invoices, series }: History,
  at: Date,
): Promise<void> {
  const tables = billingTables(queries);
  const paid = invoices.filter(isPaid).map((invoice) => ({ ...invoice, paymentId: newId() }));
  await bulk(dialect, 'invoice', invoices.map(invoiceRow(series.id, at))).into(tables);
  await bulk(dialect, 'invoice_line', invoices.map(lineRow)).into(tables);
  await bulk(dialect, 'payment', paid.map(paymentRow(at))).into(tables);
  await bulk(dialect, 'allocation', paid.map(allocationRow(at))).into(tables);
}

type Paid = PastInvoice & { readonly payment: NonNullable<PastInvoice['payment']> };
type PaidBy = Paid & { readonly paymentId: string };

function isPaid(invoice: PastInvoice): invoice is Paid {
  return invoice.payment !== null;
}

function bulk<Row extends Readonly<Record<string, unknown>>>(
  dialect: Dialect,
  table: string,
  rows: readonly Row[],
) {
  const columns = Object.keys(rows[0] ?? {}) as (keyof Row & string)[];
  const insert = new BulkInsert<Row>(dialect, table, columns);
  return { into: (tables: ReturnType<typeof billingTables>) => insert.into(tables, rows) };
}

function invoiceRow(seriesId: string, at: Date) {
  return (invoice: PastInvoice) => {
    const allocated = invoice.payment?.amount ?? 0n;
    return {
      id: invoice.id,
      number: invoice.number,
      series_id: seriesId,
      representative_id: invoice.representativeId,
      status: invoice.status,
      currency: invoice.currency,
      issue_date: invoice.issueDate,
      due_date: invoice.dueDate,
      term_days: invoice.termDays,
      tax_inclusive: false,
      net: invoice.net,
      discount: 0n,
      tax: invoice.tax,
      total: invoice.total,
      allocated,
      credited: 0n,
      outstanding: invoice.total - allocated,
      settled_on: allocated === invoice.total ? (invoice.payment?.on ?? null) : null,
      disputed: false,
      created_at: at,
      updated_at: at,
      version: 1,
    };
  };
}

function lineRow(invoice: PastInvoice) {
  const { line } = invoice;
  return {
    id: newId(),
    invoice_id: invoice.id,
    position: 1,
    product_id: line.productId,
    description: line.description,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    discount_rate: 0,
    tax_rate: line.taxRate,
    discount: 0n,
    net: invoice.net,
    tax: invoice.tax,
    total: invoice.total,
  };
}

function paymentRow(at: Date) {
  return ({ paymentId, representativeId, currency, payment, number }: PaidBy) => ({
    id: paymentId,
    representative_id: representativeId,
    currency,
    amount: payment.amount,
    unallocated: 0n,
    received_on: payment.on,
    method: payment.method,
    reference: number,
    created_at: at,
    updated_at: at,
    version: 1,
  });
}

function allocationRow(at: Date) {
  return ({ id, paymentId, currency, payment }: PaidBy) => ({
    id: newId(),
    payment_id: paymentId,
    invoice_id: id,
    currency,
    amount: payment.amount,
    allocated_on: payment.on,
    created_at: at,
  });
}
