import { MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, sql, type Dialect, type Kysely } from 'kysely';
import { MysqlDriver } from './mysql-driver.js';

const LOCK_PATIENCE_SECONDS = 300;

/** Locks are the server's, not the database's: the name carries the database, so that two houses on one server do not wait. */
class Adapter extends MysqlAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    const { rows } = await sql<{
      granted: bigint | number | null;
    }>`select get_lock(${lockName}, ${LOCK_PATIENCE_SECONDS}) as granted`.execute(db);
    if (Number(rows[0]?.granted ?? 0) === 1) return;
    throw new Error(
      `Another process has been migrating for ${LOCK_PATIENCE_SECONDS} s: look what it waits for.`,
    );
  }

  override async releaseMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`select release_lock(${lockName})`.execute(db);
  }
}

const lockName = sql`concat('house:', md5(database()))`;

export function mysqlDialect(url: string): Dialect {
  return {
    createDriver: () => new MysqlDriver(url),
    createQueryCompiler: () => new MysqlQueryCompiler(),
    createAdapter: () => new Adapter(),
    createIntrospector: (db) => new MysqlIntrospector(db),
  };
}
