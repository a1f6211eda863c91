import {
  computeJobState,
  toJobId,
  type JobParameters,
  type JobRepository,
  type JobsOverview,
  type JobWithState,
  type RemoveJobsOptions,
} from 'agenda';
import type { Insertable, Selectable } from 'kysely';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { Database } from '../../../kernel/ports.js';
import { newId } from '../../../values/ids.js';
import type { DatabaseClock } from '../database-clock.js';
import { jobQueries } from '../job-tables.js';

type AgendaRow = Selectable<HostTables['agenda_job']>;
type Condition = RemoveJobsOptions & { readonly search?: string };

/** How often a worker tries another record when somebody else was quicker. */
const TRIES = 10;

/**
 * Agenda's storage on the house's own database (table agenda_job). A lock's age is measured by the database's clock alone: the
 * deadline that Agenda reckons by the worker's clock is not used.
 */
export function openSqlRepository(
  database: Database,
  clock: DatabaseClock,
  lockLifetimeMs: number,
): JobRepository {
  const queries = () => jobQueries(database.queries);

  /** null: nothing was asked for, so nothing may be touched */
  function conditionOf(
    options: Condition,
  ): readonly [keyof AgendaRow, '=' | 'in' | 'not in' | 'like', unknown][] | null {
    const conditions: [keyof AgendaRow, '=' | 'in' | 'not in' | 'like', unknown][] = [];
    if (options.id) conditions.push(['id', '=', String(options.id)]);
    if (options.ids?.length) conditions.push(['id', 'in', options.ids.map(String)]);
    if (options.name) conditions.push(['name', '=', options.name]);
    if (options.names?.length) conditions.push(['name', 'in', options.names]);
    if (options.notNames?.length) conditions.push(['name', 'not in', options.notNames]);
    if (options.data !== undefined) conditions.push(['data', '=', JSON.stringify(options.data)]);
    if (options.search) conditions.push(['name', 'like', `%${options.search}%`]);
    return conditions.length > 0 ? conditions : null;
  }

  async function rowsOf(options: Condition): Promise<JobWithState[]> {
    let query = queries().selectFrom('agenda_job').selectAll().orderBy('next_run_at').orderBy('id');
    for (const [column, operator, value] of conditionOf(options) ?? [])
      query = query.where(column, operator, value as never);
    return (await query.execute()).map((row) => withState(row, clock.now()));
  }

  async function setDisabled(options: RemoveJobsOptions, disabled: boolean): Promise<number> {
    const conditions = conditionOf(options);
    if (!conditions) return 0;
    let update = queries().updateTable('agenda_job').set({ disabled });
    for (const [column, operator, value] of conditions)
      update = update.where(column, operator, value as never);
    return Number((await update.executeTakeFirst()).numUpdatedRows);
  }

  async function unlock(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await queries()
      .updateTable('agenda_job')
      .set({ locked_at: null })
      .where('id', 'in', [...ids])
      .execute();
  }

  /** locked by nobody and due by `dueBy`, or by somebody who has not been heard of since `deadline` */
  function takeable(name: string, dueBy: Date, deadline: Date) {
    return queries()
      .selectFrom('agenda_job')
      .selectAll()
      .where('name', '=', name)
      .where('disabled', '=', false)
      .where((is) =>
        is.or([
          is.and([is('locked_at', 'is', null), is('next_run_at', '<=', dueBy)]),
          is('locked_at', '<=', deadline),
        ]),
      )
      .orderBy('next_run_at')
      .orderBy('priority', 'desc')
      .limit(1)
      .executeTakeFirst();
  }

  async function takeLock(row: AgendaRow, now: Date, worker: string | undefined): Promise<boolean> {
    const update = queries()
      .updateTable('agenda_job')
      .set({ locked_at: now, last_modified_by: worker ?? null, updated_at: now })
      .where('id', '=', row.id)
      .where('disabled', '=', false);
    const same = row.locked_at
      ? update.where('locked_at', '=', row.locked_at)
      : update.where('locked_at', 'is', null).where('next_run_at', '=', row.next_run_at);
    return (await same.executeTakeFirst()).numUpdatedRows === 1n;
  }

  return {
    connect: async () => void (await database.now()),

    async saveJob<Data>(
      job: JobParameters<Data>,
      options: { readonly lastModifiedBy?: string } | undefined,
    ): Promise<JobParameters<Data>> {
      if (job.unique || job.type === 'single')
        throw new Error(
          'The SQL backend keeps no unique or single Agenda jobs: the job table has the unique keys.',
        );
      const now = await database.now();
      const values = {
        ...columnsOf(job),
        last_modified_by: options?.lastModifiedBy ?? null,
        updated_at: now,
      };
      if (job._id) {
        await queries().updateTable('agenda_job').set(values).where('id', '=', job._id).execute();
        return job;
      }
      const id = newId();
      await queries()
        .insertInto('agenda_job')
        .values({ ...values, id, locked_at: null, created_at: now })
        .execute();
      return { ...job, _id: toJobId(id) };
    },

    async saveJobState(job, options) {
      if (!job._id) throw new Error('An Agenda job without an id has no state to save.');
      const now = await database.now();
      const { next_run_at, attributes } = columnsOf(job);
      const result = await queries()
        .updateTable('agenda_job')
        .set({
          next_run_at,
          attributes,
          locked_at: job.lockedAt ? now : null,
          last_modified_by: options?.lastModifiedBy ?? null,
          updated_at: now,
        })
        .where('id', '=', job._id)
        .executeTakeFirst();
      if (result.numUpdatedRows !== 1n) throw new Error(`Agenda job ${job._id} (${job.name}) is gone.`);
    },

    async getNextJobToRun(name, nextScanAt, _lockDeadline, _now, options) {
      for (let tries = 0; tries < TRIES; tries += 1) {
        // The estimate serves to look; who locks asks the database itself.
        const candidate = await takeable(name, nextScanAt, before(clock.now(), lockLifetimeMs));
        if (!candidate) return undefined;
        const now = await database.now();
        if (candidate.locked_at && candidate.locked_at > before(now, lockLifetimeMs)) return undefined;
        if (await takeLock(candidate, now, options?.lastModifiedBy))
          return jobOf({ ...candidate, locked_at: now });
      }
      return undefined;
    },

    async lockJob(job, options) {
      const row = await queries()
        .selectFrom('agenda_job')
        .selectAll()
        .where('id', '=', String(job._id))
        .executeTakeFirst();
      if (!row || row.locked_at) return undefined;
      const now = await database.now();
      return (await takeLock(row, now, options?.lastModifiedBy))
        ? jobOf({ ...row, locked_at: now })
        : undefined;
    },

    async unlockJob(job) {
      // One that runs has no next run, and keeps its lock.
      await queries()
        .updateTable('agenda_job')
        .set({ locked_at: null })
        .where('id', '=', String(job._id))
        .where('next_run_at', 'is not', null)
        .execute();
    },
    unlockJobs: (ids) => unlock(ids.map(String)),

    async getJobById(id) {
      const row = await queries()
        .selectFrom('agenda_job')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? jobOf(row) : null;
    },

    async queryJobs(options = {}) {
      const wanted = (await rowsOf(options)).filter(
        (job) =>
          (!options.state || job.state === options.state) &&
          (options.includeDisabled !== false || !job.disabled),
      );
      const from = options.skip ?? 0;
      return {
        jobs: wanted.slice(from, options.limit ? from + options.limit : undefined),
        total: wanted.length,
      };
    },

    async getJobsOverview() {
      const overviews = new Map<string, JobsOverview>();
      for (const { name, state } of await rowsOf({})) {
        const overview = overviews.get(name) ?? {
          name,
          total: 0,
          running: 0,
          scheduled: 0,
          queued: 0,
          completed: 0,
          failed: 0,
          repeating: 0,
          paused: 0,
        };
        overviews.set(name, { ...overview, total: overview.total + 1, [state]: overview[state] + 1 });
      }
      return [...overviews.values()];
    },

    async getDistinctJobNames() {
      return (
        await queries().selectFrom('agenda_job').select('name').distinct().orderBy('name').execute()
      ).map((row) => row.name);
    },

    async getQueueSize() {
      const counted = await queries()
        .selectFrom('agenda_job')
        .select((sql) => sql.fn.countAll().as('jobs'))
        .where('next_run_at', '<=', clock.now())
        .executeTakeFirstOrThrow();
      return Number(counted.jobs);
    },

    async removeJobs(options) {
      const conditions = conditionOf(options);
      if (!conditions) return 0;
      let removal = queries().deleteFrom('agenda_job');
      for (const [column, operator, value] of conditions)
        removal = removal.where(column, operator, value as never);
      return Number((await removal.executeTakeFirst()).numDeletedRows);
    },

    disableJobs: (options) => setDisabled(options, true),
    enableJobs: (options) => setDisabled(options, false),
    purgeAllJobs: async () =>
      Number((await queries().deleteFrom('agenda_job').executeTakeFirst()).numDeletedRows),
  };
}

function before(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() - milliseconds);
}

function columnsOf(
  job: JobParameters<unknown>,
): Omit<
  Insertable<HostTables['agenda_job']>,
  'id' | 'created_at' | 'updated_at' | 'locked_at' | 'last_modified_by'
> {
  const {
    _id,
    name,
    type,
    data,
    priority,
    nextRunAt,
    lockedAt,
    disabled,
    unique,
    uniqueOpts,
    lastModifiedBy,
    ...attributes
  } = job;
  return {
    name,
    type,
    data: JSON.stringify(data ?? {}),
    priority,
    next_run_at: nextRunAt ?? null,
    disabled: disabled ?? false,
    attributes: JSON.stringify(attributes),
  };
}

const DATES = ['lastRunAt', 'lastFinishedAt', 'failedAt', 'startDate', 'endDate'] as const;

function jobOf(row: AgendaRow): JobParameters {
  const attributes = JSON.parse(row.attributes) as Partial<JobParameters>;
  for (const field of DATES) {
    const instant = attributes[field];
    if (instant) attributes[field] = new Date(instant);
  }
  return {
    ...attributes,
    _id: toJobId(row.id),
    name: row.name,
    type: row.type === 'single' ? 'single' : 'normal',
    data: JSON.parse(row.data) as unknown,
    priority: row.priority,
    nextRunAt: row.next_run_at,
    disabled: row.disabled,
    ...(row.locked_at ? { lockedAt: row.locked_at } : {}),
    ...(row.last_modified_by ? { lastModifiedBy: row.last_modified_by } : {}),
  };
}

function withState(row: AgendaRow, now: Date): JobWithState {
  const job = jobOf(row);
  return { ...job, _id: toJobId(row.id), state: computeJobState(job, now) };
}
