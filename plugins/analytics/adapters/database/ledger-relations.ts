// What only the ledger's own rows tell: lines, and balances of days that are past.
import { sql, type RawBuilder } from 'kysely';
import type { Dialect } from '../../../../src/kernel/ports.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { Balance } from '../../domain/measures.js';
import type { Movement, OpenPart } from '../../domain/plan.js';
import { daysAfter, larger } from './days.js';

const INVOICE = sql`i.representative_id, i.currency, i.status as part`;
const ARCHIVED = sql`a.representative_id, a.currency, a.part`;
/** of a posting: its invoice's status */
const ARCHIVED_POSTING = sql`a.representative_id, a.currency, a.invoice_part as part`;

/** Lines of issued invoices, as sales. */
export const linesOfSales: RawBuilder<unknown> = sql`select i.issue_date as day, ${INVOICE}, l.product_id, l.invoice_id,
  l.total as amount, l.tax from invoice_line l join invoice i on i.id = l.invoice_id
  where i.status <> 'draft' and i.issue_date is not null
  union all select a.day, ${ARCHIVED}, a.product_id, a.invoice_id, a.amount, a.tax from analytics_archived a where a.source = 'line'`;

/**
 * What was open at the end of a day is what is open now, and what has lowered it since: so a day of late reads few rows, however
 * many invoices were ever paid. One that was declared void since was open in full.
 */
export function openPart(part: OpenPart, asOf: LocalDate): RawBuilder<unknown> {
  const issued = sql`i.issue_date <= ${asOf}`;
  const standing = sql`(i.voided_on is null or i.voided_on > ${asOf}) and ${issued}`;
  switch (part) {
    case 'open-now':
      return sql`select ${INVOICE}, i.due_date as due_day, i.outstanding as amount from invoice i
        where i.status in ('issued', 'partly_paid') and ${issued}`;
    case 'voided-since':
      return sql`select ${INVOICE}, i.due_date as due_day, i.total as amount from invoice i
        where i.status = 'void' and i.voided_on > ${asOf} and ${issued}
        union all select ${ARCHIVED}, a.due_day, a.amount from analytics_archived a
        where a.source = 'invoice' and a.voided_day > ${asOf} and a.day <= ${asOf}`;
    case 'allocated-since':
      return sql`select ${INVOICE}, i.due_date as due_day, a.amount from allocation a
        join invoice i on i.id = a.invoice_id where a.allocated_on > ${asOf} and ${standing}
        union all ${archivedSince('allocation', asOf)}`;
    case 'credited-since':
      return sql`select ${INVOICE}, i.due_date as due_day, n.amount from credit_note n
        join invoice i on i.id = n.invoice_id where n.issue_date > ${asOf} and ${standing}
        union all ${archivedSince('credit-note', asOf)}`;
  }
}

/** Postings of moved records that came after a day, against invoices that stood at its end. */
function archivedSince(source: 'allocation' | 'credit-note', asOf: LocalDate): RawBuilder<unknown> {
  return sql`select ${ARCHIVED_POSTING}, a.due_day, a.amount from analytics_archived a where a.source = ${sql.lit(source)}
    and a.day > ${asOf} and a.invoice_day <= ${asOf} and (a.invoice_voided_day is null or a.invoice_voided_day > ${asOf})`;
}

/** Nothing counts as overdue before the day after the due date; what was settled until then counts on that day at once. */
export function movementsOf(dialect: Dialect, movement: Movement, balance: Balance): RawBuilder<unknown> {
  const counted = (
    day: RawBuilder<unknown>,
    due: RawBuilder<unknown> = sql`i.due_date`,
  ): RawBuilder<unknown> =>
    balance === 'outstanding' ? day : larger(dialect, day, daysAfter(dialect, due, sql`1`));
  const archived = (
    source: string,
    day: RawBuilder<unknown>,
    who: RawBuilder<unknown>,
  ): RawBuilder<unknown> =>
    sql`union all select ${counted(day, sql`a.due_day`)} as day, ${who}, a.amount from analytics_archived a
      where a.source = ${sql.lit(source)} and ${day} is not null`;
  switch (movement) {
    case 'sale':
      return sql`select ${counted(sql`i.issue_date`)} as day, ${INVOICE}, i.total as amount from invoice i
        where i.status <> 'draft' and i.issue_date is not null ${archived('invoice', sql`a.day`, ARCHIVED)}`;
    case 'void':
      return sql`select ${counted(sql`i.voided_on`)} as day, ${INVOICE}, i.total as amount from invoice i
        where i.voided_on is not null ${archived('invoice', sql`a.voided_day`, ARCHIVED)}`;
    case 'allocation':
      return sql`select ${counted(sql`a.allocated_on`)} as day, ${INVOICE}, a.amount from allocation a
        join invoice i on i.id = a.invoice_id ${archived('allocation', sql`a.day`, ARCHIVED_POSTING)}`;
    case 'credit':
      return sql`select ${counted(sql`n.issue_date`)} as day, ${INVOICE}, n.amount from credit_note n
        join invoice i on i.id = n.invoice_id ${archived('credit-note', sql`a.day`, ARCHIVED_POSTING)}`;
  }
}
