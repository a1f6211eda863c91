// A house with reports in it, over a fresh database: files are made at once, by the writers that the jobs use.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { createDocuments, type HouseDocuments } from '../../../../src/host/documents/create-documents.js';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import type { Actor, Language } from '../../../../src/kernel/permissions.js';
import type { Plugin, PluginContext } from '../../../../src/kernel/plugin.js';
import { fixedClock } from '../../../../src/values/clock.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { silentLog, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { addressOf } from '../../../../test/harness/services.js';
import { builtInPlugins } from '../../../index.js';
import { makeWriteCsv } from '../../adapters/formats/write-csv.js';
import { writeJson } from '../../adapters/formats/write-json.js';
import { writePdf } from '../../adapters/formats/write-pdf.js';
import { writeXlsx } from '../../adapters/formats/write-xlsx.js';
import { readDefinition } from '../../adapters/read-definition.js';
import { findInLibrary } from '../../app/library.js';
import type { WriteFile, WrittenFile } from '../../app/make-file.js';
import { runReport, settleDefinition } from '../../app/run-report.js';
import type { ReportDefinition, ReportFormat } from '../../contract/definition.js';
import type { TableHead, TableRow } from '../../contract/table.js';

export const day = (text: string): LocalDate => text as LocalDate;

export interface ReportsHouse {
  readonly test: TestHouse;
  readonly context: PluginContext;
  readonly documents: HouseDocuments;
  readonly folder: string;
  /** a ready report, of other days, filters or parameters */
  ready(name: string, change?: Partial<ReportDefinition>, language?: Language): ReportDefinition;
  file(
    definition: ReportDefinition,
    format: ReportFormat,
    reader?: { readonly actor?: Actor; readonly language?: Language },
  ): Promise<WrittenFile & { readonly path: string }>;
  close(): Promise<void>;
}

export async function openReports(
  database: TestDatabase,
  now = '2026-03-15T12:00:00Z',
  plugins: readonly Plugin[] = builtInPlugins,
): Promise<ReportsHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'reports-'));
  const translator = await createTranslator(join(process.cwd(), 'locales'), []);
  const documents = createDocuments({
    viewsRoot: join(process.cwd(), 'views'),
    translator,
    executablePath: addressOf('chromium') ?? null,
    log: silentLog,
  });
  const test = await assembleTestHouse(database, { plugins, clock: fixedClock(now), ports: { documents } });
  const context = test.house.context('reports');
  const writers: Readonly<Record<ReportFormat, WriteFile>> = {
    xlsx: writeXlsx,
    csv: makeWriteCsv(() => Promise.resolve({ marked: true })),
    pdf: writePdf,
    json: writeJson,
  };
  let files = 0;
  return {
    ...{ test, context, documents, folder },
    ready(name, change = {}, language = 'en') {
      const found = findInLibrary(context, language, name);
      if (!found.ok) throw new Error(found.error.code);
      const read = readDefinition({ ...found.value, ...change });
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      return read.value;
    },
    async file(definition, format, { actor = admin, language = 'en' } = {}) {
      const settled = settleDefinition(definition, {});
      const made = settled.ok ? await runReport(context, actor, settled.value, language) : settled;
      if (!made.ok) throw new Error(`refused: ${JSON.stringify(made.error)}`);
      const path = join(folder, `${(files += 1)}.${format}`);
      const signal = new AbortController().signal;
      const written = await writers[format]({
        ...{ context, table: made.value, path, signal },
        onRows: () => undefined,
      });
      return { ...written, path };
    },
    async close() {
      await documents.close();
      test.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A table as a format shows it: the name of a column, then its cells; formats differ in nothing but how they write them. */
export type Grid = readonly (readonly string[])[];

export function csvGrid(path: string): Grid {
  return parse(readFileSync(path), { bom: true, relax_column_count: false });
}

export interface JsonReport extends TableHead {
  readonly rows: readonly TableRow[];
  readonly totals: readonly TableRow[];
}

export function jsonReport(path: string): JsonReport {
  return JSON.parse(readFileSync(path, 'utf8')) as JsonReport;
}

export function jsonGrid(path: string): Grid {
  const { columns, rows, totals } = jsonReport(path);
  return [
    columns.map(({ title }) => title),
    ...[...rows, ...totals].map(({ cells }) => cells.map((cell) => cell ?? '')),
  ];
}

/** With figures to as many decimals as their format shows, and days as YYYY-MM-DD. */
export async function xlsxGrid(path: string): Promise<Grid> {
  const workbook = await readWorkbook(path);
  const sheet = workbook.worksheets[0]!;
  const grid: string[][] = [];
  sheet.eachRow((row) => {
    grid.push(Array.from({ length: sheet.columnCount }, (_, place) => cellText(row.getCell(place + 1))));
  });
  return grid;
}

export async function readWorkbook(path: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  return workbook;
}

function cellText(cell: ExcelJS.Cell): string {
  const { value, numFmt } = cell;
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  const plain = typeof value === 'object' && 'result' in value ? value.result : value;
  if (typeof plain !== 'number') return String(plain);
  return plain.toFixed(/\.(0+)$/.exec(numFmt ?? '')?.[1]?.length ?? 0);
}

/** Each line's words; columns stand in their order. */
export function pdfLines(path: string): readonly string[] {
  const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
  return text.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
}
