import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Copies, StoredTable } from '../../kernel/copies.js';
import type { Database, Logger, Storage } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { houseMigrations } from '../database/migration-files.js';
import type { HouseDatabase } from '../database/open-database.js';
import type { SecretKeys } from '../sealing/key-ring.js';
import { openScratch } from './open-scratch.js';
import { readTrail } from './read-trail.js';
import { restoreRows } from './restore-rows.js';
import { storedTables } from './stored-tables.js';
import { takeSnapshot } from './take-snapshot.js';

interface Means {
  readonly database: HouseDatabase;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Logger;
  readonly keys: SecretKeys;
  /** once it is assembled */
  readonly house: () => Pick<AssembledHouse, 'copyRules' | 'proofs'>;
}

export function createCopies({ database, storage, clock, log, keys, house }: Means): Copies {
  const means = { database, storage, clock, log, keys };
  let known: readonly StoredTable[] | null = null;
  const tables = () => (known ??= storedTables(house().copyRules));
  const migrations = houseMigrations(database.dialect);
  const newest = migrations.at(-1) ?? '';
  return {
    get tables() {
      return tables();
    },
    migrations,
    snapshot: (work) => takeSnapshot({ ...means, tables: tables() }, work),
    scratch: (work, migration = newest) => openScratch(means, migration, work),
    restore: (actor, restored, work) =>
      restoreRows({ database: database.port, tables: tables() }, actor, restored, work),
    figures: (source) => figuresOf(source, house()),
    trail: readTrail,
  };
}

type Source = Pick<Database, 'dialect' | 'queries'>;

/** One after the other: a snapshot has one connection. */
async function figuresOf(
  source: Source,
  { proofs }: Pick<AssembledHouse, 'proofs'>,
): Promise<Readonly<Record<string, string>>> {
  const figures: Record<string, string> = {};
  for (const { plugin, value } of proofs) {
    for (const [name, figure] of Object.entries(await value.figures(source)))
      figures[`${plugin}.${name}`] = figure;
  }
  return figures;
}
