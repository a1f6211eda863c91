import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, test } from '@jest/globals';
import { readSeriesFile } from '../../adapters/files/series-file.js';
import { readStamp, stampWriter } from '../../adapters/files/stamps.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'series-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const path = join(folder, 'series.csv');
  await writeFile(path, text);
  return readSeriesFile(path);
}

async function values(text: string): Promise<readonly number[]> {
  const found = await read(text);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value.points.map(({ value }) => value);
}

test.each([
  ['with a heading', 'timestamp,value\n2024-01-01,1\n2024-01-02,2.5\n'],
  ['without one', '2024-01-01,1\n2024-01-02,2.5\n'],
  [
    'with a byte order mark, semicolons, decimal commas and CRLF',
    '\ufefftimestamp;value\r\n2024-01-01;1\r\n2024-01-02;2,5\r\n',
  ],
  [
    'with its columns the other way round and one more',
    'label,value,timestamp\n0,1,2024-01-01\n1,2.5,2024-01-02\n',
  ],
  ['in any order', '2024-01-02,2.5\n2024-01-01,1\n'],
  ['with seconds since 1970', '1704067200,1\n1704153600,2.5\n'],
  ['with a value twice, of which the last counts', '2024-01-01,9\n2024-01-01,1\n2024-01-02,2.5\n'],
  ['with a row that has no value', '2024-01-01,1\n2024-01-02,2.5\n2024-01-03,\n'],
])('reads a series %s', async (_, text) => {
  expect(await values(text)).toEqual([1, 2.5]);
});

test.each([
  ['2024-01-01,1\n2024-01-02,x\n', { code: 'value-unreadable', line: 2, column: 2, value: 'x' }],
  ['2024-01-01,1\n2024-02-30,2\n', { code: 'stamp-unreadable', line: 2, column: 1, value: '2024-02-30' }],
  ['timestamp,value\n', { code: 'series-empty' }],
])('refuses %j', async (text, refusal) => {
  expect(await read(text)).toEqual({ ok: false, error: refusal });
});

it('refuses a file that is not there', async () => {
  expect(await readSeriesFile(join(folder, 'none.csv'))).toMatchObject({ error: { code: 'no-such-file' } });
});

test.each([
  '2014-04-01 00:05:00',
  '2014-04-01T00:05:00Z',
  '2014-04-01T00:05:00.250+02:00',
  '2014-04-01 00:05',
  '2014-04-01',
  '2014/04/01',
  '1396310700',
  '1396310700000',
])('writes a stamp as it was read: %s', (stamp) => {
  expect(stampWriter(stamp)(readStamp(stamp)!)).toBe(stamp);
});
