import { Kysely } from 'kysely';
import type { QueryHandle } from '../../kernel/ports.js';
import { handleOf, queriesOf } from '../../query/queries.js';
import { hasReadingThread } from '../database/sqlite/reading-thread.js';
import { sqliteReadingDialect } from '../database/sqlite/sqlite-dialect.js';

/**
 * The same file of SQLite's once more, read in a thread beside the process: the figures of a million invoices take seconds, and SQLite
 * would hold up everybody for as long. Where there is no thread `work` gets the handle itself.
 */
export async function readAside<T>(
  path: string,
  handle: QueryHandle,
  work: (aside: QueryHandle) => Promise<T>,
): Promise<T> {
  if (!hasReadingThread()) return work(handle);
  const { plugins } = queriesOf<unknown>(handle).getExecutor();
  const aside = new Kysely<unknown>({ dialect: sqliteReadingDialect(path), plugins: [...plugins] });
  try {
    return await work(handleOf(aside));
  } finally {
    await aside.destroy();
  }
}
