import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { BackupTables } from '../../../../generated/tables/backup.js';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import { lateJobs } from '../../../../src/host/composition/late-jobs.js';
import { createJobs } from '../../../../src/host/jobs/create-jobs.js';
import { createStorage } from '../../../../src/host/storage/create-storage.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../../../test/harness/database.js';
import { startScript, type ScriptProcess } from '../../../../test/harness/script-process.js';
import { restoring } from '../../restoring.js';
import { killed, until } from '../processes/until.js';
import { WORKER_TIMING } from '../processes/worker-timing.js';
import {
  archiveOf,
  change,
  everythingIn,
  fill,
  openHouse,
  rowsOf,
  tableOf,
  valueOf,
  type RestoredHouse,
} from './a-restored-house.js';

const WORKER = 'plugins/backup/test/processes/restore-worker.ts';
/** Processes of their own, each with every job of the house, beside whatever else the machine does. */
const PATIENCE_MS = 10 * 60_000;
const THEN = new Date('2026-03-01T12:00:00.000Z');
const LETTER = 'files/reports/letters/1.pdf';

forEachDialect('a worker that is killed while it restores', (_dialect, open) => {
  let database: TestDatabase;
  let house: RestoredHouse;
  let root: string;
  let asking: Actor;
  let deciding: Actor;
  const workers: ScriptProcess[] = [];
  const host = () => queriesOf<HostTables>(database.port.queries);

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'killed-worker-'));
    database = await open();
    const jobs = lateJobs(async () =>
      createJobs({
        ...{ url: null, database, log: silentLog, zone: async () => 'UTC', timing: WORKER_TIMING },
        contextOf: (plugin) => house.test.house.context(plugin),
        definitions: house.test.house.jobs.map(({ plugin, value }) => ({ plugin, definition: value })),
      }),
    );
    house = await openHouse(database, { storage: createStorage(join(root, 'storage')), jobs: jobs.port });
    await fill(house, 2);
    asking = await addUser('asking');
    deciding = await addUser('deciding');
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map(killed));
    await house.close();
    rmSync(root, { recursive: true, force: true });
  });

  async function addUser(name: string): Promise<Actor> {
    const id = newId();
    await host()
      .insertInto('app_user')
      .values({
        ...{ id, email: `${name}@house.test`, name, password_hash: 'x', role: 'admin', active: true },
        ...{ created_at: THEN, updated_at: THEN },
      })
      .execute();
    const actor = await house.context.people.actor(id);
    if (!actor) throw new Error(`${name} may not sign in`);
    return actor;
  }

  async function putCopy(archive: Buffer): Promise<string> {
    const [run, place, copy] = [newId(), newId(), newId()];
    writeFileSync(join(root, 'backup.age'), archive);
    const backups = queriesOf<BackupTables>(database.port.queries);
    const stamps = { created_at: THEN, updated_at: THEN };
    await backups
      .insertInto('backup_destination')
      .values({
        id: place,
        name: 'A folder',
        kind: 'file',
        place: JSON.stringify({ folder: root }),
        ...stamps,
      })
      .execute();
    await backups
      .insertInto('backup_run')
      .values({
        ...{ id: run, trigger_name: 'hand', sets: '[]', state: 'done', file_name: 'backup.age' },
        started_at: THEN,
      })
      .execute();
    await backups
      .insertInto('backup_copy')
      .values({ id: copy, run_id: run, destination_id: place, state: 'proven', location: 'backup.age' })
      .execute();
    return copy;
  }

  async function startWorker(heldAt: string): Promise<ScriptProcess> {
    const environment = { DATABASE_URL: database.url, STORAGE: join(root, 'storage'), HELD_AT: heldAt };
    const worker = await startScript(WORKER, environment);
    workers.push(worker);
    return worker;
  }

  const stateOf = async (id: string) =>
    (
      await queriesOf<BackupTables>(database.port.queries)
        .selectFrom('restore_request')
        .select('state')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).state;

  const restorations = async () =>
    (
      await host()
        .selectFrom('audit_entry')
        .select('id')
        .where('action', '=', 'host.restore-database')
        .execute()
    ).length;
  const geos = async () => (await everythingIn(house)).get('geo');

  async function rename(): Promise<void> {
    await change(house, async (here) => {
      const geo = tableOf(house, 'geo');
      await here.update(
        geo,
        (await rowsOf(here, geo)).map((row) => ({ ...row, name: 'since' })),
      );
    });
  }

  it(
    'leaves all of it or nothing, at whatever stage, and another ends it once; nothing of the past happens again',
    async () => {
      await queriesOf<NotificationsTables>(database.port.queries)
        .updateTable('message')
        .set({ state: 'waiting', due_at: THEN })
        .execute();
      const copyId = await putCopy(await archiveOf(house, [], { [LETTER]: 'a letter' }));
      const original = await geos();
      const waiting = newId();
      const tomorrow = new Date(Date.now() + 86_400_000);
      await host()
        .insertInto('job')
        .values({
          ...{ id: waiting, name: 'backup.make', data: '{}', state: 'scheduled', run_at: tomorrow },
          ...{ created_at: THEN, updated_at: THEN },
        })
        .execute();

      for (const stage of ['begun', 'files', 'rows', 'committed']) {
        await rename();
        const renamed = await geos();
        const before = await restorations();
        const first = await startWorker(stage);
        const { requestId } = valueOf(
          await restoring.askForRestoration(house.context, asking, {
            ...{ copyId, wanted: { whole: true }, conflicts: 'refuse' },
          }),
        );
        await until(first, async () => (await stateOf(requestId)) === 'waiting');
        valueOf(await restoring.decideRestoration(house.context, deciding, requestId, true));
        await until(first, async () => first.lines.includes(stage));
        await killed(first);
        const isDone = stage === 'committed';
        expect([stage, await stateOf(requestId)]).toEqual([stage, isDone ? 'done' : 'running']);
        expect([stage, await geos()]).toEqual([stage, isDone ? original : renamed]);

        const second = await startWorker('nowhere');
        const told = async () =>
          (
            await host()
              .selectFrom('notice')
              .select('user_id')
              .where('kind', '=', 'backup.restore-done')
              .where('entity_id', '=', requestId)
              .where('user_id', '=', asking.userId ?? '')
              .execute()
          ).length;
        await until(second, async () => (await told()) > 0);
        expect([stage, await stateOf(requestId), await told()]).toEqual([stage, 'done', 1]);
        expect([stage, await geos()]).toEqual([stage, original]);
        expect([stage, await restorations()]).toEqual([stage, before + 1]);
        expect(readFileSync(join(root, 'storage/reports/letters/1.pdf'), 'utf8')).toBe('a letter');
        // What is made from rows is made again, by jobs that the event asks for.
        await until(second, async () => (await jobsOf('analytics.rebuild-rollups')).includes('done'));
        await killed(second);
      }

      const messages = await queriesOf<NotificationsTables>(database.port.queries)
        .selectFrom('message')
        .select('state')
        .execute();
      expect(messages.filter(({ state }) => state !== 'dropped')).toEqual([]);
      expect(await host().selectFrom('job').select('id').where('id', '=', waiting).execute()).toEqual([]);
      expect(await house.context.copies.trail(database.port)).toMatchObject({ faults: 0 });
    },
    PATIENCE_MS,
  );

  const jobsOf = async (name: string) =>
    (await host().selectFrom('job').select('state').where('name', '=', name).execute()).map(
      ({ state }) => state,
    );
});
