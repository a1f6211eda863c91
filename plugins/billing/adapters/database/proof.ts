import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Proof } from '../../../../src/kernel/copies.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { figuresByCurrency } from '../../../../src/query/figures-by-currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { BUCKETS, bucketOf, type Bucket } from '../../domain/ageing.js';
import { billingTables } from './tables.js';

interface Sum {
  readonly currency: string;
  readonly amount: bigint | number | string;
}

const COUNTS = sql`i.status not in ('draft', 'void')`;

/** What an invoice left to pay, of those that count: from its total and what was put against it. */
const OPEN = sql`
  select i.id, i.currency, i.due_date, i.total
    - coalesce((select sum(a.amount) from allocation a where a.invoice_id = i.id), 0)
    - coalesce((select sum(n.amount) from credit_note n where n.invoice_id = i.id), 0) as amount
  from invoice i where ${COUNTS}`;

const SUMS: Readonly<Record<string, RawBuilder<Sum>>> = {
  invoiced: sql<Sum>`select i.currency, sum(i.total) as amount from invoice i where ${COUNTS} group by i.currency`,
  credited: sql<Sum>`select currency, sum(amount) as amount from credit_note group by currency`,
  paid: sql<Sum>`select currency, sum(amount) as amount from payment group by currency`,
  reversed: sql<Sum>`select currency, sum(amount) as amount from payment_reversal group by currency`,
  allocated: sql<Sum>`select currency, sum(amount) as amount from allocation group by currency`,
  outstanding: sql<Sum>`select opened.currency, sum(opened.amount) as amount from (${OPEN}) opened group by opened.currency`,
  unallocated: sql<Sum>`select moved.currency, sum(moved.amount) as amount from (
      select currency, amount from payment
      union all select currency, -amount from payment_reversal
      union all select currency, -amount from allocation
    ) moved group by moved.currency`,
};

/** The books: sums by currency, ageing as of the day of the newest posting, and every representative's balance. */
export const proof: Proof = {
  name: 'books',
  async figures({ queries }) {
    const figures: Record<string, string> = {};
    for (const [name, query] of Object.entries(SUMS)) {
      const { rows } = await query.execute(billingTables(queries));
      Object.assign(figures, figuresByCurrency(name, rows));
    }
    return { ...figures, ...(await ageingOf(queries)), balances: await balancesOf(queries) };
  },
};

async function ageingOf(queries: QueryHandle): Promise<Record<string, string>> {
  const asOf = await newestPosting(queries);
  if (asOf === null) return {};
  const { rows } = await sql<Sum & { readonly due_date: LocalDate }>`
    select opened.currency, opened.due_date, sum(opened.amount) as amount
    from (${OPEN}) opened where opened.amount > 0 group by opened.currency, opened.due_date`.execute(
    billingTables(queries),
  );
  const buckets = new Map<Bucket, Map<string, bigint>>();
  for (const { currency, due_date: due, amount } of rows) {
    const bucket = bucketOf(due, asOf);
    const sums = buckets.get(bucket) ?? new Map<string, bigint>();
    buckets.set(bucket, sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount)));
  }
  const figures: Record<string, string> = { 'ageing.as-of': asOf };
  for (const bucket of BUCKETS) {
    const sums = [...(buckets.get(bucket) ?? [])].map(([currency, amount]) => ({ currency, amount }));
    Object.assign(figures, figuresByCurrency(`ageing.${bucket}`, sums));
  }
  return figures;
}

async function newestPosting(queries: QueryHandle): Promise<LocalDate | null> {
  const db = billingTables(queries);
  const days = [
    await db
      .selectFrom('invoice')
      .select(({ fn }) => fn.max('issue_date').as('day'))
      .executeTakeFirst(),
    await db
      .selectFrom('payment')
      .select(({ fn }) => fn.max('received_on').as('day'))
      .executeTakeFirst(),
    await db
      .selectFrom('allocation')
      .select(({ fn }) => fn.max('allocated_on').as('day'))
      .executeTakeFirst(),
    await db
      .selectFrom('credit_note')
      .select(({ fn }) => fn.max('issue_date').as('day'))
      .executeTakeFirst(),
    await db
      .selectFrom('payment_reversal')
      .select(({ fn }) => fn.max('reversed_on').as('day'))
      .executeTakeFirst(),
  ];
  const known = days.flatMap((found) => found?.day ?? []).sort();
  return (known.at(-1) ?? null) as LocalDate | null;
}

/** SHA-256 of a line a representative and currency, `<id>:<currency>:<minor units that it owes>`, sorted. */
async function balancesOf(queries: QueryHandle): Promise<string> {
  const { rows } = await sql<Sum & { readonly representative_id: string }>`
    select moved.representative_id, moved.currency, sum(moved.amount) as amount from (
      select i.representative_id, i.currency, i.total as amount from invoice i where ${COUNTS}
      union all select representative_id, currency, -amount from credit_note
      union all select representative_id, currency, -amount from payment
      union all select representative_id, currency, amount from payment_reversal
    ) moved group by moved.representative_id, moved.currency`.execute(billingTables(queries));
  const lines = rows.map(
    ({ representative_id: id, currency, amount }) => `${id}:${currency}:${BigInt(amount)}`,
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
