import { sql } from 'kysely';
import { scopeCondition } from '../../../../src/query/row-scope.js';
import { streamRows } from '../../../../src/query/stream-rows.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { HistoryAsked, InvoiceThen, LedgerHistory } from '../../app/ledger-history.js';
import { analyticsTables } from './tables.js';

/** Bound values that every dialect takes in one statement. */
const IDS_AT_ONCE = 500;

type Sum = bigint | number | string | null;

export const ledgerHistory: LedgerHistory = { invoicesThen, representatives };

/**
 * An invoice whose last posting was on that day or before stands as it stood: nothing has been posted to it since. Of the others, the
 * postings until then are added up; their reversals carry a day of their own.
 */
async function* invoicesThen(
  queries: QueryHandle,
  { asOf, from, scope }: HistoryAsked,
): AsyncIterable<InvoiceThen> {
  const tables = analyticsTables(queries);
  const stands = sql<boolean>`(i.settled_on is not null and i.settled_on <= ${asOf})`;
  const paid = sql`(select sum(a.amount) from allocation a where a.invoice_id = i.id and a.allocated_on <= ${asOf})`;
  const credited = sql`(select sum(n.amount) from credit_note n where n.invoice_id = i.id and n.issue_date <= ${asOf})`;
  const query = tables
    .selectFrom('invoice as i')
    .select([
      'i.id',
      'i.number',
      'i.representative_id',
      'i.currency',
      'i.issue_date',
      'i.due_date',
      'i.total',
      sql<LocalDate | null>`case when ${stands} then i.settled_on end`.as('settled_on'),
      sql<Sum>`case when ${stands} then i.total else coalesce(${paid}, 0) + coalesce(${credited}, 0) end`.as(
        'posted',
      ),
      sql<LocalDate | null>`case when ${stands} then null else
        (select max(a.allocated_on) from allocation a where a.invoice_id = i.id and a.allocated_on <= ${asOf}) end`.as(
        'last_paid',
      ),
      sql<LocalDate | null>`case when ${stands} then null else
        (select max(n.issue_date) from credit_note n where n.invoice_id = i.id and n.issue_date <= ${asOf}) end`.as(
        'last_credited',
      ),
    ])
    .where('i.status', '<>', 'draft')
    .where('i.issue_date', '<=', asOf)
    .where(sql<boolean>`(i.issue_date >= ${from} or i.settled_on is null or i.settled_on > ${asOf})`)
    .where(sql<boolean>`(i.voided_on is null or i.voided_on > ${asOf})`)
    .where(scopeCondition(scope, 'i'));
  for await (const row of streamRows(query)) {
    const total = BigInt(row.total);
    const left = total - BigInt(row.posted ?? 0);
    const isOpen = left > 0n;
    const last = [row.last_paid, row.last_credited]
      .filter((day) => day !== null)
      .sort()
      .at(-1);
    yield {
      id: row.id,
      number: row.number,
      representativeId: row.representative_id,
      currency: row.currency as CurrencyCode,
      issueDate: row.issue_date as LocalDate,
      dueDate: (row.due_date ?? row.issue_date) as LocalDate,
      total,
      outstanding: isOpen ? left : 0n,
      settledOn: isOpen ? null : (row.settled_on ?? last ?? (row.issue_date as LocalDate)),
    };
  }
}

async function representatives(queries: QueryHandle, ids: readonly string[]) {
  const found = new Map<string, { code: string; name: string; officeId: string }>();
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const rows = await analyticsTables(queries)
      .selectFrom('representative')
      .select(['id', 'code', 'name', 'office_id'])
      .where('id', 'in', ids.slice(at, at + IDS_AT_ONCE))
      .execute();
    for (const { id, code, name, office_id } of rows) found.set(id, { code, name, officeId: office_id });
  }
  return found;
}
