import { sql } from 'kysely';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { AgeingAsked, AgeingRow } from '../../app/receivables.js';
import type { Bucket } from '../../domain/ageing.js';
import { scopeCondition } from '../../../../src/query/row-scope.js';
import { billingTables } from './tables.js';

interface Row {
  readonly currency: string;
  readonly bucket: Bucket;
  readonly invoices: bigint | number | string;
  readonly amount: bigint | number | string;
}

/**
 * What was open at the end of a day is what is open now, and what has lowered it since: so today's ageing reads the open
 * invoices alone, however many were ever paid. An invoice that was declared void since was open in full.
 */
export async function ageingRows(queries: QueryHandle, asked: AgeingAsked): Promise<readonly AgeingRow[]> {
  const { asOf, edges, currency, scope } = asked;
  const chosen = sql`i.issue_date <= ${asOf} and ${scopeCondition(scope, 'i')}
    and ${currency === null ? sql`1 = 1` : sql`i.currency = ${currency}`}`;
  const standing = sql`(i.voided_on is null or i.voided_on > ${asOf})`;

  const { rows } = await sql<Row>`
    select aged.currency as currency, aged.bucket as bucket, count(*) as invoices, sum(aged.amount) as amount
    from (
      select parts.currency, sum(parts.amount) as amount,
        case when parts.due_date >= ${edges[0]} then 'current'
             when parts.due_date >= ${edges[1]} then '1-30'
             when parts.due_date >= ${edges[2]} then '31-60'
             when parts.due_date >= ${edges[3]} then '61-90'
             else '90+' end as bucket
      from (
        select i.id, i.currency, i.due_date, i.outstanding as amount from invoice i
          where i.status in ('issued', 'partly_paid') and ${chosen}
        union all
        select i.id, i.currency, i.due_date, i.total as amount from invoice i
          where i.status = 'void' and i.voided_on > ${asOf} and ${chosen}
        union all
        select i.id, i.currency, i.due_date, a.amount as amount from allocation a join invoice i on i.id = a.invoice_id
          where a.allocated_on > ${asOf} and ${standing} and ${chosen}
        union all
        select i.id, i.currency, i.due_date, n.amount as amount from credit_note n join invoice i on i.id = n.invoice_id
          where n.issue_date > ${asOf} and ${standing} and ${chosen}
      ) as parts
      group by parts.id, parts.currency, parts.due_date
      having sum(parts.amount) > 0
    ) as aged
    group by aged.currency, aged.bucket
    order by aged.currency
  `.execute(billingTables(queries));

  return rows.map((row) => ({
    currency: row.currency,
    bucket: row.bucket,
    invoices: Number(row.invoices),
    amount: BigInt(row.amount),
  }));
}
