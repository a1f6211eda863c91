// What a fact is, in SQL: said once, for the ledger's rows and for the images that are not folded yet.
import { sql, type RawBuilder } from 'kysely';
import type { Dialect } from '../../../../src/kernel/ports.js';
import type { Fact } from '../../domain/measures.js';
import { archivedImages } from './archived.js';
import { daysAfter, daysFrom, larger } from './days.js';

export type Images = 'ledger' | 'changes';

type ImageSource = 'invoice' | 'payment' | 'credit-note' | 'allocation';

const SOURCE_OF: Readonly<Record<Exclude<Fact, 'overdue'>, ImageSource>> = {
  sale: 'invoice',
  open: 'invoice',
  settled: 'invoice',
  void: 'invoice',
  payment: 'payment',
  credit: 'credit-note',
  allocation: 'allocation',
};

/**
 * A relation of `day, representative_id, currency, part, amount, tax, settled, row_count, days, late`, and of `office_id, geo_id` for
 * changes. `late` counts days after the due date, early ones as zero.
 */
export function factsOf(
  dialect: Dialect,
  images: Images,
  fact: Fact,
  /** of changes: which of them; a condition over its columns */
  which?: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const imagesOf = (source: ImageSource): RawBuilder<unknown> =>
    images === 'ledger' ? LEDGER[source] : changesOf(source, which);
  const place = images === 'ledger' ? sql`` : sql`m.office_id, m.geo_id,`;
  if (fact === 'overdue') return overdue(dialect, place, imagesOf);
  const from = imagesOf(SOURCE_OF[fact]);
  const who = sql`${place} m.representative_id, m.currency, m.part`;
  const plain = (day: RawBuilder<unknown>, amount: RawBuilder<unknown>) =>
    sql`select ${day} as day, ${who}, m.sign * ${amount} as amount, m.sign * m.tax as tax,
      m.sign * m.settled as settled, m.sign as row_count, 0 as days, 0 as late from ${from} as m`;
  switch (fact) {
    case 'sale':
    case 'payment':
    case 'credit':
    case 'allocation':
      return plain(sql`m.day`, sql`m.amount`);
    case 'open':
      return sql`${plain(sql`m.due_day`, sql`m.outstanding`)} where m.outstanding > 0`;
    case 'void':
      return sql`${plain(sql`m.voided_day`, sql`m.amount`)} where m.voided_day is not null`;
    case 'settled': {
      const days = daysFrom(dialect, sql`m.day`, sql`m.settled_day`);
      const late = larger(dialect, sql`0`, daysFrom(dialect, sql`m.due_day`, sql`m.settled_day`));
      return sql`select m.settled_day as day, ${who}, m.sign * m.amount as amount, m.sign * m.tax as tax,
        m.sign * m.settled as settled, m.sign as row_count, m.sign * ${days} as days, m.sign * ${late} as late
        from ${from} as m where m.settled_day is not null`;
    }
  }
}

/**
 * How what is overdue for longer than 0, 30, 60 and 90 days (its `part`) changes: added up until a day, it stands as it stood at the
 * end of that day. Nothing counts before that many days after the due date; what was settled until then counts on that day at once.
 */
function overdue(
  dialect: Dialect,
  place: RawBuilder<unknown>,
  imagesOf: (source: ImageSource) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const changed = (source: ImageSource, day: RawBuilder<unknown>, sign: RawBuilder<unknown>) => {
    const counted = larger(dialect, day, daysAfter(dialect, sql`m.due_day`, sql`(t.age + 1)`));
    return sql`select ${counted} as day, ${place} m.representative_id, m.currency, t.part, ${sign} m.sign * m.amount as amount,
      0 as tax, 0 as settled, 0 as row_count, 0 as days, 0 as late from ${imagesOf(source)} as m
      cross join (select 0 as age, '0' as part union all select 30, '30' union all select 60, '60' union all select 90, '90') t`;
  };
  return sql.join(
    [
      changed('invoice', sql`m.day`, sql``),
      sql`${changed('invoice', sql`m.voided_day`, sql`-`)} where m.voided_day is not null`,
      changed('allocation', sql`m.day`, sql`-`),
      changed('credit-note', sql`m.day`, sql`-`),
    ],
    sql` union all `,
  );
}

const POSTING = sql`a.representative_id, a.currency, a.part, a.day, a.due_day`;

/** The ledger's rows, and what is kept of those that were moved to a file. */
const LEDGER: Readonly<Record<ImageSource, RawBuilder<unknown>>> = {
  invoice: sql`(select 1 as sign, i.representative_id, i.currency, i.status as part, i.issue_date as day,
    i.due_date as due_day, i.settled_on as settled_day, i.voided_on as voided_day, i.total as amount, i.tax,
    i.allocated + i.credited as settled, i.outstanding from invoice i where i.status <> 'draft' and i.issue_date is not null
    union all select m.*, 0 as outstanding from (${archivedImages('invoice', sql`a.representative_id, a.currency, a.part, a.day, a.due_day, a.settled_day, a.voided_day`)}) m)`,
  // What is taken back counts against its method on the day of the reversal: the days before it stand as they stood.
  payment: sql`(select 1 as sign, p.representative_id, p.currency, p.method as part, p.received_on as day,
    p.amount, 0 as tax, 0 as settled from payment p
    union all select -1 as sign, t.representative_id, t.currency, p.method as part, t.reversed_on as day,
    t.amount, 0 as tax, 0 as settled from payment_reversal t join payment p on p.id = t.payment_id
    union all ${archivedImages('payment', sql`a.representative_id, a.currency, a.part, a.day`)})`,
  'credit-note': sql`(select 1 as sign, n.representative_id, n.currency, '' as part, n.issue_date as day,
    i.due_date as due_day, n.amount, 0 as tax, 0 as settled from credit_note n join invoice i on i.id = n.invoice_id
    union all ${archivedImages('credit-note', POSTING)})`,
  allocation: sql`(select 1 as sign, p.representative_id, a.currency, '' as part, a.allocated_on as day,
    i.due_date as due_day, a.amount, 0 as tax, 0 as settled from allocation a join payment p on p.id = a.payment_id
    join invoice i on i.id = a.invoice_id union all ${archivedImages('allocation', POSTING)})`,
};

function changesOf(source: ImageSource, which?: RawBuilder<unknown>): RawBuilder<unknown> {
  // Chosen ones are found by their numbers: an index by source would be read from end to end for every batch of them.
  const condition = which
    ? sql`${which} and coalesce(c.source, '') = ${sql.lit(source)}`
    : sql`c.source = ${sql.lit(source)}`;
  return sql`(select c.* from analytics_change c where ${condition})`;
}
