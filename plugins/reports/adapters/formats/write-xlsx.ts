import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import type { FileToWrite, WrittenFile } from '../../app/make-file.js';
import { textsOf, type ReportTable } from '../../app/report-table.js';
import { spanLabel } from '../../domain/span-label.js';
import { XlsxSheets } from './xlsx-sheets.js';

/** exceljs has no back-pressure: without a pause its output piles up in memory. */
const ROWS_WITHOUT_PAUSE = 100;
const CHART = { width: 960, height: 420 } as const;
/** twice as many pixels as it is wide, for screens that show two a point */
const CHART_PIXELS = 1920;

/**
 * A workbook: the rows with frozen headings and a filter, on further sheets beyond 1,048,576; totals as formulas with their results;
 * what the report says of itself; and its chart as a picture. Only a report with a chart is held in memory (it has no more than 10,000
 * rows), because exceljs streams no pictures.
 */
export async function writeXlsx(given: FileToWrite): Promise<WrittenFile> {
  const { table, path, signal, onRows } = given;
  const held = table.chart ? new ExcelJS.Workbook() : null;
  const streamed = held
    ? null
    : new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false });
  const workbook = (held ?? streamed) as ExcelJS.Workbook;
  const { name: organisation } = await given.context.organisation();
  workbook.creator = organisation;
  workbook.title = table.title;
  workbook.created = given.context.clock.now();

  const sheets = new XlsxSheets(workbook, table);
  let rows = 0;
  for await (const batch of table.rows(signal)) {
    for (const row of batch) {
      sheets.add(row);
      rows += 1;
      if (rows % ROWS_WITHOUT_PAUSE === 0) await breathe();
    }
    onRows(rows);
  }
  sheets.end(table.totals());
  addAbout(given, workbook, sheets.hasLongNumbers);
  if (held) await addChart(given, held);
  if (held) await held.xlsx.writeFile(path);
  else await streamed?.commit();
  return { rows, ...(await fingerprint(path)) };
}

/** The sheet that says what the report is: its title, its days, by which rates amounts were converted. */
function addAbout(
  { table, context }: FileToWrite,
  workbook: ExcelJS.Workbook,
  hasLongNumbers: boolean,
): void {
  const say = textsOf({ context, language: table.language });
  const sheet = workbook.addWorksheet(say('table.about'));
  sheet.columns = [{ width: 28 }, { width: 100 }];
  const line = (name: string, text: string): void => {
    const row = sheet.addRow([name, text]);
    row.getCell(1).font = { bold: true };
    row.getCell(2).alignment = { wrapText: true, vertical: 'top' };
    row.commit();
  };
  line(say('table.report'), table.title);
  line(say('table.period'), spanText(table, table.period));
  if (table.compared) line(say('table.compared'), spanText(table, table.compared));
  for (const paragraph of table.review) line('', paragraph);
  for (const note of table.notes) line(say('table.note'), note);
  if (hasLongNumbers) line(say('table.note'), say('notes.longNumbers'));
  sheet.commit?.();
}

function spanText({ language }: ReportTable, { from, to }: ReportTable['period']): string {
  return `${spanLabel(from, null, language)} – ${spanLabel(to, null, language)}`;
}

async function addChart({ table, context }: FileToWrite, workbook: ExcelJS.Workbook): Promise<void> {
  if (!table.chart) return;
  const { documents } = context;
  const svg = await documents.chart(table.chart, { theme: 'light', language: table.language, ...CHART });
  const picture = await documents.picture(svg, CHART_PIXELS);
  const say = textsOf({ context, language: table.language });
  const sheet = workbook.addWorksheet(say('table.chart'));
  const imageId = workbook.addImage({
    // exceljs names a type of Buffer of its own; this one is the same thing.
    buffer: picture as unknown as ExcelJS.Buffer,
    extension: 'png',
  });
  sheet.addImage(imageId, { tl: { col: 0, row: 0 }, ext: CHART });
}

async function fingerprint(path: string): Promise<Omit<WrittenFile, 'rows'>> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { bytes: (await stat(path)).size, digest: hash.digest('hex') };
}
