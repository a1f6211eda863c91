import { setImmediate as breathe } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { exponentOf, type CurrencyCode } from '../../../src/values/currency.js';
import { defuseFormula } from '../../../src/values/defuse-formula.js';
import type { ReportLine, ReportList, RunReport } from '../app/run-report.js';

/** A worksheet of Excel has so many rows (ECMA-376 as Excel keeps it). */
const MOST_ROWS = 1_048_576;
/** exceljs has no back-pressure: without a pause its output piles up in memory. */
const ROWS_WITHOUT_PAUSE = 100;
/** A double, and so a cell of a spreadsheet, holds so many decimal digits whatever they are (IEEE 754). */
const EXACT_DIGITS = 15;
/** day, account, counterparty, reference, amount, currency; then what a list adds */
const WIDTHS = [13, 22, 32, 32, 18, 10];
const DETAIL_WIDTH = 40;
const AMOUNT_PLACE = 5;

interface Watched {
  readonly signal: AbortSignal;
  /** rows of a sheet, its heading among them; longer lists go on on the next one */
  readonly mostRows?: number;
}

/** The report of a run as a workbook: its totals, then a sheet for each list, row by row in flat memory. */
export async function writeRunWorkbook(report: RunReport, path: string, watched: Watched): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: false,
  });
  addTotals(workbook, report);
  for (const list of report.lists) await addList(workbook, report.headings, list, watched);
  await workbook.commit();
}

function addTotals(workbook: ExcelJS.stream.xlsx.WorkbookWriter, report: RunReport): void {
  const { title, facts, totals, notes } = report;
  const sheet = workbook.addWorksheet(sheetName(title, 1));
  sheet.columns = [{ width: 24 }, ...totals.headings.map(() => ({ width: 22 }))];
  const bold = (values: readonly string[]): void => {
    const row = sheet.addRow(values.map(defuseFormula));
    row.font = { bold: true };
    row.commit();
  };
  bold([title]);
  for (const { name, text } of facts) sheet.addRow([name, defuseFormula(text)]).commit();
  sheet.addRow([]).commit();
  bold(['', ...totals.headings]);
  sheet.addRow([totals.counts.title, ...totals.counts.numbers]).commit();
  for (const { currency, amounts } of totals.amounts) {
    const row = sheet.addRow([currency, ...amounts.map(amountCell)]);
    amounts.forEach((_, place) => (row.getCell(place + 2).numFmt = amountFormat(currency)));
    row.commit();
  }
  sheet.addRow([]).commit();
  for (const note of notes) sheet.addRow([defuseFormula(note)]).commit();
  sheet.commit();
}

async function addList(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  headings: readonly string[],
  list: ReportList,
  { signal, mostRows = MOST_ROWS }: Watched,
): Promise<void> {
  const all = [...headings, ...list.headings];
  let sheets = 1;
  let sheet = openSheet(workbook, all, sheetName(list.title, sheets));
  let rows = 1;
  for await (const line of list.lines()) {
    if (rows === mostRows) {
      sheet.commit();
      sheets += 1;
      sheet = openSheet(workbook, all, sheetName(list.title, sheets));
      rows = 1;
    }
    addLine(sheet, line);
    rows += 1;
    if (rows % ROWS_WITHOUT_PAUSE === 0) {
      signal.throwIfAborted();
      await breathe();
    }
  }
  sheet.commit();
}

function openSheet(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  headings: readonly string[],
  name: string,
): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = headings.map((heading, place) => ({
    width: Math.max(WIDTHS[place] ?? DETAIL_WIDTH, heading.length + 4),
    style: place === 0 ? { numFmt: 'yyyy\\-mm\\-dd', alignment: { horizontal: 'left' } } : {},
  }));
  const header = sheet.addRow(headings.map(defuseFormula));
  header.font = { bold: true, color: { argb: 'FFFFFFFF' } };
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4B99' } };
  header.commit();
  return sheet;
}

function addLine(sheet: ExcelJS.Worksheet, line: ReportLine): void {
  const row = sheet.addRow([
    new Date(`${line.bookedOn}T00:00:00Z`),
    ...[line.account, line.counterparty, line.reference].map(defuseFormula),
    amountCell(line.amount),
    line.currency,
    ...line.details.map(defuseFormula),
  ]);
  row.getCell(AMOUNT_PLACE).numFmt = amountFormat(line.currency);
  row.commit();
}

/** A number, unless it has more digits than a cell holds: such ones stand as text. */
function amountCell(amount: string): number | string {
  const digits = amount.replace(/^-?0*|[.-]/g, '').length;
  return digits <= EXACT_DIGITS ? Number(amount) : amount;
}

function amountFormat(currency: CurrencyCode): string {
  const decimals = exponentOf(currency);
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}

/** At most 31 characters and none of []:*?/\ (Excel); the second and further ones with their number. */
function sheetName(title: string, count: number): string {
  const safe = title
    .replace(/[[\]:*?/\\']/g, ' ')
    .trim()
    .slice(0, 25);
  return count === 1 ? safe : `${safe} ${count}`;
}
