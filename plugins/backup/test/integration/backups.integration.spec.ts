import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { theHouse } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { provenHealth } from '../../adapters/health/proven-health.js';
import { makeListBackups, makeListDestinations } from '../../app/copies/list-backups.js';
import { makeListFolders } from '../../app/places/list-folders.js';
import { makeMakeBackup } from '../../app/making/make-backup.js';
import { makeOpenCopy } from '../../app/copies/open-copy.js';
import { makeAskForProof, makeProveCopy } from '../../app/copies/prove-copy.js';
import { makeRemoveDestination } from '../../app/places/remove-destination.js';
import { makeSaveDestination } from '../../app/places/save-destination.js';
import { makeRemovePlan, makeSavePlan } from '../../app/making/save-plan.js';
import type { PlanToSave } from '../../contract/doors.js';
import { makeStartPlans } from '../../app/making/start-plans.js';
import { makeTryDestination } from '../../app/places/try-destination.js';
import { makeWatchBackups } from '../../app/making/watch-backups.js';
import { given } from './a-backup.js';
import { aJob, openBackups, parts, type BackupHouse } from './backup-house.js';

const never = new AbortController().signal;

forEachDialect('backups of a house', (_dialect, open) => {
  let database: TestDatabase;
  let house: BackupHouse;
  let now: Date;
  let owner: Actor;

  beforeEach(async () => {
    now = new Date('2026-03-10T02:00:00Z');
    database = await open();
    house = await openBackups(database, { clock: { now: () => now } });
    owner = await house.user('admin');
  });
  afterEach(async () => {
    house.close();
    await database.close();
  });

  const hours = (more: number): void => {
    now = new Date(now.getTime() + more * 3_600_000);
  };
  async function made(...ids: readonly string[]): Promise<string> {
    const runId = await house.ask(...ids);
    await house.make(runId);
    for (const { id, state } of await house.copiesOf(runId)) if (state === 'stored') await house.prove(id);
    return runId;
  }

  it('a backup goes to each of its places, is fetched back and proven, and leaves nothing on this machine', async () => {
    const [one, two] = [await house.folder('one'), await house.folder('two')];
    const runId = await house.ask(one.id, two.id);
    expect(house.test.scheduled).toContainEqual({ name: 'backup.make', data: { runId, rows: 'jsonl' } });
    await house.make(runId);
    const run = await house.run(runId);
    expect(run).toMatchObject({ state: 'done', error: null });
    const copies = await house.copiesOf(runId);
    expect(copies.map(({ state }) => state)).toEqual(['stored', 'stored']);
    for (const { id } of copies) {
      expect(house.test.scheduled).toContainEqual({ name: 'backup.prove', data: { copyId: id } });
      await house.prove(id);
    }
    expect((await house.copiesOf(runId)).map(({ state }) => state)).toEqual(['proven', 'proven']);
    const files = [one, two].map(({ path }) => readFileSync(join(path, run.fileName)));
    expect(files[0]?.equals(files[1]!)).toBe(true);
    expect(files[0]?.length).toBe(run.bytes);
    expect(readdirSync(await house.context.storage.folder('archives'))).toEqual([]);
    expect(await house.told(owner)).toEqual([]);
  });

  it('a place that fails fails no other: it is tried again, and given up at the last start', async () => {
    const good = await house.folder('good');
    const away = await house.place('away', 'away');
    const full = await house.place('full', 'full');
    const runId = await house.ask(good.id, away, full);
    await expect(house.make(runId)).rejects.toThrow('1 copies could not be sent yet');
    const states = async () =>
      Object.fromEntries((await house.copiesOf(runId)).map((copy) => [copy.destinationId, copy.state]));
    expect(await states()).toEqual({ [good.id]: 'stored', [away]: 'sending', [full]: 'failed' });
    expect((await house.run(runId)).state).toBe('running');

    await house.make(runId, { lastAttempt: true });
    expect(await states()).toEqual({ [good.id]: 'stored', [away]: 'failed', [full]: 'failed' });
    expect((await house.run(runId)).state).toBe('done');
    expect(readdirSync(good.path)).toHaveLength(1);
    expect(await house.told(owner)).toEqual(['backup.copy-failed', 'backup.copy-failed']);
  });

  it('a backup that no place has taken has failed, and administrators are told', async () => {
    const full = await house.place('full', 'full');
    const runId = await house.ask(full);
    await house.make(runId);
    const run = await house.run(runId);
    expect(run.state).toBe('failed');
    expect(JSON.parse(run.error ?? '')).toEqual({ code: 'no-copy-stored' });
    expect(await house.told(owner)).toEqual(['backup.copy-failed', 'backup.backup-failed']);
  });

  it('a copy that was altered at its place, or is not there, is not proven, and administrators are told', async () => {
    const { id, path } = await house.folder('one');
    const runId = await made(id);
    const [copy] = await house.copiesOf(runId);
    const file = join(path, (await house.run(runId)).fileName);
    const content = readFileSync(file);
    content[content.length >> 1]! ^= 1;
    writeFileSync(file, content);
    await house.prove(copy!.id);
    const [altered] = await house.copiesOf(runId);
    expect(altered).toMatchObject({ state: 'failed', provenAt: null });
    expect(JSON.parse(altered?.error ?? '')).toMatchObject({ code: 'archive-tampered' });
    expect(await house.told(owner)).toEqual(['backup.copy-not-proven']);

    hours(1);
    rmSync(file);
    await house.prove(copy!.id);
    expect(JSON.parse((await house.copiesOf(runId))[0]?.error ?? '')).toMatchObject({ code: 'copy-missing' });
    expect(await house.told(owner)).toHaveLength(2);
  });

  it('another backup of the house in the place of this one is not this one', async () => {
    const { id, path } = await house.folder('one');
    const first = await house.run(await made(id));
    const secondId = await made(id);
    const second = await house.run(secondId);
    writeFileSync(join(path, second.fileName), readFileSync(join(path, first.fileName)));
    const [copy] = await house.copiesOf(secondId);
    expect(await makeProveCopy(parts)(house.context, admin, copy!.id, never)).toEqual({
      ok: false,
      error: { code: 'copy-altered', file: second.fileName },
    });
  });

  it('when the file is lost before it was sent everywhere, it is fetched from where it is', async () => {
    const good = await house.folder('good');
    const away = await house.place('away', 'away');
    const runId = await house.ask(good.id, away);
    await expect(house.make(runId)).rejects.toThrow();
    const { sha256 } = await house.run(runId);
    rmSync(join(await house.context.storage.folder('archives'), runId), { recursive: true });
    await house.make(runId, { lastAttempt: true });
    expect((await house.run(runId)).sha256).toBe(sha256);
    expect((await house.run(runId)).state).toBe('done');
  });

  it('old copies go by the rule of their place once a newer one is proven', async () => {
    const { id, path } = await house.folder('one', {
      keepLast: 2,
      keepDaily: 0,
      keepWeekly: 0,
      keepMonthly: 0,
    });
    const ids: string[] = [];
    for (let night = 0; night < 4; night += 1) {
      ids.push(await made(id));
      hours(24);
    }
    const states = [];
    for (const runId of ids) states.push((await house.copiesOf(runId))[0]?.state);
    expect(states).toEqual(['removed', 'removed', 'proven', 'proven']);
    expect(readdirSync(path)).toHaveLength(2);
  });

  it('a plan starts at its hour in its zone, once for what was missed, and not twice by two workers', async () => {
    const { id } = await house.folder('one');
    const plan: PlanToSave = {
      ...{ name: 'each night', cron: '30 3 * * *', zone: 'Europe/Kyiv', sets: [], rows: 'csv', active: true },
      destinations: [id],
    };
    const planId = given(await makeSavePlan(parts)(house.context, admin, plan, null)).id;
    const next = async () =>
      (await parts.plans.find(database.port.queries, planId))?.nextRunAt?.toISOString();
    expect(await next()).toBe('2026-03-11T01:30:00.000Z');
    const start = () => makeStartPlans(parts)(aJob(house.context, null));
    const started = async () =>
      (await parts.runs.newest(database.port.queries, 50)).filter((run) => run.planId === planId).length;
    await start();
    expect(await started()).toBe(0);

    // Three weeks down, and the clocks went forward: 3:30 of March 29 did not exist.
    now = new Date('2026-03-31T10:00:00Z');
    const jobs = { ...house.context.jobs, find: async () => ({ state: 'running' }) as never };
    const context = { ...house.context, jobs };
    await Promise.all([1, 2].map(() => makeStartPlans(parts)(aJob(context, null))));
    expect(await started()).toBe(1);
    expect(await next()).toBe('2026-04-01T00:30:00.000Z');
  });

  it('a plan in the zone of a day without its hour runs an hour later', async () => {
    const { id } = await house.folder('one');
    now = new Date('2026-03-28T12:00:00Z');
    const plan: PlanToSave = {
      ...{
        name: 'each night',
        cron: '30 3 * * *',
        zone: 'Europe/Kyiv',
        sets: [],
        rows: 'jsonl',
        active: true,
      },
      destinations: [id],
    };
    const planId = given(await makeSavePlan(parts)(house.context, admin, plan, null)).id;
    const { nextRunAt } = (await parts.plans.find(database.port.queries, planId))!;
    expect(nextRunAt?.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it('a run whose job is gone has failed', async () => {
    const { id } = await house.folder('one');
    const runId = await house.ask(id);
    await makeStartPlans(parts)(aJob(house.context, null));
    expect(JSON.parse((await house.run(runId)).error ?? '')).toEqual({ code: 'backup-stopped' });
    expect((await house.copiesOf(runId))[0]?.state).toBe('failed');
    expect(await house.told(owner)).toEqual(['backup.backup-failed']);
  });

  it('lateness is told once for each newest backup, and health says how old it is', async () => {
    const health = () => provenHealth(parts).check(house.context);
    const watch = () => makeWatchBackups(parts)(aJob(house.context, null));
    hours(100);
    await watch();
    expect(await house.told(owner)).toEqual([]);
    expect(await health()).toMatchObject({ state: 'warning' });
    const { id } = await house.folder('one');
    await made(id);
    expect(await health()).toMatchObject({ state: 'well' });
    hours(30);
    await watch();
    expect(await house.told(owner)).toEqual([]);
    hours(1);
    await watch();
    await watch();
    expect(await house.told(owner)).toEqual(['backup.backup-late']);
    expect(await health()).toMatchObject({ state: 'warning' });
  });

  it('secrets are kept when nothing is typed over them, and stand in no list and no audit entry', async () => {
    const typed = { place: { token: 'a-very-secret-token' } };
    const id = await house.place('full', 'full', typed);
    const before = (await parts.destinations.find(database.port.queries, id))!;
    const { keep, ...rest } = before;
    const again = {
      ...{ name: 'renamed', kind: rest.kind, active: true, place: {} },
      ...{ keepLast: keep.last, keepDaily: 1, keepWeekly: 1, keepMonthly: 1 },
    };
    const save = makeSaveDestination(parts.destinations);
    given(await save(house.context, admin, again, { id, version: 1 }));
    const after = (await parts.destinations.find(database.port.queries, id))!;
    expect(after.secrets).toEqual({ token: 'a-very-secret-token' });
    expect(await save(house.context, admin, again, { id, version: 1 })).toMatchObject({
      error: { code: 'changed-meanwhile' },
    });
    const listed = given(await makeListDestinations(parts)(house.context, admin));
    expect(JSON.stringify(listed)).not.toContain('secret');
    const entries = await queriesOf<HostTables>(database.port.queries)
      .selectFrom('audit_content')
      .selectAll()
      .execute();
    const written = JSON.stringify(entries, (_, each) => (typeof each === 'bigint' ? String(each) : each));
    expect(written).toContain('renamed');
    expect(written).not.toContain('a-very-secret-token');
  });

  it('a place is tried by a small file that is read back, and leaves nothing', async () => {
    const { path } = await house.folder('one');
    const attempt = (kind: string, place: Readonly<Record<string, string>>) =>
      makeTryDestination(parts.destinations)(house.context, admin, { id: null, kind, place }, never);
    expect(await attempt('file', { folder: path })).toEqual({ ok: true, value: null });
    expect(readdirSync(path)).toEqual([]);
    expect(await attempt('file', { folder: join(path, 'not') })).toMatchObject({
      error: { code: 'place-missing' },
    });
    expect(await attempt('file', {})).toMatchObject({ error: { code: 'place-field-missing' } });
    expect(await attempt('away', {})).toMatchObject({ error: { code: 'place-unreachable' } });
    expect(await attempt('nowhere', {})).toMatchObject({ error: { code: 'place-kind-unknown' } });
  });

  it('a place where backups lie, or that a plan uses, is not removed', async () => {
    const used = await house.folder('used');
    await made(used.id);
    const planned = await house.folder('planned');
    const plan: PlanToSave = {
      ...{ name: 'weekly', cron: '0 3 * * 1', zone: 'UTC', sets: [], rows: 'jsonl', active: true },
      destinations: [planned.id],
    };
    const planId = given(await makeSavePlan(parts)(house.context, admin, plan, null)).id;
    const remove = makeRemoveDestination(parts);
    const at = (id: string) => remove(house.context, admin, { id, version: 1 });
    expect(await at(used.id)).toMatchObject({ error: { code: 'place-has-copies', copies: 1 } });
    expect(await at(planned.id)).toMatchObject({ error: { code: 'place-in-plan', plan: 'weekly' } });
    given(await makeRemovePlan(parts)(house.context, admin, { id: planId, version: 1 }));
    given(await at(planned.id));
    expect(await at(planned.id)).toMatchObject({ error: { code: 'place-gone' } });
  });

  it('who may not do it is refused, whichever use case it is', async () => {
    const { id } = await house.folder('one');
    const runId = await made(id);
    const copyId = (await house.copiesOf(runId))[0]!.id;
    const { context } = house;
    const asked = { sets: [], rows: 'jsonl', destinationIds: [id] } as const;
    const place = {
      ...{ name: 'two', kind: 'file', active: true, place: {} },
      ...{ keepLast: 1, keepDaily: 1, keepWeekly: 1, keepMonthly: 1 },
    };
    const plan: PlanToSave = {
      ...{ name: 'p', cron: '0 3 * * *', zone: 'UTC', sets: [], rows: 'jsonl', active: true },
      destinations: [id],
    };
    const tried = { id: null, kind: 'file', place: {} };
    const seen = { id, version: 1 };
    const deeds: Readonly<
      Record<string, (actor: Actor) => Promise<{ readonly ok: boolean; readonly error?: unknown }>>
    > = {
      'backup.make-backup': (actor) => makeMakeBackup(parts)(context, actor, asked, 'hand'),
      'backup.make-ask': (actor) => makeAskForProof(parts)(context, actor, copyId),
      'backup.make-prove': (actor) => makeProveCopy(parts)(context, actor, copyId, never),
      'backup.read-list': (actor) => makeListBackups(parts)(context, actor, 5),
      'backup.read-places': (actor) => makeListDestinations(parts)(context, actor),
      'backup.download-copy': async (actor) => {
        const opened = await makeOpenCopy(parts)(context, actor, copyId, never);
        if (opened.ok) await finished(opened.value.content.resume());
        return opened;
      },
      'backup.configure-place': (actor) =>
        makeSaveDestination(parts.destinations)(context, actor, place, null),
      'backup.configure-remove': (actor) => makeRemoveDestination(parts)(context, actor, seen),
      'backup.configure-try': (actor) => makeTryDestination(parts.destinations)(context, actor, tried, never),
      'backup.configure-folders': (actor) =>
        makeListFolders(parts.destinations)(context, actor, { ...tried, inside: null }, never),
      'backup.configure-plan': (actor) => makeSavePlan(parts)(context, actor, plan, null),
      'backup.configure-unplan': (actor) => makeRemovePlan(parts)(context, actor, seen),
    };
    const people = {
      operator: await house.user('operator'),
      manager: { ...admin, role: 'manager' } as const,
    };
    for (const [name, deed] of Object.entries(deeds)) {
      const permission = name.replace(/-.*$/, '');
      for (const actor of Object.values(people)) {
        const isRefused =
          ((await deed(actor)).error as { code?: string } | undefined)?.code === 'not-permitted';
        expect([name, actor.role, isRefused]).toEqual([name, actor.role, !context.may(actor, permission)]);
      }
      const ofHouse = (await deed(theHouse('system'))).error as { code?: string } | undefined;
      expect([name, ofHouse?.code]).not.toEqual([name, 'not-permitted']);
    }
  });
});
