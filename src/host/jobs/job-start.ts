import type { Database } from '../../kernel/ports.js';
import type { DatabaseClock } from './database-clock.js';
import type { JobRow } from './job-ledger.js';
import { jobQueries, lockJobRow } from './job-tables.js';

/** What staff read when the last worker that a job was given to has vanished; the sentence is `host:jobs.errors.worker-lost`. */
export const WORKER_LOST = 'worker-lost';

export type StartedJob = Pick<
  JobRow,
  'id' | 'name' | 'data' | 'attempts' | 'max_attempts' | 'fence' | 'started_at'
>;

export type StartOutcome =
  | { readonly kind: 'started'; readonly job: StartedJob }
  /** nothing to do before this instant, by the database's clock */
  | { readonly kind: 'not-yet'; readonly at: Date }
  /** ended, cancelled or gone */
  | { readonly kind: 'over' };

/**
 * Takes a job: only when it is due, or when the worker that has it was not heard of for the lock's lifetime, both by the database's
 * clock. Whoever was woken by a wrong clock is sent back. Every start raises the fence, which shuts out the start before it.
 */
export async function startJob(
  database: Database,
  clock: DatabaseClock,
  id: string,
  lockLifetimeMs: number,
): Promise<StartOutcome> {
  // Read before the transaction: a time that has grown old while waiting for the row takes nothing from anybody.
  const now = await database.now();
  return database.transaction(async (tx): Promise<StartOutcome> => {
    const row = await lockJobRow(tx, id);
    if (!row) return { kind: 'over' };
    const free = freeFrom(row, lockLifetimeMs);
    if (!free) return { kind: 'over' };
    if (free > now) return { kind: 'not-yet', at: free };

    const change = jobQueries(tx.queries).updateTable('job').where('id', '=', id);
    if (row.state === 'running' && row.attempts >= row.max_attempts) {
      await change
        .set({
          state: 'failed',
          error: WORKER_LOST,
          finished_at: now,
          unique_key: null,
          wake_id: null,
          updated_at: now,
        })
        .execute();
      return { kind: 'over' };
    }
    const fence = row.fence + 1n;
    const attempts = row.attempts + 1;
    const startedAt = clock.now();
    await change
      .set({
        state: 'running',
        fence,
        attempts,
        started_at: startedAt,
        heartbeat_at: startedAt,
        finished_at: null,
        progress: 0,
        total: null,
        note: null,
        updated_at: now,
      })
      .execute();
    return { kind: 'started', job: { ...row, fence, attempts, started_at: startedAt } };
  });
}

function freeFrom(row: JobRow, lockLifetimeMs: number): Date | null {
  if (row.state === 'scheduled') return row.run_at ?? new Date(0);
  if (row.state === 'running') return new Date((row.heartbeat_at ?? new Date(0)).getTime() + lockLifetimeMs);
  return null;
}
