// What only the ledger's own rows tell: lines, and balances of days that are past.
import { sql, type RawBuilder } from 'kysely';
import type { Dialect } from '../../../../src/kernel/ports.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { Balance } from '../../domain/measures.js';
import type { Movement, OpenPart } from '../../domain/plan.js';
import { daysAfter, larger } from './days.js';

const INVOICE = sql`i.representative_id, i.currency, i.status as part`;

/** Lines of issued invoices, as sales. */
export const linesOfSales: RawBuilder<unknown> = sql`select i.issue_date as day, ${INVOICE}, l.product_id, l.invoice_id,
  l.total as amount, l.tax from invoice_line l join invoice i on i.id = l.invoice_id
  where i.status <> 'draft' and i.issue_date is not null`;

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
        where i.status = 'void' and i.voided_on > ${asOf} and ${issued}`;
    case 'allocated-since':
      return sql`select ${INVOICE}, i.due_date as due_day, a.amount from allocation a
        join invoice i on i.id = a.invoice_id where a.allocated_on > ${asOf} and ${standing}`;
    case 'credited-since':
      return sql`select ${INVOICE}, i.due_date as due_day, n.amount from credit_note n
        join invoice i on i.id = n.invoice_id where n.issue_date > ${asOf} and ${standing}`;
  }
}

/** Nothing counts as overdue before the day after the due date; what was settled until then counts on that day at once. */
export function movementsOf(dialect: Dialect, movement: Movement, balance: Balance): RawBuilder<unknown> {
  const counted = (day: RawBuilder<unknown>): RawBuilder<unknown> =>
    balance === 'outstanding' ? day : larger(dialect, day, daysAfter(dialect, sql`i.due_date`, sql`1`));
  switch (movement) {
    case 'sale':
      return sql`select ${counted(sql`i.issue_date`)} as day, ${INVOICE}, i.total as amount from invoice i
        where i.status <> 'draft' and i.issue_date is not null`;
    case 'void':
      return sql`select ${counted(sql`i.voided_on`)} as day, ${INVOICE}, i.total as amount from invoice i
        where i.voided_on is not null`;
    case 'allocation':
      return sql`select ${counted(sql`a.allocated_on`)} as day, ${INVOICE}, a.amount from allocation a
        join invoice i on i.id = a.invoice_id`;
    case 'credit':
      return sql`select ${counted(sql`n.issue_date`)} as day, ${INVOICE}, n.amount from credit_note n
        join invoice i on i.id = n.invoice_id`;
  }
}
