import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { ok } from '../../../../src/values/result.js';
import { forEachDialect } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { startScript } from '../../../../test/harness/script-process.js';
import { restoreBackup } from '../../restoring.js';
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
} from './a-restored-house.js';

/** Processes of their own, beside whatever else the machine does. */
const PATIENCE_MS = 240_000;
const SCRIPT = 'plugins/backup/test/processes/restore-and-wait.ts';

forEachDialect('a restoration that is killed', (_dialect, open) => {
  it.each(['reading', 'before-commit'])(
    '%s leaves nothing half-restored, and may be begun again',
    async (stage) => {
      const database = await open();
      const house = await openHouse(database);
      const folder = mkdtempSync(join(tmpdir(), 'killed-'));
      try {
        await fill(house, 3);
        const archive = await archiveOf(house);
        const path = join(folder, 'backup.tar.gz.age');
        writeFileSync(path, archive);
        const original = await everythingIn(house);
        const documents = tableOf(house, 'invoice_document');
        await change(house, async (here) => {
          await here.remove(documents, await rowsOf(here, documents));
          return ok(null);
        });
        const before = await everythingIn(house);

        const process = await startScript(SCRIPT, {
          URL_OF_HOUSE: database.url,
          ARCHIVE: path,
          STAGE: stage,
        });
        while (!process.lines.includes(stage)) {
          if (process.child.exitCode !== null) await process.done;
          await setTimeout(20);
        }
        process.child.kill('SIGKILL');
        await process.done.catch(() => undefined);
        expect(await everythingIn(house)).toEqual(before);

        const order = await orderOf(house, archive, { replace: true });
        valueOf(await restoreBackup(house.context, admin, order));
        expect((await everythingIn(house)).get('invoice_document')).toEqual(original.get('invoice_document'));
      } finally {
        rmSync(folder, { recursive: true, force: true });
        await house.close();
      }
    },
    PATIENCE_MS,
  );

  it(
    'is not mixed by two of them at once: each finds the house as the other left it',
    async () => {
      const house = await openHouse(await open());
      try {
        await fill(house, 2);
        const first = await archiveOf(house);
        const geo = tableOf(house, 'geo');
        await change(house, async (here) => {
          await here.update(
            geo,
            (await rowsOf(here, geo)).map((row) => ({ ...row, name: `second ${String(row['code'])}` })),
          );
          return ok(null);
        });
        const second = await archiveOf(house);
        const names = async () => (await everythingIn(house)).get('geo')?.join() ?? '';
        const afterSecond = await names();
        const restore = async (archive: Buffer) =>
          restoreBackup(house.context, admin, await orderOf(house, archive, { replace: true }));
        const both = await Promise.all([restore(first), restore(second)]);
        expect(both.map((each) => each.ok)).toEqual([true, true]);
        const end = await names();
        valueOf(await restore(first));
        const afterFirst = await names();
        expect(afterFirst).not.toBe(afterSecond);
        expect([afterFirst, afterSecond]).toContain(end);
        expect(await house.context.copies.trail(house.context.database)).toMatchObject({ faults: 0 });
      } finally {
        await house.close();
      }
    },
    PATIENCE_MS,
  );

  it(
    'shows readers the old or the new, never a mix',
    async () => {
      const house = await openHouse(await open());
      try {
        await fill(house, 40);
        const archive = await archiveOf(house);
        const geo = tableOf(house, 'geo');
        await change(house, async (here) => {
          await here.update(
            geo,
            (await rowsOf(here, geo)).map((row) => ({ ...row, active: true, name: 'new' })),
          );
          return ok(null);
        });
        let isOver = false;
        const seen: number[] = [];
        const reader = (async () => {
          while (!isOver) {
            const rows = (await everythingOf(house)).filter((row) => row.includes('"name":"new"'));
            seen.push(rows.length);
            await setTimeout(1);
          }
        })();
        valueOf(await restoreBackup(house.context, admin, await orderOf(house, archive, { replace: true })));
        isOver = true;
        await reader;
        expect(seen.length).toBeGreaterThan(0);
        expect(seen.filter((count) => count !== 0 && count !== 40)).toEqual([]);
      } finally {
        await house.close();
      }
    },
    PATIENCE_MS,
  );
});

/** One statement, as a reader of a list makes it. */
async function everythingOf({ context }: Awaited<ReturnType<typeof openHouse>>): Promise<readonly string[]> {
  const rows = await queriesOf<BillingTables>(context.database.queries)
    .selectFrom('geo')
    .selectAll()
    .execute();
  return rows.map((row) => JSON.stringify(row));
}
