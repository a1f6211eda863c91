import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RecordCutter } from '../../domain/cut-records.js';
import type { ColumnKind, Row, RowColumn } from '../../domain/row-form.js';
import { rowForm } from '../../domain/rows.js';

const FORMS = ['jsonl', 'csv'] as const;
const LARGEST = 9_223_372_036_854_775_807n;

/** Texts of every kind: half pairs, what a CSV or a JSON has words for, ends of lines, control characters. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  fc.constantFrom(
    '',
    'null',
    '"',
    '""',
    ',',
    '\\',
    '\\"',
    '\r',
    '\n',
    '\r\n',
    '\ud800',
    '\udc00',
    '\u0000',
    '=1+1',
    ' ',
  ),
);
const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

const VALUES: Readonly<Record<ColumnKind, fc.Arbitrary<unknown>>> = {
  text,
  integer: fc.maxSafeInteger(),
  bigint: fc.bigInt({ min: -LARGEST - 1n, max: LARGEST }),
  boolean: fc.boolean(),
  date: day.map((date) => date.toISOString().slice(0, 10)),
  datetime: day,
  decimal: fc
    .tuple(fc.bigInt({ min: -LARGEST, max: LARGEST }), fc.nat(999))
    .map(([whole, part]) => `${whole}.${part}`),
  bytes: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
};

const table = fc
  .uniqueArray(
    fc.record({ kind: fc.constantFrom(...(Object.keys(VALUES) as ColumnKind[])), nullable: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 6,
      comparator: () => false,
    },
  )
  .map((columns) => columns.map((column, at): RowColumn => ({ name: `column_${at}`, ...column })))
  .chain((columns) => {
    const row = fc.record(
      Object.fromEntries(
        columns.map(({ name, kind, nullable }) => [name, nullable ? fc.option(VALUES[kind]) : VALUES[kind]]),
      ),
    );
    return fc.record({ columns: fc.constant(columns), rows: fc.array(row, { maxLength: 5 }) });
  });

/** What a reader of the bytes makes of them, cut where no record ends. */
function readBack(
  form: 'jsonl' | 'csv',
  columns: readonly RowColumn[],
  written: Buffer,
  pieces: number,
): unknown[] {
  const reading = rowForm(form, columns);
  const cutter = new RecordCutter(form, 1_000_000);
  const records: string[] = [];
  const take = (record: Buffer): void => void records.push(record.toString('utf8'));
  for (let at = 0; at < written.length; at += pieces)
    expect(cutter.cut(written.subarray(at, at + pieces), take)).toBe(true);
  expect(cutter.end(take)).toBe(true);
  const [heading, ...rows] = form === 'csv' ? records : ['', ...records];
  if (form === 'csv') expect(`${heading}\r\n`).toBe(reading.heading);
  return rows.map((record) => reading.read(record));
}

describe.each(FORMS)('Rows as %s', (form) => {
  it('come back as they were, whatever is in them and however the bytes are cut', () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 50 }), ({ columns, rows }, pieces) => {
        const { heading, write } = rowForm(form, columns);
        const written = Buffer.from(heading + rows.map((row) => write(row)).join(''));
        expect(readBack(form, columns, written, pieces)).toEqual(rows.map((row) => ({ ...row })));
      }),
      { numRuns: 400 },
    );
  });

  it('of any text are rows or are refused, and never an error', () => {
    const columns: readonly RowColumn[] = [
      { name: 'id', kind: 'bigint', nullable: false },
      { name: 'at', kind: 'datetime', nullable: true },
    ];
    const { read } = rowForm(form, columns);
    const cell = fc.constantFrom(
      '1',
      '"1"',
      'null',
      '"',
      ',',
      '{"id":"1"',
      ',"at":',
      '}',
      '\\',
      '\\"',
      '[',
      '2026-11-27T00:00:00.000Z',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(cell).map((cells) => cells.join('')),
        ),
        (record) => {
          const row = read(record);
          expect(row === null || typeof row['id'] === 'bigint').toBe(true);
        },
      ),
    );
  });
});

describe('A value that is none of its column', () => {
  const reading = (kind: ColumnKind, nullable = false): ((record: string) => Row | null) =>
    rowForm('jsonl', [{ name: 'v', kind, nullable }]).read;

  it.each<[ColumnKind, unknown]>([
    ['text', null],
    ['text', 1],
    ['integer', '1'],
    ['integer', 1.5],
    ['integer', 2 ** 53],
    ['bigint', '9223372036854775808'],
    ['bigint', '1e3'],
    ['boolean', 'true'],
    ['date', '2026-02-30'],
    ['date', '2026-2-3'],
    ['datetime', '2026-11-27T24:00:00.000Z'],
    ['datetime', '2026-11-27T12:00:00+01:00'],
    ['decimal', '1,5'],
    ['decimal', 'NaN'],
    ['bytes', 'AA=A'],
    ['bytes', 'AB=='],
    ['text', { deep: [] }],
  ])('%s: %j is refused', (kind, value) => {
    expect(reading(kind)(JSON.stringify({ v: value }))).toBeNull();
  });

  it.each([
    '{}',
    '{"v":"a","w":"b"}',
    '{"w":"a"}',
    '[]',
    'null',
    '"v"',
    '{"v":"a"',
    `${'['.repeat(100_000)}`,
  ])('a line that is no row is refused: %#', (line) => {
    expect(reading('text')(line)).toBeNull();
  });

  it.each<[ColumnKind, unknown]>([
    ['text', undefined],
    ['bigint', 5.5],
    ['boolean', 1],
    ['integer', 5n],
    ['datetime', '2026-11-27'],
    ['bytes', 'AA=='],
  ])('%s: %p is never written', (kind, value) => {
    const { write } = rowForm('csv', [{ name: 'v', kind, nullable: true }]);
    expect(() => write({ v: value })).toThrow(TypeError);
  });
});

describe('CSV', () => {
  const { write, read } = rowForm('csv', [
    { name: 'one', kind: 'text', nullable: true },
    { name: 'two', kind: 'text', nullable: true },
  ]);

  it.each([
    [{ one: null, two: '' }, ',""\r\n'],
    [{ one: 'a "b"', two: 'c,d' }, '"a ""b""","c,d"\r\n'],
    [{ one: '\ud83d\ude00', two: '\ud83d' }, '😀,"\\""\\ud83d"""\r\n'],
    [{ one: '\\', two: 'x\u0000' }, '"\\""\\\\""","\\""x\\u0000"""\r\n'],
  ])('tells %j apart', (row, line) => {
    expect(write(row)).toBe(line);
    expect(read(line.slice(0, -2))).toEqual(row);
  });

  it.each(['a', 'a,b,c', '"a,b', 'a"b,c', '"a"b,c', '\\x,c', '\\1,c'])(
    'of another shape is refused: %s',
    (line) => {
      expect(read(line)).toBeNull();
    },
  );
});

describe('A record', () => {
  it.each(FORMS)('of %s that is longer than it may be is refused, in one piece or in many', (form) => {
    const long = Buffer.from(`${'x'.repeat(11)}\n`);
    expect(new RecordCutter(form, 10).cut(long, () => undefined)).toBe(false);
    const cutter = new RecordCutter(form, 10);
    expect(
      [long.subarray(0, 6), long.subarray(6)].map((piece) => cutter.cut(piece, () => undefined)),
    ).toEqual([true, false]);
  });

  it('that breaks off within quotes is none', () => {
    const cutter = new RecordCutter('csv', 100);
    cutter.cut(Buffer.from('a,"b'), () => undefined);
    expect(cutter.end(() => undefined)).toBe(false);
  });
});
