import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import { cellText, type RowFailure } from '../../app/read-rows.js';
import type { TableRow } from '../../app/table.js';

/** Writes the rows that were refused, as they stood, with their line and the reasons: to be mended and imported again. */
export class FailedRowsFile {
  private readonly stream;

  constructor(
    readonly path: string,
    headings: readonly string[],
    labels: { readonly line: string; readonly reason: string },
    private readonly sentence: (failure: RowFailure) => string,
  ) {
    this.stream = createWriteStream(path, { encoding: 'utf8' });
    this.stream.write('\ufeff' + stringify([[...headings, labels.line, labels.reason].map(harmless)]));
  }

  async add(row: TableRow, width: number, failures: readonly RowFailure[]): Promise<void> {
    const cells = Array.from({ length: Math.max(width, row.cells.length) }, (_, index) =>
      cellText(row.cells[index]),
    );
    const record = [...cells, String(row.line), failures.map(this.sentence).join(' ')];
    if (!this.stream.write(stringify([record.map(harmless)]))) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    this.stream.end();
    await once(this.stream, 'finish');
  }
}

/** A spreadsheet runs a cell that begins so; a number with a sign is let be. */
function harmless(cell: string): string {
  return /^[=@\t\r]/.test(cell) || (/^[+-]/.test(cell) && !/^[+-][\d\s.,]*$/.test(cell)) ? `'${cell}` : cell;
}
