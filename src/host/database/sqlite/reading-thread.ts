import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { failureOf } from '../failures.js';
import { sqliteParameter } from './sqlite-driver.js';

export interface ThreadQuestion {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

export type ThreadAnswer =
  | { readonly rows: readonly Record<string, unknown>[] }
  | { readonly failure: { readonly message: string; readonly code: string } };

const WORKER = new URL('./read-worker.js', import.meta.url);

/** Sources that are not built have no file for a thread to run. */
export const hasReadingThread = (): boolean => existsSync(fileURLToPath(WORKER));

/**
 * Reads a file of SQLite's in a thread, for statements that look at every row: within the process one of them would hold up everybody for
 * seconds. Few rows come back, for each is copied from thread to thread. One statement at a time; nothing is written.
 */
export class ReadingThread implements Driver, DatabaseConnection {
  private worker: Worker | null = null;
  private before: Promise<unknown> = Promise.resolve();

  constructor(private readonly path: string) {}

  async init(): Promise<void> {
    this.worker = new Worker(WORKER, { workerData: this.path });
    // What it dies of is told to whoever waits for its answer.
    this.worker.on('error', () => undefined);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return this;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const question = { text: sql, parameters: parameters.map(sqliteParameter) };
    const turn = this.before.then(() => this.ask(question));
    this.before = turn.catch(() => undefined);
    const answer = await turn;
    if ('failure' in answer)
      throw failureOf('sqlite', Object.assign(new Error(answer.failure.message), answer.failure));
    return { rows: answer.rows.map(withBuffers) as R[] };
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  beginTransaction = readsOnly;
  commitTransaction = readsOnly;
  rollbackTransaction = readsOnly;

  async releaseConnection(): Promise<void> {
    // It is everybody's.
  }

  async destroy(): Promise<void> {
    await this.worker?.terminate();
  }

  private ask(question: ThreadQuestion): Promise<ThreadAnswer> {
    const { worker } = this;
    return new Promise((resolve, reject) => {
      if (worker === null) return reject(new Error('The reading thread has not begun.'));
      const settle = () => {
        worker.off('message', answered).off('error', failed).off('exit', gone);
      };
      const answered = (answer: ThreadAnswer) => {
        settle();
        resolve(answer);
      };
      const failed = (failure: Error) => {
        settle();
        reject(failure);
      };
      const gone = () => failed(new Error('The reading thread has ended.'));
      worker.on('message', answered).on('error', failed).on('exit', gone);
      worker.postMessage(question);
    });
  }
}

function readsOnly(): Promise<never> {
  return Promise.reject(new Error('A reading thread has no transactions.'));
}

/** A Buffer comes over from another thread as the bytes that it holds. */
function withBuffers(row: Record<string, unknown>): Record<string, unknown> {
  for (const [column, value] of Object.entries(row))
    if (value instanceof Uint8Array) row[column] = Buffer.from(value);
  return row;
}
