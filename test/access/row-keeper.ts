// The rows of a SQLite house, seen from beside it: what they were, what changed, and back again.
import Database from 'better-sqlite3';

type Row = Readonly<Record<string, unknown>>;
export type Dump = ReadonlyMap<string, readonly Row[]>;

/** What every request writes by itself, or what may not be rewritten. */
const PASSED_OVER = /^(audit_|rate_limit|outbox_|agenda_job|idempotency_key|kysely_|sqlite_|house_)/;

export interface RowKeeper {
  dump(): Dump;
  /** Puts every table back as it was; returns the names of those that had changed. */
  restore(dump: Dump): readonly string[];
  /** Takes away the rows of a dump's tables that `isGone` names. */
  remove(isGone: (row: Row) => boolean): void;
  close(): void;
}

export function keepRows(path: string): RowKeeper {
  const database = new Database(path);
  database.pragma('foreign_keys = OFF');
  database.pragma('busy_timeout = 10000');
  database.defaultSafeIntegers();
  const names = database
    .prepare(`select name from sqlite_master where type = 'table'`)
    .pluck()
    .all()
    .filter((name): name is string => typeof name === 'string' && !PASSED_OVER.test(name));
  const rowsOf = (name: string): Row[] => database.prepare(`select * from "${name}"`).all() as Row[];

  return {
    dump: () => new Map(names.map((name) => [name, rowsOf(name)])),
    restore(dump) {
      const changed = changedTables(dump, new Map(names.map((name) => [name, rowsOf(name)])));
      database.transaction(() => {
        for (const name of changed) {
          database.prepare(`delete from "${name}"`).run();
          for (const row of dump.get(name) ?? []) insert(database, name, row);
        }
      })();
      return changed;
    },
    remove(isGone) {
      database.transaction(() => {
        for (const name of names) {
          const kept = rowsOf(name).filter((row) => !isGone(row));
          database.prepare(`delete from "${name}"`).run();
          for (const row of kept) insert(database, name, row);
        }
      })();
    },
    close: () => database.close(),
  };
}

export function changedTables(before: Dump, after: Dump): readonly string[] {
  return [...before.keys()].filter((name) => textOf(before.get(name)) !== textOf(after.get(name)));
}

function textOf(rows: readonly Row[] | undefined): string {
  const lines = (rows ?? []).map((row) =>
    JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
  );
  return lines.sort().join('\n');
}

function insert(database: Database.Database, name: string, row: Row): void {
  const columns = Object.keys(row);
  const places = columns.map(() => '?').join();
  const quoted = columns.map((column) => `"${column}"`).join();
  database.prepare(`insert into "${name}" (${quoted}) values (${places})`).run(Object.values(row));
}
