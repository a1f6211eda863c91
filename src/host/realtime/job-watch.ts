import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import type { ProgressNote } from '../jobs/progress-note.js';

export interface WatchedJob {
  readonly id: string;
  readonly state: string;
  readonly progress: number;
  readonly total: number | null;
  readonly requestedBy: string | null;
}

export interface JobWatch {
  /** the jobs that came, moved on or ended since the last look */
  look(): Promise<readonly WatchedJob[]>;
}

/**
 * Follows the running jobs of the whole house. `running` are those of this process: an import that holds an embedded database's only
 * writer cannot write its own progress.
 */
export function watchJobs(
  database: Database,
  running: () => Promise<ReadonlyMap<string, ProgressNote>>,
): JobWatch {
  let last = new Map<string, WatchedJob>();
  return {
    async look() {
      const rows = await readJobs(database, [...last.keys()]);
      const live = await running();
      const jobs = rows.map((row) => withLive(row, live.get(row.id)));
      const moved = jobs.filter((job) => JSON.stringify(job) !== JSON.stringify(last.get(job.id)));
      last = new Map(jobs.filter(({ state }) => state === 'running').map((job) => [job.id, job]));
      return moved;
    },
  };
}

function withLive(job: WatchedJob, live: ProgressNote | undefined): WatchedJob {
  if (!live || job.state !== 'running') return job;
  return { ...job, progress: live.done, total: live.total ?? job.total };
}

async function readJobs(database: Database, known: readonly string[]): Promise<readonly WatchedJob[]> {
  const queries: Kysely<HostTables> = queriesOf<HostTables>(database.queries);
  const columns = ['id', 'state', 'progress', 'total', 'requested_by'] as const;
  const running = await queries.selectFrom('job').select(columns).where('state', '=', 'running').execute();
  const ended = known.filter((id) => !running.some((job) => job.id === id));
  const gone =
    ended.length === 0
      ? []
      : await queries.selectFrom('job').select(columns).where('id', 'in', ended).execute();
  return [...running, ...gone].map(({ requested_by: requestedBy, ...job }) => ({ ...job, requestedBy }));
}
