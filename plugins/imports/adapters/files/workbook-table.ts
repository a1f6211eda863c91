import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { FileRefused, type Table, type TableRow } from '../../app/table.js';
import type { Cell } from '../../domain/row-reader.js';
import { guardWorkbook } from './guard-workbook.js';

const BATCH = 500;

/** The first sheet of an XLSX workbook, streamed. exceljs is loaded when a workbook comes. */
export async function openWorkbook(path: string): Promise<Result<Table, Refusal>> {
  try {
    await guardWorkbook(path);
    for await (const rows of rowsOf(path, 1)) {
      const headings = (rows[0]?.cells ?? []).map((cell) => (typeof cell === 'string' ? cell.trim() : ''));
      if (headings.every((heading) => heading === '')) return err({ code: 'empty-file' });
      return ok({ headings, batches: () => batchesOf(path) });
    }
    return err({ code: 'empty-file' });
  } catch (error) {
    if (error instanceof FileRefused) return err(error.refusal);
    throw error;
  }
}

async function* batchesOf(path: string): AsyncGenerator<readonly TableRow[]> {
  let first = true;
  for await (const rows of rowsOf(path, BATCH)) {
    yield first ? rows.slice(1) : rows;
    first = false;
  }
}

/** Before its first row nothing is lost by beginning again: on a busy machine exceljs misses the workbook's own part now and then. */
const ATTEMPTS = 4;

async function* rowsOf(path: string, size: number): AsyncGenerator<readonly TableRow[]> {
  for (let attempt = 1; ; attempt += 1) {
    let hasBegun = false;
    try {
      for await (const rows of readRows(path, size)) {
        hasBegun = true;
        yield rows;
      }
      return;
    } catch (error) {
      if (error instanceof FileRefused) throw error;
      if (!hasBegun && attempt < ATTEMPTS && error instanceof TypeError) continue;
      throw new FileRefused({
        code: 'broken-workbook',
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
}

async function* readRows(path: string, size: number): AsyncGenerator<readonly TableRow[]> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    hyperlinks: 'ignore',
    styles: 'cache',
    entries: 'ignore',
  });
  let batch: TableRow[] = [];
  for await (const sheet of workbook) {
    for await (const row of sheet) {
      const values = Array.isArray(row.values) ? row.values.slice(1) : [];
      batch.push({ line: row.number, cells: Array.from(values, cellOf) });
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
    break;
  }
  if (batch.length > 0) yield batch;
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('formula' in value || 'sharedFormula' in value) return { formula: String(Object.values(value)[0]) };
  if ('richText' in value && Array.isArray(value.richText)) {
    return value.richText.map((part: { text?: string }) => part.text ?? '').join('');
  }
  if ('text' in value) return String(value.text);
  return 'error' in value ? String(value.error) : '';
}
