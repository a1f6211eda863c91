// The rows of a SQLite house, seen from beside it: what they were, what changed, and back again.
import Database from 'better-sqlite3';

type Row = Readonly<Record<string, unknown>>;
export type Dump = ReadonlyMap<string, readonly Row[]>;

/** What every request writes by itself, or what may not be rewritten. */
const PASSED_OVER = /^(audit_|rate_limit|outbox_|agenda_job|idempotency_key|kysely_|sqlite_|house_)/;

/** Put back after the tables whose triggers write into them. */
const WRITTEN_BY_TRIGGERS = /^analytics_/;

/** Of a session, what a request that comes minutes later does not write anew. */
const LASTING: Readonly<Record<string, readonly string[]>> = { session: ['id', 'user_id', 'created_at'] };

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
  letAppendOnlyTablesGo(database);
  const names = database
    .prepare(`select name from sqlite_master where type = 'table'`)
    .pluck()
    .all()
    .filter((name): name is string => typeof name === 'string' && !PASSED_OVER.test(name))
    .sort((one, other) => Number(WRITTEN_BY_TRIGGERS.test(one)) - Number(WRITTEN_BY_TRIGGERS.test(other)));
  const rowsOf = (name: string): Row[] => database.prepare(`select * from "${name}"`).all() as Row[];

  return {
    dump: () => new Map(names.map((name) => [name, rowsOf(name)])),
    restore(dump) {
      const changed = changedTables(dump, new Map(names.map((name) => [name, rowsOf(name)])));
      const written = names.filter((name) => changed.length > 0 && WRITTEN_BY_TRIGGERS.test(name));
      database.transaction(() => {
        for (const name of new Set([...changed, ...written])) {
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

/** Here alone rows of a table that is written once are taken away and put back: what guards it stands aside. */
function letAppendOnlyTablesGo(database: Database.Database): void {
  const guards = database
    .prepare(`select name from sqlite_master where type = 'trigger' and sql like '%is append-only%'`)
    .pluck()
    .all() as readonly string[];
  for (const guard of guards.filter((name) => !PASSED_OVER.test(name)))
    database.exec(`drop trigger "${guard}"`);
}

export function changedTables(before: Dump, after: Dump): readonly string[] {
  return [...before.keys()].filter((name) => textOf(name, before) !== textOf(name, after));
}

function textOf(name: string, dump: Dump): string {
  const lines = (dump.get(name) ?? []).map((row) => {
    const compared = LASTING[name]?.map((column) => row[column]) ?? row;
    return JSON.stringify(compared, (_key, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
  });
  return lines.sort().join('\n');
}

function insert(database: Database.Database, name: string, row: Row): void {
  const columns = Object.keys(row);
  const places = columns.map(() => '?').join();
  const quoted = columns.map((column) => `"${column}"`).join();
  database.prepare(`insert into "${name}" (${quoted}) values (${places})`).run(Object.values(row));
}
