import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createStorage } from '../../../../src/host/storage/create-storage.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { startScript, type ScriptProcess } from '../../../../test/harness/script-process.js';
import { openAnalytics } from '../../../analytics/test/integration/analytics-house.js';
import { openBilling, operator, value } from '../../../billing/test/integration/billing-house.js';
import { yearViews } from '../../adapters/show-years.js';
import { useCases, type ArchiveUseCases } from '../../use-cases.js';

/** Processes of their own, beside whatever else the machine does. */
const PATIENCE_MS = 10 * 60_000;
const SCRIPT = 'plugins/archive/test/processes/move-or-return.ts';
const TABLES = [
  ...['invoice', 'invoice_line', 'payment', 'allocation', 'moved_name', 'moved_year', 'analytics_archived'],
];
const MOVING = ['beginning', 'writing', 'written', 'copied', 'held', 'kept', 'removing', 'noted'] as const;
const RETURNING = ['held', 'putting-back', 'forgotten', 'noted'] as const;
const run = { signal: new AbortController().signal, progress: () => Promise.resolve() };

forEachDialect('a process that is killed while it moves a year or brings it back', (_dialect, open) => {
  let database: TestDatabase;
  let house: TestHouse;
  let archive: ArchiveUseCases;
  let folder: string;
  const started: ScriptProcess[] = [];

  beforeEach(async () => {
    database = await open();
    folder = mkdtempSync(join(tmpdir(), 'killed-year-'));
    mkdirSync(place());
    const storage = createStorage(join(folder, 'storage'));
    house = await assembleTestHouse(database, { ports: { storage } });
    archive = house.house.context('archive').use(useCases);
    const billing = openBilling(database, { now: '2023-03-01T12:00:00Z' });
    const representativeId = await billing.representative();
    const on = '2023-03-01' as LocalDate;
    for (const total of [500n, 700n]) {
      await billing.issued({ representativeId, total, on });
      await billing.paid({ representativeId, amount: total, on, allocate: true });
    }
    billing.setNow('2024-02-01T12:00:00Z');
    value(await billing.billing.closePeriod(operator, { month: '2023-12' as LocalMonth }));
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map(killed));
    house.close();
    rmSync(folder, { recursive: true, force: true });
    await database.close();
  });

  const place = () => join(folder, 'place');
  const filesOfHouse = () => readdirSync(join(folder, 'storage/archive/years'));
  const ledger = async () => {
    const db = queriesOf<Record<string, Record<string, unknown>>>(database.port.queries);
    const rows = TABLES.map(async (table) => {
      const all = await db.selectFrom(table).selectAll().execute();
      return [
        table,
        all
          .map((row) =>
            JSON.stringify(row, (_, each) => (typeof each === 'bigint' ? String(each) : (each as unknown))),
          )
          .toSorted(),
      ] as const;
    });
    return Object.fromEntries(await Promise.all(rows));
  };
  const differences = () => openAnalytics(database).differences();
  const shown = async () => {
    const context = house.house.context('archive');
    const [year] = await yearViews({ context, actor: admin, language: 'en' });
    return { state: year?.state, progress: year?.progress, error: year?.error };
  };

  async function killAt(deed: 'move' | 'return', stage: string): Promise<void> {
    const child = await startScript(SCRIPT, {
      ...{ DATABASE_URL: database.url, STORAGE: join(folder, 'storage'), PLACE: place() },
      ...{ YEAR: '2023', DEED: deed, HELD_AT: stage },
    });
    started.push(child);
    while (!child.lines.includes(stage)) {
      if (child.child.exitCode !== null)
        throw new Error(`${stage}: it ended with ${(await child.done).join()}`);
      await pause(20);
    }
    await killed(child);
  }

  it(
    'leaves the ledger whole at every stage, says so, and whoever begins again ends it',
    async () => {
      const before = await ledger();
      for (const stage of MOVING) {
        await killAt('move', stage);
        expect([stage, await ledger()]).toEqual([stage, before]);
        expect([stage, await shown()]).toEqual([
          stage,
          stage === 'beginning'
            ? { state: 'closed', progress: null, error: null }
            : { state: 'stopped', progress: null, error: null },
        ]);
        expect(await differences()).toEqual([]);
      }

      const asked = { year: 2023, to: [`file:${place()}`], jobId: null };
      const moved = value(await archive.moveYear(admin, asked, run));
      expect(filesOfHouse()).toEqual([moved.file]);
      expect(readdirSync(place())).toContain(moved.file);
      const after = await ledger();
      expect(after['invoice']).toEqual([]);
      expect(await differences()).toEqual([]);

      for (const stage of RETURNING) {
        await killAt('return', stage);
        expect([stage, await ledger()]).toEqual([stage, after]);
        expect([stage, (await shown()).state]).toEqual([stage, 'moved']);
        expect(await differences()).toEqual([]);
      }
      value(await archive.returnYear(admin, { year: 2023, path: null }, run));
      expect(await ledger()).toEqual(before);
      expect(await differences()).toEqual([]);
      expect((await shown()).state).toBe('returned');
    },
    PATIENCE_MS,
  );

  it(
    'has moved it when it dies after the end: a second start finds nothing to do',
    async () => {
      await killAt('move', 'done');
      const after = await ledger();
      expect(after['invoice']).toEqual([]);
      expect((await shown()).state).toBe('moved');
      const again = await archive.moveYear(admin, { year: 2023, to: [], jobId: null }, run);
      expect(again).toMatchObject({ error: { code: 'year-moved' } });
      expect(await ledger()).toEqual(after);
      expect(filesOfHouse()).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});

async function killed({ child }: ScriptProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}
