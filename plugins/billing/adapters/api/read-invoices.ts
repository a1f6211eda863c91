import type { z } from 'zod';
import { applyScope } from '../../../../src/query/row-scope.js';
import type { ApiRequest } from '../../../../src/kernel/contributions.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { formatQuantity } from '../../../../src/values/quantity.js';
import { formatRate, type Rate } from '../../../../src/values/rate.js';
import { scopeOfInvoices } from '../../scopes.js';
import { billingTables } from '../database/tables.js';
import type { invoiceFilters, InvoiceSort } from './invoice-schemas.js';
import { readPage, type Order, type Page, type Place } from './keyset.js';
import { moneyJson } from './values.js';
import { visibleFields } from './visible-fields.js';

export type InvoiceFilters = z.infer<typeof invoiceFilters>;

const SUMMARY = [
  'id',
  'number',
  'representative_id',
  'status',
  'currency',
  'issue_date',
  'due_date',
  'total',
  'outstanding',
  'created_at',
  'updated_at',
  'version',
] as const;

export interface InvoiceRow {
  readonly id: string;
  readonly number: string | null;
  readonly representative_id: string;
  readonly status: string;
  readonly currency: string;
  readonly issue_date: string | null;
  readonly due_date: string | null;
  readonly total: bigint;
  readonly outstanding: bigint;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

/** Ids are made in the order of time: the newest record has the highest. */
const COLUMNS: Readonly<Record<InvoiceSort, Pick<Order, 'column' | 'kind'>>> = {
  createdAt: { column: 'id', kind: 'id' },
  issueDate: { column: 'issue_date', kind: 'date' },
  dueDate: { column: 'due_date', kind: 'date' },
  total: { column: 'total', kind: 'amount' },
  number: { column: 'number', kind: 'text' },
};

export function orderOf(
  { sort, status, issuedFrom, issuedTo, dueFrom, dueTo }: InvoiceFilters,
  actor: Actor,
): Order {
  const descending = sort.startsWith('-');
  const name = (descending ? sort.slice(1) : sort) as InvoiceSort;
  const isDated = [issuedFrom, issuedTo, dueFrom, dueTo].some((day) => day !== undefined);
  // Only drafts have neither number nor dates, and a representative sees none.
  const mayBeDrafts = !isDated && actor.role !== 'representative' && (status?.includes('draft') ?? true);
  const isOptional = name === 'issueDate' || name === 'dueDate' || name === 'number';
  return { name, ...COLUMNS[name], descending, mayBeEmpty: isOptional && mayBeDrafts };
}

export function readInvoicePage(
  queries: QueryHandle,
  actor: Actor,
  filters: InvoiceFilters,
  order: Order,
  place: Place | null,
): Promise<Page<InvoiceRow>> {
  return readPage<InvoiceRow>(filtered(queries, actor, filters), order, place, filters.limit, (row) =>
    valueOf(row, order),
  );
}

function filtered(queries: QueryHandle, actor: Actor, filters: InvoiceFilters) {
  let query = applyScope(
    billingTables(queries).selectFrom('invoice').select(SUMMARY),
    scopeOfInvoices(actor),
  );
  const { representativeId, status, currency, number, issuedFrom, issuedTo, dueFrom, dueTo } = filters;
  if (representativeId !== undefined) query = query.where('representative_id', '=', representativeId);
  if (status) query = query.where('status', 'in', status);
  if (currency !== undefined) query = query.where('currency', '=', currency);
  if (number !== undefined) query = query.where('number', '=', number);
  if (issuedFrom !== undefined) query = query.where('issue_date', '>=', issuedFrom);
  if (issuedTo !== undefined) query = query.where('issue_date', '<=', issuedTo);
  if (dueFrom !== undefined) query = query.where('due_date', '>=', dueFrom);
  if (dueTo !== undefined) query = query.where('due_date', '<=', dueTo);
  if (filters.open) query = query.where('outstanding', '>', 0n);
  if (filters.updatedSince !== undefined)
    query = query.where('updated_at', '>=', new Date(filters.updatedSince));
  return query;
}

function valueOf(row: InvoiceRow, { column }: Order): string | null {
  switch (column) {
    case 'issue_date':
      return row.issue_date;
    case 'due_date':
      return row.due_date;
    case 'total':
      return String(row.total);
    case 'number':
      return row.number;
    default:
      return '';
  }
}

export function summaryJson(row: InvoiceRow) {
  return {
    id: row.id,
    number: row.number,
    representativeId: row.representative_id,
    status: row.status,
    issueDate: row.issue_date,
    dueDate: row.due_date,
    total: moneyJson(row.total, row.currency),
    outstanding: moneyJson(row.outstanding, row.currency),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

/** The invoice with all that hangs on it, as far as the caller may see it; null when it may not. */
export async function readInvoice(request: Pick<ApiRequest, 'context' | 'actor'>, id: string) {
  const { context, actor } = request;
  const { queries } = context.database;
  const row = await applyScope(
    billingTables(queries).selectFrom('invoice').selectAll().where('id', '=', id),
    scopeOfInvoices(actor),
  ).executeTakeFirst();
  if (!row) return null;
  const [lines, allocations, creditNotes] = await Promise.all([
    linesOf(queries, id),
    context.may(actor, 'billing.payment.read') ? allocationsOf(queries, { invoiceId: id }) : null,
    context.may(actor, 'billing.credit-note.read') ? creditNotesOf(queries, { invoiceId: id }) : null,
  ]);
  const { currency } = row;
  return visibleFields(
    request,
    'Invoice',
  )({
    ...summaryJson(row),
    currency,
    termDays: row.term_days,
    taxInclusive: row.tax_inclusive,
    net: moneyJson(row.net, currency),
    discount: moneyJson(row.discount, currency),
    tax: moneyJson(row.tax, currency),
    allocated: moneyJson(row.allocated, currency),
    credited: moneyJson(row.credited, currency),
    disputed: row.disputed,
    note: row.note,
    voidedOn: row.voided_on,
    voidReason: row.void_reason,
    lines: lines.map((line) => lineJson(line, currency)),
    ...(allocations ? { allocations } : {}),
    ...(creditNotes ? { creditNotes } : {}),
  });
}

function linesOf(queries: QueryHandle, invoiceId: string) {
  return billingTables(queries)
    .selectFrom('invoice_line')
    .selectAll()
    .where('invoice_id', '=', invoiceId)
    .orderBy('position')
    .execute();
}

function lineJson(line: Awaited<ReturnType<typeof linesOf>>[number], currency: string) {
  return {
    position: line.position,
    productId: line.product_id,
    description: line.description,
    quantity: formatQuantity(line.quantity),
    unitPrice: moneyJson(line.unit_price, currency),
    discountRate: formatRate(line.discount_rate as Rate),
    taxRate: formatRate(line.tax_rate as Rate),
    discount: moneyJson(line.discount, currency),
    net: moneyJson(line.net, currency),
    tax: moneyJson(line.tax, currency),
    total: moneyJson(line.total, currency),
  };
}

export async function allocationsOf(
  queries: QueryHandle,
  of: { readonly invoiceId: string } | { readonly paymentId: string },
) {
  const all = billingTables(queries).selectFrom('allocation').selectAll().orderBy('id');
  const rows = await (
    'invoiceId' in of
      ? all.where('invoice_id', '=', of.invoiceId)
      : all.where('payment_id', '=', of.paymentId)
  ).execute();
  return rows.map((row) => ({
    id: row.id,
    paymentId: row.payment_id,
    invoiceId: row.invoice_id,
    amount: moneyJson(row.amount, row.currency),
    date: row.allocated_on,
    reversesId: row.reverses_id,
  }));
}

export async function creditNotesOf(
  queries: QueryHandle,
  of: { readonly invoiceId: string } | { readonly id: string },
) {
  const all = billingTables(queries).selectFrom('credit_note').selectAll().orderBy('id');
  const rows = await (
    'invoiceId' in of ? all.where('invoice_id', '=', of.invoiceId) : all.where('id', '=', of.id)
  ).execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    invoiceId: row.invoice_id,
    representativeId: row.representative_id,
    issueDate: row.issue_date,
    amount: moneyJson(row.amount, row.currency),
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
  }));
}

/** What a change must know of the invoice that it names; null when the caller may not see it. */
export async function seenInvoice({ context, actor }: Pick<ApiRequest, 'context' | 'actor'>, id: string) {
  const row = await applyScope(
    billingTables(context.database.queries)
      .selectFrom('invoice')
      .select(['id', 'currency', 'version'])
      .where('id', '=', id),
    scopeOfInvoices(actor),
  ).executeTakeFirst();
  return row ?? null;
}
