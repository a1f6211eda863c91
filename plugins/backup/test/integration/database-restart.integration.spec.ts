import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { DatabaseUnavailable } from '../../../../src/kernel/database-unavailable.js';
import { ok } from '../../../../src/values/result.js';
import { cutEveryConnection } from '../../../../test/harness/cut-connections.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { makeCarryOutBackup } from '../../app/making/carry-out-backup.js';
import type { RestoreOrder } from '../../app/restoring/restore-backup.js';
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
} from './a-restored-house.js';
import { aJob, openBackups, parts } from './backup-house.js';

/** A database that restarts while other work goes on, and processes that wait for it. */
const PATIENCE_MS = 120_000;

forEachDialect('a database that restarts', (dialect, open) => {
  // A file does not restart.
  if (dialect === 'sqlite') return;

  let database: TestDatabase;
  let other: TestDatabase;

  beforeEach(async () => {
    database = await open();
    other = await open({ migrated: false });
  });
  afterEach(async () => {
    await database.close();
    await other.close();
  });

  const cut = () => cutEveryConnection(dialect, database, other);

  it.each(['writing', 'sending'])(
    'while a backup is made (%s) costs a start: the next makes one whole copy, and nothing lies beside it',
    async (stage) => {
      const house = await openBackups(database);
      try {
        const { id, path } = await house.folder('one');
        const runId = await house.ask(id);
        let cuts = 0;
        const once = async (reached: string) => {
          if (reached === stage && (cuts += 1) === 1) await cut();
        };
        const watched: typeof parts = {
          ...parts,
          writeArchive: (context, archive) =>
            parts.writeArchive(context, {
              ...archive,
              async progress(records) {
                await once('writing');
                await archive.progress(records);
              },
            }),
          copies: {
            ...parts.copies,
            async change(queries, copyId, states, changed) {
              if (changed.state === 'sending') await once('sending');
              return parts.copies.change(queries, copyId, states, changed);
            },
          },
        };
        const make = makeCarryOutBackup(watched);
        await make(aJob(house.context, { runId, rows: 'jsonl' as const })).catch(() => undefined);
        expect(cuts).toBeGreaterThan(0);
        expect((await house.run(runId)).state).toMatch(/running|done/);
        await make(aJob(house.context, { runId, rows: 'jsonl' as const }));
        const run = await house.run(runId);
        expect(run).toMatchObject({ state: 'done', error: null });
        const [copy] = await house.copiesOf(runId);
        await house.prove(copy?.id ?? '');
        expect((await house.copiesOf(runId)).map(({ state }) => state)).toEqual(['proven']);
        expect(readdirSync(path)).toEqual([run.fileName]);
        expect(readdirSync(await house.context.storage.folder('archives'))).toEqual([]);
      } finally {
        house.close();
      }
    },
    PATIENCE_MS,
  );

  it(
    'while a backup is restored leaves all as it was, however far it was, and the next restoration is done',
    async () => {
      const house = await openHouse(database);
      try {
        await fill(house, 3);
        const archive = await archiveOf(house);
        const original = await everythingIn(house);
        const documents = tableOf(house, 'invoice_document');
        await change(house, async (here) => {
          await here.remove(documents, await rowsOf(here, documents));
        });
        const before = await everythingIn(house);
        const order = await orderOf(house, archive, { replace: true });
        const inTransaction: Partial<RestoreOrder> = {
          async within() {
            await cut();
            return ok(null);
          },
        };
        await expect(
          restoreBackup(house.context, admin, { ...order, ...inTransaction }),
        ).rejects.toBeInstanceOf(DatabaseUnavailable);
        expect(await everythingIn(house)).toEqual(before);
        // What is only read meanwhile may go on over a new connection.
        let isCut = false;
        const whileReading: Partial<RestoreOrder> = {
          async progress() {
            if (!isCut) await cut();
            isCut = true;
          },
        };
        await lookAtRestoration(house.context, { ...order, ...whileReading });
        expect(isCut).toBe(true);
        expect(await everythingIn(house)).toEqual(before);
        valueOf(await restoreBackup(house.context, admin, order));
        expect((await everythingIn(house)).get('invoice_document')).toEqual(original.get('invoice_document'));
        expect(await house.context.copies.trail(house.context.database)).toMatchObject({ faults: 0 });
      } finally {
        house.test.close();
      }
    },
    PATIENCE_MS,
  );

  it(
    'while rows come straight into empty tables leaves them empty',
    async () => {
      const original = await openHouse(await open());
      const house = await openHouse(database);
      try {
        await fill(original, 3);
        const order = await orderOf(house, await archiveOf(original));
        const before = await everythingIn(house);
        let isCut = false;
        const cutOnce = async () => {
          if (!isCut) await cut();
          isCut = true;
        };
        await expect(
          restoreBackup(house.context, admin, { ...order, progress: cutOnce }),
        ).rejects.toBeInstanceOf(DatabaseUnavailable);
        expect(await everythingIn(house)).toEqual(before);
        valueOf(await restoreBackup(house.context, admin, order));
      } finally {
        await original.close();
        house.test.close();
      }
    },
    PATIENCE_MS,
  );
});
