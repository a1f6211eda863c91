import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTable } from '../../adapters/files/open-table.js';
import { FileRefused, type TableRow } from '../../app/table.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countinghouse-tables-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(content: string | Buffer, name = 'file.csv'): Promise<string> {
  const path = join(folder, `${Math.random()}-${name}`);
  await writeFile(path, content);
  return path;
}

async function read(
  content: string | Buffer,
  encoding: 'utf-8' | 'windows-1251' = 'utf-8',
): Promise<{ headings: readonly string[]; rows: TableRow[] }> {
  const table = await openTable(await fileOf(content), encoding);
  if (!table.ok) throw new FileRefused(table.error);
  const rows: TableRow[] = [];
  for await (const batch of table.value.batches()) rows.push(...batch);
  return { headings: table.value.headings, rows };
}

async function refusalOf(content: string | Buffer): Promise<unknown> {
  return read(content).then(
    () => null,
    (error: unknown) => (error instanceof FileRefused ? error.refusal : error),
  );
}

describe('a CSV file', () => {
  it.each([',', ';', '\t', '|'])('is read with %j between its cells', async (delimiter) => {
    const { headings, rows } = await read(
      ['a', 'b'].join(delimiter) + '\r\n' + ['1', '2'].join(delimiter) + '\r\n',
    );
    expect(headings).toEqual(['a', 'b']);
    expect(rows).toEqual([{ line: 2, cells: ['1', '2'] }]);
  });

  it('numbers rows by the line where they begin, across quoted line breaks and empty lines', async () => {
    const { rows } = await read('a,b\n1,"two\nlines"\n\n3,4\n');
    expect(rows.map((row) => row.line)).toEqual([2, 5]);
  });

  it('is read as UTF-16 when its first bytes say so', async () => {
    const { headings } = await read(Buffer.from('\ufeffдата,сума\n', 'utf16le'));
    expect(headings).toEqual(['дата', 'сума']);
  });

  it('drops the mark in front of UTF-8', async () => {
    expect((await read('\ufeffa,b\n')).headings).toEqual(['a', 'b']);
  });

  it('is read in the encoding that was chosen', async () => {
    expect((await read(Buffer.from([0xe4, 0x2c, 0xf1, 0x0a]), 'windows-1251')).headings).toEqual(['д', 'с']);
  });

  it('names the line where bytes of another encoding stand', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.from([0xe4, 0x2c, 0x31, 0x0a])]);
    expect(await refusalOf(bytes)).toMatchObject({ code: 'wrong-encoding', line: 3 });
  });

  it('is refused where a quote never closes', async () => {
    expect(await refusalOf('a,b\n1,2\n3,"4\n5,6\n')).toMatchObject({ code: 'broken-csv' });
  });

  it.each([
    ['', 'empty-file'],
    ['a,b,a\n1,2,3\n', 'heading-twice'],
    [Buffer.from([0, 1, 2, 3, 0, 0]), 'not-a-table'],
    [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'old-excel'],
  ])('%j is refused: %s', async (content, code) => {
    expect(await refusalOf(content)).toMatchObject({ code });
  });

  it('may be left before its end', async () => {
    const table = await openTable(await fileOf('a\n' + '1\n'.repeat(200_000)), 'utf-8');
    if (!table.ok) throw new Error('not opened');
    for await (const batch of table.value.batches()) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
  });
});

describe('an XLSX workbook', () => {
  it('gives numbers, dates and texts as text, and never the value of a formula', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('ledger');
    sheet.addRow(['number', 'date', 'amount', 'sum']);
    sheet.addRow(['A-1', new Date('2013-01-02T00:00:00Z'), 55.94, { formula: 'C2*2', result: 111.88 }]);
    const table = await openTable(await fileOf(Buffer.from(await workbook.xlsx.writeBuffer())), 'utf-8');
    if (!table.ok) throw new Error(table.error.code);
    const rows: TableRow[] = [];
    for await (const batch of table.value.batches()) rows.push(...batch);
    expect(table.value.headings).toEqual(['number', 'date', 'amount', 'sum']);
    expect(rows).toEqual([{ line: 2, cells: ['A-1', '2013-01-02', '55.94', { formula: 'C2*2' }] }]);
  });

  it('is refused when it is cut short', async () => {
    const workbook = new exceljs.Workbook();
    workbook.addWorksheet('ledger').addRow(['a']);
    const whole = Buffer.from(await workbook.xlsx.writeBuffer());
    expect(await refusalOf(whole.subarray(0, whole.length / 2))).toMatchObject({ code: 'broken-workbook' });
  });
});
