import { sql, type SqlBool } from 'kysely';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { InvoiceInFull, InvoiceSeen } from '../../contract/invoices-view.js';
import { scopeOfInvoices } from '../../scopes.js';
import { billingTables } from './tables.js';

const OPEN = ['issued', 'partly_paid'];

interface PageAsked {
  readonly representativeId: string;
  readonly which: 'open' | 'all';
  readonly after: string | null;
  readonly limit: number;
  readonly today: LocalDate;
}

/** By the index of the representative and the day, however far into the list the page begins. */
export async function invoicePage(
  queries: QueryHandle,
  actor: Actor,
  { representativeId, which, after, limit, today }: PageAsked,
): Promise<readonly InvoiceSeen[]> {
  let query = issuedSeen(queries, actor).where('representative_id', '=', representativeId);
  if (which === 'open') query = query.where('status', 'in', OPEN).where('outstanding', '>', 0n);
  if (after !== null) {
    const last = sql`(select last.issue_date from invoice as last where last.id = ${after})`;
    query = query.where(sql<SqlBool>`(issue_date <= ${last} and (issue_date < ${last} or id < ${after}))`);
  }
  const rows = await query.orderBy('issue_date', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => seenOn(today, row));
}

export async function invoiceInFull(
  queries: QueryHandle,
  actor: Actor,
  { invoiceId, today }: { readonly invoiceId: string; readonly today: LocalDate },
): Promise<InvoiceInFull | null> {
  const row = await issuedSeen(queries, actor).where('id', '=', invoiceId).executeTakeFirst();
  if (!row) return null;
  const lines = await billingTables(queries)
    .selectFrom('invoice_line')
    .select(['description', 'quantity', 'total'])
    .where('invoice_id', '=', invoiceId)
    .orderBy('position')
    .execute();
  const { allocated, credited } = row;
  return { ...seenOn(today, row), allocated, credited, lines };
}

export interface DueDay {
  readonly currency: CurrencyCode;
  readonly on: LocalDate;
  readonly amount: bigint;
}

/** What is open, by currency and the day it is due. */
export async function openByDueDay(
  queries: QueryHandle,
  representativeId: string,
): Promise<readonly DueDay[]> {
  const rows = await billingTables(queries)
    .selectFrom('invoice')
    .select((row) => [
      'currency',
      'due_date',
      row.fn.sum<bigint | number | string>('outstanding').as('amount'),
    ])
    .where('representative_id', '=', representativeId)
    .where('status', 'in', OPEN)
    .groupBy(['currency', 'due_date'])
    .orderBy('currency')
    .orderBy('due_date')
    .execute();
  return rows.map(({ currency, due_date: on, amount }) => ({
    currency: currency as CurrencyCode,
    on: on as LocalDate,
    amount: BigInt(amount),
  }));
}

interface Row extends Omit<InvoiceSeen, 'status'> {
  readonly status: 'issued' | 'partly_paid' | 'paid' | 'void';
  readonly allocated: bigint;
  readonly credited: bigint;
}

function issuedSeen(queries: QueryHandle, actor: Actor) {
  const query = billingTables(queries)
    .selectFrom('invoice')
    .select([
      'id',
      'number',
      'representative_id as representativeId',
      'status',
      'currency',
      'issue_date as issuedOn',
      'due_date as dueOn',
      'total',
      'outstanding',
      'disputed',
      'allocated',
      'credited',
    ])
    .where('status', '<>', 'draft')
    .$castTo<Row>();
  return applyScope(query, scopeOfInvoices(actor), 'invoice');
}

function seenOn(
  today: LocalDate,
  { allocated: _paid, credited: _credited, status, ...row }: Row,
): InvoiceSeen {
  const isLate = OPEN.includes(status) && row.outstanding > 0n && row.dueOn < today;
  return { ...row, status: isLate ? 'overdue' : status };
}
