import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupTables } from '../../../../generated/tables/backup.js';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import { ok } from '../../../../src/values/result.js';
import { forEachDialect } from '../../../../test/harness/database.js';
import { LOOK_AT_ARCHIVE } from '../../app/restoring/ask-for-restoration.js';
import { RESTORE } from '../../app/restoring/decide-restoration.js';
import { DRILL } from '../../app/drills/schedule-drill.js';
import { restoring } from '../../restoring.js';
import {
  archiveOf,
  change,
  everythingIn,
  fill,
  openHouse,
  rowsOf,
  runJob,
  tableOf,
  valueOf,
  type RestoredHouse,
} from './a-restored-house.js';

const NOW = new Date('2026-03-01T12:00:00.000Z');

forEachDialect('a restoration that is asked for', (_dialect, open) => {
  let house: RestoredHouse;
  let folder: string;
  let asking: Actor;
  let deciding: Actor;
  let copyId: string;

  beforeEach(async () => {
    house = await openHouse(await open());
    folder = mkdtempSync(join(tmpdir(), 'backups-'));
    await fill(house, 2);
    asking = await addUser('asking');
    deciding = await addUser('deciding');
    copyId = await putCopy(await archiveOf(house));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await house.close();
  });

  async function addUser(name: string): Promise<Actor> {
    const id = newId();
    await queriesOf<HostTables>(house.context.database.queries)
      .insertInto('app_user')
      .values({
        ...{ id, email: `${name}@house.test`, name, password_hash: 'x', role: 'admin', active: true },
        ...{ created_at: NOW, updated_at: NOW },
      })
      .execute();
    const actor = await house.context.people.actor(id);
    if (!actor) throw new Error(`${name} may not sign in`);
    return actor;
  }

  async function putCopy(archive: Buffer): Promise<string> {
    const fileName = 'backup.tar.gz.age';
    writeFileSync(join(folder, fileName), archive);
    const queries = queriesOf<BackupTables>(house.context.database.queries);
    const [run, place, copy] = [newId(), newId(), newId()];
    await queries
      .insertInto('backup_destination')
      .values({
        ...{ id: place, name: 'A folder', kind: 'file', place: JSON.stringify({ folder }) },
        ...{ created_at: NOW, updated_at: NOW },
      })
      .execute();
    await queries
      .insertInto('backup_run')
      .values({
        ...{ id: run, trigger_name: 'hand', sets: '[]', state: 'done', file_name: fileName },
        started_at: new Date('2027-01-01T00:00:00.000Z'),
      })
      .execute();
    await queries
      .insertInto('backup_copy')
      .values({ id: copy, run_id: run, destination_id: place, state: 'proven', location: fileName })
      .execute();
    return copy;
  }

  const ask = (actor = asking) =>
    restoring.askForRestoration(house.context, actor, {
      ...{ copyId, wanted: { whole: true }, conflicts: 'refuse' },
    });

  const stateOf = async (id: string) =>
    queriesOf<BackupTables>(house.context.database.queries)
      .selectFrom('restore_request')
      .select(['state', 'error', 'effect', 'decided_by'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();

  const noticesOf = async ({ userId }: Actor) =>
    (
      await queriesOf<HostTables>(house.context.database.queries)
        .selectFrom('notice')
        .select('kind')
        .where('user_id', '=', userId ?? '')
        .execute()
    ).map(({ kind }) => kind);

  async function rename(): Promise<void> {
    await change(house, async (here) => {
      const geo = tableOf(house, 'geo');
      const [first] = await rowsOf(here, geo);
      await here.update(geo, [{ ...first, name: 'Renamed' }]);
      return ok(null);
    });
  }

  it('is looked at, allowed by somebody else, done once, and told', async () => {
    const { requestId } = valueOf(await ask());
    await rename();
    const renamed = (await everythingIn(house)).get('geo');
    await runJob(house, LOOK_AT_ARCHIVE, { requestId });
    const waiting = await stateOf(requestId);
    expect(waiting.state).toBe('waiting');
    expect(JSON.parse(waiting.effect ?? '')).toContainEqual(
      expect.objectContaining({ table: 'geo', changed: 1, added: 0, removed: 0 }),
    );
    expect(await noticesOf(deciding)).toEqual(['backup.restore-asked']);
    expect((await everythingIn(house)).get('geo')).toEqual(renamed);

    valueOf(await restoring.decideRestoration(house.context, deciding, requestId, true));
    expect(house.test.scheduled.map(({ name }) => name)).toEqual([LOOK_AT_ARCHIVE, RESTORE]);
    await runJob(house, RESTORE, { requestId });
    expect(await stateOf(requestId)).toMatchObject({ state: 'done', decided_by: deciding.userId });
    expect((await everythingIn(house)).get('geo')).not.toEqual(renamed);

    await rename();
    await runJob(house, RESTORE, { requestId });
    expect((await everythingIn(house)).get('geo')).toEqual(renamed);
  });

  it('is not allowed by who asks, nor by who may not, and a decided one is decided', async () => {
    const { requestId } = valueOf(await ask());
    const operator: Actor = { ...deciding, role: 'operator' };
    const decide = (actor: Actor, allow = true) =>
      restoring.decideRestoration(house.context, actor, requestId, allow);
    expect(await decide(deciding)).toMatchObject({ error: { code: 'restore-not-waiting' } });
    await runJob(house, LOOK_AT_ARCHIVE, { requestId });
    expect(await decide(asking)).toMatchObject({ error: { code: 'restore-own-request' } });
    expect(await decide({ ...asking, via: 'api' })).toMatchObject({ error: { code: 'restore-own-request' } });
    expect(await decide(operator)).toMatchObject({ error: { code: 'restore-not-allowed' } });
    expect(await decide({ ...deciding, userId: null })).toMatchObject({
      error: { code: 'restore-needs-person' },
    });
    valueOf(await decide(deciding, false));
    expect((await stateOf(requestId)).state).toBe('refused');
    expect(await noticesOf(asking)).toEqual(['backup.restore-refused']);
    expect(await decide(deciding)).toMatchObject({ error: { code: 'restore-not-waiting' } });
    expect(house.test.scheduled.map(({ name }) => name)).toEqual([LOOK_AT_ARCHIVE]);
  });

  it('is asked for by people who may, of a copy that lies somewhere', async () => {
    expect(await ask({ ...asking, role: 'operator' })).toMatchObject({
      error: { code: 'restore-not-allowed' },
    });
    expect(await ask({ ...asking, userId: null })).toMatchObject({ error: { code: 'restore-needs-person' } });
    copyId = newId();
    expect(await ask()).toMatchObject({ error: { code: 'restore-no-copy' } });
  });

  it('is taken back by its asker until it is begun', async () => {
    const { requestId } = valueOf(await ask());
    const operator: Actor = { ...deciding, role: 'operator' };
    const cancel = (actor: Actor) => restoring.cancelRestoration(house.context, actor, requestId);
    expect(await cancel(operator)).toMatchObject({ error: { code: 'restore-not-allowed' } });
    valueOf(await cancel(asking));
    expect(await cancel(asking)).toMatchObject({ error: { code: 'restore-begun' } });
    await runJob(house, LOOK_AT_ARCHIVE, { requestId });
    expect((await stateOf(requestId)).state).toBe('cancelled');
  });

  it('fails and changes nothing when the archive is another than the one that was looked at', async () => {
    const { requestId } = valueOf(await ask());
    await runJob(house, LOOK_AT_ARCHIVE, { requestId });
    valueOf(await restoring.decideRestoration(house.context, deciding, requestId, true));
    writeFileSync(join(folder, 'backup.tar.gz.age'), await archiveOf(house));
    const before = (await everythingIn(house)).get('geo');
    await runJob(house, RESTORE, { requestId });
    const failed = await stateOf(requestId);
    expect([failed.state, JSON.parse(failed.error ?? '')]).toEqual([
      'failed',
      { code: 'restore-other-archive' },
    ]);
    expect(await noticesOf(asking)).toContain('backup.restore-failed');
    expect((await everythingIn(house)).get('geo')).toEqual(before);
  });

  describe('and a drill', () => {
    it('restores the newest backup elsewhere, computes everything again and keeps what it found', async () => {
      await runJob(house, DRILL, { requestedBy: asking.userId });
      const drill = await queriesOf<BackupTables>(house.context.database.queries)
        .selectFrom('backup_drill')
        .selectAll()
        .where('copy_id', '=', copyId)
        .executeTakeFirstOrThrow();
      expect([drill.state, drill.error]).toEqual(['passed', null]);
      const report = JSON.parse(drill.report ?? '') as { tables: { table: string; found: number }[] };
      expect(report.tables).toContainEqual({ table: 'geo', expected: 2, found: 2 });
      expect(report).toMatchObject({ trail: { faults: 0 } });
    });

    it('of a backup that is not what it was fails, and administrators are told', async () => {
      const archive = await archiveOf(house);
      writeFileSync(join(folder, 'backup.tar.gz.age'), archive.subarray(0, archive.length - 50));
      await runJob(house, DRILL, { requestedBy: null });
      const drill = await queriesOf<BackupTables>(house.context.database.queries)
        .selectFrom('backup_drill')
        .select(['state', 'error'])
        .where('copy_id', '=', copyId)
        .executeTakeFirstOrThrow();
      expect(drill.state).toBe('failed');
      expect(JSON.parse(drill.error ?? '')).toMatchObject({ code: expect.stringContaining('archive-') });
      expect(await noticesOf(deciding)).toEqual(['backup.drill-failed']);
    });
  });
});
