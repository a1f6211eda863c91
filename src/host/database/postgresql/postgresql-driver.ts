import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type pg from 'pg';
import { failureOf, isLostConnection } from '../failures.js';
import { parameterOf } from '../parameters.js';
import { postgresqlPool } from './postgresql-pool.js';

const WRITES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

export class PostgresqlDriver implements Driver {
  private readonly pool: pg.Pool;

  constructor(url: string) {
    this.pool = postgresqlPool(url);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresqlConnection> {
    try {
      return new PostgresqlConnection(await this.pool.connect());
    } catch (failure) {
      throw failureOf('postgresql', failure);
    }
  }

  async beginTransaction(connection: PostgresqlConnection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: PostgresqlConnection): Promise<void> {
    await connection.commit();
  }

  async rollbackTransaction(connection: PostgresqlConnection): Promise<void> {
    await connection.rollback();
  }

  async releaseConnection(connection: PostgresqlConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {
    await this.pool.end();
  }
}

class PostgresqlConnection implements DatabaseConnection {
  private inTransaction = false;
  private isBroken = false;

  constructor(private readonly client: pg.PoolClient) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await this.send(query.sql, query.parameters);
    if (!WRITES.has(command)) return { rows: rows as R[] };
    return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) };
  }

  /** A cursor of the server: the driver by itself would read the whole answer. */
  async *streamQuery<R>(query: CompiledQuery, rowsAtOnce = 500): AsyncIterableIterator<QueryResult<R>> {
    if (this.inTransaction)
      throw new Error('A stream inside a transaction would hold it up: stream before it, or after.');
    await this.send('begin read only', []);
    try {
      await this.send(`declare rows no scroll cursor for ${query.sql}`, query.parameters);
      for (;;) {
        const { rows } = await this.send(`fetch ${Math.trunc(rowsAtOnce)} from rows`, []);
        if (rows.length === 0) return;
        yield { rows: rows as R[] };
      }
    } finally {
      await this.rollback();
    }
  }

  async begin(): Promise<void> {
    await this.send('begin', []);
    this.inTransaction = true;
  }

  async commit(): Promise<void> {
    const { command } = await this.send('commit', []);
    this.inTransaction = false;
    // PostgreSQL answers the commit of a failed transaction with a rollback, and no error.
    if (command === 'ROLLBACK')
      throw new Error('A statement failed and its failure was ignored: the transaction was rolled back.');
  }

  /** Never throws: what went wrong before is what the caller must hear of. */
  async rollback(): Promise<void> {
    this.inTransaction = false;
    try {
      await this.send('rollback', []);
    } catch {
      // The server rolls back when the connection ends.
      this.isBroken = true;
    }
  }

  release(): void {
    this.client.release(this.isBroken);
  }

  private async send(
    text: string,
    parameters: readonly unknown[],
  ): Promise<pg.QueryResult<Record<string, unknown>>> {
    try {
      return await this.client.query(text, parameters.map(postgresqlParameter));
    } catch (failure) {
      if (isLostConnection('postgresql', failure)) this.isBroken = true;
      throw failureOf('postgresql', failure);
    }
  }
}

function postgresqlParameter(value: unknown): unknown {
  const parameter = parameterOf(value);
  // The driver would write it in the process's own zone.
  if (parameter instanceof Date) return parameter.toISOString();
  return typeof parameter === 'bigint' ? String(parameter) : parameter;
}
