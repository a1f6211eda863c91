import { Kysely, sql, type Dialect as KyselyDialect } from 'kysely';
import { models } from '../../../generated/model.js';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database, Dialect, Logger } from '../../kernel/ports.js';
import { handleOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { headSigner } from '../audit/chain.js';
import { mysqlDialect } from './mysql/mysql-dialect.js';
import { postgresqlDialect } from './postgresql/postgresql-dialect.js';
import { runTransaction } from './run-transaction.js';
import { createKeyRing, type KeyRing, type SecretKeys } from '../sealing/key-ring.js';
import { SealingPlugin } from '../sealing/sealing-plugin.js';
import { sealedTables, type SealedTables } from '../sealing/sealed-columns.js';
import { createUnreadables, type Unreadables } from '../sealing/unreadable.js';
import { sqliteDialect } from './sqlite/sqlite-dialect.js';
import { sqlitePath } from './sqlite/sqlite-path.js';

/** The house's own view of its database: the port that plugins get, and what only the host may do. */
export interface HouseDatabase {
  readonly port: Database;
  readonly dialect: Dialect;
  readonly url: string;
  readonly ring: KeyRing;
  readonly sealed: SealedTables;
  /** sealed values that were read in this process and that no key opened */
  readonly unreadables: Unreadables;
  /** Throws DatabaseUnavailable when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The keys seal what the schema says is sealed, and sign the end of the audit chain. */
interface Means extends SecretKeys {
  readonly url: string;
  readonly log: Logger;
  readonly clock: Clock;
  /** of SQLite: a file of one piece of work, gone with it; it is not kept from a fall of the machine, and references are not checked */
  readonly isScratch?: boolean;
}

/** Opens `file:`, `sqlite:`, `mysql://`, `mariadb://`, `postgres://` or `postgresql://`. Connects when first used. */
export async function openDatabase({
  url,
  log,
  clock,
  isScratch = false,
  ...keys
}: Means): Promise<HouseDatabase> {
  const dialect = dialectOf(url);
  const sign = headSigner(keys.secretKey, keys.formerKeys);
  const ring = createKeyRing(keys);
  const unreadables = createUnreadables(log);
  const sealed = sealedTables(models);
  const sealing = new SealingPlugin({ ring, tables: sealed, unreadable: unreadables.note });
  const queries = new Kysely<HostTables>({
    dialect: kyselyDialect(dialect, url, isScratch),
    plugins: [sealing],
  });
  const port: Database = {
    dialect,
    queries: handleOf(queries),
    transaction: (work) => runTransaction({ dialect, queries, clock, log, sign }, work),
    now: () => serverTime(dialect, queries),
  };
  return {
    port,
    dialect,
    url,
    ring,
    sealed,
    unreadables,
    ping: async () => void (await sql`select 1`.execute(queries)),
    close: () => queries.destroy(),
  };
}

export function dialectOf(url: string): Dialect {
  if (/^(file|sqlite):/.test(url)) return 'sqlite';
  if (/^(mysql|mariadb):\/\//.test(url)) return 'mysql';
  if (/^postgres(ql)?:\/\//.test(url)) return 'postgresql';
  const scheme = /^[a-z]+:/i.exec(url)?.[0] ?? 'nothing before a colon';
  throw new Error(`DATABASE_URL begins with file:, mysql:// or postgresql://, and this one with ${scheme}`);
}

function kyselyDialect(dialect: Dialect, url: string, isScratch: boolean): KyselyDialect {
  switch (dialect) {
    case 'sqlite':
      return sqliteDialect(sqlitePath(url), isScratch);
    case 'mysql':
      return mysqlDialect(url);
    case 'postgresql':
      return postgresqlDialect(url);
  }
}

const SERVER_TIME = {
  sqlite: sql<{ now: Date | string }>`select strftime('%Y-%m-%dT%H:%M:%fZ', 'now') as now`,
  mysql: sql<{ now: Date | string }>`select utc_timestamp(3) as now`,
  postgresql: sql<{
    now: Date | string;
  }>`select cast(clock_timestamp() at time zone 'utc' as timestamp(3)) as now`,
};

async function serverTime(dialect: Dialect, queries: Kysely<HostTables>): Promise<Date> {
  const { rows } = await SERVER_TIME[dialect].execute(queries);
  return new Date(rows[0]?.now ?? Number.NaN);
}
