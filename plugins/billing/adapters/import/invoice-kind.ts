import type { Insertable } from 'kysely';
import type {
  AllocationTable,
  InvoiceLineTable,
  InvoiceTable,
  PaymentTable,
} from '../../../../generated/tables/billing.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { QueryHandle, Transaction } from '../../../../src/kernel/ports.js';
import { BulkInsert } from '../../../../src/query/bulk-insert.js';
import { newId } from '../../../../src/values/ids.js';
import type { LocalMonth } from '../../../../src/values/local-date.js';
import {
  auditedAs,
  refuseRow,
  type ImportKind,
  type ImportOptions,
  type ImportSession,
  type RowPlan,
} from '../../../imports/contract/import-kind.js';
import { outstandingOf, statusOf } from '../../domain/invoice-status.js';
import { billingTables } from '../database/tables.js';
import { movedRows, planOfMoved, type RowNames } from './moved-rows.js';
import { closedMonths, HeldMonths, refusalOfDate } from './posting-months.js';
import { Directory } from './directory.js';
import { invoiceFields, readInvoiceRow, type InvoiceRow } from './invoice-row.js';
import { receivablesProfile } from './receivables-profile.js';

/** Issued invoices of another system, under their own numbers, with what was paid on them. */
export const invoiceKind: ImportKind = {
  name: 'invoices',
  permission: 'billing.import.invoices',
  fields: invoiceFields,
  profiles: [receivablesProfile],
  open: (context, actor, options) =>
    Promise.resolve(openSession(context, actor, options) as ImportSession<unknown>),
};

interface NewRows {
  readonly invoices: Insertable<InvoiceTable>[];
  readonly lines: Insertable<InvoiceLineTable>[];
  readonly payments: Insertable<PaymentTable>[];
  readonly allocations: Insertable<AllocationTable>[];
}

function openSession(
  context: PluginContext,
  actor: Actor,
  options: ImportOptions,
): ImportSession<InvoiceRow> {
  const directory = new Directory(context.clock);
  const months = new HeldMonths();
  const { dialect } = context.database;
  const invoices = new BulkInsert<Insertable<InvoiceTable>>(dialect, 'invoice', INVOICE_COLUMNS);
  const lines = new BulkInsert<Insertable<InvoiceLineTable>>(dialect, 'invoice_line', LINE_COLUMNS);
  const payments = new BulkInsert<Insertable<PaymentTable>>(dialect, 'payment', PAYMENT_COLUMNS);
  const allocations = new BulkInsert<Insertable<AllocationTable>>(dialect, 'allocation', ALLOCATION_COLUMNS);

  return {
    read: (values) => readInvoiceRow(values, options),
    keyOf: (row) => row.number,
    digestOf: (row) => row.digest,

    async plan(queries, rows) {
      const [known, closed] = [await knownInvoices(queries, rows), await closedMonths(queries)];
      const moved = await movedRows(queries, { name: 'invoice', row: 'invoice-row' }, rows.map(namesOf));
      await directory.learnRepresentatives(
        queries,
        rows.map((row) => row.representative),
      );
      return rows.map(
        (row) =>
          planOfMoved(moved, namesOf(row), 'number') ??
          planOf(
            row,
            known.get(row.number),
            closed,
            options.createMissing || directory.representative(row.representative) !== undefined,
          ),
      );
    },

    async apply(tx, rows) {
      await months.hold(
        tx,
        rows.flatMap((row) => (row.paid > 0n ? [row.issueDate, row.paidOn] : [row.issueDate])),
      );
      const made: NewRows = { invoices: [], lines: [], payments: [], allocations: [] };
      const at = context.clock.now();
      for (const row of rows) addRow(made, row, await representativeOf(tx, directory, row), at);
      const db = billingTables(tx.queries);
      await invoices.into(db, made.invoices);
      await lines.into(db, made.lines);
      await payments.into(db, made.payments);
      await allocations.into(db, made.allocations);
    },

    finish: auditedAs(actor, 'billing.import-invoices', 'Invoice'),
  };
}

function representativeOf(tx: Transaction, directory: Directory, row: InvoiceRow): Promise<string> | string {
  const known = directory.representative(row.representative);
  if (known !== undefined) return known;
  const { representative: code, representativeName: name, geo, office, currency } = row;
  return directory.ensureRepresentative(tx, { code, name, geo, office, currency });
}

const namesOf = ({ number, digest }: InvoiceRow): RowNames => ({ name: number, digest });

async function knownInvoices(
  queries: QueryHandle,
  rows: readonly InvoiceRow[],
): Promise<ReadonlyMap<string, string | null>> {
  const found = await billingTables(queries)
    .selectFrom('invoice')
    .select(['number', 'import_digest'])
    .where(
      'number',
      'in',
      rows.map((row) => row.number),
    )
    .execute();
  return new Map(found.map((invoice) => [invoice.number ?? '', invoice.import_digest]));
}

function planOf(
  row: InvoiceRow,
  knownDigest: string | null | undefined,
  closed: ReadonlySet<LocalMonth>,
  representativeKnown: boolean,
): RowPlan {
  if (knownDigest === row.digest) return { what: 'unchanged' };
  if (knownDigest !== undefined) return refuseRow('number', 'duplicate-number', { number: row.number });
  if (!representativeKnown)
    return refuseRow('representative', 'unknown-representative', { representative: row.representative });
  return (
    refusalOfDate('issueDate', row.issueDate, closed) ??
    (row.paid > 0n ? refusalOfDate('paidOn', row.paidOn, closed) : null) ?? { what: 'create' }
  );
}

function addRow(made: NewRows, row: InvoiceRow, representativeId: string, at: Date): void {
  const invoiceId = newId();
  const allocated = row.paid < row.total ? row.paid : row.total;
  const settled = { total: row.total, allocated, credited: 0n };
  const net = row.total - row.tax;
  const stamps = { created_at: at, updated_at: at };
  const { currency } = row;
  made.invoices.push({
    id: invoiceId,
    number: row.number,
    representative_id: representativeId,
    status: statusOf(settled),
    currency,
    issue_date: row.issueDate,
    due_date: row.dueDate,
    net,
    tax: row.tax,
    total: row.total,
    allocated,
    outstanding: outstandingOf(settled),
    settled_on: outstandingOf(settled) > 0n ? null : allocated > 0n ? row.paidOn : row.issueDate,
    disputed: row.disputed,
    import_ref: `invoices:${row.number}`,
    import_digest: row.digest,
    ...stamps,
  });
  const description = row.description ?? row.number;
  const line = { quantity: 1000n, unit_price: net, net, tax: row.tax, total: row.total };
  made.lines.push({ id: newId(), invoice_id: invoiceId, position: 1, description, ...line });
  if (row.paid === 0n) return;
  const paymentId = newId();
  made.payments.push({
    id: paymentId,
    representative_id: representativeId,
    currency,
    amount: row.paid,
    unallocated: row.paid - allocated,
    received_on: row.paidOn,
    method: 'other',
    reference: row.number,
    import_ref: `invoices:${row.number}`,
    import_digest: row.digest,
    ...stamps,
  });
  if (allocated === 0n) return;
  made.allocations.push({
    id: newId(),
    payment_id: paymentId,
    invoice_id: invoiceId,
    currency,
    amount: allocated,
    allocated_on: row.paidOn,
    created_at: at,
  });
}

// `satisfies` keeps a misspelt column from compiling.
type Columns<Table> = readonly (keyof Insertable<Table> & string)[];

const INVOICE_COLUMNS = [
  'id',
  'number',
  'representative_id',
  'status',
  'currency',
  'issue_date',
  'due_date',
  'net',
  'tax',
  'total',
  'allocated',
  'outstanding',
  'settled_on',
  'disputed',
  'import_ref',
  'import_digest',
  'created_at',
  'updated_at',
] satisfies Columns<InvoiceTable>;

const LINE_COLUMNS = [
  'id',
  'invoice_id',
  'position',
  'description',
  'quantity',
  'unit_price',
  'net',
  'tax',
  'total',
] satisfies Columns<InvoiceLineTable>;

const PAYMENT_COLUMNS = [
  'id',
  'representative_id',
  'currency',
  'amount',
  'unallocated',
  'received_on',
  'method',
  'reference',
  'import_ref',
  'import_digest',
  'created_at',
  'updated_at',
] satisfies Columns<PaymentTable>;

const ALLOCATION_COLUMNS = [
  'id',
  'payment_id',
  'invoice_id',
  'currency',
  'amount',
  'allocated_on',
  'created_at',
] satisfies Columns<AllocationTable>;
