import { defuseFormula } from '../../../../src/values/defuse-formula.js';
import type { FileToWrite, WrittenFile } from '../../app/make-file.js';
import type { TableColumn, TableRow } from '../../contract/table.js';
import { openFileSink } from './file-sink.js';

/** Spreadsheets take a file for UTF-8 by it. */
const MARK = '\uFEFF';

interface CsvOptions {
  /** begins with the byte order mark */
  readonly marked: boolean;
}

/**
 * CSV (RFC 4180) of any length, in flat memory. Figures are plain decimals; text that a spreadsheet would run is defused. A cell is
 * looked at no closer than its column's kind asks for.
 */
export function makeWriteCsv(options: (file: FileToWrite) => Promise<CsvOptions>) {
  return async (given: FileToWrite): Promise<WrittenFile> => {
    const { table, path, signal, onRows } = given;
    const { marked } = await options(given);
    const sink = await openFileSink(path);
    let rows = 0;
    try {
      await sink.write((marked ? MARK : '') + lineOf(table.columns.map(({ title }) => textCell(title))));
      const write = rowWriter(table.columns);
      for await (const batch of table.rows(signal)) {
        let lines = '';
        for (const row of batch) lines += write(row);
        rows += batch.length;
        await sink.write(lines);
        onRows(rows);
      }
      await sink.write(table.totals().map(write).join(''));
      return { rows, ...(await sink.close()) };
    } catch (error) {
      await sink.abandon();
      throw error;
    }
  };
}

function rowWriter(columns: readonly TableColumn[]): (row: TableRow) => string {
  const isText = columns.map(({ kind }) => kind === 'text' || kind === 'word');
  return ({ kind, cells }) => {
    let line = '';
    for (let place = 0; place < cells.length; place += 1) {
      if (place > 0) line += ',';
      const cell = cells[place];
      // The name of a total may stand in a column of dates.
      if (cell) line += isText[place] || kind !== 'row' ? mixedCell(cell) : cell;
    }
    return `${line}\r\n`;
  };
}

const NUMBER = /^-?\d+(\.\d+)?$/;

function mixedCell(cell: string): string {
  return cell.charCodeAt(0) <= FIRST_PLAIN && NUMBER.test(cell) ? cell : textCell(cell);
}

/** "@": every sign that begins a formula in ASCII, and every digit, stands at or before it. */
const FIRST_PLAIN = 0x40;
const FIRST_FULL_WIDTH = 0xff00;
const QUOTED = /[",\r\n]/;

function textCell(text: string): string {
  const first = text.charCodeAt(0);
  const safe = first <= FIRST_PLAIN || first >= FIRST_FULL_WIDTH ? defuseFormula(text) : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const lineOf = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;
