import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import type { Periods } from '../../app/ledger.js';
import type { LocalMonth } from '../../../../src/values/local-date.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import type { PeriodRecord } from '../../app/records.js';
import { billingTables, sharing } from './tables.js';

/**
 * A month without a row is open, but only a row can be locked: so a posting writes the row of its month and holds it as a
 * reader, and whoever closes the month waits for every posting under way.
 */
export function makePeriods(dialect: Dialect): Periods {
  async function ensure(queries: QueryHandle, months: readonly LocalMonth[]): Promise<void> {
    const known = await billingTables(queries)
      .selectFrom('period')
      .select('month')
      .where('month', 'in', [...months])
      .execute();
    const missing = months.filter((month) => !known.some((row) => row.month === month));
    if (missing.length === 0) return;
    const insert = billingTables(queries)
      .insertInto('period')
      .values(
        missing.map((month) => ({ month, status: 'open', closed_at: null, closed_by: null, version: 1 })),
      );
    await insertIgnore(dialect, insert, 'month').execute();
  }

  return {
    async closedAmong(queries, months) {
      await ensure(queries, months);
      const query = billingTables(queries)
        .selectFrom('period')
        .select(['month', 'status'])
        .$castTo<PeriodRecord>()
        .where('month', 'in', [...months])
        .orderBy('month');
      const rows = await sharing(dialect, query).execute();
      return rows.filter((row) => row.status === 'closed').map((row) => row.month);
    },

    async lockAll(queries, month) {
      await ensure(queries, [month]);
      const query = billingTables(queries)
        .selectFrom('period')
        .select(['month', 'status'])
        .$castTo<PeriodRecord>();
      return forUpdate(dialect, query.orderBy('month')).execute();
    },

    async latestClosed(queries) {
      const query = billingTables(queries)
        .selectFrom('period')
        .select(['month', 'status'])
        .$castTo<PeriodRecord>()
        .where('status', '=', 'closed')
        .orderBy('month', 'desc')
        .limit(1);
      return (await query.executeTakeFirst())?.month ?? null;
    },

    async close(queries, month, by, at) {
      await billingTables(queries)
        .updateTable('period')
        .set((row) => ({ status: 'closed', closed_at: at, closed_by: by, version: row('version', '+', 1) }))
        .where('month', '=', month)
        .execute();
    },

    async reopen(queries, month) {
      await billingTables(queries)
        .updateTable('period')
        .set((row) => ({ status: 'open', closed_at: null, closed_by: null, version: row('version', '+', 1) }))
        .where('month', '=', month)
        .execute();
    },

    async movedYears(queries) {
      const rows = await billingTables(queries)
        .selectFrom('moved_year')
        .select('year')
        .orderBy('year')
        .execute();
      return rows.map(({ year }) => year);
    },
  };
}
