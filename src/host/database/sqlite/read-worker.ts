// A thread of its own: reads one file of SQLite's, statement by statement, and answers with rows.
import { parentPort, workerData } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import { PreparedStatements, runPrepared } from './prepared-statements.js';
import type { ThreadAnswer, ThreadQuestion } from './reading-thread.js';

const statements = new PreparedStatements(new SqliteDatabase(String(workerData), { readonly: true }));

parentPort?.on('message', ({ text, parameters }: ThreadQuestion) => {
  parentPort?.postMessage(answerTo(text, parameters));
});

function answerTo(text: string, parameters: readonly unknown[]): ThreadAnswer {
  try {
    return { rows: runPrepared<Record<string, unknown>>(statements.get(text), parameters).rows };
  } catch (failure) {
    const { message, code = '' } = failure as Error & { readonly code?: string };
    return { failure: { message, code } };
  }
}
