import { describe, expect, it } from '@jest/globals';
import { forEachDialect, openTestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { dialectsUnderTest } from '../../../../test/harness/services.js';
import { totalOf } from '../../domain/effect.js';
import { lookAtRestoration, restoreBackup } from '../../restoring.js';
import {
  archiveOf,
  change,
  everythingIn,
  fill,
  openHouse,
  orderOf,
  rowsOf,
  tableOf,
  valueOf,
  WRITTEN_BY_IT,
} from './a-restored-house.js';

forEachDialect('a whole backup', (_dialect, open) => {
  it.each(dialectsUnderTest())('comes back into an empty %s to the byte of every value', async (target) => {
    const original = await openHouse(await open());
    const copy = await openHouse(await openTestDatabase(target));
    try {
      await fill(original, 4);
      const archive = await archiveOf(original);
      const before = await everythingIn(original);
      const order = await orderOf(copy, archive);
      const done = valueOf(await restoreBackup(copy.context, admin, order));
      expect(totalOf(done.tables)).toMatchObject({ changed: 0, removed: 0, kept: 0 });
      const after = await everythingIn(copy);
      const kept = copy.context.copies.tables.filter(
        ({ name, rule }) =>
          rule?.kept !== 'nowhere' && rule?.comesBack === undefined && !WRITTEN_BY_IT.includes(name),
      );
      for (const { name } of kept) expect([name, after.get(name)]).toEqual([name, before.get(name)]);
      const trail = before.get('audit_entry') ?? [];
      expect(after.get('audit_entry')).toEqual(expect.arrayContaining([...trail]));
      expect(after.get('audit_entry')).toHaveLength(trail.length + 1);
      expect(await copy.context.copies.trail(copy.context.database)).toMatchObject({ faults: 0 });
    } finally {
      await original.close();
      await copy.close();
    }
  });

  it('over a house in use makes it what it was, and the look beforehand says the same', async () => {
    const house = await openHouse(await open());
    try {
      await fill(house, 6);
      const archive = await archiveOf(house);
      const original = await everythingIn(house);
      const geo = tableOf(house, 'geo');
      const document = tableOf(house, 'invoice_document');
      await change(house, async (here) => {
        const geos = await rowsOf(here, geo);
        await here.update(geo, [{ ...geos[1], name: 'Another name' }]);
        await here.insert(geo, [{ ...geos[0], id: '00000000-0000-7000-8000-000000000000', code: 'new' }]);
        const documents = await rowsOf(here, document);
        await here.remove(document, documents.slice(0, 2));
        await here.update(document, [{ ...documents[3], bytes: Buffer.from('another') }]);
      });
      const refused = await restoreBackup(house.context, admin, await orderOf(house, archive));
      expect(refused).toMatchObject({ ok: false, error: { code: 'restore-not-empty' } });

      const order = await orderOf(house, archive, { replace: true });
      const seen = valueOf(await lookAtRestoration(house.context, order));
      const row = (name: string) => seen.tables.find(({ table }) => table === name);
      expect(row('geo')).toMatchObject({ added: 0, changed: 1, removed: 1, same: 5 });
      expect(row('invoice_document')).toMatchObject({ added: 2, changed: 1, removed: 0, same: 3 });
      const done = valueOf(await restoreBackup(house.context, admin, order));
      expect(totalOf(done.tables)).toEqual(totalOf(seen.tables));
      expect(done.tables.find(({ table }) => table === 'geo')).toEqual(row('geo'));
      const after = await everythingIn(house);
      for (const name of ['geo', 'invoice_document', 'invoice', 'app_user', 'message'])
        expect([name, after.get(name)?.length]).toEqual([name, original.get(name)?.length]);
      expect(after.get('geo')).toEqual(original.get('geo'));
      expect(after.get('invoice_document')).toEqual(original.get('invoice_document'));
      // The trail is the house's own, and goes on.
      expect(after.get('audit_entry')!.length).toBeGreaterThan(original.get('audit_entry')!.length);
      expect(await house.context.copies.trail(house.context.database)).toMatchObject({ faults: 0 });

      const again = valueOf(await lookAtRestoration(house.context, order));
      expect(totalOf(again.tables)).toMatchObject({ added: 0, changed: 0, removed: 0 });
    } finally {
      await house.close();
    }
  });

  describe('that may not come back', () => {
    it('leaves the database as it was', async () => {
      const house = await openHouse(await open());
      const stranger = await openHouse(await openTestDatabase('sqlite'));
      try {
        await fill(house, 2);
        const archive = await archiveOf(house);
        const before = await everythingIn(house);
        const flipped = Buffer.from(archive);
        const at = flipped.length - 200;
        flipped[at] = (flipped[at] ?? 0) ^ 1;
        const partial = await archiveOf(house, ['invoices']);
        const replace = { replace: true };
        const wrongKey = { keys: { identities: [], passphrases: ['no'] } };
        const refusals = [
          await restoreBackup(
            house.context,
            admin,
            await orderOf(house, archive, { ...replace, ...wrongKey }),
          ),
          await restoreBackup(house.context, admin, await orderOf(house, flipped, replace)),
          await restoreBackup(
            house.context,
            admin,
            await orderOf(house, archive.subarray(0, archive.length - 100), replace),
          ),
          await restoreBackup(house.context, admin, await orderOf(house, partial, replace)),
          await restoreBackup(
            house.context,
            admin,
            await orderOf(house, archive, { ...replace, sha256: '0'.repeat(64) }),
          ),
        ];
        expect(refusals.map((each) => (each.ok ? 'done' : each.error.code))).toEqual([
          'archive-wrong-key',
          'archive-tampered',
          expect.stringMatching(/archive-(truncated|tampered)/),
          'restore-partial',
          'restore-other-archive',
        ]);
        expect(await everythingIn(house)).toEqual(before);
      } finally {
        await stranger.close();
        await house.close();
      }
    });

    it('leaves it so when what is written with it is refused at its end', async () => {
      const house = await openHouse(await open());
      try {
        await fill(house, 2);
        const archive = await archiveOf(house);
        const geo = tableOf(house, 'geo');
        await change(house, async (here) =>
          here.update(
            geo,
            (await rowsOf(here, geo)).slice(0, 1).map((row) => ({ ...row, name: 'x' })),
          ),
        );
        const before = await everythingIn(house);
        const order = await orderOf(house, archive, {
          replace: true,
          within: () => Promise.resolve({ ok: false, error: { code: 'restore-begun' } }),
        });
        expect(await restoreBackup(house.context, admin, order)).toMatchObject({ ok: false });
        expect(await everythingIn(house)).toEqual(before);
      } finally {
        await house.close();
      }
    });
  });
});
