import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Dialect, type Driver } from 'kysely';
import { ReadingThread } from './reading-thread.js';
import { SqliteDriver } from './sqlite-driver.js';

class Adapter extends SqliteAdapter {
  // `begin immediate` is the lock that two starting processes wait for.
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export function sqliteDialect(path: string, isScratch = false): Dialect {
  return dialectOver(() => new SqliteDriver(path, isScratch));
}

/** For reading alone, in a thread of its own: see ReadingThread. */
export function sqliteReadingDialect(path: string): Dialect {
  return dialectOver(() => new ReadingThread(path));
}

function dialectOver(createDriver: () => Driver): Dialect {
  return {
    createDriver,
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new Adapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}
