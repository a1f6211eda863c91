import type { Dialect } from '../../../../src/kernel/ports.js';
import type { NumberSeries } from '../../app/ledger.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import { billingTables } from './tables.js';

export function makeNumberSeries(dialect: Dialect): NumberSeries {
  return {
    async lockByCode(queries, code) {
      const query = billingTables(queries)
        .selectFrom('number_series')
        .select(['id', 'code', 'purpose', 'prefix', 'padding', 'year', 'next_number as nextNumber', 'yearly'])
        .where('code', '=', code);
      return (await forUpdate(dialect, query).executeTakeFirst()) ?? null;
    },

    async insertIfAbsent(queries, series, at) {
      const insert = billingTables(queries).insertInto('number_series').values({
        id: series.id,
        code: series.code,
        purpose: series.purpose,
        prefix: series.prefix,
        padding: series.padding,
        year: series.year,
        next_number: series.nextNumber,
        yearly: series.yearly,
        created_at: at,
        updated_at: at,
        version: 1,
      });
      // Two houses that issue their very first invoice at once: one row.
      await insertIgnore(dialect, insert, 'code').execute();
    },

    async advance(queries, { id, year, nextNumber }, at) {
      await billingTables(queries)
        .updateTable('number_series')
        .set({ year, next_number: nextNumber, updated_at: at })
        .where('id', '=', id)
        .execute();
    },

    async isMoved(queries, purpose, number) {
      const moved = await billingTables(queries)
        .selectFrom('moved_name')
        .select('year')
        .where('kind', '=', purpose)
        .where('name', '=', number)
        .executeTakeFirst();
      return moved !== undefined;
    },
  };
}
