import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, silentLog, type TestDatabase } from '../../../test/harness/database.js';
import type { AdminAction, ActionRequest, JobDefinition, JobRun } from '../../kernel/contributions.js';
import type { Actor } from '../../kernel/permissions.js';
import type { House, PluginContext } from '../../kernel/plugin.js';
import { clearOldJobs } from './clear-old-jobs.js';
import { createJobs, type HouseJobs } from './create-jobs.js';
import { reportOnJobs } from './job-health.js';
import { jobQueries } from './job-tables.js';
import { contributeJobs } from './jobs-contribution.js';

const DAY_MS = 24 * 60 * 60_000;

const operator: Actor = {
  userId: null,
  name: 'operator@demo.test',
  role: 'operator',
  via: 'panel',
  language: 'en',
  representativeId: null,
  managerId: null,
  officeIds: [],
};

const note: JobDefinition<unknown> = {
  name: 'host.note',
  permission: 'host.jobs.manage',
  parse: (data) => data,
  run: async () => {},
};

forEachDialect('what staff do about jobs', (_dialect, open) => {
  let database: TestDatabase;
  let jobs: HouseJobs;
  let context: PluginContext;

  beforeEach(async () => {
    database = await open();
    jobs = await createJobs({
      url: null,
      database,
      definitions: [{ plugin: 'host', definition: note }],
      contextOf: () => context,
      log: silentLog,
      zone: async () => 'UTC',
    });
    context = { plugin: 'host', database: database.port, jobs: jobs.port } as unknown as PluginContext;
  });
  afterEach(async () => {
    await jobs.close();
    await database.close();
  });

  const act = (name: string, ids: readonly string[]) => {
    const action = contributedActions().find((found) => found.name === name && found.on === 'bulk');
    return action!.run({ context, actor: operator, language: 'en', ids, input: {} } satisfies ActionRequest);
  };

  it('is cancelled, retried, and told in the audit trail', async () => {
    const id = await jobs.port.schedule('host.note', {});
    expect(await act('cancel', [id])).toMatchObject({
      ok: true,
      value: { message: { facts: { count: 1 } } },
    });
    expect(await jobs.port.find(id)).toMatchObject({ state: 'cancelled' });
    expect(await act('retry', [id])).toMatchObject({ ok: true });
    expect(await jobs.port.find(id)).toMatchObject({ state: 'scheduled' });
    const told = await jobQueries(database.port.queries)
      .selectFrom('audit_entry')
      .select('action')
      .orderBy('seq')
      .execute();
    expect(told.map((entry) => entry.action)).toEqual(['host.cancel-job', 'host.retry-job']);
  });

  it('is refused for a job in another state', async () => {
    const id = await jobs.port.schedule('host.note', {});
    expect(await act('retry', [id])).toEqual({ ok: false, error: { code: 'job-not-retry', count: 1 } });
  });

  it('clears away what ended long ago, and leaves what failed', async () => {
    const ids = await Promise.all([1, 2, 3].map((number) => jobs.port.schedule('host.note', { number })));
    const now = await database.port.now();
    const ended = { state: 'done', finished_at: new Date(now.getTime() - 31 * DAY_MS) };
    const change = (id: string, values: { state: string; finished_at: Date }) =>
      jobQueries(database.port.queries).updateTable('job').set(values).where('id', '=', id).execute();
    await change(ids[0]!, ended);
    await change(ids[1]!, { ...ended, state: 'failed' });
    await change(ids[2]!, { ...ended, finished_at: new Date(now.getTime() - 29 * DAY_MS) });
    const run = { context, signal: new AbortController().signal, progress: async () => {} };
    await clearOldJobs.run(run as unknown as JobRun<null>);
    expect(await Promise.all(ids.map(async (id) => (await jobs.port.find(id)) !== null))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is asked for when a job has died or nobody takes what waits', async () => {
    expect(await reportOnJobs(database.port)).toEqual({ state: 'well' });
    const id = await jobs.port.schedule('host.note', {});
    const change = (values: { state?: string; finished_at?: Date; run_at?: Date }) =>
      jobQueries(database.port.queries).updateTable('job').set(values).where('id', '=', id).execute();
    const now = await database.port.now();
    await change({ run_at: new Date(now.getTime() - 10 * 60_000) });
    expect(await reportOnJobs(database.port)).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining('waited'),
    });
    await change({ state: 'failed', finished_at: now });
    expect(await reportOnJobs(database.port)).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining('failed'),
    });
  });
});

function contributedActions(): AdminAction[] {
  const actions: AdminAction[] = [];
  contributeJobs({
    resource: () => {},
    job: () => {},
    healthCheck: () => {},
    action: (action: AdminAction) => void actions.push(action),
  } as unknown as House);
  return actions;
}
