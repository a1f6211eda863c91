import SqliteDatabase from 'better-sqlite3';
import { failureOf } from '../failures.js';
import { untilNotBusy } from './until-not-busy.js';

/** A few milliseconds of copying between two turns of the event loop. */
const PAGES_AT_ONCE = 1000;
const PATIENCE_MS = 30_000;

/**
 * Copies a database as it stands at this instant by SQLite's backup interface. The read transaction makes it one instant: without it
 * the copying would begin anew with every write of another connection.
 */
export async function copySqliteFile(from: string, to: string): Promise<void> {
  try {
    const source = new SqliteDatabase(from, { readonly: true, timeout: 0 });
    try {
      source.exec('begin');
      await untilNotBusy(PATIENCE_MS, () => source.prepare('select 1 from sqlite_master').get());
      await source.backup(to, { progress: () => PAGES_AT_ONCE });
    } finally {
      source.close();
    }
  } catch (failure) {
    throw failureOf('sqlite', failure);
  }
}
