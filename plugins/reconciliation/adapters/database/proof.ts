import { sql, type RawBuilder } from 'kysely';
import type { Proof } from '../../../../src/kernel/copies.js';
import { figuresByCurrency } from '../../../../src/query/figures-by-currency.js';
import { queriesOf } from '../../../../src/query/queries.js';

interface Sum {
  readonly currency: string;
  readonly amount: bigint | number | string;
}

const PARTS = sql`
  select t.currency, p.amount from bank_settlement_part p
  join bank_settlement s on s.id = p.settlement_id join bank_transaction t on t.id = s.transaction_id
  where s.undone_at is null`;

const SUMS: Readonly<Record<string, RawBuilder<Sum>>> = {
  settled: sql<Sum>`select part.currency, sum(part.amount) as amount from (${PARTS}) part group by part.currency`,
  open: sql<Sum>`select moved.currency, sum(moved.amount) as amount from (
      select currency, amount from bank_transaction where state <> 'ignored'
      union all select part.currency, -part.amount from (${PARTS}) part
    ) moved group by moved.currency`,
};

/** What statements brought, and what of it was settled by what is not undone. */
export const proof: Proof = {
  name: 'bank',
  async figures({ queries }) {
    const figures: Record<string, string> = {};
    for (const [name, query] of Object.entries(SUMS)) {
      const { rows } = await query.execute(queriesOf<unknown>(queries));
      Object.assign(figures, figuresByCurrency(name, rows));
    }
    return figures;
  },
};
