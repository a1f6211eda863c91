import type { Database, Transaction } from '../../kernel/ports.js';
import { insertIgnore } from '../../query/insert-ignore.js';
import { jobQueries, lockJobRow } from './job-tables.js';
import { JobStopped } from './job-stopped.js';

const LONGEST_KEY = 190;

/**
 * Runs `effect` in a transaction that also writes `key`, unless the key was written before (then undefined). The job's row is locked
 * first: a start that has lost the job cannot slip an effect past the one that has it. Throws `JobStopped` when it tries.
 */
export async function effectOnce<T>(
  database: Database,
  job: { readonly id: string; readonly fence: bigint },
  key: string,
  effect: (tx: Transaction) => Promise<T>,
): Promise<T | undefined> {
  if (key.length === 0 || key.length > LONGEST_KEY) throw new Error(`An effect's key has 1 to ${LONGEST_KEY} characters; this one has ${key.length}: ${key.slice(0, 60)}…`);
  const now = await database.now();
  return database.transaction<T | undefined>(async (tx) => {
    const row = await lockJobRow(tx, job.id);
    if (!row || row.fence !== job.fence) throw new JobStopped('lost');
    if (row.state !== 'running') throw new JobStopped(row.state === 'cancelled' ? 'cancelled' : 'lost');

    const insert = jobQueries(tx.queries).insertInto('job_effect').values({ key, job_id: job.id, fence: job.fence, at: now });
    const result = await insertIgnore(tx.dialect, insert, 'key').executeTakeFirst();
    if (result.numInsertedOrUpdatedRows !== 1n) return undefined;
    return effect(tx);
  });
}
