import { readFile, stat } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { SeriesPoint } from '../../domain/series/timeline.js';
import { readStamp, stampWriter } from './stamps.js';

/** A series as a file tells it. */
export interface SeriesFile {
  /** in the order of time */
  readonly points: readonly SeriesPoint[];
  /** a stamp as the file writes it; of an instant that the file lacks, in the way of its first one */
  readonly stampOf: (at: number) => string;
  /** rows whose stamp another row has too: the last one counts */
  readonly repeated: number;
}

const MOST_BYTES = 64 * 1024 * 1024;
// In this order: "5,5" beside a semicolon is a number.
const DELIMITERS = ['\t', ';', ','] as const;
/** An empty cell says that there was no value: the step is missing. */
const NO_VALUE = /^(?:|nan|null|na|n\/a)$/i;

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads `timestamp,value`: a heading line is optional and may name the columns in any order among others; the sign between cells is a
 * comma, a semicolon or a tab. Refuses `no-such-file`, `file-too-large`, `series-unreadable`, `series-empty`, `stamp-unreadable` and
 * `value-unreadable` (with `line` and `column`).
 */
export async function readSeriesFile(path: string): Promise<Result<SeriesFile, Refusal>> {
  const file = await stat(path).catch(() => null);
  if (!file?.isFile()) return err({ code: 'no-such-file', file: path });
  if (file.size > MOST_BYTES) return err({ code: 'file-too-large', most: MOST_BYTES / 1024 / 1024 });
  const text = new TextDecoder().decode(await readFile(path));
  const delimiter = delimiterOf(text);
  const rows = rowsOf(text, delimiter);
  return rows.ok ? seriesOf(rows.value, delimiter) : rows;
}

function delimiterOf(text: string): string {
  const line = /^[^\r\n]*/.exec(text)![0];
  return DELIMITERS.reduce((best, next) => (line.split(next).length > line.split(best).length ? next : best));
}

function rowsOf(text: string, delimiter: string): Result<readonly Row[], Refusal> {
  try {
    const options = { delimiter, trim: true, relax_column_count: true, skip_empty_lines: true, info: true };
    return ok(parse(text, options) as unknown as readonly Row[]);
  } catch (error) {
    if (error instanceof CsvError)
      return err({ code: 'series-unreadable', line: Number(error['lines'] ?? 0) });
    throw error;
  }
}

function seriesOf(rows: readonly Row[], delimiter: string): Result<SeriesFile, Refusal> {
  const [first] = rows;
  const hasHeading =
    first !== undefined && readStamp(first.record[0] ?? '') === null && isHeading(first.record);
  const names = hasHeading ? first.record.map((name) => name.toLowerCase()) : [];
  const stampColumn = Math.max(0, names.indexOf('timestamp'));
  const valueColumn = names.includes('value') ? names.indexOf('value') : stampColumn === 0 ? 1 : 0;
  const values = new Map<number, number>();
  const written = new Map<number, string>();
  let repeated = 0;
  for (const { record, info } of hasHeading ? rows.slice(1) : rows) {
    const stamp = record[stampColumn] ?? '';
    const at = readStamp(stamp);
    if (at === null)
      return err({ code: 'stamp-unreadable', line: info.lines, column: stampColumn + 1, value: stamp });
    const cell = record[valueColumn] ?? '';
    if (NO_VALUE.test(cell)) continue;
    const value = numberOf(cell, delimiter);
    if (value === null)
      return err({ code: 'value-unreadable', line: info.lines, column: valueColumn + 1, value: cell });
    if (values.has(at)) repeated += 1;
    values.set(at, value);
    written.set(at, stamp);
  }
  if (values.size === 0) return err({ code: 'series-empty' });
  const points = [...values].map(([at, value]) => ({ at, value })).sort((a, b) => a.at - b.at);
  const write = stampWriter(written.get(points[0]!.at)!);
  return ok({ points, repeated, stampOf: (at) => written.get(at) ?? write(at) });
}

/** Words, not a first row that went wrong. */
function isHeading(record: readonly string[]): boolean {
  return record.every((cell) => cell === '' || Number.isNaN(Number(cell)));
}

function numberOf(cell: string, delimiter: string): number | null {
  const plain = delimiter === ';' && !cell.includes('.') ? cell.replace(',', '.') : cell;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}
