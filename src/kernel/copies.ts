import type { Database, Dialect, QueryHandle } from './database.js';
import type { Actor } from './permissions.js';

/** What a column holds, on every dialect; in JavaScript as `QueryHandle` says. */
export type ColumnKind =
  'text' | 'integer' | 'bigint' | 'boolean' | 'date' | 'datetime' | 'decimal' | 'bytes';

export interface StoredColumn {
  /** in the database */
  readonly name: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
}

/** A table as a copy of the database knows it. */
export interface StoredTable {
  /** the Prisma model's name */
  readonly model: string;
  /** in the database */
  readonly name: string;
  /** whose it is: a plugin, or `host` */
  readonly plugin: string;
  readonly columns: readonly StoredColumn[];
  /** columns of its primary key */
  readonly key: readonly string[];
  /** its references to other tables */
  readonly references: readonly {
    readonly columns: readonly string[];
    readonly table: string;
    readonly to: readonly string[];
  }[];
  readonly appendOnly: boolean;
  readonly rule: CopyRule | null;
}

/** Values by column. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** What a copy of the database does with one model. A model without a rule is kept, and comes back as it is. */
export interface CopyRule {
  /** the Prisma model's name */
  readonly model: string;
  /**
   * `nowhere`: of the moment alone (sessions, locks, counters), or made again from the rest: it is in no copy, and empty after one is
   * brought back. Otherwise the name of the set that people choose it by, with its words in `<plugin>:copies.<set>`.
   */
  readonly kept: string;
  /**
   * What a row comes back as, by column: what was waiting must not happen for a second time. Null: it does not come back. Pure.
   * @param now of the database that it comes back into, UTC
   */
  readonly comesBack?: (row: StoredRow, now: Date) => StoredRow | null;
  /** absent: in a house in use its rows become those of the whole copy that comes back over them */
  readonly inUse?: InUse;
  /** a column of names, each of one row alone: a row that is `joined` is numbered where its name is another's */
  readonly named?: string;
}

/**
 * What a house in use keeps of a table when a whole copy comes back over it. `stays`: its own rows, and none comes. `joined`: its own
 * rows, and those come that it has not. `owned`: the rows of those to whom the table's first reference points and who are there; rows of
 * others come. `columns`: these columns of rows that it has.
 */
export type InUse = 'stays' | 'joined' | 'owned' | { readonly columns: readonly string[] };

/** These models are one set, and come back as they are. */
export const keptAs = (set: string, models: readonly string[]): readonly CopyRule[] =>
  models.map((model) => ({ model, kept: set }));

/** Of the moment, or made again from the rest. */
export const keptNowhere = (models: readonly string[]): readonly CopyRule[] => keptAs('nowhere', models);

/**
 * For rows of `cron`, `zone` and `next_run_at`: what was due until now happened then, so that it goes on with its next time.
 * @param next null when there is none
 */
export const goesOn =
  (next: (cron: string, zone: string, after: Date) => Date | null) =>
  (row: StoredRow, now: Date): StoredRow => {
    const { next_run_at: due, cron, zone } = row;
    if (!(due instanceof Date) || due > now) return row;
    return { ...row, next_run_at: next(String(cron), String(zone), now) };
  };

/** The whole database as it stood at one instant, however long one reads. */
export interface Snapshot {
  /** UTC */
  readonly at: Date;
  readonly dialect: Dialect;
  /** for figures; one statement at a time */
  readonly queries: QueryHandle;
  /** the newest migration that it has */
  readonly schemaVersion: string;
  /** those that it has, and the columns that they have there: fewer than this version's when migrations wait */
  readonly tables: readonly StoredTable[];
  /** every row in the order of the key (texts by their bytes), in flat memory; at most one such reading at a time */
  rows(table: StoredTable): AsyncIterable<readonly StoredRow[]>;
}

/** An empty SQLite database in a private file, ended and removed with the work that asked for it. */
export interface Scratch {
  readonly database: Database;
  /** the newest migration that it has */
  readonly schemaVersion: string;
  /** Columns that the table has not are an error; those that `rows` leave out get their default. */
  insert(table: string, rows: readonly StoredRow[]): Promise<void>;
  /** As that of a restoration. */
  loading<T>(work: () => Promise<T>): Promise<T>;
  /** Runs the migrations that are missing, as `countinghouse migrate` does. */
  migrate(): Promise<void>;
  rows(table: StoredTable): AsyncIterable<readonly StoredRow[]>;
  /** The same rows for statements that look at all of them, such as figures: others in the process do not wait for them. */
  aside<T>(work: (database: Pick<Database, 'dialect' | 'queries'>) => Promise<T>): Promise<T>;
}

/** The house's own database, open for one bringing-back: all of it or nothing. */
export interface Restoration {
  readonly queries: QueryHandle;
  readonly dialect: Dialect;
  /**
   * Every row in the order of the key (texts by their bytes), as it stands now, in flat memory. Between two batches one may write to the
   * same table: what is written behind the last key that came is not read.
   */
  rows(table: StoredTable): AsyncIterable<readonly StoredRow[]>;
  /** references between the rows are checked when it ends */
  insert(table: StoredTable, rows: readonly StoredRow[]): Promise<void>;
  /**
   * While `work` inserts, tables that have no rows go without their indexes where that is faster: they are made when it ends. Only then
   * are rows that break a unique index told, and nothing but `insert` should be asked meanwhile: it would be slow.
   */
  loading<T>(work: () => Promise<T>): Promise<T>;
  /** by key; @returns how many were there */
  update(table: StoredTable, rows: readonly StoredRow[]): Promise<number>;
  /** by key, of an append-only table too; @returns how many were there */
  remove(table: StoredTable, keys: readonly StoredRow[]): Promise<number>;
}

/** For what keeps copies of the whole database and brings them back. Rows are as people wrote them: sealed columns are opened. */
export interface Copies {
  /** what a table points to stands before it */
  readonly tables: readonly StoredTable[];
  /** names of the house's migrations, oldest first; the last is this version's */
  readonly migrations: readonly string[];
  snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>;
  /** @param migration the newest that it has; this version's when absent. @throws on one that `migrations` does not name */
  scratch<T>(work: (scratch: Scratch) => Promise<T>, migration?: string): Promise<T>;
  /**
   * Commits what `work` did, with an audit entry and the event `host.database-restored`; when it throws or refuses (`err(…)`), nothing
   * has happened. Nobody else's change is lost: whoever wrote meanwhile made it wait, or makes it begin again, so that `work` keeps no
   * state outside itself. While it lasts nobody can write on SQLite: `work` writes by its restoration alone. Of a whole restoration it
   * empties what is kept nowhere, except for running jobs and the next occurrences of repeating ones.
   * @throws DanglingReference when a row points to one that is not there; TakenValue when it has what another has alone
   */
  restore<T>(
    actor: Actor,
    restored: RestoredFacts,
    work: (restoration: Restoration) => Promise<T>,
  ): Promise<T>;
  /** What must be the same in a copy as in the original, by name: amounts, balances, the end of the audit trail. */
  figures(database: Pick<Database, 'dialect' | 'queries'>): Promise<Readonly<Record<string, string>>>;
  /** Reads the audit trail of a copy link by link. Its end may be signed by another house's key: that alone is not looked at. */
  trail(database: Pick<Database, 'dialect' | 'queries'>): Promise<TrailReport>;
}

/** Whether an audit trail is as it was written. */
export interface TrailReport {
  readonly entries: number;
  readonly faults: number;
  readonly seq: bigint;
  /** of the last link, SHA-256, hexadecimal */
  readonly digest: string;
}

/** What was brought back has a name or a number of which there is one alone, and another row has it. */
export class TakenValue extends Error {
  constructor(
    readonly table: string,
    cause: unknown,
  ) {
    super(`A row of ${table} has what another row has, and may not.`, { cause });
    this.name = 'TakenValue';
  }
}

/** What was brought back points to what is not there. */
export class DanglingReference extends Error {
  constructor(
    readonly table: string,
    readonly columns: readonly string[],
    readonly target: string,
  ) {
    super(`A row of ${table} points by ${columns.join(', ')} to one that is not in ${target}.`);
    this.name = 'DanglingReference';
  }
}

/** What is told of a restoration. */
export interface RestoredFacts {
  /** true: all of the database; false: chosen records */
  readonly whole: boolean;
  /** the instant that the copy was made at, ISO 8601 */
  readonly madeAt: string;
  /** SHA-256 of the archive, hexadecimal */
  readonly sha256: string;
}

/** Figures by which a copy is proved: computed from the original's rows and again from the copy's. */
export interface Proof {
  /** unique within the plugin */
  readonly name: string;
  /** by name, in one form on every dialect; amounts as decimals. Read from source rows, never from what was computed before. */
  readonly figures: (
    database: Pick<Database, 'dialect' | 'queries'>,
  ) => Promise<Readonly<Record<string, string>>>;
}
