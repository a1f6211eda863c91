import type { Insertable, Selectable } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database, JobState, JobView, Transaction } from '../../kernel/ports.js';
import { forUpdate } from '../../query/for-update.js';
import { insertIgnore } from '../../query/insert-ignore.js';
import type { ProgressNote } from './progress-note.js';
import { jobQueries, lockJobRow } from './job-tables.js';

export type JobRow = Selectable<HostTables['job']>;

export interface NewJob {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  /** database time; null: at once */
  readonly runAt: Date | null;
  readonly uniqueKey: string | null;
  readonly maxAttempts: number;
  readonly requestedBy: string | null;
}

/** The jobs as staff see them: the truth about what waits, runs and has ended, whatever wakes them. All instants are database time. */
export interface JobLedger {
  /** the instant from which it is due, or null when the id or the unique key is taken */
  add(job: NewJob, within?: Transaction): Promise<Date | null>;
  find(id: string): Promise<JobRow | null>;
  findByUniqueKey(key: string, within?: Transaction): Promise<JobRow | null>;
  /** notes which record wakes the job */
  wakeMade(id: string, wakeId: string): Promise<void>;
  /** ends a job that has not ended; the row as it was, or null */
  cancel(id: string): Promise<JobRow | null>;
  /** makes a waiting job due now; the row as it was, or null when it is not waiting */
  makeDue(id: string): Promise<{ readonly row: JobRow; readonly at: Date } | null>;
  /** a failed or cancelled job waits again with all its attempts; null when it is neither */
  revive(id: string): Promise<{ readonly row: JobRow; readonly at: Date } | null>;
  /** removes a job that waits and has never started */
  withdraw(id: string): Promise<boolean>;
}

export function openJobLedger(database: Database): JobLedger {
  const queries = () => jobQueries(database.queries);

  async function changeRow(
    id: string,
    states: readonly JobState[],
    change: (row: JobRow, now: Date) => Partial<Insertable<HostTables['job']>>,
  ) {
    const now = await database.now();
    return database.transaction(async (tx) => {
      const row = await lockJobRow(tx, id);
      if (!row || !states.includes(row.state as JobState)) return null;
      await jobQueries(tx.queries)
        .updateTable('job')
        .set({ ...change(row, now), updated_at: now })
        .where('id', '=', id)
        .execute();
      return { row, at: now };
    });
  }

  return {
    async add(job, within) {
      const now = await database.now();
      const due = job.runAt ?? now;
      const insert = (within ? jobQueries(within.queries) : queries())
        .insertInto('job')
        .values(newRow(job, due, now));
      const result = await insertIgnore(database.dialect, insert, 'id').executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n ? due : null;
    },
    async find(id) {
      return (await queries().selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
    },
    async findByUniqueKey(key, within) {
      const query = (within ? jobQueries(within.queries) : queries())
        .selectFrom('job')
        .selectAll()
        .where('unique_key', '=', key);
      // Under its lock a transaction sees who took the key after the transaction began.
      const found = within ? forUpdate(within.dialect, query) : query;
      return (await found.executeTakeFirst()) ?? null;
    },
    async wakeMade(id, wakeId) {
      await queries()
        .updateTable('job')
        .set({ wake_id: wakeId })
        .where('id', '=', id)
        .where('state', 'in', ['scheduled', 'running'])
        .execute();
    },
    async cancel(id) {
      const changed = await changeRow(id, ['scheduled', 'running'], (_row, now) => ({
        state: 'cancelled',
        finished_at: now,
        unique_key: null,
        wake_id: null,
      }));
      return changed?.row ?? null;
    },
    makeDue: (id) => changeRow(id, ['scheduled'], (_row, now) => ({ run_at: now, wake_id: null })),
    revive: (id) =>
      changeRow(id, ['failed', 'cancelled'], (_row, now) => ({
        state: 'scheduled',
        attempts: 0,
        run_at: now,
        started_at: null,
        finished_at: null,
        error: null,
        wake_id: null,
      })),
    async withdraw(id) {
      const removed = await queries()
        .deleteFrom('job')
        .where('id', '=', id)
        .where('state', '=', 'scheduled')
        .where('fence', '=', 0n)
        .executeTakeFirst();
      return removed.numDeletedRows === 1n;
    },
  };
}

function newRow(job: NewJob, due: Date, now: Date): Insertable<HostTables['job']> {
  return {
    id: job.id,
    name: job.name,
    data: JSON.stringify(job.data ?? null),
    state: 'scheduled',
    unique_key: job.uniqueKey,
    attempts: 0,
    max_attempts: job.maxAttempts,
    fence: 0n,
    run_at: due,
    progress: 0,
    requested_by: job.requestedBy,
    created_at: now,
    updated_at: now,
  };
}

/** `live`: what the run in this process has reported and not yet written */
export function viewOf(row: JobRow, live: ProgressNote | null): JobView {
  return {
    id: row.id,
    name: row.name,
    state: row.state as JobState,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    progress: live?.done ?? row.progress,
    total: live?.total ?? row.total,
    note: live?.note ?? row.note,
    error: row.error,
    runAt: row.run_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
