import { sql, type RawBuilder } from 'kysely';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type {
  AccountAsked,
  AccountEntry,
  AccountTotals,
  CurrencyBalance,
  EntryKind,
  ReceivablesReader,
} from '../../app/receivables.js';
import { ageingRows } from './ageing.js';
import { billingTables } from './tables.js';

const ENTRIES_AT_ONCE = 1_000;
type Sum = bigint | number | string | null;

export const receivables: ReceivablesReader = {
  ageing: ageingRows,
  balances,
  accountTotals,
  accountEntries,
};

async function balances(queries: QueryHandle, representativeId: string): Promise<readonly CurrencyBalance[]> {
  const { rows } = await sql<{ currency: CurrencyCode; open: Sum; unallocated: Sum }>`
    select parts.currency as currency, sum(parts.open_amount) as open, sum(parts.free_amount) as unallocated
    from (
      select currency, outstanding as open_amount, 0 as free_amount from invoice
        where representative_id = ${representativeId} and status in ('issued', 'partly_paid')
      union all
      select currency, 0 as open_amount, unallocated as free_amount from payment
        where representative_id = ${representativeId} and unallocated <> 0
    ) as parts
    group by parts.currency
    order by parts.currency
  `.execute(billingTables(queries));
  return rows.map((row) => ({
    currency: row.currency,
    open: BigInt(row.open ?? 0),
    unallocated: BigInt(row.unallocated ?? 0),
  }));
}

async function accountTotals(queries: QueryHandle, asked: AccountAsked): Promise<AccountTotals> {
  const { from } = asked;
  const { rows } = await sql<{ opening: Sum; debits: Sum; credits: Sum }>`
    select sum(case when entry.entry_on < ${from} then entry.amount else 0 end) as opening,
           sum(case when entry.entry_on >= ${from} and entry.amount > 0 then entry.amount else 0 end) as debits,
           sum(case when entry.entry_on >= ${from} and entry.amount < 0 then -entry.amount else 0 end) as credits
    from (${entriesUntil(asked)}) as entry
  `.execute(billingTables(queries));
  const [sums] = rows;
  return {
    opening: BigInt(sums?.opening ?? 0),
    debits: BigInt(sums?.debits ?? 0),
    credits: BigInt(sums?.credits ?? 0),
  };
}

async function* accountEntries(
  queries: QueryHandle,
  asked: AccountAsked,
): AsyncIterable<readonly AccountEntry[]> {
  let last: EntryRow | null = null;
  for (;;) {
    const rows: readonly EntryRow[] = await entriesAfter(queries, asked, last);
    yield rows.map((row) => ({
      on: row.entry_on,
      kind: row.kind,
      id: row.id,
      reference: row.reference ?? '',
      amount: BigInt(row.amount),
    }));
    last = rows.at(-1) ?? null;
    if (rows.length < ENTRIES_AT_ONCE) return;
  }
}

interface EntryRow {
  readonly entry_on: LocalDate;
  readonly kind_order: number;
  readonly kind: EntryKind;
  readonly id: string;
  readonly reference: string | null;
  readonly amount: bigint | number | string;
}

async function entriesAfter(
  queries: QueryHandle,
  asked: AccountAsked,
  last: EntryRow | null,
): Promise<readonly EntryRow[]> {
  const after = last
    ? sql`and (entry.entry_on > ${last.entry_on}
        or (entry.entry_on = ${last.entry_on} and entry.kind_order > ${last.kind_order})
        or (entry.entry_on = ${last.entry_on} and entry.kind_order = ${last.kind_order} and entry.id > ${last.id}))`
    : sql``;
  const { rows } = await sql<EntryRow>`
    select entry.entry_on as entry_on, entry.kind_order as kind_order, entry.kind as kind, entry.id as id,
           entry.reference as reference, entry.amount as amount
    from (${entriesUntil(asked)}) as entry
    where entry.entry_on >= ${asked.from} ${after}
    order by entry.entry_on, entry.kind_order, entry.id
    limit ${sql.lit(ENTRIES_AT_ONCE)}
  `.execute(billingTables(queries));
  return rows;
}

/**
 * Everything that ever changed what the representative owes, up to `to`: money received counts whether allocated or not, and what was
 * taken back is owed again from its own day on.
 */
function entriesUntil({ representativeId, currency, to }: AccountAsked): RawBuilder<unknown> {
  const own = sql`representative_id = ${representativeId} and currency = ${currency}`;
  return sql`
    select issue_date as entry_on, 1 as kind_order, 'invoice' as kind, id, number as reference, total as amount
      from invoice where ${own} and status <> 'draft' and issue_date <= ${to}
    union all
    select voided_on as entry_on, 2 as kind_order, 'void' as kind, id, number as reference, -total as amount
      from invoice where ${own} and status = 'void' and voided_on <= ${to}
    union all
    select issue_date as entry_on, 3 as kind_order, 'credit-note' as kind, id, number as reference, -amount as amount
      from credit_note where ${own} and issue_date <= ${to}
    union all
    select received_on as entry_on, 4 as kind_order, 'payment' as kind, id, reference, -amount as amount
      from payment where ${own} and received_on <= ${to}
    union all
    select r.reversed_on as entry_on, 5 as kind_order, 'payment-reversal' as kind, r.id, p.reference, r.amount as amount
      from payment_reversal r join payment p on p.id = r.payment_id
      where r.representative_id = ${representativeId} and r.currency = ${currency} and r.reversed_on <= ${to}`;
}
