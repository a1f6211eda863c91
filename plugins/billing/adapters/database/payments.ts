import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import type { Allocations, Payments } from '../../app/ledger.js';
import type { AllocationRecord, PaymentRecord } from '../../app/records.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { billingTables } from './tables.js';

const COLUMNS = [
  'id',
  'representative_id as representativeId',
  'currency',
  'amount',
  'unallocated',
  'received_on as receivedOn',
  'method',
  'reference',
  'note',
] as const;

export function makePayments(dialect: Dialect): Payments {
  const chosen = (queries: QueryHandle, id: string) =>
    billingTables(queries)
      .selectFrom('payment')
      .select(COLUMNS)
      .where('id', '=', id)
      .$castTo<PaymentRecord>();

  return {
    find: async (queries, id) => (await chosen(queries, id).executeTakeFirst()) ?? null,

    lock: async (queries, id) => (await forUpdate(dialect, chosen(queries, id)).executeTakeFirst()) ?? null,

    async insert(queries, payment, at) {
      await billingTables(queries)
        .insertInto('payment')
        .values({
          id: payment.id,
          representative_id: payment.representativeId,
          currency: payment.currency,
          amount: payment.amount,
          unallocated: payment.unallocated,
          received_on: payment.receivedOn,
          method: payment.method,
          reference: payment.reference,
          note: payment.note,
          import_ref: null,
          import_digest: null,
          created_at: at,
          updated_at: at,
          version: 1,
        })
        .execute();
    },

    async saveUnallocated(queries, { id, unallocated }, at) {
      await billingTables(queries)
        .updateTable('payment')
        .set((row) => ({ unallocated, updated_at: at, version: row('version', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
  };
}

const ALLOCATION_COLUMNS = [
  'id',
  'payment_id as paymentId',
  'invoice_id as invoiceId',
  'currency',
  'amount',
  'allocated_on as date',
  'reverses_id as reversesId',
] as const;

export const allocations: Allocations = {
  async find(queries, id) {
    const query = billingTables(queries)
      .selectFrom('allocation')
      .select(ALLOCATION_COLUMNS)
      .$castTo<AllocationRecord>()
      .where('id', '=', id);
    return (await query.executeTakeFirst()) ?? null;
  },

  async reversalOf(queries, id) {
    const query = billingTables(queries)
      .selectFrom('allocation')
      .select(ALLOCATION_COLUMNS)
      .$castTo<AllocationRecord>()
      .where('reverses_id', '=', id);
    return (await query.executeTakeFirst()) ?? null;
  },

  async reversalDays(queries, invoiceIds) {
    if (invoiceIds.length === 0) return new Map();
    const rows = await billingTables(queries)
      .selectFrom('allocation')
      .select((row) => ['invoice_id', row.fn.max('allocated_on').as('day')])
      .where('invoice_id', 'in', [...invoiceIds])
      .where('reverses_id', 'is not', null)
      .groupBy('invoice_id')
      .execute();
    return new Map(rows.map((row) => [row.invoice_id, row.day as LocalDate]));
  },

  lastReversalOfPayment: (queries, paymentId) =>
    latestDay(
      billingTables(queries)
        .selectFrom('allocation')
        .select((row) => row.fn.max('allocated_on').as('day'))
        .where('payment_id', '=', paymentId)
        .where('reverses_id', 'is not', null),
    ),

  async lastPostingDays(queries, invoiceIds) {
    if (invoiceIds.length === 0) return new Map();
    const db = billingTables(queries);
    const rows = await db
      .selectFrom('allocation')
      .select((row) => ['invoice_id', row.fn.max('allocated_on').as('day')])
      .where('invoice_id', 'in', [...invoiceIds])
      .groupBy('invoice_id')
      .unionAll(
        db
          .selectFrom('credit_note')
          .select((row) => ['invoice_id', row.fn.max('issue_date').as('day')])
          .where('invoice_id', 'in', [...invoiceIds])
          .groupBy('invoice_id'),
      )
      .execute();
    const latest = new Map<string, LocalDate>();
    for (const { invoice_id: id, day } of rows) {
      const known = latest.get(id);
      if (known === undefined || day > known) latest.set(id, day as LocalDate);
    }
    return latest;
  },

  async insert(queries, rows, at) {
    if (rows.length === 0) return;
    await billingTables(queries)
      .insertInto('allocation')
      .values(
        rows.map((row) => ({
          id: row.id,
          payment_id: row.paymentId,
          invoice_id: row.invoiceId,
          currency: row.currency,
          amount: row.amount,
          allocated_on: row.date,
          reverses_id: row.reversesId,
          created_at: at,
        })),
      )
      .execute();
  },
};

async function latestDay(query: {
  executeTakeFirst(): Promise<{ readonly day: string | null } | undefined>;
}): Promise<LocalDate | null> {
  return ((await query.executeTakeFirst())?.day ?? null) as LocalDate | null;
}
