import { sql, type Kysely } from 'kysely';
import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type {
  InvoiceHead,
  LedgerAmount,
  LedgerHeads,
  LedgerIds,
  LedgerTie,
  MovedModel,
  MovedRow,
  PaymentHead,
  YearArchive,
} from '../../contract/year-archive.js';
import type { Periods } from '../../app/ledger.js';
import { billingTables } from './tables.js';

const IDS_AT_ONCE = 500;
/** below every server's limit of bound values, whatever the table's width */
const ROWS_AT_ONCE = 200;

interface Place {
  readonly table: string;
  /** the column by which a row belongs to a chosen invoice or payment */
  readonly by: 'id' | 'invoice_id' | 'payment_id';
  readonly of: 'invoiceIds' | 'paymentIds';
  /** what may be there once only */
  readonly name?: 'number' | 'import_ref';
  readonly pointsTo?: { readonly column: string; readonly table: 'representative' | 'product' };
}

const OWNER = { column: 'representative_id', table: 'representative' } as const;

const PLACES: Readonly<Record<MovedModel, Place>> = {
  Invoice: { table: 'invoice', by: 'id', of: 'invoiceIds', name: 'number', pointsTo: OWNER },
  InvoiceLine: {
    ...{ table: 'invoice_line', by: 'invoice_id', of: 'invoiceIds' },
    pointsTo: { column: 'product_id', table: 'product' },
  },
  InvoiceDocument: { table: 'invoice_document', by: 'invoice_id', of: 'invoiceIds' },
  CreditNote: { table: 'credit_note', by: 'invoice_id', of: 'invoiceIds', name: 'number' },
  InvoiceDispute: { table: 'invoice_dispute', by: 'invoice_id', of: 'invoiceIds' },
  Payment: { table: 'payment', by: 'id', of: 'paymentIds', name: 'import_ref', pointsTo: OWNER },
  PaymentReversal: { table: 'payment_reversal', by: 'payment_id', of: 'paymentIds' },
  Allocation: { table: 'allocation', by: 'payment_id', of: 'paymentIds' },
  PaymentClaim: { table: 'payment_claim', by: 'payment_id', of: 'paymentIds' },
};

/** Tables by names that are known when it runs: their rows are taken whole. */
type AnyTables = Record<string, Record<string, unknown>>;

const anyTables = (queries: QueryHandle): Kysely<AnyTables> => queriesOf<AnyTables>(queries);

export function makeYearArchive(dialect: Dialect, periods: Periods): YearArchive {
  return {
    movedYears: periods.movedYears,

    async closedYears(queries) {
      const latest = await periods.latestClosed(queries);
      const first = await firstDay(queries);
      if (latest === null || first === null) return [];
      const from = yearOf(first);
      const to = latest.endsWith('-12') ? yearOf(latest) : yearOf(latest) - 1;
      return Array.from({ length: Math.max(to - from + 1, 0) }, (_, place) => from + place);
    },

    async mayMove(queries, year) {
      const december = `${year}-12` as LocalMonth;
      const latest = await periods.latestClosed(queries);
      if (latest === null || latest < december)
        return err({ code: 'year-not-closed', year, month: december });
      if ((await periods.movedYears(queries)).includes(year)) return err({ code: 'year-moved', year });
      return ok(true);
    },

    async representatives(queries) {
      const { rows } = await sql<{ id: string }>`select r.id from representative r
        where exists (select 1 from invoice i where i.representative_id = r.id)
        or exists (select 1 from payment p where p.representative_id = r.id) order by r.id`.execute(
        billingTables(queries),
      );
      return rows.map(({ id }) => id);
    },

    heads,
    rows: rowsOf,
    count: countOf,
    amounts: amountsOf,

    async hold(tx, year) {
      const all = billingTables(tx.queries).selectFrom('representative').select('id').orderBy('id');
      await forUpdate(dialect, all).execute();
      await periods.lockAll(tx.queries, `${year}-12` as LocalMonth);
    },

    keepNames: (tx, year, ids) => keepNames(dialect, tx.queries, year, ids),

    async remove(tx, model, ids) {
      if (model !== 'Allocation') return removeRows(tx.queries, model, ids);
      // MySQL looks at each row by itself: one that undoes another goes before it.
      const undoing = await removeRows(tx.queries, model, ids, 'reverses_id');
      return undoing + (await removeRows(tx.queries, model, ids));
    },

    async markMoved(tx, year, at) {
      await billingTables(tx.queries).insertInto('moved_year').values({ year, moved_at: at }).execute();
    },

    putBack: (tx, model, rows) => putBack(tx.queries, model, rows),

    async markReturned(tx, year) {
      const tables = billingTables(tx.queries);
      await tables.deleteFrom('moved_name').where('year', '=', year).execute();
      await tables.deleteFrom('moved_year').where('year', '=', year).execute();
    },
  };
}

async function heads(queries: QueryHandle, representativeId: string): Promise<LedgerHeads> {
  return {
    invoices: await invoiceHeads(queries, representativeId),
    payments: await paymentHeads(queries, representativeId),
    ties: await tiesOf(queries, representativeId),
  };
}

async function invoiceHeads(queries: QueryHandle, representativeId: string): Promise<readonly InvoiceHead[]> {
  const rows = await billingTables(queries)
    .selectFrom('invoice as i')
    .select([
      'i.id',
      'i.status',
      'i.outstanding',
      'i.disputed',
      'i.issue_date',
      'i.voided_on',
      'i.settled_on',
    ])
    .select(({ selectFrom }) => [
      selectFrom('credit_note as n')
        .select((note) => note.fn.max('n.issue_date').as('day'))
        .whereRef('n.invoice_id', '=', 'i.id')
        .as('credited_on'),
      selectFrom('invoice_dispute as d')
        .select('d.id')
        .whereRef('d.invoice_id', '=', 'i.id')
        .where('d.status', '=', 'open')
        .limit(1)
        .as('open_dispute'),
    ])
    .where('i.representative_id', '=', representativeId)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, status: row.status as InvoiceHead['status'], outstanding: row.outstanding },
    disputed: row.disputed || row.open_dispute !== null,
    lastDay: lastOf([row.issue_date, row.voided_on, row.settled_on, row.credited_on]),
  }));
}

async function paymentHeads(queries: QueryHandle, representativeId: string): Promise<readonly PaymentHead[]> {
  const rows = await billingTables(queries)
    .selectFrom('payment')
    .select(['id', 'unallocated', 'received_on', 'reversed_on'])
    .where('representative_id', '=', representativeId)
    .execute();
  return rows.map(({ id, unallocated, received_on, reversed_on }) => ({
    ...{ id, unallocated },
    lastDay: lastOf([received_on, reversed_on]) ?? (received_on as LocalDate),
  }));
}

async function tiesOf(queries: QueryHandle, representativeId: string): Promise<readonly LedgerTie[]> {
  const tables = billingTables(queries);
  const allocations = await tables
    .selectFrom('allocation as a')
    .innerJoin('payment as p', 'p.id', 'a.payment_id')
    .select(['a.invoice_id', 'a.payment_id', 'a.allocated_on'])
    .where('p.representative_id', '=', representativeId)
    .execute();
  const claims = await tables
    .selectFrom('payment_claim')
    .select(['invoice_id', 'payment_id', 'paid_on', 'status'])
    .where('representative_id', '=', representativeId)
    .execute();
  return [
    ...allocations.map((row) => tie(row, row.allocated_on, false)),
    ...claims.map((row) => tie(row, row.paid_on, row.status === 'waiting')),
  ];
}

function tie(
  row: { readonly invoice_id: string | null; readonly payment_id: string | null },
  day: string,
  waiting: boolean,
): LedgerTie {
  return { invoiceId: row.invoice_id, paymentId: row.payment_id, day: day as LocalDate, waiting };
}

function lastOf(days: readonly (string | null)[]): LocalDate | null {
  const known = days.filter((day) => day !== null).toSorted();
  return (known.at(-1) ?? null) as LocalDate | null;
}

/** What a chosen record has in one table. A claim belongs to its payment, one that became none to its invoice. */
function chosen(
  model: MovedModel,
  ids: LedgerIds,
): readonly (readonly [column: string, ids: readonly string[]])[] {
  const { by, of } = PLACES[model];
  const own = parts(ids[of]).map((some) => [by, some] as const);
  return model === 'PaymentClaim'
    ? [...own, ...parts(ids.invoiceIds).map((some) => ['invoice_id', some] as const)]
    : own;
}

async function rowsOf(queries: QueryHandle, model: MovedModel, ids: LedgerIds): Promise<readonly MovedRow[]> {
  const found: MovedRow[] = [];
  for (const [column, some] of chosen(model, ids)) {
    const rows = await anyTables(queries)
      .selectFrom(PLACES[model].table)
      .selectAll()
      .where(column, 'in', some)
      .$if(isOfInvoiceAlone(model, column), (query) => query.where('payment_id', 'is', null))
      // What undoes another row stands behind it.
      .$if(model === 'Allocation', (query) =>
        query.orderBy(sql`case when reverses_id is null then 0 else 1 end`),
      )
      .orderBy('id')
      .execute();
    found.push(...rows);
  }
  return found;
}

async function countOf(queries: QueryHandle, model: MovedModel, ids: LedgerIds): Promise<number> {
  let count = 0;
  for (const [column, some] of chosen(model, ids)) {
    const found = await anyTables(queries)
      .selectFrom(PLACES[model].table)
      .select(({ fn }) => fn.countAll().as('count'))
      .where(column, 'in', some)
      .$if(isOfInvoiceAlone(model, column), (query) => query.where('payment_id', 'is', null))
      .executeTakeFirstOrThrow();
    count += Number(found['count']);
  }
  return count;
}

const yearOf = (day: string): number => Number(day.slice(0, 4));

async function firstDay(queries: QueryHandle): Promise<string | null> {
  const tables = billingTables(queries);
  const invoice = tables.selectFrom('invoice').select(({ fn }) => fn.min('issue_date').as('day'));
  const payment = tables.selectFrom('payment').select(({ fn }) => fn.min('received_on').as('day'));
  const found = await Promise.all([invoice.executeTakeFirst(), payment.executeTakeFirst()]);
  const [first] = found.flatMap((row) => row?.day ?? []).toSorted();
  return first ?? null;
}

async function amountsOf(queries: QueryHandle, ids: LedgerIds): Promise<readonly LedgerAmount[]> {
  const tables = billingTables(queries);
  const sums = new Map<string, { invoiced: bigint; paid: bigint }>();
  const add = (currency: string, what: 'invoiced' | 'paid', amount: string | number | bigint): void => {
    const known = sums.get(currency) ?? { invoiced: 0n, paid: 0n };
    sums.set(currency, { ...known, [what]: known[what] + BigInt(amount) });
  };
  for (const some of parts(ids.invoiceIds)) {
    const rows = await tables
      .selectFrom('invoice')
      .select(({ fn }) => ['currency', fn.sum('total').as('amount')])
      .where('id', 'in', some)
      .where('status', '<>', 'void')
      .groupBy('currency')
      .execute();
    for (const { currency, amount } of rows) add(currency, 'invoiced', amount);
  }
  for (const some of parts(ids.paymentIds)) {
    const rows = await tables
      .selectFrom('payment')
      .select(({ fn }) => ['currency', fn.sum('amount').as('amount')])
      .where('id', 'in', some)
      .where('reversed_on', 'is', null)
      .groupBy('currency')
      .execute();
    for (const { currency, amount } of rows) add(currency, 'paid', amount);
  }
  return [...sums]
    .map(([currency, amounts]) => ({ currency, ...amounts }))
    .toSorted((one, other) => (one.currency < other.currency ? -1 : 1));
}

async function removeRows(
  queries: QueryHandle,
  model: MovedModel,
  ids: LedgerIds,
  filled?: string,
): Promise<number> {
  let removed = 0n;
  for (const [column, some] of chosen(model, ids)) {
    const { numDeletedRows } = await anyTables(queries)
      .deleteFrom(PLACES[model].table)
      .where(column, 'in', some)
      .$if(isOfInvoiceAlone(model, column), (query) => query.where('payment_id', 'is', null))
      .$if(filled !== undefined, (query) => query.where(filled!, 'is not', null))
      .executeTakeFirstOrThrow();
    removed += numDeletedRows;
  }
  return Number(removed);
}

function isOfInvoiceAlone(model: MovedModel, column: string): boolean {
  return model === 'PaymentClaim' && column === 'invoice_id';
}

async function keepNames(
  dialect: Dialect,
  queries: QueryHandle,
  year: number,
  ids: LedgerIds,
): Promise<void> {
  const tables = billingTables(queries);
  const names: { kind: string; name: string | null; year: number }[] = [];
  for (const some of parts(ids.invoiceIds)) {
    const invoices = await tables
      .selectFrom('invoice')
      .select(['number', 'import_digest'])
      .where('id', 'in', some)
      .execute();
    const notes = await tables
      .selectFrom('credit_note')
      .select('number')
      .where('invoice_id', 'in', some)
      .execute();
    for (const { number, import_digest } of invoices)
      names.push({ kind: 'invoice', name: number, year }, { kind: 'invoice-row', name: import_digest, year });
    for (const { number } of notes) names.push({ kind: 'credit-note', name: number, year });
  }
  for (const some of parts(ids.paymentIds)) {
    const payments = await tables
      .selectFrom('payment')
      .select(['id', 'import_ref', 'import_digest'])
      .where('id', 'in', some)
      .execute();
    for (const { id, import_ref, import_digest } of payments)
      names.push(
        { kind: 'payment-id', name: id, year },
        { kind: 'payment', name: import_ref, year },
        { kind: 'payment-row', name: import_digest, year },
      );
  }
  const known = names.flatMap(({ name, ...rest }) => (name === null ? [] : [{ ...rest, name }]));
  for (const some of parts(known))
    await insertIgnore(dialect, tables.insertInto('moved_name').values(some), 'name').execute();
}

async function putBack(
  queries: QueryHandle,
  model: MovedModel,
  rows: readonly MovedRow[],
): Promise<Result<true, Refusal>> {
  const { table, name, pointsTo } = PLACES[model];
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    for (const column of ['id', ...(name ? [name] : [])]) {
      const taken = await firstOf(queries, table, column, valuesOf(some, column));
      if (taken !== null) return err({ code: 'moved-taken', model, name: taken });
    }
    if (pointsTo) {
      const orphan = await firstMissing(queries, pointsTo.table, valuesOf(some, pointsTo.column));
      if (orphan !== null) return err({ code: 'moved-orphan', model: pointsTo.table, name: orphan });
    }
    await anyTables(queries).insertInto(table).values(some).execute();
  }
  return ok(true);
}

function valuesOf(rows: readonly MovedRow[], column: string): readonly string[] {
  return [...new Set(rows.map((row) => row[column]).filter((value) => typeof value === 'string'))];
}

async function firstOf(
  queries: QueryHandle,
  table: string,
  column: string,
  values: readonly string[],
): Promise<string | null> {
  if (values.length === 0) return null;
  const found = await anyTables(queries)
    .selectFrom(table)
    .select(column)
    .where(column, 'in', values)
    .limit(1)
    .executeTakeFirst();
  return found ? String(found[column]) : null;
}

async function firstMissing(
  queries: QueryHandle,
  table: string,
  ids: readonly string[],
): Promise<string | null> {
  if (ids.length === 0) return null;
  const found = await anyTables(queries).selectFrom(table).select('id').where('id', 'in', ids).execute();
  const known = new Set(found.map(({ id }) => id));
  return ids.find((id) => !known.has(id)) ?? null;
}

function parts<Value>(values: readonly Value[]): readonly Value[][] {
  const found: Value[][] = [];
  for (let from = 0; from < values.length; from += IDS_AT_ONCE)
    found.push(values.slice(from, from + IDS_AT_ONCE));
  return found;
}
