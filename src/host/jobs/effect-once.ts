import type { Database, Transaction } from '../../kernel/ports.js';
import { insertIgnore } from '../../query/insert-ignore.js';
import type { DatabaseClock } from './database-clock.js';
import { JobStopped } from './job-stopped.js';
import { jobQueries, lockJobRow } from './job-tables.js';

const LONGEST_KEY = 190;

interface Start {
  readonly id: string;
  readonly fence: bigint;
}

/**
 * Runs `effect` in a transaction that also writes `key`, unless the key was written before (then undefined). Throws `JobStopped`
 * when this start has lost the job: nothing is written then.
 */
export async function effectOnce<T>(
  {
    database,
    clock,
    start,
  }: { readonly database: Database; readonly clock: DatabaseClock; readonly start: Start },
  key: string,
  effect: (tx: Transaction) => Promise<T>,
): Promise<T | undefined> {
  if (key.length === 0 || key.length > LONGEST_KEY) {
    throw new Error(
      `An effect's key has 1 to ${LONGEST_KEY} characters; this one has ${key.length}: ${key.slice(0, 60)}…`,
    );
  }
  refuseUnlessHeld(
    await jobQueries(database.queries)
      .selectFrom('job')
      .selectAll()
      .where('id', '=', start.id)
      .executeTakeFirst(),
    start,
  );

  return database.transaction<T | undefined>(async (tx) => {
    const insert = jobQueries(tx.queries)
      .insertInto('job_effect')
      .values({ key, job_id: start.id, fence: start.fence, at: clock.now() });
    const written = await insertIgnore(tx.dialect, insert, 'key').executeTakeFirst();
    if (written.numInsertedOrUpdatedRows !== 1n) return undefined;
    const result = await effect(tx);
    await sealUnderFence(tx, start, clock.now());
    return result;
  });
}

/**
 * Last, not first: the row is locked from here to the commit only, so that an effect of many minutes lets heartbeats pass; and who
 * took the job meanwhile has raised the fence by now. Whoever waits to take it finds a fresh heartbeat.
 */
async function sealUnderFence(tx: Transaction, start: Start, now: Date): Promise<void> {
  refuseUnlessHeld(await lockJobRow(tx, start.id), start);
  await jobQueries(tx.queries)
    .updateTable('job')
    .set({ heartbeat_at: now })
    .where('id', '=', start.id)
    .execute();
}

function refuseUnlessHeld(
  row: { readonly fence: bigint; readonly state: string } | undefined,
  start: Start,
): void {
  if (row?.fence === start.fence && row.state === 'running') return;
  throw new JobStopped(row?.state === 'cancelled' ? 'cancelled' : 'lost');
}
