// What a fact is, in SQL: said once, for the ledger's rows and for the images that are not folded yet.
import { sql, type RawBuilder } from 'kysely';
import type { Dialect } from '../../../../src/kernel/ports.js';
import type { Fact } from '../../domain/measures.js';
import { daysFrom, larger } from './days.js';

export type Images = 'ledger' | 'changes';

const SOURCE_OF: Readonly<Record<Fact, 'invoice' | 'payment' | 'credit-note' | 'allocation'>> = {
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
  const source = SOURCE_OF[fact];
  const from = images === 'ledger' ? LEDGER[source] : changesOf(source, which);
  const place = images === 'ledger' ? sql`` : sql`m.office_id, m.geo_id,`;
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

const LEDGER: Readonly<Record<(typeof SOURCE_OF)[Fact], RawBuilder<unknown>>> = {
  invoice: sql`(select 1 as sign, i.representative_id, i.currency, i.status as part, i.issue_date as day,
    i.due_date as due_day, i.settled_on as settled_day, i.voided_on as voided_day, i.total as amount, i.tax,
    i.allocated + i.credited as settled, i.outstanding from invoice i where i.status <> 'draft')`,
  payment: sql`(select 1 as sign, p.representative_id, p.currency, p.method as part, p.received_on as day,
    p.amount, 0 as tax, 0 as settled from payment p)`,
  'credit-note': sql`(select 1 as sign, n.representative_id, n.currency, '' as part, n.issue_date as day,
    n.amount, 0 as tax, 0 as settled from credit_note n)`,
  allocation: sql`(select 1 as sign, p.representative_id, a.currency, '' as part, a.allocated_on as day,
    a.amount, 0 as tax, 0 as settled from allocation a join payment p on p.id = a.payment_id)`,
};

function changesOf(source: (typeof SOURCE_OF)[Fact], which?: RawBuilder<unknown>): RawBuilder<unknown> {
  // Chosen ones are found by their numbers: an index by source would be read from end to end for every batch of them.
  const condition = which
    ? sql`${which} and coalesce(c.source, '') = ${sql.lit(source)}`
    : sql`c.source = ${sql.lit(source)}`;
  return sql`(select c.* from analytics_change c where ${condition})`;
}
