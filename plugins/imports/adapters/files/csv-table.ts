import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Transform, type TransformCallback } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { FileRefused, type Table, type TableRow } from '../../app/table.js';
import type { ImportMapping } from '../../contract/import-kind.js';

const BATCH = 500;
const DELIMITERS = [',', ';', '\t', '|'] as const;

interface CsvShape {
  readonly path: string;
  readonly encoding: string;
  readonly delimiter: string;
}

export async function openCsv(
  path: string,
  start: Buffer,
  encoding: ImportMapping['encoding'],
): Promise<Result<Table, Refusal>> {
  const actual = byteOrderMark(start) ?? encoding;
  if (actual !== 'utf-16le' && actual !== 'utf-16be' && start.includes(0))
    return err({ code: 'not-a-table' });
  const shape = { path, encoding: actual, delimiter: delimiterOf(new TextDecoder(actual).decode(start)) };
  try {
    const headings = await headingsOf(shape);
    if (headings.length === 0) return err({ code: 'empty-file' });
    const twice = headings.find((heading, index) => heading !== '' && headings.indexOf(heading) !== index);
    if (twice !== undefined) return err({ code: 'heading-twice', heading: twice });
    return ok({ headings, batches: () => batchesOf(shape) });
  } catch (error) {
    if (error instanceof FileRefused) return err(error.refusal);
    throw error;
  }
}

function byteOrderMark(start: Buffer): string | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 'utf-8' : null;
}

/** The sign that the first line holds most often outside quotes. */
function delimiterOf(text: string): string {
  const line = (/^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

async function headingsOf(shape: CsvShape): Promise<readonly string[]> {
  for await (const rows of recordsOf(shape, 1))
    return rows[0]?.cells.map((cell) => String(cell).trim()) ?? [];
  return [];
}

async function* batchesOf(shape: CsvShape): AsyncGenerator<readonly TableRow[]> {
  let first = true;
  for await (const rows of recordsOf(shape, BATCH)) {
    yield first ? rows.slice(1) : rows;
    first = false;
  }
}

async function* recordsOf(shape: CsvShape, size: number): AsyncGenerator<readonly TableRow[]> {
  const parser = parse({
    delimiter: shape.delimiter,
    relax_column_count: true,
    // A megabyte in one record is a quote that was never closed.
    max_record_size: 1_048_576,
  });
  const reading = pipeline(
    createReadStream(shape.path, { highWaterMark: 262_144 }),
    decoderOf(shape.encoding),
    parser,
  );
  // Its failure is thrown where the parser is read; this keeps it from being unhandled when reading stops early.
  reading.catch(() => undefined);
  try {
    yield* inBatches(parser, size);
  } catch (error) {
    throw asRefusal(error);
  } finally {
    parser.destroy();
  }
}

async function* inBatches(parser: Parser, size: number): AsyncGenerator<readonly TableRow[]> {
  let batch: TableRow[] = [];
  // Counted here: asking the parser for the line of each record halves its speed.
  let line = 1;
  for await (const cells of parser as AsyncIterable<string[]>) {
    const begins = line;
    line += 1 + lineBreaksIn(cells);
    if (cells.length === 1 && cells[0] === '') continue;
    batch.push({ line: begins, cells });
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function lineBreaksIn(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) if (cell.includes('\n')) breaks += cell.split('\n').length - 1;
  return breaks;
}

/** Bytes that are not of the encoding end the reading, with the line where they stand. */
function decoderOf(encoding: string): Transform {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  const decode = (chunk: Buffer | undefined, done: TransformCallback): void => {
    try {
      const text = decoder.decode(chunk, { stream: chunk !== undefined });
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line += 1;
      done(null, text);
    } catch {
      done(
        new FileRefused({
          code: 'wrong-encoding',
          encoding,
          line: line + linesBeforeBadByte(chunk, encoding),
        }),
      );
    }
  };
  return new Transform({
    decodeStrings: false,
    readableObjectMode: false,
    encoding: 'utf8',
    transform: (chunk: Buffer, _encoding, done) => decode(chunk, done),
    flush: (done) => decode(undefined, done),
  });
}

function linesBeforeBadByte(chunk: Buffer | undefined, encoding: string): number {
  if (!chunk) return 0;
  const lenient = new TextDecoder(encoding).decode(chunk);
  const bad = lenient.indexOf('\ufffd');
  return bad < 0 ? 0 : lenient.slice(0, bad).split('\n').length - 1;
}

function asRefusal(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  return new FileRefused({ code: 'broken-csv', line: Number(error['lines'] ?? 0), reason: error.code });
}
