import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { BulkInsert } from '../../../../src/query/bulk-insert.js';
import { newId } from '../../../../src/values/ids.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, type TestHouse } from '../../../../test/harness/house.js';
import { startScript } from '../../../../test/harness/script-process.js';
import { anyTables, describedTables } from '../../adapters/database/described-tables.js';
import { classRules, makeSaveRule } from '../../app/retention.js';
import {
  makeApplyRetention,
  makeRequestRetention,
  makeRetentionJob,
  makeTryRetention,
} from '../../app/run-retention.js';
import { keptSince } from '../../domain/retention.js';
import { retentionParts } from '../../parts.js';
import { plant, type Planted } from './planted.js';
import { aNight, openPrivacy } from './privacy-house.js';

const DAY_MS = 86_400_000;
/** when everything that is planted happened */
const PLANTED = new Date('2026-03-01T10:00:00.000Z');
const PLANTED_DAY = '2026-03-01';
const WORKER = 'plugins/privacy/test/processes/apply-retention.ts';

const { signal } = new AbortController();
const apply = makeApplyRetention(retentionParts);
const attempt = makeTryRetention(retentionParts);
const saveRule = makeSaveRule(retentionParts);

forEachDialect('what is past its time', (dialect, open) => {
  let database: TestDatabase;
  let test: TestHouse;
  let context: PluginContext;
  let folder: string;
  /** the database's own clock */
  let now: Date;

  beforeAll(async () => {
    database = await open();
    folder = mkdtempSync(join(tmpdir(), 'retention-'));
    test = await openPrivacy(database, {
      ports: { database: { ...database.port, now: () => Promise.resolve(now) } },
    });
    context = test.house.context('privacy');
  }, 60_000);

  beforeEach(async () => {
    now = new Date();
    for (const table of [
      'outbox_delivery',
      'outbox_event',
      'report_run',
      'retention_run',
      'retention_rule',
      'session',
    ])
      await anyTables(database.port.queries).deleteFrom(table).execute();
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    test.close();
    await database.close();
  });

  /** What is planted, issued and settled: nothing keeps it but its days. */
  async function settled(mark: string): Promise<Planted> {
    const planted = await plant(context, mark);
    const set = (table: string, values: Readonly<Record<string, unknown>>) =>
      anyTables(database.port.queries)
        .updateTable(table)
        .set(values as never)
        .execute();
    await set('invoice', { issue_date: PLANTED_DAY });
    await set('import_run', { state: 'done' });
    await set('message', { state: 'sent' });
    return planted;
  }

  const countOf = async (table: string): Promise<number> => {
    const { rows } = (await anyTables(database.port.queries)
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('rows'))
      .executeTakeFirstOrThrow()) as { rows: unknown };
    return Number(rows);
  };

  /** Events that were delivered so many days ago: of the class `host.work`, which is kept for 90 days. */
  async function delivered(rows: number, daysAgo: number): Promise<void> {
    const at = new Date(now.getTime() - daysAgo * DAY_MS);
    const columns = ['id', 'name', 'payload', 'occurred_at', 'done_at'] as const;
    await new BulkInsert<Record<(typeof columns)[number], unknown>>(dialect, 'outbox_event', columns).into(
      anyTables(database.port.queries),
      Array.from({ length: rows }, () => ({
        ...{ id: newId(), name: 'test.happened', payload: '{}', occurred_at: at, done_at: at },
      })),
    );
  }

  async function reported(path: string, daysAgo: number): Promise<void> {
    const at = new Date(now.getTime() - daysAgo * DAY_MS);
    await anyTables(database.port.queries)
      .insertInto('report_run')
      .values({
        ...{ id: newId(), title: 'Sales', definition: '{}', format: 'csv', language: 'en', state: 'done' },
        ...{ file_path: path, actor: '{}', created_at: at, finished_at: at },
      } as never)
      .execute();
  }

  it('is kept to the last millisecond of its days, and a business day to its end in the zone', async () => {
    await settled('limitmark');
    const { expirer } = retentionParts;
    const tables = describedTables(context.personalData).all;
    const faults: string[] = [];
    for (const { name, expires } of await classRules(retentionParts, context)) {
      if (!expires) continue;
      const days = 400;
      const limit = { days, instant: PLANTED, day: PLANTED_DAY as never };
      const at = async (changed: Partial<typeof limit>): Promise<number> =>
        (await expirer.count(context, name, { ...limit, ...changed }, signal)).rows;
      const models = tables.filter(({ className, personal }) => className === name && personal.expiry);
      const over = await at({ instant: new Date(PLANTED.getTime() + 1), day: '2026-03-02' as never });
      if ((await at({})) !== 0) faults.push(`${name} goes at its limit`);
      if (over !== models.length) faults.push(`${name}: ${over} of ${models.length} go after it`);
      const before = await at({ instant: new Date(PLANTED.getTime() - 1), day: '2026-02-28' as never });
      if (before !== 0) faults.push(`${name} goes before its limit`);
    }
    expect(faults).toEqual([]);
  });

  it('is by the calendar of the organisation what has a day: in Auckland a day ends half a day before London', async () => {
    const days = 3653;
    const dayAfter = new Date(Date.parse(`${PLANTED_DAY}T00:00:00Z`) + (days + 1) * DAY_MS);
    const entries = async (instant: Date, zone: string): Promise<number> =>
      (
        await retentionParts.expirer.count(
          context,
          'daily-entries.entries',
          keptSince(instant, days, zone),
          signal,
        )
      ).rows;
    // 13:00 UTC of the last day is 01:00 or 02:00 of the next one in Auckland, whichever of its two times is kept.
    const lastNoon = new Date(dayAfter.getTime() - 11 * 3_600_000);
    expect(await entries(lastNoon, 'Pacific/Auckland')).toBe(1);
    expect(await entries(lastNoon, 'Europe/London')).toBe(0);
    expect(await entries(new Date(dayAfter.getTime() - 1), 'UTC')).toBe(0);
    expect(await entries(dayAfter, 'UTC')).toBe(1);
  });

  it('is taken as it was counted, of every class, and nothing is left to take', async () => {
    now = new Date(PLANTED.getTime() + 3700 * DAY_MS);
    await settled('takenmark');
    const before = await countOf('invoice');
    const tried = await attempt(context, admin, signal);
    const done = await apply(context, admin, { signal });
    expect(done.report).toEqual(tried.report);
    expect(done.report.map(({ dataClass }) => dataClass)).toEqual(
      (await classRules(retentionParts, context))
        .filter(({ expires, days }) => expires && days !== null)
        .map(({ name }) => name),
    );
    expect((await attempt(context, admin, signal)).report).toEqual([]);
    // The books stay, without what they said of people.
    expect(await countOf('invoice')).toBe(before);
    const invoices = await anyTables(database.port.queries)
      .selectFrom('invoice')
      .select(['note', 'total'])
      .execute();
    expect(invoices.map(({ note }) => note)).toEqual(invoices.map(() => null));
    expect(await countOf('invoice_document')).toBe(0);
  });

  it('stays of an invoice that is still owed, however old it is: its words and its document', async () => {
    now = new Date(PLANTED.getTime() + 5000 * DAY_MS);
    const { ids } = await settled('owedmark');
    await anyTables(database.port.queries)
      .updateTable('invoice')
      .set({ status: 'issued' })
      .where('id', '=', ids.get('Invoice')!)
      .execute();
    await apply(context, admin, { signal });
    const line = await anyTables(database.port.queries)
      .selectFrom('invoice_line')
      .select('description')
      .where('invoice_id', '=', ids.get('Invoice')!)
      .executeTakeFirstOrThrow();
    expect(line).toEqual({ description: 'owedmark InvoiceLine.description' });
    expect(await countOf('invoice_document')).toBe(1);
  });

  it('is never sooner than the law asks, whatever a rule says or a row was changed to by hand', async () => {
    const wanted = { dataClass: 'billing.invoices', days: 30, version: 0 };
    expect(await saveRule(context, admin, wanted)).toMatchObject({
      error: { code: 'days-too-few', atLeast: 3653 },
    });
    await anyTables(database.port.queries)
      .insertInto('retention_rule')
      .values({ data_class: 'billing.invoices', days: 30, updated_at: now, version: 1 })
      .execute();
    const rule = (await classRules(retentionParts, context)).find(({ name }) => name === 'billing.invoices');
    expect(rule).toMatchObject({ days: 3653 });
  });

  it('is of the audit trail what the setting of the house says, and no rule', async () => {
    const { personalData } = context;
    const trailUnder = async (auditContentDays: number) => {
      const described = personalData.described.map((each) => ({
        ...each,
        settings: () => Promise.resolve({ auditContentDays }),
      }));
      const house = { ...context, personalData: { ...personalData, described } };
      return (await classRules(retentionParts, house)).find(({ name }) => name === 'host.audit');
    };
    expect(await trailUnder(0)).toMatchObject({ days: null, expires: false });
    expect(await trailUnder(730)).toMatchObject({ days: 730, expires: false });
    expect(await saveRule(context, admin, { dataClass: 'host.audit', days: 1, version: 0 })).toMatchObject({
      error: { code: 'class-never-expires' },
    });
  });

  it('is by a rule that one of two sets who looked at the same one', async () => {
    const set = (days: number | null, version: number) =>
      saveRule(context, admin, { dataClass: 'host.work', days, version });
    const both = await Promise.all([set(10, 0), set(20, 0)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'changed-meanwhile' } });
    expect(await set(null, 1)).toMatchObject({ ok: true });
    expect(await set(0.5, 2)).toMatchObject({ error: { code: 'days-invalid' } });
    expect(await set(36_526, 2)).toMatchObject({ error: { code: 'days-invalid' } });
    expect(await saveRule(context, admin, { dataClass: 'host.none', days: 1, version: 0 })).toMatchObject({
      error: { code: 'unknown-class' },
    });
    expect(
      await saveRule(context, admin, { dataClass: 'billing.managers', days: 1, version: 0 }),
    ).toMatchObject({ error: { code: 'class-never-expires' } });
  });

  it('goes by the rule as it is when its turn comes: one that is changed during a run holds for the rest', async () => {
    await delivered(900, 100);
    const run = await apply(context, admin, {
      signal,
      progress: async (rows) => {
        if (rows < 200 || rows >= 400) return;
        await saveRule(context, admin, { dataClass: 'host.work', days: null, version: 0 });
      },
    });
    expect(run.report).toEqual([expect.objectContaining({ dataClass: 'host.work', rows: 200 })]);
    expect(await countOf('outbox_event')).toBe(700);
  });

  it('goes once where two runs meet, and each counts what it took', async () => {
    await delivered(2000, 100);
    await delivered(7, 10);
    const runs = await Promise.all([apply(context, admin, { signal }), apply(context, admin, { signal })]);
    const taken = runs.flatMap(({ report }) => report.map(({ rows }) => rows));
    expect(taken.reduce((sum, rows) => sum + rows, 0)).toBe(2000);
    expect(await countOf('outbox_event')).toBe(7);
  }, 60_000);

  it('stays when it is no more past its time at the moment that it is taken', async () => {
    const id = newId();
    const sessions = anyTables(database.port.queries);
    const expired = new Date(now.getTime() - 40 * DAY_MS);
    await sessions
      .insertInto('session')
      .values({ id, data: '{}', created_at: expired, expires_at: expired } as never)
      .execute();
    const batches = retentionParts.expirer.apply({
      ...{ context, dataClass: 'host.sessions', signal, taken: () => Promise.resolve() },
      async limit(queries) {
        // Whoever came back in the meantime has a session that is alive.
        if (queries !== context.database.queries)
          await anyTables(queries).updateTable('session').set({ expires_at: now }).execute();
        return keptSince(now, 30, 'UTC');
      },
    });
    let taken = 0;
    for await (const rows of batches) taken += rows;
    expect(taken).toBe(0);
    expect(await countOf('session')).toBe(1);
  });

  it('takes its file along, unless a row that stays has the same one', async () => {
    const [own, shared] = [join(folder, 'own.csv'), join(folder, 'shared.csv')];
    for (const path of [own, shared]) writeFileSync(path, 'of a person');
    await reported(own, 100);
    await reported(shared, 100);
    await reported(shared, 10);
    await apply(context, admin, { signal });
    expect([existsSync(own), existsSync(shared), await countOf('report_run')]).toEqual([false, true, 1]);
    now = new Date(now.getTime() + 81 * DAY_MS);
    await apply(context, admin, { signal });
    expect([existsSync(shared), await countOf('report_run')]).toEqual([false, 0]);
  });

  it('is asked for once at a time; what nobody goes on with is ended by the next', async () => {
    const request = makeRequestRetention(retentionParts);
    const first = await request(context, admin);
    expect(first).toMatchObject({ ok: true });
    expect(await request(context, admin)).toMatchObject({ error: { code: 'retention-running' } });
    now = new Date(now.getTime() + 7 * 3_600_000);
    expect(await request(context, admin)).toMatchObject({ ok: true });
    const runs = await retentionParts.store.runs(database.port.queries, 10);
    expect(runs.map(({ state, error }) => [state, error?.code])).toEqual([
      ['running', undefined],
      ['failed', 'retention-stopped'],
    ]);
  });

  it('goes on where a killed worker stopped, in the same run, and all of it is in one report', async () => {
    await delivered(10_000, 100);
    await delivered(3, 10);
    const worker = await startScript(WORKER, { DATABASE_URL: database.url, HELD_AFTER: '3000' });
    try {
      while (!worker.lines.includes('3000')) {
        if (worker.child.exitCode !== null) await worker.done;
        await pause(50);
      }
    } finally {
      worker.child.kill('SIGKILL');
      await worker.done.catch(() => undefined);
    }
    expect(await countOf('outbox_event')).toBe(7003);
    await makeRetentionJob(retentionParts)(aNight(context));
    const runs = await retentionParts.store.runs(database.port.queries, 10);
    expect(runs).toMatchObject([
      { state: 'done', jobId: 'a-job', report: [{ dataClass: 'host.work', rows: 10_000 }] },
    ]);
    expect(await countOf('outbox_event')).toBe(3);
  }, 240_000);
});
