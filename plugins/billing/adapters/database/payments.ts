import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import type { Allocations, PaymentReversals, Payments } from '../../app/ledger.js';
import type { AllocationRecord, PaymentRecord, PaymentReversalRecord } from '../../app/records.js';
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
  'reversed_on as reversedOn',
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
          reversed_on: payment.reversedOn,
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

    async markReversed(queries, { id, on }, at) {
      await billingTables(queries)
        .updateTable('payment')
        .set((row) => ({
          unallocated: 0n,
          reversed_on: on,
          updated_at: at,
          version: row('version', '+', 1),
        }))
        .where('id', '=', id)
        .execute();
    },
  };
}

export const paymentReversals: PaymentReversals = {
  async ofPayment(queries, paymentId) {
    const query = billingTables(queries)
      .selectFrom('payment_reversal')
      .select([
        'id',
        'payment_id as paymentId',
        'representative_id as representativeId',
        'currency',
        'amount',
        'reversed_on as reversedOn',
        'reason',
      ])
      .$castTo<PaymentReversalRecord>()
      .where('payment_id', '=', paymentId);
    return (await query.executeTakeFirst()) ?? null;
  },

  async insert(queries, reversal, at) {
    await billingTables(queries)
      .insertInto('payment_reversal')
      .values({
        id: reversal.id,
        payment_id: reversal.paymentId,
        representative_id: reversal.representativeId,
        currency: reversal.currency,
        amount: reversal.amount,
        reversed_on: reversal.reversedOn,
        reason: reversal.reason,
        created_at: at,
      })
      .execute();
  },
};

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

  standing: (queries, paymentId) =>
    billingTables(queries)
      .selectFrom('allocation')
      .select(ALLOCATION_COLUMNS)
      .$castTo<AllocationRecord>()
      .where('payment_id', '=', paymentId)
      .where('reverses_id', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('allocation as taker')
              .select('taker.id')
              .whereRef('taker.reverses_id', '=', 'allocation.id'),
          ),
        ),
      )
      .orderBy('invoice_id')
      .orderBy('id')
      .execute(),

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
