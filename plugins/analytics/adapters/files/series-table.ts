import { CsvError, parse } from 'csv-parse/sync';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';

/** A line of the file: an id, then values, oldest first. */
export interface SeriesLine {
  readonly id: string;
  readonly line: number;
  /** null where nothing stands between two values */
  readonly values: readonly (number | null)[];
}

/** A comma may also be a decimal sign: it separates where nothing else does. */
const DELIMITERS = ['\t', ';', ','] as const;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** How spreadsheets and statistics programs write that nothing is known. */
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null']);

/**
 * One series a line. A first line without any number among its values is a heading; cells without a value at a line's ends belong to no
 * series. Refuses `series-unreadable` (line), `value-unreadable` (line, column, value), `series-without-values` (line) and `no-series`.
 */
export function readSeries(text: string): Result<readonly SeriesLine[], Refusal> {
  const records = recordsOf(text);
  if (!records.ok) return records;
  const lines: SeriesLine[] = [];
  for (const [index, { line, cells, hasDecimalComma }] of records.value.entries()) {
    const values = cells.slice(1).map((cell) => numberIn(cell, hasDecimalComma));
    const wrong = values.indexOf(undefined);
    const hasNumber = values.some((value) => typeof value === 'number');
    if (index === 0 && wrong >= 0 && !hasNumber) continue;
    if (wrong >= 0)
      return err({
        code: 'value-unreadable',
        line,
        column: wrong + 2,
        value: cells[wrong + 1]!.slice(0, 40),
      });
    if (!hasNumber) return err({ code: 'series-without-values', line });
    lines.push({ id: cells[0]!, line, values: values as (number | null)[] });
  }
  return lines.length === 0 ? err({ code: 'no-series' }) : ok(lines);
}

interface SeriesRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly hasDecimalComma: boolean;
}

function recordsOf(text: string): Result<readonly SeriesRecord[], Refusal> {
  const delimiter = delimiterOf(text);
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return ok(
      records
        .filter(({ record }) => record.some((cell) => cell !== ''))
        .map(({ record, info }) => ({
          line: info.lines,
          cells: record,
          hasDecimalComma: delimiter !== ',',
        })),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return err({ code: 'series-unreadable', line: Number(error['lines'] ?? 0) });
  }
}

function delimiterOf(text: string): string {
  const [line = ''] = text.replace(/"(?:[^"]|"")*"/g, '').split('\n', 1);
  return DELIMITERS.find((delimiter) => line.includes(delimiter)) ?? ',';
}

/** Undefined for what is neither a number nor missing. */
function numberIn(cell: string, hasDecimalComma: boolean): number | null | undefined {
  if (MISSING.has(cell.toLowerCase())) return null;
  const written = hasDecimalComma ? cell.replace(',', '.') : cell;
  const value = NUMBER.test(written) ? Number(written) : NaN;
  return Number.isFinite(value) ? value : undefined;
}
