import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { failureOf } from '../failures.js';
import { parameterOf } from '../parameters.js';
import { prepare, PreparedStatements, runPrepared } from './prepared-statements.js';
import { untilNotBusy } from './until-not-busy.js';
import { WriterTurn } from './writer-turn.js';

type Row = Record<string, unknown>;

const PATIENCE_MS = 30_000;
const CACHE_KIB = 16_384;
const JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024;
const CHANGES_SCHEMA = /^\s*(create|alter|drop)\b/i;

/**
 * SQLite for a server: one connection writes, in turns; another reads what is committed, so that an open transaction never keeps
 * a reader waiting. Streams read over a connection of their own.
 */
export class SqliteDriver implements Driver {
  private readonly turn = new WriterTurn(PATIENCE_MS);
  private writer!: Side;
  private reader!: Side;

  constructor(
    private readonly path: string,
    private readonly isScratch: boolean,
  ) {}

  async init(): Promise<void> {
    this.writer = sideOf(await this.open({ readonly: false }));
    this.reader = sideOf(await this.open({ readonly: true }));
  }

  async acquireConnection(): Promise<SqliteConnection> {
    return new SqliteConnection(this.writer, this.reader, this.turn, () => this.open({ readonly: true }));
  }

  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await connection.end('commit');
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    await connection.end('rollback');
  }

  async releaseConnection(connection: SqliteConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {
    this.reader.database.close();
    this.writer.database.close();
  }

  private async open({ readonly }: { readonly: boolean }): Promise<Database> {
    try {
      if (!readonly) mkdirSync(dirname(this.path), { recursive: true });
      // No waiting inside SQLite: it would stop the whole process.
      const database = new SqliteDatabase(this.path, { timeout: 0, readonly });
      return await untilNotBusy(PATIENCE_MS, () => {
        if (!readonly) {
          database.pragma('journal_mode = WAL');
          database.pragma(`synchronous = ${this.isScratch ? 'OFF' : 'NORMAL'}`);
          database.pragma(`foreign_keys = ${this.isScratch ? 'OFF' : 'ON'}`);
          database.pragma(`journal_size_limit = ${JOURNAL_LIMIT_BYTES}`);
        }
        // Of a backup and its restoration every row is sorted and compared: that is to take no more memory for more rows.
        database.pragma(`temp_store = ${readonly && !this.isScratch ? 'MEMORY' : 'FILE'}`);
        database.pragma(`cache_size = -${CACHE_KIB}`);
        return database;
      });
    } catch (failure) {
      throw failureOf('sqlite', failure);
    }
  }
}

interface Side {
  readonly database: Database;
  readonly statements: PreparedStatements;
}

function sideOf(database: Database): Side {
  return { database, statements: new PreparedStatements(database) };
}

/** What Kysely holds for a statement or a transaction. It takes the writer's turn only when there is something to write. */
class SqliteConnection implements DatabaseConnection {
  private endTurn: (() => void) | null = null;

  constructor(
    private readonly writer: Side,
    private readonly reader: Side,
    private readonly turn: WriterTurn,
    private readonly openForStream: () => Promise<Database>,
  ) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const parameters = query.parameters.map(sqliteParameter);
    try {
      if (this.endTurn) return this.writeInTransaction(query.sql, parameters);
      // The reader may not know yet what was dropped a moment ago, and would say that it is still there.
      if (CHANGES_SCHEMA.test(query.sql)) return await this.writeAlone(query.sql, parameters);
      const reading = await untilNotBusy(PATIENCE_MS, () => this.read<R>(query.sql, parameters));
      return reading ?? (await this.writeAlone(query.sql, parameters));
    } catch (failure) {
      throw failureOf('sqlite', failure);
    }
  }

  async *streamQuery<R>(query: CompiledQuery, rowsAtOnce = 500): AsyncIterableIterator<QueryResult<R>> {
    if (this.endTurn)
      throw new Error('A stream inside a transaction would hold it up: stream before it, or after.');
    const database = await this.openForStream();
    try {
      const { statement, rows } = prepare(database, query.sql);
      if (!rows || !statement.readonly) throw new Error('Only a select can be streamed.');
      let chunk: R[] = [];
      for (const row of statement.iterate(...query.parameters.map(sqliteParameter))) {
        chunk.push((rows.convert ? rows.convert(row as Row) : row) as R);
        if (chunk.length < rowsAtOnce) continue;
        yield { rows: chunk };
        chunk = [];
        await breathe();
      }
      if (chunk.length > 0) yield { rows: chunk };
    } catch (failure) {
      throw failureOf('sqlite', failure);
    } finally {
      database.close();
    }
  }

  async begin(): Promise<void> {
    const endTurn = await this.turn.take();
    try {
      await untilNotBusy(PATIENCE_MS, () => this.writer.database.exec('begin immediate'));
    } catch (failure) {
      endTurn();
      throw failureOf('sqlite', failure);
    }
    this.endTurn = endTurn;
  }

  async end(how: 'commit' | 'rollback'): Promise<void> {
    try {
      if (how === 'commit' || this.writer.database.inTransaction) {
        await untilNotBusy(PATIENCE_MS, () => this.writer.database.exec(how));
      }
    } catch (failure) {
      throw failureOf('sqlite', failure);
    } finally {
      // A commit that failed is rolled back yet, in the same turn.
      if (!this.writer.database.inTransaction) this.release();
    }
  }

  release(): void {
    this.endTurn?.();
    this.endTurn = null;
  }

  /** @returns null where the statement is not one that only reads */
  private read<R>(text: string, parameters: readonly unknown[]): QueryResult<R> | null {
    const prepared = this.reader.statements.get(text);
    if (!prepared.statement.readonly) return null;
    return runPrepared(prepared, parameters);
  }

  private writeInTransaction<R>(text: string, parameters: readonly unknown[]): QueryResult<R> {
    // SQLite rolls back by itself on a full or broken disk; what follows must not be written on its own.
    if (!this.writer.database.inTransaction)
      throw new Error('The transaction was rolled back by the failure before.');
    return this.write(text, parameters);
  }

  private async writeAlone<R>(text: string, parameters: readonly unknown[]): Promise<QueryResult<R>> {
    const endTurn = await this.turn.take();
    try {
      return await untilNotBusy(PATIENCE_MS, () => this.write<R>(text, parameters));
    } finally {
      endTurn();
    }
  }

  private write<R>(text: string, parameters: readonly unknown[]): QueryResult<R> {
    const result = runPrepared<R>(this.writer.statements.get(text), parameters);
    if (CHANGES_SCHEMA.test(text)) {
      this.writer.statements.clear();
      this.reader.statements.clear();
    }
    return result;
  }
}

export function sqliteParameter(value: unknown): unknown {
  const parameter = parameterOf(value);
  if (parameter instanceof Date) return parameter.toISOString();
  return typeof parameter === 'boolean' ? Number(parameter) : parameter;
}
