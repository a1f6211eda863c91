import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { FileToWrite, WrittenFile } from '../../app/make-file.js';
import { textsOf, type ReportTable } from '../../app/report-table.js';
import type { TableColumn, TableRow } from '../../contract/table.js';
import { decimalsOf } from '../../domain/decimals.js';
import { spanLabel } from '../../domain/span-label.js';

/** Some hundred pages: whoever needs more than that needs a spreadsheet. */
const MOST_ROWS = 5_000;
const COLUMNS_UPRIGHT = 6;
const CHART = { width: 720, height: 320 } as const;

/** The report on paper: letterhead, words, chart, and the table with its headings on every page. Throws `DocumentsUnavailable` without a browser. */
export async function writePdf(given: FileToWrite): Promise<WrittenFile> {
  const { table, path, signal, context } = given;
  const read: TableRow[] = [];
  for await (const batch of table.rows(signal)) {
    read.push(...batch);
    given.onRows(Math.min(read.length, MOST_ROWS));
    if (read.length > MOST_ROWS) break;
  }
  const isCut = read.length > MOST_ROWS;
  const rows = read.slice(0, MOST_ROWS);
  const html = await context.documents.html(
    'reports/report',
    await valuesOf(given, rows, isCut),
    table.language,
  );
  const bytes = await context.documents.pdf(html);
  signal.throwIfAborted();
  await writeFile(path, bytes, { mode: 0o600 });
  return {
    rows: rows.length,
    bytes: bytes.length,
    digest: createHash('sha256').update(bytes).digest('hex'),
  };
}

async function valuesOf({ table, context }: FileToWrite, rows: readonly TableRow[], isCut: boolean) {
  const { columns, language, period, compared, chart, notes, review, title } = table;
  const say = textsOf({ context, language });
  const writers = columns.map((column) => cellWriter(column, language));
  const written = ({ kind, cells }: TableRow) => ({
    kind,
    cells: columns.map((column, place) => ({
      text: writers[place]?.(cells[place] ?? null) ?? '',
      isFigure: isFigure(column),
    })),
  });
  return {
    title,
    period: spanText(period, language),
    compared: compared ? say('table.comparedWith', { period: spanText(compared, language) }) : '',
    organisation: await context.organisation(),
    isWide: columns.length > COLUMNS_UPRIGHT,
    drawing: chart ? await context.documents.chart(chart, { theme: 'light', language, ...CHART }) : '',
    chartTitle: chart?.title ?? '',
    review,
    headings: columns.map((column) => ({ text: column.title, isFigure: isFigure(column) })),
    rows: rows.map(written),
    // Of rows that were not read to their end there is no total.
    totals: isCut ? [] : table.totals().map(written),
    notes: isCut
      ? [...notes, say('notes.paperCut', { rows: new Intl.NumberFormat(language).format(MOST_ROWS) })]
      : notes,
  };
}

function spanText({ from, to }: ReportTable['period'], language: string): string {
  const first = spanLabel(from, null, language);
  return from === to ? first : `${first} – ${spanLabel(to, null, language)}`;
}

function isFigure({ kind }: TableColumn): boolean {
  return kind !== 'text' && kind !== 'word' && kind !== 'date';
}

/** Exact values as they are read: nothing goes through a float. */
function cellWriter({ kind, grain }: TableColumn, language: string): (cell: string | null) => string {
  const formats = new Map<number, Intl.NumberFormat>();
  const formatOf = (decimals: number): Intl.NumberFormat => {
    const known = formats.get(decimals);
    if (known) return known;
    const made = new Intl.NumberFormat(language, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(decimals, made);
    return made;
  };
  return (cell) => {
    if (cell === null) return '';
    if (kind === 'date') return /^\d{4}-\d\d-\d\d$/.test(cell) ? spanLabel(cell, grain, language) : cell;
    if (kind === 'text' || kind === 'word' || !/^-?\d+(\.\d+)?$/.test(cell)) return cell;
    return formatOf(decimalsOf(cell)).format(cell as `${number}`);
  };
}
