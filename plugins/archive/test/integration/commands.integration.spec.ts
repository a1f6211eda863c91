import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BackupTables } from '../../../../generated/tables/backup.js';
import { runCommandLine } from '../../../../src/host/cli/run-command-line.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';
import { openTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { openBilling, operator, value } from '../../../billing/test/integration/billing-house.js';
import { builtInPlugins } from '../../../index.js';

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'house-archive-'));

const run = (line: string) => runWords(line.split(' '));
const runWords = async (words: string[]) => {
  const said = { out: '', error: '' };
  const terminal = {
    words,
    environment: { DATABASE_URL: database.url, STORAGE: join(folder, 'files'), SECRET_KEY: TEST_SECRET_KEY },
    out: (text: string) => void (said.out += text),
    error: (text: string) => void (said.error += text),
  };
  return { code: await runCommandLine(terminal, builtInPlugins), ...said };
};

beforeAll(async () => {
  database = await openTestDatabase('sqlite');
  const billing = openBilling(database, { now: '2023-03-01T12:00:00Z' });
  const representativeId = await billing.representative();
  const on = '2023-03-01' as LocalDate;
  await billing.issued({ representativeId, total: 500n, on });
  await billing.issued({ representativeId, total: 700n, on });
  await billing.paid({ representativeId, amount: 500n, on, allocate: true });
  billing.setNow('2024-02-01T12:00:00Z');
  value(await billing.billing.closePeriod(operator, { month: '2023-12' as LocalMonth }));
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

it('says in a dry run what would go and what stays, and changes nothing', async () => {
  const { code, out } = await run('archive year 2023 --dry-run --json');
  expect(code).toBe(0);
  const report = { year: 2023, dryRun: true, invoices: 1, payments: 1, stays: { open: 1, later: 0 } };
  expect(JSON.parse(out)).toMatchObject(report);
  expect(JSON.parse((await run('archive year 2023 --dry-run --json')).out)).toMatchObject(report);
  expect((await run('archive year 2023 --dry-run')).out).toContain('1 stays with something to pay');
});

it('refuses what is no year and no place', async () => {
  expect(await run('archive year last')).toMatchObject({
    code: 1,
    error: expect.stringContaining('four digits'),
  });
  expect(await run('archive year 2023 --to nowhere')).toMatchObject({
    code: 1,
    error: expect.stringContaining('“nowhere” is no place'),
  });
  expect(await run(`archive year 2023 --to file:${join(folder, 'absent')}`)).toMatchObject({
    code: 1,
    error: expect.stringContaining(join(folder, 'absent')),
  });
});

it('moves a year to a file of which places get a copy, and brings it back from there', async () => {
  const [written, setUp] = ['written', 'set-up'].map((name) => join(folder, name)) as [string, string];
  for (const each of [written, setUp]) mkdirSync(each);
  await queriesOf<BackupTables>(database.port.queries)
    .insertInto('backup_destination')
    .values({
      ...{
        id: newId(),
        name: 'The safe',
        kind: 'file',
        place: JSON.stringify({ folder: setUp }),
        secrets: null,
      },
      ...{ active: true, keep_last: 1, keep_daily: 0, keep_weekly: 0, keep_monthly: 0, version: 1 },
      ...{ created_at: new Date('2024-02-01T12:00:00Z'), updated_at: new Date('2024-02-01T12:00:00Z') },
    })
    .execute();
  const words = ['archive', 'year', '2023', '--to', `file:${written}`, '--to', 'The safe', '--json'];
  const moved = await runWords(words);
  expect(moved.error).toBe('');
  const report = JSON.parse(moved.out) as { file: string; sha256: string; copies: string[] };
  const { file, sha256 } = report;
  expect(report.copies).toEqual([`file:${written}`, 'The safe']);
  expect([readdirSync(written), readdirSync(setUp)]).toEqual([[file], [file]]);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);

  const back = await run(`archive return 2023 --file ${join(written, file)} --json`);
  expect(back.code).toBe(0);
  expect(JSON.parse(back.out)).toMatchObject({
    year: 2023,
    tables: expect.arrayContaining([{ table: 'invoice', rows: 1 }]),
  });
  expect(await run('archive return 2023')).toMatchObject({
    code: 1,
    error: expect.stringContaining('not in the archive'),
  });
});

it('fetches the file from a place when the house has lost its own, and refuses a copy that was altered', async () => {
  const place = join(folder, 'set-up');
  const { file } = JSON.parse(
    (await runWords(['archive', 'year', '2023', '--to', 'The safe', '--json'])).out,
  ) as {
    file: string;
  };
  const own = join(folder, 'files', 'archive', 'years', file);
  const copy = join(place, file);
  const whole = readFileSync(copy);
  rmSync(own);
  writeFileSync(copy, whole.subarray(1));
  expect(await run('archive return 2023')).toMatchObject({
    code: 1,
    error: expect.stringContaining('cannot be read'),
  });
  writeFileSync(copy, whole);
  expect((await run('archive return 2023')).error).toBe('');
  expect(readFileSync(own)).toEqual(whole);
});
