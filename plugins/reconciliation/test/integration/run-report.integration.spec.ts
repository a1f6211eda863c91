import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { forEachDialect, silentLog, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { describeWith } from '../../../../test/harness/services.js';
import { pdfText, whyNoPdfText } from '../../../../test/journeys/harness/pdf-text.js';
import { createDocuments, type HouseDocuments } from '../../../../src/host/documents/create-documents.js';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import { DocumentsUnavailable } from '../../../../src/kernel/documents-unavailable.js';
import type { Language } from '../../../../src/kernel/permissions.js';
import { fixedClock } from '../../../../src/values/clock.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { day, operator, value } from '../../../billing/test/integration/billing-house.js';
import { runLines } from '../../adapters/database/run-lines.js';
import { runReportRoute } from '../../adapters/http/run-report-route.js';
import { writeRunWorkbook } from '../../adapters/run-workbook.js';
import { makePrintRun } from '../../app/print-run.js';
import { makeRunReport } from '../../app/run-report.js';
import { runView } from '../../app/show-runs.js';
import { openReconciliation, type ReconciliationHouse } from './reconciliation-house.js';

const NOW = '2026-03-15T12:00:00Z';
const JPY = 'JPY' as CurrencyCode;

forEachDialect('the report of a run', (_, open) => {
  let database: TestDatabase;
  let house: ReconciliationHouse;
  let folder: string;

  beforeEach(async () => {
    database = await open();
    house = openReconciliation(database);
    folder = mkdtempSync(join(tmpdir(), 'run-report-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await database.close();
  });

  /** One of each outcome: matched whole, matched with charges missing, suggested, and one that nothing fits. */
  async function aRun() {
    const representativeId = await house.billing.representative();
    const issued = async (total: bigint): Promise<string> => {
      const id = await house.billing.issued({ representativeId, total, on: day('2026-03-01') });
      return (await house.billing.invoice(id)).number!;
    };
    const numbers = [await issued(10_000n), await issued(100_000n)] as const;
    await issued(12_345n);
    await house.moved({ amount: 10_000n, on: '2026-03-02', text: numbers[0], counterparty: '=1+1' });
    await house.moved({ amount: 99_500n, on: '2026-03-03', text: numbers[1], counterparty: 'Harbour' });
    await house.moved({ amount: 12_345n, text: 'thanks' });
    await house.moved({ amount: -700n, currency: JPY, text: 'fee' });
    const run = await house.reconciliation.runDecision(
      { trigger: 'hand', statementId: null, jobId: null, requestedBy: null },
      { signal: new AbortController().signal, onProgress: () => Promise.resolve() },
    );
    return { run, numbers };
  }

  async function reportOf(run: Awaited<ReturnType<typeof aRun>>['run'], language: Language = 'en') {
    const translator = await createTranslator(join(process.cwd(), 'locales'), []);
    const organisation = () => house.reconciliation.needs.organisation();
    const runReport = makeRunReport({
      ...{ queries: database.port.queries, organisation, translator, lines: runLines },
      showRun: () => Promise.resolve({ ok: true, value: runView(run, null) }),
    });
    return { translator, organisation, report: value(await runReport(operator, run.id, language)) };
  }

  async function opened(bytes: Buffer): Promise<ExcelJS.Workbook> {
    const path = join(folder, 'report.xlsx');
    writeFileSync(path, bytes);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path);
    return workbook;
  }

  const rowsOf = (workbook: ExcelJS.Workbook, sheet: string): readonly (readonly unknown[])[] => {
    const rows: unknown[][] = [];
    workbook.getWorksheet(sheet)!.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
    return rows;
  };

  async function get(house: TestHouse, id: string, format: string) {
    return runReportRoute.handle({
      ...{ context: house.house.context('reconciliation'), actor: admin, language: 'en' },
      ...{ params: { id }, query: { format }, body: {}, signal: new AbortController().signal },
    });
  }

  async function download(house: TestHouse, id: string): Promise<ExcelJS.Workbook> {
    const reply = await get(house, id, 'xlsx');
    expect(reply).toMatchObject({ fileName: 'reconciliation-2026-03-15.xlsx' });
    return opened(await buffer((reply as { readonly body: Readable }).body));
  }

  it('is a workbook of totals and of every transaction, numbers and days as such', async () => {
    const { run, numbers } = await aRun();
    const test = await assembleTestHouse(database, { clock: fixedClock(NOW) });
    const workbook = await download(test, run.id);
    test.close();

    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      ...['Reconciliation run', 'Linked', 'Suggested', 'Unmatched', 'Written off'],
    ]);
    const totals = rowsOf(workbook, 'Reconciliation run');
    expect(totals).toContainEqual(['Started by', 'A person']);
    expect(totals).toContainEqual(['Transactions', 2, 1, 1, 1]);
    expect(totals).toContainEqual(['EUR', 1095, 123.45, 0, 5]);
    expect(totals).toContainEqual(['JPY', 0, 0, 700, 0]);

    const [headings, first, second] = rowsOf(workbook, 'Linked');
    expect(headings).toEqual([
      ...['Booked on', 'Our account', 'Counterparty', 'Reference', 'Amount', 'Currency'],
      ...['Rule', 'Invoices', 'Settlement'],
    ]);
    const settlements = await house.tables
      .selectFrom('bank_settlement')
      .select(['id', 'rule'])
      .orderBy('rule', 'desc')
      .execute();
    expect(first).toEqual([
      ...[new Date('2026-03-02'), 'Main', "'=1+1", numbers[0], 100, 'EUR'],
      ...['Invoice number', numbers[0], settlements[0]?.id],
    ]);
    expect(second).toEqual([
      ...[new Date('2026-03-03'), 'Main', 'Harbour', numbers[1], 995, 'EUR'],
      ...['Bank charges taken off', numbers[1], settlements[1]?.id],
    ]);
    expect(rowsOf(workbook, 'Suggested')[1]?.slice(4)).toEqual([123.45, 'EUR', 'Exact amount alone']);
    expect(rowsOf(workbook, 'Unmatched')[1]?.slice(4)).toEqual([
      ...[-700, 'JPY', 'Money went out: it pays no invoice.'],
    ]);
    expect(rowsOf(workbook, 'Written off')[1]?.slice(4)).toEqual([
      ...[-5, 'EUR', 'bank-charges', settlements[1]?.id],
    ]);
    const formatOf = (sheet: string): string => workbook.getWorksheet(sheet)!.getCell('E2').numFmt;
    expect([formatOf('Linked'), formatOf('Unmatched')]).toEqual(['#,##0.00', '#,##0']);
  });

  it('says what was undone since, and leaves out what came after the run', async () => {
    const { run } = await aRun();
    const { id } = await house.tables
      .selectFrom('bank_settlement')
      .select('id')
      .where('rule', '=', 'bank-charges')
      .executeTakeFirstOrThrow();
    value(await house.reconciliation.undoSettlement(operator, { settlementId: id }));
    const late = await house.moved({ amount: 8n });
    await house.tables
      .updateTable('bank_transaction')
      .set({ created_at: new Date('2026-03-16T12:00:00Z') })
      .where('id', '=', late)
      .execute();
    const test = await assembleTestHouse(database, { clock: fixedClock(NOW) });
    const workbook = await download(test, run.id);
    test.close();
    expect(rowsOf(workbook, 'Linked')[2]?.[8]).toBe(`${id} (undone since)`);
    expect(rowsOf(workbook, 'Unmatched').map((row) => row[4])).not.toContain(0.08);
  });

  it('goes on on the next sheet where a sheet is full', async () => {
    const { run } = await aRun();
    const { report } = await reportOf(run);
    const path = join(folder, 'long.xlsx');
    await writeRunWorkbook(report, path, { signal: new AbortController().signal, mostRows: 2 });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path);
    expect(rowsOf(workbook, 'Linked')).toHaveLength(2);
    expect(rowsOf(workbook, 'Linked 2')).toHaveLength(2);
  });

  it('refuses a run that is not there, a format that it has not, and paper without a browser', async () => {
    const { run } = await aRun();
    const unavailable = () => Promise.reject(new DocumentsUnavailable('no browser', 'install one'));
    const documents = {
      html: unavailable,
      letter: unavailable,
      pdf: unavailable,
      chart: unavailable,
      picture: unavailable,
    };
    const test = await assembleTestHouse(database, { clock: fixedClock(NOW), ports: { documents } });
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('reconciliation-run-'));
    expect(await get(test, run.id.replace(/.$/, '_'), 'xlsx')).toMatchObject({
      ...{ status: 404, refusal: { code: 'unknown-run' } },
    });
    expect(await get(test, run.id, 'docx')).toEqual({
      status: 400,
      refusal: { code: 'unknown-report-format', value: 'docx', known: 'xlsx, pdf' },
    });
    expect(await get(test, run.id, 'pdf')).toMatchObject({
      ...{ status: 503, refusal: { code: 'printing-unavailable', mend: 'install one' } },
    });
    test.close();
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('reconciliation-run-'))).toEqual(before);
  });

  describeWith('chromium', 'on paper', (executablePath) => {
    const missing = whyNoPdfText();
    const onPaper = missing ? it.skip : it;
    const why = missing ? ` [skipped: ${missing}]` : '';
    let documents: HouseDocuments;

    beforeEach(async () => {
      const translator = await createTranslator(join(process.cwd(), 'locales'), []);
      const viewsRoot = join(process.cwd(), 'views');
      documents = createDocuments({ viewsRoot, translator, executablePath, log: silentLog });
    });
    afterEach(() => documents.close());

    onPaper(`says the same${why}`, async () => {
      const { run, numbers } = await aRun();
      const test = await assembleTestHouse(database, { clock: fixedClock(NOW), ports: { documents } });
      const reply = await get(test, run.id, 'pdf');
      test.close();
      expect(reply).toMatchObject({ contentType: 'application/pdf', inline: true });
      const text = pdfText((reply as { readonly body: Buffer }).body, folder).replace(/\s+/g, ' ');
      expect(text).toContain('15 March 2026');
      expect(text).toContain('EUR 1,095.00 123.45 0.00 5.00');
      expect(text).toContain('JPY 0 0 700 0');
      expect(text).toContain(numbers[0]);
      expect(text).toContain('Money went out: it pays no invoice.');
      expect(text).toContain('bank-charges');
    });

    onPaper(`says in the reader's language how many lines it leaves to the workbook${why}`, async () => {
      const { run } = await aRun();
      const { report, organisation, translator } = await reportOf(run, 'uk');
      const printRun = makePrintRun({ documents, organisation, translator });
      const text = pdfText(await printRun(report, 'uk', 1), folder).replace(/\s+/g, ' ');
      expect(text).toContain('Запуск звірки');
      expect(text).toContain('Ще 1 рядок не надруковано.');
      const [matched] = text.split('ПРОПОЗИЦІЇ');
      expect(matched).toContain('=1+1');
      expect(matched).not.toContain('Harbour');
    });
  });
});
