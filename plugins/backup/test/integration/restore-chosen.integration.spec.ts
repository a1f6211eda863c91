import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Restoration, StoredRow } from '../../../../src/kernel/copies.js';
import { ok } from '../../../../src/values/result.js';
import { forEachDialect } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { totalOf } from '../../domain/effect.js';
import type { ConflictPolicy } from '../../domain/wanted.js';
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
  type RestoredHouse,
} from './a-restored-house.js';

const LEDGER = ['invoice', 'invoice_line', 'invoice_document', 'payment', 'allocation', 'credit_note'];

forEachDialect('chosen records of a backup', (_dialect, open) => {
  let house: RestoredHouse;
  let archive: Buffer;
  let original: ReadonlyMap<string, readonly string[]>;
  let code: string;
  let number: string;

  beforeEach(async () => {
    house = await openHouse(await open());
    await fill(house, 4);
    archive = await archiveOf(house);
    original = await everythingIn(house);
    [code, number] = await names();
  });
  afterEach(() => house.close());

  async function names(): Promise<[string, string]> {
    const found: [string, string] = ['', ''];
    await change(house, async (here) => {
      const [representative] = await rowsOf(here, tableOf(house, 'representative'));
      const invoices = await rowsOf(here, tableOf(house, 'invoice'));
      found[0] = String(representative?.['code']);
      found[1] = String(
        invoices.find((each) => each['representative_id'] === representative?.['id'])?.['number'],
      );
      return ok(null);
    });
    return found;
  }

  const restore = async (
    wanted: { representatives?: readonly string[]; invoices?: readonly string[] },
    conflicts: ConflictPolicy = 'refuse',
  ) => {
    const chosen = { representatives: [], invoices: [], ...wanted };
    const order = await orderOf(house, archive, { wanted: chosen, conflicts });
    const seen = await lookAtRestoration(house.context, order);
    const done = await restoreBackup(house.context, admin, order);
    expect(done.ok).toBe(seen.ok);
    if (seen.ok && done.ok) expect(done.value.tables).toEqual(seen.value.tables);
    return done;
  };

  async function edit(work: (here: Restoration) => Promise<void>): Promise<void> {
    await change(house, async (here) => {
      await work(here);
      return ok(null);
    });
  }

  async function without(here: Restoration, name: string, is: (row: StoredRow) => boolean): Promise<void> {
    const table = tableOf(house, name);
    await here.remove(table, (await rowsOf(here, table)).filter(is));
  }

  it('come with everything that hangs on them, and nothing else comes', async () => {
    await edit(async (here) => {
      for (const name of LEDGER.toReversed()) await without(here, name, () => true);
      await without(here, 'payment_reversal', () => true);
    });
    const done = valueOf(await restore({ invoices: [number] }));
    expect(totalOf(done.tables)).toMatchObject({ changed: 0, removed: 0, kept: 0 });
    const after = await everythingIn(house);
    for (const name of LEDGER) {
      expect([name, after.get(name)]).toEqual([name, expect.arrayContaining([expect.any(String)])]);
      expect(after.get(name)).toHaveLength(1);
      expect(original.get(name)).toContain(after.get(name)?.[0]);
    }
  });

  it('of a representative come when it is named by its code, with the office that it needs', async () => {
    await edit(async (here) => {
      const representatives = await rowsOf(here, tableOf(house, 'representative'));
      const gone = representatives.find((each) => each['code'] === code);
      const isOf = (row: StoredRow) => row['representative_id'] === gone?.['id'];
      const invoices = (await rowsOf(here, tableOf(house, 'invoice'))).filter(isOf).map(({ id }) => id);
      const payments = (await rowsOf(here, tableOf(house, 'payment'))).filter(isOf).map(({ id }) => id);
      const hangs = (row: StoredRow) =>
        isOf(row) || invoices.includes(row['invoice_id']) || payments.includes(row['payment_id']);
      for (const name of [...LEDGER.toReversed(), 'payment_reversal'])
        if (name !== 'invoice' && name !== 'payment') await without(here, name, hangs);
      for (const name of ['invoice', 'payment']) await without(here, name, isOf);
      await without(here, 'representative', (row) => row['id'] === gone?.['id']);
      await without(here, 'office_manager', (row) => row['office_id'] === gone?.['office_id']);
      await without(here, 'office', (row) => row['id'] === gone?.['office_id']);
    });
    valueOf(await restore({ representatives: [code] }));
    const after = await everythingIn(house);
    for (const name of [...LEDGER, 'representative', 'office', 'payment_reversal'])
      expect([name, after.get(name)]).toEqual([name, original.get(name)]);
  });

  it('that are here and others are refused, kept or overwritten, all of what hangs together alike', async () => {
    await edit(async (here) => {
      const invoices = tableOf(house, 'invoice');
      const invoice = (await rowsOf(here, invoices)).find((each) => each['number'] === number);
      await here.update(invoices, [{ ...invoice, note: 'written since' }]);
      await without(here, 'invoice_line', (row) => row['invoice_id'] === invoice?.['id']);
    });
    const before = await everythingIn(house);
    expect(await restore({ invoices: [number] }, 'refuse')).toMatchObject({
      error: { code: 'restore-conflict', count: 1 },
    });
    expect(await everythingIn(house)).toEqual(before);

    const kept = valueOf(await restore({ invoices: [number] }, 'keep'));
    expect(totalOf(kept.tables)).toMatchObject({ added: 0, changed: 0, removed: 0, kept: 2 });
    expect((await everythingIn(house)).get('invoice')).toEqual(before.get('invoice'));

    const overwritten = valueOf(await restore({ invoices: [number] }, 'overwrite'));
    expect(totalOf(overwritten.tables)).toMatchObject({ added: 1, changed: 1, removed: 0 });
    const after = await everythingIn(house);
    for (const name of LEDGER) expect([name, after.get(name)]).toEqual([name, original.get(name)]);
  });

  it('that the backup has not are named, and nothing comes', async () => {
    const before = await everythingIn(house);
    expect(await restore({ invoices: [number, 'INV-404'] })).toMatchObject({
      error: { code: 'restore-not-in-copy', name: 'INV-404' },
    });
    expect(await everythingIn(house)).toEqual(before);
  });
});
