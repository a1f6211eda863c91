import type { Restoration, RestoredFacts, StoredTable } from '../../kernel/copies.js';
import type { Actor } from '../../kernel/permissions.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { databaseRestored } from '../../kernel/restored.js';
import { queriesOf } from '../../query/queries.js';
import { isRefusal } from '../database/run-transaction.js';
import { checkReferences } from './check-references.js';
import { emptyTheMoment } from './empty-the-moment.js';
import { loosenReferences } from './loosen-references.js';
import { readRows } from './read-rows.js';
import { WHOLE_DATABASE } from '../audit/whole-database.js';
import { withoutIndexes } from './schema-parts.js';
import { standStill } from './stand-still.js';
import { orTaken } from './taken-value.js';
import { RowWriter } from './write-rows.js';

interface Means {
  readonly database: Database;
  readonly tables: readonly StoredTable[];
}

/** One transaction, so that it is tried again from its beginning when another was in the way. */
export function restoreRows<T>(
  { database, tables }: Means,
  actor: Actor,
  restored: RestoredFacts,
  work: (restoration: Restoration) => Promise<T>,
): Promise<T> {
  return database.transaction(async (tx) => {
    const references = await loosenReferences(tx);
    try {
      const putTriggersBack = restored.whole ? await standStill(tx, tables) : null;
      const written = new Set<string>();
      const result = await work(restorationIn(tx, written));
      if (isRefusal(result)) return result;
      if (restored.whole) await emptyTheMoment(tx, tables);
      await checkReferences(tx.queries, tables, written);
      await references.tighten();
      await putTriggersBack?.();
      await tx.emit(databaseRestored, restored);
      await tx.audit({
        actor,
        action: 'host.restore-database',
        entity: WHOLE_DATABASE,
        entityId: restored.sha256,
        after: { ...restored },
      });
      return result;
    } finally {
      await references.release();
    }
  });
}

/** @param written is told the tables that are written to */
function restorationIn({ dialect, queries }: Transaction, written: Set<string>): Restoration {
  const writer = new RowWriter(dialect, queries);
  return {
    dialect,
    queries,
    rows: (table) => readRows(dialect, queries, table),
    insert(table, rows) {
      written.add(table.name);
      return orTaken(table.name, () => writer.insert(table.name, rows));
    },
    loading: (work) => (dialect === 'sqlite' ? withoutIndexes(queriesOf<unknown>(queries), work) : work()),
    update(table, rows) {
      written.add(table.name);
      return orTaken(table.name, () => writer.update(table.name, table.key, rows));
    },
    remove(table, keys) {
      written.add(table.name);
      return writer.remove(table.name, table.key, keys);
    },
  };
}
