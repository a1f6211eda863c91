import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Actor, Role } from '../../../../src/kernel/permissions.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { openBilling, value, type BillingHouse } from '../../../billing/test/integration/billing-house.js';
import { reports } from '../../adapters/database/reports.js';
import { reportTables } from '../../adapters/database/tables.js';
import { readDefinition } from '../../adapters/read-definition.js';
import { checkDefinition } from '../../app/check-definition.js';
import { findReadableReport, findReport, reportsFor } from '../../app/find-report.js';
import {
  makeCreateReport,
  makeDeleteReport,
  makeRestoreRevision,
  makeUpdateReport,
} from '../../app/save-report.js';
import { csvGrid, day, jsonGrid, openReports, readWorkbook, type ReportsHouse } from './reports-house.js';

forEachDialect('reports', (_dialect, open) => {
  let database: TestDatabase;
  let house: ReportsHouse;
  let billing: BillingHouse;

  beforeEach(async () => {
    database = await open();
    house = await openReports(database);
    billing = openBilling(database);
  });
  afterEach(async () => {
    await house.close();
    await database.close();
  });

  const person = (role: Role, change: Partial<Actor> = {}): Actor => ({
    ...admin,
    userId: `00000000-0000-7000-8000-${role
      .padEnd(12, '0')
      .slice(0, 12)
      .replace(/[^0-9a-f]/g, '1')}`,
    role,
    ...change,
  });
  const february = { from: day('2026-02-01'), to: day('2026-02-28') };

  async function threeInvoices(): Promise<{ readonly own: string; readonly office: string }> {
    const [office, other] = [await billing.office(), await billing.office()];
    const own = await billing.representative({ code: 'OWN', officeId: office });
    const near = await billing.representative({ code: 'NEAR', officeId: office });
    const far = await billing.representative({ code: 'FAR', officeId: other });
    for (const [representativeId, total] of [
      [own, 10_000n],
      [near, 2_000n],
      [far, 300n],
    ] as const)
      await billing.issued({ representativeId, total, on: day('2026-02-10') });
    return { own, office };
  }

  it('show each reader its own rows, in sums and one by one', async () => {
    const { own, office } = await threeInvoices();
    const readers: readonly (readonly [Actor, string])[] = [
      [admin, '123.00'],
      [person('operator'), '123.00'],
      [person('manager', { managerId: 'm', officeIds: [office] }), '120.00'],
      [person('representative', { representativeId: own }), '100.00'],
      [person('representative', { representativeId: null }), ''],
    ];
    const sums = house.ready('sales-by-representative', { period: february });
    const rows = house.ready('invoices', { period: february });
    for (const [actor, expected] of readers) {
      const listed = jsonGrid((await house.file(rows, 'json', { actor })).path);
      expect(expected === '' ? listed.length : listed.at(-1)![listed[0]!.indexOf('Total')]).toBe(
        expected || 1,
      );
      const summed = jsonGrid((await house.file(sums, 'json', { actor })).path);
      expect(summed.at(-1)![2] === 'Sales' ? '' : summed.at(-1)![2]).toBe(expected);
    }
  });

  it('name what is not there, or not the reader’s', () => {
    const codeOf = (change: object, actor = admin): unknown => {
      const read = readDefinition({ ...house.ready('sales-by-month'), ...change });
      const checked = read.ok ? checkDefinition(house.context, actor, read.value) : read;
      return checked.ok ? 'fine' : checked.error;
    };
    const figures = { kind: 'figures', measures: ['sales'], by: ['month'] };
    expect(codeOf({})).toBe('fine');
    expect(codeOf({ source: { ...figures, measures: ['luck'] } })).toMatchObject({
      code: 'unknown-measure',
      measure: 'luck',
    });
    expect(codeOf({ source: { ...figures, by: ['moon'] } })).toMatchObject({ code: 'definition-invalid' });
    expect(codeOf({ source: { ...figures, by: ['office'] } }, person('representative'))).toMatchObject({
      code: 'dimension-not-for-measure',
      dimension: 'office',
    });
    expect(codeOf({ subtotals: true })).toMatchObject({ code: 'subtotals-need-two' });
    const rows = { kind: 'rows', dataset: 'invoices', columns: ['number', 'colour'], filters: {} };
    expect(codeOf({ source: rows, chart: null, sort: null })).toMatchObject({
      code: 'unknown-column',
      column: 'colour',
    });
  });

  it('keep every version, refuse a lost update, and are shared with roles', async () => {
    const [owner, reader] = [person('operator'), person('manager')];
    const definition = house.ready('sales-by-month');
    const content = { name: 'Mine', description: null, definition, sharedWith: [] };
    const saved = value(await makeCreateReport(reports)(house.context, owner, content));
    const { queries } = database.port;
    expect(await reportsFor(reports, house.context, reader)).toEqual([]);
    expect((await makeCreateReport(reports)(house.context, owner, content)).ok).toBe(false);

    const update = makeUpdateReport(reports);
    const shared = {
      ...content,
      definition: { ...definition, totals: false },
      sharedWith: ['manager' as const],
    };
    const change = { id: saved.id, version: 1, content: shared };
    const changed = value(await update(house.context, owner, change));
    expect(changed.version).toBe(2);
    expect(await update(house.context, owner, change)).toMatchObject({
      error: { code: 'changed-meanwhile' },
    });
    expect((await reportsFor(reports, house.context, reader)).map(({ name }) => name)).toEqual(['Mine']);
    expect(await update(house.context, reader, { ...change, version: 2 })).toMatchObject({
      error: { code: 'report-of-another' },
    });

    const back = { id: saved.id, revision: 1, version: 2 };
    expect(value(await makeRestoreRevision(reports)(house.context, owner, back)).definition).toEqual(
      definition,
    );
    const kept = await reports.revisions(queries, saved.id);
    expect(kept.map(({ revision, definition }) => [revision, definition?.totals])).toEqual([
      [3, true],
      [2, false],
      [1, true],
    ]);
    value(await makeDeleteReport(reports)(house.context, owner, { id: saved.id, version: 3 }));
    expect((await findReport(reports, queries, owner, saved.id)).ok).toBe(false);
    expect(await reports.revisions(queries, saved.id)).toEqual([]);
  });

  it('that cannot be read any more are listed beside the others, and can be said anew', async () => {
    const { queries } = database.port;
    const owner = person('operator');
    const definition = house.ready('sales-by-month');
    const save = async (name: string) =>
      value(
        await makeCreateReport(reports)(house.context, owner, {
          ...{ name, description: null, definition, sharedWith: ['manager' as const] },
        }),
      );
    const [spoiled, whole] = [await save('Spoiled'), await save('Whole')];
    await reportTables(queries)
      .updateTable('report')
      .set({ definition: '{"format":1,', shared_with: '["manager"' })
      .where('id', '=', spoiled.id)
      .execute();

    const names = async (actor: Actor) =>
      (await reportsFor(reports, house.context, actor)).map(({ name }) => name);
    expect(await names(owner)).toEqual(['Spoiled', 'Whole']);
    expect(await names(person('manager'))).toEqual(['Whole']);
    const read = (id: string) => findReadableReport(reports, house.context, owner, id);
    expect(value(await read(whole.id)).definition).toEqual(definition);
    expect(await read(spoiled.id)).toEqual({
      ok: false,
      error: { code: 'report-unreadable', report: 'Spoiled' },
    });

    const back = { id: spoiled.id, revision: 1, version: 1 };
    value(await makeRestoreRevision(reports)(house.context, owner, back));
    expect(value(await read(spoiled.id)).definition).toEqual(definition);
    await reportTables(queries).updateTable('report_revision').set({ definition: '' }).execute();
    expect(await makeRestoreRevision(reports)(house.context, owner, { ...back, version: 2 })).toMatchObject({
      error: { code: 'unknown-revision' },
    });
  });

  it('are workbooks whose totals are formulas, with frozen headings, a filter and nothing that runs', async () => {
    await threeInvoices();
    await billing.tables.updateTable('representative').set({ name: '=HYPERLINK("http://evil")' }).execute();
    const definition = house.ready('receivables-ageing', {
      period: { from: day('2026-03-15'), to: day('2026-03-15') },
    });
    const { path } = await house.file(definition, 'xlsx');
    const sheet = (await readWorkbook(path)).worksheets[0]!;
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.autoFilter).toBeTruthy();
    expect(sheet.getCell('A2').value).toBe('\'=HYPERLINK("http://evil")');
    const formulas: unknown[] = [];
    sheet.eachRow((row) => {
      if (row.getCell(4).formula) formulas.push([row.getCell(4).formula, row.getCell(4).result]);
    });
    expect(formulas).toEqual([
      ['SUBTOTAL(9,D2:D2)', 100],
      ['SUBTOTAL(9,D4:D4)', 20],
      ['SUBTOTAL(9,D6:D6)', 3],
      ['SUBTOTAL(9,D2:D7)', 123],
    ]);
    const csv = csvGrid((await house.file(definition, 'csv')).path);
    expect(csv[1]![0]).toBe('\'=HYPERLINK("http://evil")');
    const rows = await readWorkbook(
      (await house.file(house.ready('invoices', { period: february }), 'xlsx')).path,
    );
    const last = rows.worksheets[0]!.lastRow!;
    expect(last.getCell(10)).toMatchObject({ formula: 'SUM(J2:J4)', result: 123 });
    expect(rows.worksheets[0]!.getCell('E2').value).toEqual(new Date('2026-02-10T00:00:00Z'));
  });
});
