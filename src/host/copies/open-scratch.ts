import { join } from 'node:path';
import type { Scratch } from '../../kernel/copies.js';
import type { Logger, Storage } from '../../kernel/ports.js';
import { handleOf, queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { migrate } from '../database/migrate.js';
import { houseMigrations, MigrationFiles } from '../database/migration-files.js';
import { openDatabase, type HouseDatabase } from '../database/open-database.js';
import { fileUrl } from '../database/sqlite/sqlite-path.js';
import type { SecretKeys } from '../sealing/key-ring.js';
import { inPrivateFolder } from './private-folder.js';
import { readAside } from './read-aside.js';
import { readRows } from './read-rows.js';
import { schemaVersionOf } from './schema-version.js';
import { withoutIndexes, withoutTriggers } from './schema-parts.js';
import { RowWriter } from './write-rows.js';

interface Means {
  readonly storage: Storage;
  readonly log: Logger;
  readonly clock: Clock;
  readonly keys: SecretKeys;
}

/** An empty database of that version for as long as `work` goes on. Nobody else reads it, and it need not outlive a fall of the machine. */
export async function openScratch<T>(
  { storage, log, clock, keys }: Means,
  migration: string,
  work: (scratch: Scratch) => Promise<T>,
): Promise<T> {
  const files = MigrationFiles.until('sqlite', migration);
  return inPrivateFolder(storage, async (folder) => {
    const path = join(folder, 'scratch.db');
    const url = fileUrl(path);
    const database = await openDatabase({ ...keys, url, log, clock, isScratch: true });
    try {
      await migrate(database, files);
      return await work(await scratchOver(database, path, migration));
    } finally {
      await database.close();
    }
  });
}

async function scratchOver(database: HouseDatabase, path: string, migration: string): Promise<Scratch> {
  const { port } = database;
  const db = queriesOf<unknown>(port.queries);
  // As they came: an older version has no columns for the blind indexes of what is sealed.
  const writer = new RowWriter('sqlite', handleOf(db.withoutPlugins()));
  const putTriggersBack = await withoutTriggers(db);
  let version = migration;
  return {
    database: port,
    get schemaVersion() {
      return version;
    },
    insert: (table, rows) => writer.insert(table, rows),
    loading: (work) => withoutIndexes(db, work),
    async migrate() {
      if (version === houseMigrations('sqlite').at(-1)) return;
      await putTriggersBack();
      await migrate(database);
      version = await schemaVersionOf(port.queries);
    },
    rows: (table) => readRows('sqlite', port.queries, table),
    aside: (work) => readAside(path, port.queries, (queries) => work({ dialect: 'sqlite', queries })),
  };
}
