import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type { Pool, PoolConnection, ResultSetHeader } from 'mysql2';
import { failureOf, isLostConnection } from '../failures.js';
import { parameterOf } from '../parameters.js';
import { acquire, mysqlPool, send } from './mysql-pool.js';

const ROWS_FOUND = /^Rows matched: (\d+)/;

export class MysqlDriver implements Driver {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = mysqlPool(url);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<MysqlConnection> {
    try {
      return new MysqlConnection(await acquire(this.pool));
    } catch (failure) {
      throw failureOf('mysql', failure);
    }
  }

  async beginTransaction(connection: MysqlConnection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: MysqlConnection): Promise<void> {
    await connection.commit();
  }

  async rollbackTransaction(connection: MysqlConnection): Promise<void> {
    await connection.rollback();
  }

  async releaseConnection(connection: MysqlConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {
    await new Promise<void>((resolve) => {
      // A connection that was cut cannot say goodbye; it is gone all the same.
      this.pool.end(() => resolve());
    });
  }
}

class MysqlConnection implements DatabaseConnection {
  private inTransaction = false;
  private isBroken = false;

  constructor(private readonly connection: PoolConnection) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.send(query.sql, query.parameters.map(parameterOf));
    if (Array.isArray(result)) return { rows: result as R[] };
    const { affectedRows, changedRows, insertId, info } = result as ResultSetHeader;
    const found = ROWS_FOUND.exec(info ?? '')?.[1];
    return {
      rows: [],
      numAffectedRows: BigInt(found ?? affectedRows),
      numChangedRows: BigInt(changedRows ?? affectedRows),
      ...(insertId ? { insertId: BigInt(insertId) } : {}),
    };
  }

  async *streamQuery<R>(query: CompiledQuery, rowsAtOnce = 500): AsyncIterableIterator<QueryResult<R>> {
    if (this.inTransaction)
      throw new Error('A stream inside a transaction would hold it up: stream before it, or after.');
    const parameters = query.parameters.map(parameterOf);
    const rows = this.connection.query(query.sql, parameters).stream({ highWaterMark: rowsAtOnce });
    // Of a connection that is cut the driver tells the connection's listeners, not the stream.
    const breakOff = (failure: Error): void => void rows.destroy(failure);
    this.connection.once('error', breakOff);
    let chunk: R[] = [];
    let isComplete = false;
    try {
      for await (const row of rows) {
        chunk.push(row as R);
        if (chunk.length < rowsAtOnce) continue;
        yield { rows: chunk };
        chunk = [];
      }
      isComplete = true;
      if (chunk.length > 0) yield { rows: chunk };
    } catch (failure) {
      throw failureOf('mysql', failure);
    } finally {
      this.connection.removeListener('error', breakOff);
      // The server is still sending to a reader who left early.
      if (!isComplete) this.discard();
    }
  }

  async begin(): Promise<void> {
    await this.send('begin', []);
    this.inTransaction = true;
  }

  async commit(): Promise<void> {
    await this.send('commit', []);
    this.inTransaction = false;
  }

  /** Never throws: what went wrong before is what the caller must hear of. */
  async rollback(): Promise<void> {
    this.inTransaction = false;
    try {
      await this.send('rollback', []);
    } catch {
      // The server rolls back when the connection ends.
      this.discard();
    }
  }

  release(): void {
    if (!this.isBroken) this.connection.release();
  }

  private async send(text: string, parameters: readonly unknown[]): Promise<unknown> {
    try {
      return await send(this.connection, text, parameters);
    } catch (failure) {
      if (isLostConnection('mysql', failure)) this.discard();
      throw failureOf('mysql', failure);
    }
  }

  private discard(): void {
    if (this.isBroken) return;
    this.isBroken = true;
    this.connection.destroy();
  }
}
