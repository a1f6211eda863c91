import { sql } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { StoredTable } from '../../kernel/copies.js';
import type { Transaction } from '../../kernel/ports.js';
import { forUpdate } from '../../query/for-update.js';
import { queriesOf } from '../../query/queries.js';
import { withoutTriggers } from './schema-parts.js';

/**
 * While all of the database comes back nobody else commits a change that would stand between the rows of two times, and triggers do
 * not note what is computed anew afterwards. Readers go on. Returns what puts the triggers back.
 */
export async function standStill(
  tx: Transaction,
  tables: readonly StoredTable[],
): Promise<() => Promise<void>> {
  switch (tx.dialect) {
    case 'sqlite':
      return withoutTriggers(queriesOf<unknown>(tx.queries));
    case 'postgresql':
      return lockTables(tx, tables);
    case 'mysql':
      return lockTrail(tx);
  }
}

/** PostgreSQL: writers wait for the tables' locks. Those of the moment stay free: whoever brings back is itself a job with a session. */
async function lockTables(
  { queries }: Transaction,
  tables: readonly StoredTable[],
): Promise<() => Promise<void>> {
  const db = queriesOf<unknown>(queries);
  const kept = tables.filter(({ rule }) => rule?.kept !== 'nowhere').map(({ name }) => name);
  await sql`lock table ${sql.join(kept.map((name) => sql.table(name)))} in share row exclusive mode`.execute(
    db,
  );
  const turn = async (how: 'disable' | 'enable') => {
    for (const name of kept)
      await sql`alter table ${sql.table(name)} ${sql.raw(how)} trigger user`.execute(db);
  };
  await turn('disable');
  return () => turn('enable');
}

/** MySQL ends a transaction that locks tables or changes triggers. Every change of the house enters the audit trail before its commit: there it waits. */
async function lockTrail({ dialect, queries }: Transaction): Promise<() => Promise<void>> {
  await forUpdate(dialect, queriesOf<HostTables>(queries).selectFrom('audit_head').select('seq')).execute();
  return async () => undefined;
}
