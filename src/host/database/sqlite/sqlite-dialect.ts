import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Dialect } from 'kysely';
import { SqliteDriver } from './sqlite-driver.js';

class Adapter extends SqliteAdapter {
  // `begin immediate` is the lock that two starting processes wait for.
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export function sqliteDialect(path: string, isScratch = false): Dialect {
  return {
    createDriver: () => new SqliteDriver(path, isScratch),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new Adapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}
