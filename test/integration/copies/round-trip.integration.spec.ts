import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Copies, RestoredFacts, StoredTable } from '../../../src/kernel/copies.js';
import { err } from '../../../src/values/result.js';
import { newId } from '../../../src/values/ids.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../harness/house.js';
import { readAll } from './read-all.js';
import { rowsOfEveryKind, type Rows } from './rows-of-every-kind.js';

const facts: RestoredFacts = { whole: true, madeAt: '2026-03-01T00:00:00.000Z', sha256: 'c'.repeat(64) };

forEachDialect('copies of the database', (_dialect, open) => {
  let database: TestDatabase;
  let house: TestHouse;
  let copies: Copies;

  beforeEach(async () => {
    database = await open();
    house = await assembleTestHouse(database);
    ({ copies } = house.ports);
  });

  afterEach(async () => {
    house.close();
    await database.close();
  });

  const table = (name: string): StoredTable =>
    copies.tables.find((candidate) => candidate.name === name) as StoredTable;

  const bringBack = (rows: Partial<Rows>, given = facts) =>
    copies.restore(admin, given, async (restoration) => {
      for (const [name, some] of Object.entries(rows)) await restoration.insert(table(name), some);
    });

  const everything = () =>
    copies.snapshot(async (snapshot) => {
      const rows: Record<string, unknown> = {};
      for (const one of snapshot.tables) rows[one.name] = await readAll(snapshot, one);
      return rows;
    });

  it('read what was brought back to the byte, and in the order of the key', async () => {
    const rows = rowsOfEveryKind();
    await bringBack(rows);
    expect(await everything()).toMatchObject(rows);
  });

  it('hold rows that point to one that comes a batch later', async () => {
    const { allocation, ...before } = rowsOfEveryKind(2);
    await copies.restore(admin, facts, async (restoration) => {
      for (const [name, some] of Object.entries(before)) await restoration.insert(table(name), some);
      for (const row of allocation) await restoration.insert(table('allocation'), [row]);
    });
    expect((await everything())['allocation']).toEqual(allocation);
  });

  describe('that are loaded into tables without rows', () => {
    const load = (rows: Partial<Rows>) =>
      copies.restore(admin, facts, (restoration) =>
        restoration.loading(async () => {
          for (const [name, some] of Object.entries(rows)) await restoration.insert(table(name), some);
        }),
      );
    const twinsOf = ({ geo }: Rows) => geo.map((row) => ({ ...row, id: newId() }));
    const notUnique = { message: expect.stringContaining('has what another row has') };

    it('are as they were, and an index refuses afterwards what it refused before', async () => {
      const rows = rowsOfEveryKind();
      await load(rows);
      expect(await everything()).toMatchObject(rows);
      await expect(bringBack({ geo: twinsOf(rows) })).rejects.toMatchObject(notUnique);
    });

    it('leave nothing when two of them are one to an index', async () => {
      const rows = rowsOfEveryKind();
      const { geo } = rows;
      await expect(load({ geo: [...geo, ...twinsOf(rows)] })).rejects.toMatchObject(notUnique);
      expect(await everything()).toMatchObject({ geo: [], audit_entry: [] });
      await load({ geo });
      expect(await everything()).toMatchObject({ geo });
    });
  });

  describe('that are brought back', () => {
    it('leave nothing when the work throws or refuses', async () => {
      const { geo } = rowsOfEveryKind();
      await expect(
        copies.restore(admin, facts, async (restoration) => {
          await restoration.insert(table('geo'), geo);
          throw new Error('halfway');
        }),
      ).rejects.toThrow('halfway');
      const refused = await copies.restore(admin, facts, async (restoration) => {
        await restoration.insert(table('geo'), geo);
        return err({ code: 'no' });
      });
      expect(refused).toEqual(err({ code: 'no' }));
      expect(await everything()).toMatchObject({ geo: [], audit_entry: [], outbox_event: [] });
    });

    it('are refused with a reference that hangs in the air, and the next transaction is strict again', async () => {
      const [office] = rowsOfEveryKind().office;
      await expect(bringBack({ office: [office as never] })).rejects.toMatchObject({
        name: 'DanglingReference',
        table: 'office',
        target: 'geo',
      });
      expect(await everything()).toMatchObject({ office: [] });
    });

    it('change and remove rows by key, and say how many there were', async () => {
      await bringBack(rowsOfEveryKind());
      const counts = await copies.restore(admin, facts, async (restoration) => {
        const [geo] = await readAll(restoration, table('geo'));
        return {
          updated: await restoration.update(table('geo'), [
            { ...geo, name: 'South' },
            { ...geo, id: newId() },
          ]),
          removed: await restoration.remove(
            table('allocation'),
            await readAll(restoration, table('allocation')),
          ),
        };
      });
      expect(counts).toEqual({ updated: 1, removed: 3 });
      expect(await everything()).toMatchObject({ geo: [{ name: 'South' }], allocation: [] });
    });

    it('leave an entry in the audit trail, an event, and a trail that is whole', async () => {
      await bringBack(rowsOfEveryKind());
      expect(await everything()).toMatchObject({
        audit_entry: [{ action: 'host.restore-database', entity: 'Database', entity_id: facts.sha256 }],
        outbox_event: [{ name: 'host.database-restored', payload: JSON.stringify(facts) }],
      });
      expect(await copies.trail(database.port)).toMatchObject({ entries: 1, faults: 0, seq: 1n });
    });
  });
});
