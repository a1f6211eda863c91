import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { applyMigrations } from '../../../../src/host/composition/apply-migrations.js';
import { createJobs, type HouseJobs } from '../../../../src/host/jobs/create-jobs.js';
import { organisationSettings } from '../../../../src/host/settings/organisation.js';
import type { HttpReply } from '../../../../src/kernel/contributions.js';
import { definePlugin } from '../../../../src/kernel/plugin.js';
import type { Jobs } from '../../../../src/kernel/ports.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { plugin } from '../plugin.js';

const host = definePlugin({
  name: 'host',
  version: '0.1.0',
  host: '*',
  settings: organisationSettings,
  permissions: [],
  register: () => undefined,
});

forEachDialect('the hello plugin', (_, open) => {
  let database: TestDatabase;
  let house: TestHouse;
  let jobs: HouseJobs;

  beforeAll(async () => {
    database = await open();
    const late: Jobs = {
      schedule: (...call) => jobs.port.schedule(...call),
      find: (id) => jobs.port.find(id),
      cancel: (id) => jobs.port.cancel(id),
      retry: (id) => jobs.port.retry(id),
      runNow: (id) => jobs.port.runNow(id),
    };
    house = await assembleTestHouse(database, { plugins: [host, plugin], ports: { jobs: late } });
    jobs = await createJobs({
      url: null,
      database,
      definitions: house.house.jobs.map(({ plugin: owner, value }) => ({ plugin: owner, definition: value })),
      contextOf: house.house.context,
      log: silentLog,
      zone: async () => 'UTC',
    });
  });
  afterAll(async () => {
    await jobs.close();
    house.close();
    await database.close();
  });

  const call = (method: 'GET' | 'POST', body: Readonly<Record<string, unknown>> = {}): Promise<HttpReply> => {
    const route = house.house.routes.find(({ value }) => value.method === method);
    return route!.value.handle({
      ...{ actor: admin, language: 'en', params: {}, query: {}, body },
      context: house.house.context('hello'),
      signal: new AbortController().signal,
    });
  };

  it('brings its own table, once', async () => {
    expect(await applyMigrations(database, [plugin])).toEqual(['0001_greeting']);
    expect(await applyMigrations(database, [plugin])).toEqual([]);
    // A house that leaves the plugin out again starts as before.
    expect(await applyMigrations(database, [])).toEqual([]);
  });

  it('refuses to greet nobody', async () => {
    expect(await call('POST', { name: ' ' })).toEqual({ refusal: { code: 'name-missing' } });
  });

  it('greets in a job, and shows whom', async () => {
    await jobs.start();
    expect(await call('POST', { name: 'Olena' })).toMatchObject({ status: 202 });
    const deadline = Date.now() + 20_000;
    let greetings: unknown[] = [];
    while (greetings.length === 0 && Date.now() < deadline) {
      const reply = (await call('GET')) as { readonly json: { readonly greetings: unknown[] } };
      greetings = reply.json.greetings;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(greetings).toMatchObject([{ name: 'Olena', text: 'Hello, Olena!' }]);
  });
});
