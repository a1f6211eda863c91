import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runCommandLine } from '../../../../src/host/cli/run-command-line.js';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';
import { openTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { openBilling, operator, value } from '../../../billing/test/integration/billing-house.js';
import { builtInPlugins } from '../../../index.js';

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'house-archive-'));

const run = async (line: string) => {
  const said = { out: '', error: '' };
  const terminal = {
    words: line.split(' '),
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

it('refuses what is no year and no folder', async () => {
  expect(await run('archive year last')).toMatchObject({
    code: 1,
    error: expect.stringContaining('four digits'),
  });
  expect(await run('archive year 2023 --to s3:x')).toMatchObject({
    code: 1,
    error: expect.stringContaining('file:'),
  });
});

it('moves a year to a file of which a folder gets a copy, and brings it back from there', async () => {
  const place = join(folder, 'place');
  const moved = await run(`archive year 2023 --to file:${place} --json`);
  expect(moved.code).toBe(0);
  const { file, sha256 } = JSON.parse(moved.out) as { file: string; sha256: string };
  expect(readdirSync(place)).toEqual([file]);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  const back = await run(`archive return 2023 --file ${join(place, file)} --json`);
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
