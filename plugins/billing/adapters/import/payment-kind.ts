import type { Insertable } from 'kysely';
import type { PaymentTable } from '../../../../generated/tables/billing.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { BulkInsert } from '../../../../src/query/bulk-insert.js';
import { newId } from '../../../../src/values/ids.js';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';
import type { Result } from '../../../../src/values/result.js';
import {
  auditedAs,
  refuseRow,
  type ImportField,
  type ImportKind,
  type ImportOptions,
  type ImportSession,
  type ImportValues,
  type RowPlan,
  type RowRefusal,
} from '../../../imports/contract/import-kind.js';
import { representativeField } from './representative-field.js';
import { digestOfRow, RowValues } from '../../../imports/contract/row-values.js';
import { isPaymentMethod, PAYMENT_METHODS } from '../../domain/payment.js';
import { billingTables } from '../database/tables.js';
import { movedRows, planOfMoved, type RowNames } from './moved-rows.js';
import { closedMonths, HeldMonths, refusalOfDate } from './posting-months.js';
import { Directory } from './directory.js';

/** Money received. `amount` in minor units of `currency`. */
interface PaymentRow {
  readonly reference: string;
  readonly representative: string;
  readonly receivedOn: LocalDate;
  readonly currency: string;
  readonly amount: bigint;
  readonly method: string;
  readonly note: string | null;
  readonly digest: string;
}

const fields: readonly ImportField[] = [
  {
    name: 'reference',
    kind: 'text',
    required: true,
    headings: ['paymentreference', 'paymentid', 'transactionid', 'номерплатежу', 'номерплатежа', 'референс'],
  },
  representativeField,
  {
    name: 'receivedOn',
    kind: 'date',
    required: true,
    headings: ['paidon', 'paymentdate', 'date', 'датаоплати', 'датаоплаты', 'дата'],
  },
  {
    name: 'amount',
    kind: 'amount',
    required: true,
    headings: ['paymentamount', 'sum', 'total', 'сума', 'сумма'],
  },
  { name: 'currency', kind: 'text', required: false, headings: ['currencycode', 'валюта'] },
  { name: 'method', kind: 'text', required: false, headings: ['paymentmethod', 'спосіб', 'способ'] },
  { name: 'note', kind: 'text', required: false, headings: ['comment', 'memo', 'примітка', 'примечание'] },
];

/** Money received, known again by its reference; it is allocated in the panel, oldest invoice first or by hand. */
export const paymentKind: ImportKind = {
  name: 'payments',
  permission: 'billing.import.payments',
  fields,
  profiles: [],
  open: (context, actor, options) =>
    Promise.resolve(openSession(context, actor, options) as ImportSession<unknown>),
};

function openSession(
  context: PluginContext,
  actor: Actor,
  options: ImportOptions,
): ImportSession<PaymentRow> {
  const directory = new Directory(context.clock);
  const months = new HeldMonths();
  const payments = new BulkInsert<Insertable<PaymentTable>>(context.database.dialect, 'payment', COLUMNS);
  return {
    read: (values) => readRow(values, options),
    keyOf: (row) => row.reference,
    digestOf: (row) => row.digest,

    async plan(queries, rows) {
      const [known, closed] = [await knownPayments(queries, rows), await closedMonths(queries)];
      const moved = await movedRows(queries, { name: 'payment', row: 'payment-row' }, rows.map(namesOf));
      await directory.learnRepresentatives(
        queries,
        rows.map((row) => row.representative),
      );
      return rows.map(
        (row) =>
          planOfMoved(moved, namesOf(row), 'reference') ??
          planOf(row, known.get(refOf(row)), closed, directory),
      );
    },

    async apply(tx, rows) {
      await months.hold(
        tx,
        rows.map((row) => row.receivedOn),
      );
      const at = context.clock.now();
      const made = rows.map((row) => insertable(row, directory.representative(row.representative), at));
      await payments.into(billingTables(tx.queries), made);
    },

    finish: auditedAs(actor, 'billing.import-payments', 'Payment'),
  };
}

function readRow(values: ImportValues, options: ImportOptions): Result<PaymentRow, readonly RowRefusal[]> {
  const row = new RowValues(values, options);
  const currency = row.currency();
  const amount = row.amount('amount', currency);
  if (amount?.minor === 0n) row.refuse('amount', 'amount-not-positive');
  const method = row.text('method', 20)?.toLowerCase() ?? 'bank';
  if (!isPaymentMethod(method))
    row.refuse('method', 'unknown-method', { value: method, known: PAYMENT_METHODS.join(', ') });
  const reference = row.requiredText('reference', 180);
  const representative = row.requiredText('representative', 40);
  const note = row.text('note', 500);
  const receivedOn = row.date('receivedOn');
  return row.done(() => {
    if (!currency || !amount || !receivedOn) throw new Error('a required value of a payment row was lost');
    const bare = { reference, representative, receivedOn, currency, amount: amount.minor, method, note };
    return { ...bare, digest: digestOfRow(Object.values(bare)) };
  });
}

function refOf(row: PaymentRow): string {
  return `payments:${row.reference}`;
}

const namesOf = (row: PaymentRow): RowNames => ({ name: refOf(row), digest: row.digest });

async function knownPayments(
  queries: QueryHandle,
  rows: readonly PaymentRow[],
): Promise<ReadonlyMap<string, string | null>> {
  const found = await billingTables(queries)
    .selectFrom('payment')
    .select(['import_ref', 'import_digest'])
    .where('import_ref', 'in', rows.map(refOf))
    .execute();
  return new Map(found.map((payment) => [payment.import_ref ?? '', payment.import_digest]));
}

function planOf(
  row: PaymentRow,
  knownDigest: string | null | undefined,
  closed: ReadonlySet<LocalMonth>,
  directory: Directory,
): RowPlan {
  if (knownDigest === row.digest) return { what: 'unchanged' };
  if (knownDigest !== undefined)
    return refuseRow('reference', 'duplicate-reference', { reference: row.reference });
  const { representative } = row;
  if (directory.representative(representative) === undefined)
    return refuseRow('representative', 'unknown-representative', { representative });
  return refusalOfDate('receivedOn', row.receivedOn, closed) ?? { what: 'create' };
}

function insertable(
  row: PaymentRow,
  representativeId: string | undefined,
  at: Date,
): Insertable<PaymentTable> {
  if (representativeId === undefined)
    throw new Error(`the representative ${row.representative} was planned but is not known`);
  return {
    id: newId(),
    representative_id: representativeId,
    currency: row.currency,
    amount: row.amount,
    unallocated: row.amount,
    received_on: row.receivedOn,
    method: row.method,
    reference: row.reference,
    note: row.note,
    import_ref: refOf(row),
    import_digest: row.digest,
    created_at: at,
    updated_at: at,
  };
}

const COLUMNS = [
  'id',
  'representative_id',
  'currency',
  'amount',
  'unallocated',
  'received_on',
  'method',
  'reference',
  'note',
  'import_ref',
  'import_digest',
  'created_at',
  'updated_at',
] satisfies readonly (keyof Insertable<PaymentTable> & string)[];
