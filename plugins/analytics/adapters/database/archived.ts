// Records that left the ledger for a file, in SQL: what is kept of them, and the images that stand in their place.
import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../../../../src/kernel/ports.js';
import type { ArchivedTotals } from '../../contract/archived-totals.js';
import { analyticsTables } from './tables.js';

const IDS_AT_ONCE = 500;

type ImageSource = 'invoice' | 'payment' | 'credit-note' | 'allocation';

/**
 * As the ledger's rows are read, by `sign` and amounts. A row stands for several records of the same days: the first image carries their
 * sums, the second, without amounts, makes up their number. Nothing is open of any of them.
 */
export function archivedImages(source: ImageSource, columns: RawBuilder<unknown>): RawBuilder<unknown> {
  const ofSource = sql`from analytics_archived a where a.source = ${sql.lit(source)}`;
  return sql`select 1 as sign, ${columns}, a.amount, a.tax, a.settled ${ofSource}
    union all select a.row_count - 1 as sign, ${columns}, 0 as amount, 0 as tax, 0 as settled ${ofSource} and a.row_count <> 1`;
}

export const archivedTotals: ArchivedTotals = {
  async keep(tx, year, { invoiceIds, paymentIds }) {
    for (const ids of parts(invoiceIds)) {
      await keepRows(tx, year, invoices(ids));
      await keepRows(tx, year, creditNotes(ids));
      await keepRows(tx, year, lines(ids));
    }
    for (const ids of parts(paymentIds)) {
      await keepRows(tx, year, payments(ids));
      await keepRows(tx, year, reversals(ids));
      await keepRows(tx, year, allocations(ids));
    }
  },

  count: (tx, year) => writeImages(tx, year, sql``),

  async forget(tx, year) {
    await writeImages(tx, year, sql`-`);
    await analyticsTables(tx.queries).deleteFrom('analytics_archived').where('year', '=', year).execute();
  },

  async isOf(queries, year, { from, to }) {
    const found = await analyticsTables(queries)
      .selectFrom('analytics_archived')
      .select('id')
      .where('year', '=', year)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  },
};

async function keepRows(tx: Transaction, year: number, rows: RawBuilder<unknown>): Promise<void> {
  await sql`insert into analytics_archived (year, source, representative_id, currency, part, day, due_day, settled_day,
    voided_day, invoice_part, invoice_day, invoice_voided_day, invoice_id, product_id, row_count, amount, tax, settled)
    select ${sql.lit(year)}, x.* from (${rows}) x`.execute(analyticsTables(tx.queries));
}

const NO_DAY = sql`cast(null as date)`;
const NO_TEXT = sql`cast(null as char(36))`;

function invoices(ids: readonly string[]): RawBuilder<unknown> {
  return sql`select 'invoice' as source, i.representative_id, i.currency, i.status as part, i.issue_date as day, i.due_date,
    i.settled_on, i.voided_on, ${NO_TEXT} as invoice_part, ${NO_DAY} as invoice_day, ${NO_DAY} as invoice_voided_day,
    ${NO_TEXT} as invoice_id, ${NO_TEXT} as product_id, count(*) as row_count, sum(i.total) as amount, sum(i.tax) as tax,
    sum(i.allocated + i.credited) as settled from invoice i where i.id in (${sql.join(ids)})
    group by i.representative_id, i.currency, i.status, i.issue_date, i.due_date, i.settled_on, i.voided_on`;
}

function payments(ids: readonly string[]): RawBuilder<unknown> {
  return sql`select 'payment' as source, p.representative_id, p.currency, p.method as part, p.received_on as day,
    ${NOTHING_OF_INVOICES}, count(*) as row_count, sum(p.amount) as amount, 0 as tax, 0 as settled
    from payment p where p.id in (${sql.join(ids)}) group by p.representative_id, p.currency, p.method, p.received_on`;
}

function reversals(ids: readonly string[]): RawBuilder<unknown> {
  return sql`select 'payment' as source, t.representative_id, t.currency, p.method as part, t.reversed_on as day,
    ${NOTHING_OF_INVOICES}, - count(*) as row_count, - sum(t.amount) as amount, 0 as tax, 0 as settled
    from payment_reversal t join payment p on p.id = t.payment_id where p.id in (${sql.join(ids)})
    group by t.representative_id, t.currency, p.method, t.reversed_on`;
}

const NOTHING_OF_INVOICES = sql`${NO_DAY} as due_date, ${NO_DAY} as settled_on, ${NO_DAY} as voided_on,
  ${NO_TEXT} as invoice_part, ${NO_DAY} as invoice_day, ${NO_DAY} as invoice_voided_day, ${NO_TEXT} as invoice_id,
  ${NO_TEXT} as product_id`;

/** What a posting against an invoice takes along of it: a figure of a past day asks whether the invoice stood then. */
const OF_INVOICE = sql`i.due_date, ${NO_DAY} as settled_on, ${NO_DAY} as voided_on, i.status as invoice_part,
  i.issue_date as invoice_day, i.voided_on as invoice_voided_day, ${NO_TEXT} as invoice_id, ${NO_TEXT} as product_id`;
const BY_INVOICE = sql`i.due_date, i.status, i.issue_date, i.voided_on`;

function creditNotes(ids: readonly string[]): RawBuilder<unknown> {
  return sql`select 'credit-note' as source, n.representative_id, n.currency, '' as part, n.issue_date as day, ${OF_INVOICE},
    count(*) as row_count, sum(n.amount) as amount, 0 as tax, 0 as settled
    from credit_note n join invoice i on i.id = n.invoice_id where i.id in (${sql.join(ids)})
    group by n.representative_id, n.currency, n.issue_date, ${BY_INVOICE}`;
}

function allocations(ids: readonly string[]): RawBuilder<unknown> {
  return sql`select 'allocation' as source, p.representative_id, a.currency, '' as part, a.allocated_on as day, ${OF_INVOICE},
    count(*) as row_count, sum(a.amount) as amount, 0 as tax, 0 as settled
    from allocation a join payment p on p.id = a.payment_id join invoice i on i.id = a.invoice_id
    where p.id in (${sql.join(ids)}) group by p.representative_id, a.currency, a.allocated_on, ${BY_INVOICE}`;
}

/** By invoice, for invoices are counted: one with two lines of a product is one. */
function lines(ids: readonly string[]): RawBuilder<unknown> {
  return sql`select 'line' as source, i.representative_id, i.currency, i.status as part, i.issue_date as day, ${NO_DAY} as due_date,
    ${NO_DAY} as settled_on, ${NO_DAY} as voided_on, ${NO_TEXT} as invoice_part, ${NO_DAY} as invoice_day,
    ${NO_DAY} as invoice_voided_day, l.invoice_id, l.product_id, count(*) as row_count, sum(l.total) as amount,
    sum(l.tax) as tax, 0 as settled from invoice_line l join invoice i on i.id = l.invoice_id where i.id in (${sql.join(ids)})
    group by i.representative_id, i.currency, i.status, i.issue_date, l.invoice_id, l.product_id`;
}

/** The images of what is kept, as the triggers of the ledger's tables write those of rows. */
async function writeImages(tx: Transaction, year: number, sign: RawBuilder<unknown>): Promise<void> {
  const images = (weight: RawBuilder<unknown>, sums: RawBuilder<unknown>, which: RawBuilder<unknown>) =>
    sql`insert into analytics_change (source, sign, representative_id, office_id, geo_id, currency, part, day, due_day, settled_day,
      voided_day, amount, tax, settled, outstanding)
      select a.source, ${sign} (${weight}), a.representative_id, r.office_id, r.geo_id, a.currency, a.part, a.day, a.due_day,
      a.settled_day, a.voided_day, ${sums}, 0 from analytics_archived a join representative r on r.id = a.representative_id
      where a.year = ${sql.lit(year)} and a.source <> 'line' ${which}`.execute(analyticsTables(tx.queries));
  await images(sql`1`, sql`a.amount, a.tax, a.settled`, sql``);
  await images(sql`a.row_count - 1`, sql`0, 0, 0`, sql`and a.row_count <> 1`);
}

function parts(ids: readonly string[]): readonly string[][] {
  const found: string[][] = [];
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) found.push(ids.slice(from, from + IDS_AT_ONCE));
  return found;
}
