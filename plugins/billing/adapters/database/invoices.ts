import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import type { Invoices } from '../../app/ledger.js';
import type { InvoiceLineRecord, InvoiceRecord } from '../../app/records.js';
import type { InvoiceStatus } from '../../domain/invoice-status.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { billingTables } from './tables.js';

const COLUMNS = [
  'id',
  'number',
  'series_id as seriesId',
  'representative_id as representativeId',
  'status',
  'currency',
  'issue_date as issueDate',
  'due_date as dueDate',
  'term_days as termDays',
  'tax_inclusive as taxInclusive',
  'net',
  'discount',
  'tax',
  'total',
  'allocated',
  'credited',
  'outstanding',
  'settled_on as settledOn',
  'note',
  'voided_on as voidedOn',
  'void_reason as voidReason',
  'version',
] as const;

const LINE_COLUMNS = [
  'id',
  'invoice_id as invoiceId',
  'position',
  'product_id as productId',
  'description',
  'quantity',
  'unit_price as unitPrice',
  'discount_rate as discountRate',
  'tax_rate as taxRate',
  'discount',
  'net',
  'tax',
  'total',
] as const;

const OPEN: readonly InvoiceStatus[] = ['issued', 'partly_paid'];
const CANDIDATES_AT_ONCE = 200;

export function makeInvoices(dialect: Dialect): Invoices {
  const chosen = (queries: QueryHandle) =>
    billingTables(queries).selectFrom('invoice').select(COLUMNS).$castTo<InvoiceRecord>();

  return {
    async find(queries, id) {
      return (await chosen(queries).where('id', '=', id).executeTakeFirst()) ?? null;
    },

    async lock(queries, ids) {
      if (ids.length === 0) return [];
      return forUpdate(
        dialect,
        chosen(queries)
          .where('id', 'in', [...ids])
          .orderBy('id'),
      ).execute();
    },

    async oldestOpen(queries, { representativeId, currency, amount }) {
      const ids: string[] = [];
      let covered = 0n;
      while (covered < amount) {
        const rows = await billingTables(queries)
          .selectFrom('invoice')
          .select(['id', 'outstanding'])
          .where('representative_id', '=', representativeId)
          .where('currency', '=', currency)
          .where('status', 'in', [...OPEN])
          .where('outstanding', '>', 0n)
          .orderBy('due_date')
          .orderBy('issue_date')
          .orderBy('id')
          .limit(CANDIDATES_AT_ONCE)
          .offset(ids.length)
          .execute();
        for (const row of rows) {
          if (covered >= amount) break;
          ids.push(row.id);
          covered += row.outstanding;
        }
        if (rows.length < CANDIDATES_AT_ONCE) break;
      }
      return ids;
    },

    linesOf: (queries, invoiceId) =>
      billingTables(queries)
        .selectFrom('invoice_line')
        .select(LINE_COLUMNS)
        .where('invoice_id', '=', invoiceId)
        .orderBy('position')
        .execute(),

    async insert(queries, invoice, lines, at) {
      await billingTables(queries)
        .insertInto('invoice')
        .values({
          id: invoice.id,
          number: invoice.number,
          series_id: invoice.seriesId,
          representative_id: invoice.representativeId,
          issue_date: invoice.issueDate,
          due_date: invoice.dueDate,
          allocated: invoice.allocated,
          credited: invoice.credited,
          disputed: false,
          settled_on: null,
          voided_on: null,
          void_reason: null,
          import_ref: null,
          import_digest: null,
          created_at: at,
          version: 1,
          ...draftColumns(invoice, at),
        })
        .execute();
      await insertLines(queries, lines);
    },

    async replaceDraft(queries, invoice, lines, at) {
      const changed = await billingTables(queries)
        .updateTable('invoice')
        .set({ ...draftColumns(invoice, at), representative_id: invoice.representativeId })
        .set((row) => ({ version: row('version', '+', 1) }))
        .where('id', '=', invoice.id)
        .where('version', '=', invoice.version)
        .where('status', '=', 'draft')
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) return false;
      await billingTables(queries).deleteFrom('invoice_line').where('invoice_id', '=', invoice.id).execute();
      await insertLines(queries, lines);
      return true;
    },

    async deleteDraft(queries, id) {
      await billingTables(queries).deleteFrom('invoice_line').where('invoice_id', '=', id).execute();
      await billingTables(queries)
        .deleteFrom('invoice')
        .where('id', '=', id)
        .where('status', '=', 'draft')
        .execute();
    },

    async markIssued(queries, issued, at) {
      await billingTables(queries)
        .updateTable('invoice')
        .set((row) => ({
          number: issued.number,
          series_id: issued.seriesId,
          issue_date: issued.issueDate,
          due_date: issued.dueDate,
          status: issued.status,
          outstanding: issued.outstanding,
          settled_on: issued.settledOn,
          updated_at: at,
          version: row('version', '+', 1),
        }))
        .where('id', '=', issued.id)
        .execute();
    },

    async markVoid(queries, { id, on, reason }, at) {
      await billingTables(queries)
        .updateTable('invoice')
        .set((row) => ({
          status: 'void',
          outstanding: 0n,
          settled_on: null,
          voided_on: on,
          void_reason: reason,
          updated_at: at,
          version: row('version', '+', 1),
        }))
        .where('id', '=', id)
        .execute();
    },

    async saveSettlement(queries, { id, status, allocated, credited, outstanding, settledOn }, at) {
      await billingTables(queries)
        .updateTable('invoice')
        .set((row) => ({
          status,
          allocated,
          credited,
          outstanding,
          settled_on: settledOn,
          updated_at: at,
          version: row('version', '+', 1),
        }))
        .where('id', '=', id)
        .execute();
    },

    async saveDisputed(queries, { id, disputed }, at) {
      await billingTables(queries)
        .updateTable('invoice')
        .set((row) => ({ disputed, updated_at: at, version: row('version', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
  };
}

function draftColumns(invoice: InvoiceRecord, at: Date) {
  return {
    status: invoice.status,
    currency: invoice.currency,
    term_days: invoice.termDays,
    tax_inclusive: invoice.taxInclusive,
    net: invoice.net,
    discount: invoice.discount,
    tax: invoice.tax,
    total: invoice.total,
    outstanding: invoice.outstanding,
    note: invoice.note,
    updated_at: at,
  };
}

async function insertLines(queries: QueryHandle, lines: readonly InvoiceLineRecord[]): Promise<void> {
  if (lines.length === 0) return;
  await billingTables(queries)
    .insertInto('invoice_line')
    .values(
      lines.map((line) => ({
        id: line.id,
        invoice_id: line.invoiceId,
        position: line.position,
        product_id: line.productId,
        description: line.description,
        quantity: line.quantity,
        unit_price: line.unitPrice,
        discount_rate: line.discountRate,
        tax_rate: line.taxRate,
        discount: line.discount,
        net: line.net,
        tax: line.tax,
        total: line.total,
      })),
    )
    .execute();
}
