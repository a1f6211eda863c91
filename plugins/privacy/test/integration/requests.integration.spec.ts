import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubjectKind } from '../../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, type TestHouse } from '../../../../test/harness/house.js';
import { anyTables } from '../../adapters/database/described-tables.js';
import { requestsHealth } from '../../adapters/requests-health.js';
import { requestsView } from '../../adapters/show-requests.js';
import { makePlanErasure, makeRequestErasure } from '../../app/erase-subject.js';
import { makeRequestExport } from '../../app/export-subject.js';
import { makePerformErasure } from '../../app/perform-erasure.js';
import { makeRepeatErasures } from '../../app/repeat-erasures.js';
import { makeWatchRequests } from '../../app/watch-requests.js';
import { erasureParts, exportParts } from '../../parts.js';
import { everyText } from './every-text.js';
import { plant, type Planted } from './planted.js';
import { openPrivacy } from './privacy-house.js';

const { signal } = new AbortController();
const parts = { erasure: erasureParts, export: exportParts };

forEachDialect('requests about data', (_dialect, open) => {
  let database: TestDatabase;
  let test: TestHouse;
  let context: PluginContext;
  let subject: Planted;
  const requestErasure = makeRequestErasure(erasureParts);
  const requestExport = makeRequestExport(exportParts);
  const perform = makePerformErasure(erasureParts);

  beforeAll(async () => {
    database = await open();
    test = await openPrivacy(database);
    const { records, ...rest } = test.house.context('privacy');
    context = {
      ...rest,
      records: {
        ...records,
        // The host shows users; in this house there are the plugins alone.
        visible: async (actor, model, ids) =>
          model === 'User' && actor.role === 'admin'
            ? ids.map((id) => ({ id, title: id, href: '' }))
            : records.visible(actor, model, ids),
      },
    };
    subject = await plant(context, 'askedmark');
    // The planted requests are nobody's.
    for (const table of ['erasure', 'subject_export'])
      await anyTables(database.port.queries).deleteFrom(table).execute();
  }, 60_000);
  afterAll(async () => {
    test.close();
    await database.close();
  });

  const ask = (kind: SubjectKind, id: string, typed: string) =>
    requestErasure(context, admin, { kind, id, typed, reason: 'asked on paper' });
  const set = (table: string, values: Readonly<Record<string, unknown>>, id: string) =>
    anyTables(database.port.queries)
      .updateTable(table)
      .set(values as never)
      .where('id' as never, '=', id as never)
      .execute();
  const healthNow = () => requestsHealth(parts).check(context);
  const self = (): Actor => ({
    ...{ ...admin, userId: subject.userId, name: 'rep', role: 'representative', via: 'panel' },
    representativeId: subject.representativeId,
  });

  it('for one file at a time are one request, and one a day for oneself', async () => {
    const named = { kind: 'representative', id: subject.representativeId } as const;
    const both = await Promise.all([
      requestExport(context, self(), named),
      requestExport(context, self(), named),
    ]);
    const ids = both.map((each) => (each.ok ? each.value.id : each.error.code));
    expect(new Set(ids).size).toBe(1);
    expect(test.scheduled.filter(({ name }) => name === 'privacy.export-subject')).toHaveLength(1);

    await set('subject_export', { state: 'ready' }, ids[0]!);
    expect(await requestExport(context, self(), named)).toEqual({
      ok: false,
      error: { code: 'export-once-a-day', count: 24 },
    });
    expect(await requestExport(context, admin, named)).toMatchObject({ ok: true });
  });

  it('are nobody else’s: of a person whom the asker does not see there is none', async () => {
    const stranger: Actor = { ...self(), representativeId: null, userId: null, role: 'manager' };
    const named = { kind: 'representative', id: subject.representativeId } as const;
    expect(await requestExport(context, stranger, named)).toEqual({
      ok: false,
      error: { code: 'unknown-subject' },
    });
    const view = await requestsView(parts, { context, actor: stranger, language: 'en' });
    expect(view).toMatchObject({ exports: [], erasures: [], may: { export: false, erase: false } });
  });

  it('whose job is gone say that they failed, and health says so', async () => {
    await makeWatchRequests(parts)({ context });
    const [newest] = await exportParts.exports.list(database.port.queries, 1);
    expect(newest).toMatchObject({ state: 'failed', error: '{"code":"export-stopped"}' });
    expect(await healthNow()).toMatchObject({
      state: 'warning',
      detail: '1 export of personal data failed.',
    });
  });

  it('of a manager wait while an office would be left alone, then forget that manager alone', async () => {
    const typed = subject.values.get('Manager.code')!;
    const alone = await ask('manager', subject.managerId, typed);
    expect(alone).toMatchObject({ error: { code: 'office-left-alone', plugin: 'billing' } });
    const plan = await makePlanErasure(erasureParts)(
      context,
      admin,
      { kind: 'manager', id: subject.managerId },
      signal,
    );
    expect(plan).toMatchObject({ value: { open: [{ code: 'office-left-alone' }] } });

    await set('office', { active: false }, subject.ids.get('Office')!);
    const begun = await ask('manager', subject.managerId, typed);
    if (!begun.ok) throw new Error(JSON.stringify(begun.error));
    const [first, second] = await Promise.all([
      ask('manager', subject.managerId, typed),
      ask('manager', subject.managerId, typed),
    ]);
    expect([first, second]).toMatchObject([
      { error: { code: 'erasure-running' } },
      { error: { code: 'erasure-running' } },
    ]);
    const done = await perform(context, begun.value.erasureId, { actor: admin, signal, repeats: false });
    if (!done.ok) throw new Error(JSON.stringify(done.error));
    const texts = await everyText(database.port.queries);
    for (const field of ['name', 'email', 'phone'])
      expect(texts.get('Manager')).not.toContain(subject.values.get(`Manager.${field}`)!);
    expect(texts.get('Representative')).toContain(subject.values.get('Representative.name')!);
    expect(texts.get('OfficeManager')).toBe('');
  });

  it('of a user forget who signs in', async () => {
    const { queries } = database.port;
    const begun = await ask('user', subject.userId, (await codeOf('user', subject.userId))!);
    if (!begun.ok) throw new Error(JSON.stringify(begun.error));
    const done = await perform(context, begun.value.erasureId, { actor: admin, signal, repeats: false });
    if (!done.ok) throw new Error(JSON.stringify(done.error));
    const user = await anyTables(queries)
      .selectFrom('app_user')
      .select(['active', 'email', 'name'])
      .where('id', '=', subject.userId)
      .executeTakeFirstOrThrow();
    expect(user).toMatchObject({ active: false });
    expect(user['name']).toMatch(/^Erased user [0-9A-F]{4}$/);
    expect(user['email']).toMatch(/@erased\.invalid$/);
  });

  it('that failed are asked for again, and those done again keep the report of the first time', async () => {
    const { queries } = database.port;
    const before = (await erasureParts.erasures.of(queries, { kind: 'user', id: subject.userId }))!;
    const again = await ask('user', subject.userId, (await codeOf('user', subject.userId))!);
    expect(again).toEqual({ ok: true, value: { erasureId: before.id } });
    await makeWatchRequests(parts)({ context });
    expect(await erasureParts.erasures.find(queries, before.id)).toMatchObject({
      ...{ state: 'failed', error: { code: 'erasure-stopped' } },
    });
    const retried = await ask('user', subject.userId, (await codeOf('user', subject.userId))!);
    expect(retried).toEqual({ ok: true, value: { erasureId: before.id } });
    await perform(context, before.id, { actor: admin, signal, repeats: false });
    await makeRepeatErasures(erasureParts)({ id: 'a-job', context, signal });

    const after = (await erasureParts.erasures.find(queries, before.id))!;
    expect(after).toMatchObject({ state: 'done', report: before.report, doneAt: before.doneAt, repeated: 1 });
    expect(after.again.map(({ because }) => because)).toEqual(['asked', 'restored']);
    const view = await requestsView(parts, { context, actor: admin, language: 'en' });
    expect(view.erasures.find(({ id }) => id === before.id)?.again).toHaveLength(2);
  });

  const codeOf = async (kind: SubjectKind, id: string): Promise<string | undefined> =>
    (await erasureParts.subjects.find(context, database.port.queries, kind, id))?.code;
});
