import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StoredRow, StoredTable } from '../../../../src/kernel/copies.js';
import { ok } from '../../../../src/values/result.js';
import { forEachDialect } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { archiveFiles, archiveKeys } from '../../contract/archive-file.js';
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

const AT = new Date('2026-01-15T09:30:00.123Z');
const stamps = { created_at: AT, updated_at: AT, version: 1 };
const GEO = {
  id: '01a21d85-540d-7028-91f2-5b468f5a4477',
  code: 'UA',
  name: 'Україна',
  active: true,
  ...stamps,
};

/** A backup of one geo, as a version of the house with that schema made it. */
async function olderArchive({ context }: RestoredHouse, schemaVersion: string): Promise<Buffer> {
  const lock = valueOf(await context.use(archiveKeys).lock());
  const geo = context.copies.tables.find(({ name }) => name === 'geo') as StoredTable;
  const into = new PassThrough();
  const content = buffer(into);
  await context.use(archiveFiles).write(
    {
      manifest: {
        ...{ madeAt: AT.toISOString(), organisation: 'House', sets: [], schemaVersion },
        ...{ dialect: 'mysql', rows: 'csv' },
      },
      tables: [
        {
          table: geo,
          async *rows(): AsyncIterable<readonly StoredRow[]> {
            yield [GEO];
          },
        },
      ],
      ...{ files: Readable.from([]), figures: () => Promise.resolve({}), lock },
      ...{ signal: new AbortController().signal, progress: () => Promise.resolve() },
    },
    into,
  );
  into.end();
  return content;
}

forEachDialect('a backup of an older version', (_dialect, open) => {
  it.each(['0004_reconciliation', '0005_messages'])(
    'of schema %s is brought forward on its way',
    async (version) => {
      const house = await openHouse(await open());
      try {
        const archive = await olderArchive(house, version);
        valueOf(await restoreBackup(house.context, admin, await orderOf(house, archive)));
        await house.context.copies.snapshot(async (snapshot) => {
          expect(await rowsOf(snapshot, tableOf(house, 'geo'))).toEqual([GEO]);
        });
      } finally {
        await house.close();
      }
    },
  );

  it('is not taken for one of a version that is yet to come', async () => {
    const house = await openHouse(await open());
    try {
      const archive = await olderArchive(house, '9999_tomorrow');
      expect(await restoreBackup(house.context, admin, await orderOf(house, archive))).toMatchObject({
        error: { code: 'archive-newer-schema', theirs: '9999_tomorrow' },
      });
    } finally {
      await house.close();
    }
  });
});

forEachDialect('whatever was changed since a backup', (_dialect, open) => {
  it('the look says of every table what the restoration then does', async () => {
    const house = await openHouse(await open());
    try {
      await fill(house, 5);
      const archive = await archiveOf(house);
      const order = await orderOf(house, archive, { replace: true });
      const names = ['geo', 'invoice_document', 'reminder_stage', 'message', 'notice_default', 'comment'];
      const edits = fc.array(
        fc.record({
          table: fc.constantFrom(...names),
          place: fc.nat({ max: 4 }),
          what: fc.constantFrom('change', 'remove'),
        }),
        { maxLength: 8 },
      );
      await fc.assert(
        fc.asyncProperty(edits, async (wanted) => {
          for (const { table: name, place, what } of wanted)
            await change(house, async (here) => {
              const table = tableOf(house, name);
              const row = (await rowsOf(here, table))[place];
              const isPointedTo = name === 'geo' && what === 'remove';
              if (row && what === 'remove' && !isPointedTo) await here.remove(table, [row]);
              if (row && what === 'change') await here.update(table, [changed(name, row)]);
              return ok(null);
            });
          const seen = valueOf(await lookAtRestoration(house.context, order));
          const done = valueOf(await restoreBackup(house.context, admin, order));
          const withoutTrail = (tables: typeof seen.tables) =>
            tables.filter(({ table }) => !table.startsWith('audit_'));
          expect(withoutTrail(done.tables)).toEqual(withoutTrail(seen.tables));
          const again = valueOf(await lookAtRestoration(house.context, order));
          expect(again.tables.filter((each) => each.added + each.changed + each.removed > 0)).toEqual([]);
        }),
        { numRuns: 4 },
      );
      expect((await everythingIn(house)).get('geo')).toHaveLength(5);
    } finally {
      await house.close();
    }
  });
});

/** A column of free words is another. */
function changed(table: string, row: StoredRow): StoredRow {
  const column = { geo: 'name', invoice_document: 'language', message: 'recipient_name', comment: 'body' }[
    table
  ];
  return column === undefined ? row : { ...row, [column]: `x${String(row[column]).slice(0, 3)}` };
}
