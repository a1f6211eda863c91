import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { StoredRow } from '../../../../src/kernel/copies.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { databaseRestored } from '../../../../src/kernel/restored.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, type TestHouse } from '../../../../test/harness/house.js';
import { anyTables } from '../../adapters/database/described-tables.js';
import { makeRequestErasure } from '../../app/erase-subject.js';
import { makePerformErasure } from '../../app/perform-erasure.js';
import { makeRepeatErasures, REPEAT_ERASURES } from '../../app/repeat-erasures.js';
import { erasureParts } from '../../parts.js';
import { everyText } from './every-text.js';
import { emailOf, nameOf, plant, type Planted } from './planted.js';
import { openPrivacy } from './privacy-house.js';

const { signal } = new AbortController();
const FACTS = { whole: true, madeAt: '2026-03-01T00:00:00.000Z', sha256: '0'.repeat(64) };

/** What stands in no backup made before somebody was forgotten: that the house did so. Only the ledger beside the database knows. */
forEachDialect('somebody who is in a backup that is older than the erasure', (_dialect, open) => {
  let databases: readonly [TestDatabase, TestDatabase];
  let houses: readonly [TestHouse, TestHouse];
  let subject: Planted;
  const copied = new Map<string, readonly StoredRow[]>();
  const context = (at: 0 | 1): PluginContext => houses[at].house.context('privacy');

  beforeAll(async () => {
    databases = [await open(), await open()];
    const first = await openPrivacy(databases[0]);
    // A new machine with the house's files, whose database is empty yet.
    houses = [first, await openPrivacy(databases[1], { ports: { storage: first.ports.storage } })];
    subject = await plant(context(0), 'returnmark');
    for (const table of ['erasure', 'subject_export'])
      await anyTables(databases[0].port.queries).deleteFrom(table).execute();
    await context(0).copies.snapshot(async (snapshot) => {
      for (const table of snapshot.tables) {
        const rows: StoredRow[] = [];
        for await (const batch of snapshot.rows(table)) rows.push(...batch);
        if (table.rule?.kept !== 'nowhere') copied.set(table.name, rows);
      }
    });
  }, 60_000);
  afterAll(async () => {
    for (const house of houses) house.close();
    for (const database of databases) await database.close();
  });

  const tablesNaming = async (at: 0 | 1): Promise<readonly string[]> =>
    [...(await everyText(databases[at].port.queries))]
      .filter(([, text]) => text.includes(nameOf('returnmark')) || text.includes(emailOf('returnmark')))
      .map(([model]) => model)
      .sort();

  it('is forgotten for good in the house that was asked', async () => {
    const begun = await makeRequestErasure(erasureParts)(context(0), admin, {
      ...{ kind: 'representative', id: subject.representativeId },
      ...{ typed: subject.values.get('Representative.code')!, reason: 'asked on paper' },
    });
    if (!begun.ok) throw new Error(JSON.stringify(begun.error));
    const named = await tablesNaming(0);
    const done = await makePerformErasure(erasureParts)(context(0), begun.value.erasureId, {
      ...{ actor: admin, signal, repeats: false },
    });
    expect(done).toMatchObject({ ok: true });
    expect((await tablesNaming(0)).length).toBeLessThan(named.length);
  });

  it('comes back with the backup, and the house is told to forget again', async () => {
    const { copies, database } = context(1);
    const now = await database.now();
    await copies.restore(admin, FACTS, async (here) => {
      for (const table of copies.tables) {
        const { comesBack } = table.rule ?? {};
        const rows = copied.get(table.name) ?? [];
        await here.insert(
          table,
          comesBack ? rows.map((row) => comesBack(row, now)).filter((row) => row !== null) : rows,
        );
      }
    });
    expect((await tablesNaming(1)).length).toBeGreaterThan((await tablesNaming(0)).length);
    expect(await anyTables(databases[1].port.queries).selectFrom('erasure').selectAll().execute()).toEqual(
      [],
    );
    const told = await anyTables(databases[1].port.queries)
      .selectFrom('outbox_event')
      .select(['id', 'name'])
      .where('name' as never, '=', databaseRestored.name as never)
      .execute();
    expect(told).toHaveLength(1);
    const subscription = houses[1].house.subscriptions.find(({ value }) => value.name === 'repeat-erasures')!;
    expect(subscription.value.event.name).toBe(databaseRestored.name);
    await databases[1].port.transaction((tx) =>
      subscription.value.handle({
        ...{ context: context(1), tx },
        event: { id: String(told[0]!['id']), at: now, data: FACTS } as never,
      }),
    );
    expect(houses[1].scheduled).toContainEqual({ name: REPEAT_ERASURES, data: null });
  });

  it('is forgotten again, and what is kept by law is what was kept before', async () => {
    await makeRepeatErasures(erasureParts)({ id: 'a-job', context: context(1), signal });
    expect(await tablesNaming(1)).toEqual(await tablesNaming(0));
    const [erasure] = await anyTables(databases[1].port.queries).selectFrom('erasure').selectAll().execute();
    expect(erasure).toMatchObject({ state: 'done', subject_id: subject.representativeId });
    const representative = await anyTables(databases[1].port.queries)
      .selectFrom('representative')
      .select(['name'])
      .where('id' as never, '=', subject.representativeId as never)
      .executeTakeFirstOrThrow();
    expect(String(representative['name'])).not.toContain('returnmark');
  });
});
