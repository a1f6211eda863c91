import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { ReconciliationTables } from '../../../../generated/tables/reconciliation.js';
import { runCommandLine } from '../../../../src/host/cli/run-command-line.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { openTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { builtInPlugins } from '../../../index.js';
import { openBankBook } from './some-statements.js';

const statementOf = (account: string, closing: string, ...payers: readonly string[]): string =>
  [
    ':20:STARTUMS',
    `:25:${account}`,
    ':28C:1/1',
    ':60F:C260301EUR100,00',
    ...payers.flatMap((payer) => [':61:2603020302C10,00NTRFNONREF', `:86:${payer}`]),
    `:62F:C260302EUR${closing}`,
    '-',
    '',
  ].join('\r\n');

const IBAN = 'DE89370400440532013000';
const two = statementOf(IBAN, '120,00', 'Harbour Telecom', 'Polar Media');

describe('countinghouse reconcile import', () => {
  let folder: string;
  let database: TestDatabase;
  const tables = () => queriesOf<ReconciliationTables & HostTables>(database.port.queries);
  const counted = async () => (await tables().selectFrom('bank_transaction').select('id').execute()).length;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'house-import-'));
    database = await openTestDatabase('sqlite');
    await openBankBook(database).account(IBAN);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function taken(content: string, ...options: readonly string[]) {
    const path = join(folder, 'march.sta');
    writeFileSync(path, content);
    const said = { out: '', error: '' };
    const code = await runCommandLine(
      {
        words: ['reconcile', 'import', path, ...options],
        environment: {
          ...{ DATABASE_URL: database.url, STORAGE: join(folder, 'files') },
          ...{ SECRET_KEY: TEST_SECRET_KEY, LANG: 'en_US.UTF-8' },
        },
        out: (text) => (said.out += text),
        error: (text) => (said.error += text),
      },
      builtInPlugins,
    );
    return { code, ...said };
  }

  it('adds what is new, and has that statement settled', async () => {
    const { code, out } = await taken(two, '--json');
    expect(code).toBe(0);
    const { statements, jobId } = JSON.parse(out) as { statements: { id: string }[]; jobId: string };
    expect(statements).toMatchObject([{ fileName: 'march.sta', closing: '120.00', lines: 2, added: 2 }]);
    const [job, ...others] = await tables()
      .selectFrom('job')
      .selectAll()
      .where('name', '=', 'reconciliation.run')
      .execute();
    expect(others).toEqual([]);
    expect(job?.id).toBe(jobId);
    expect(JSON.parse(String(job?.data))).toMatchObject({
      trigger: 'import',
      statementId: statements[0]!.id,
    });
  });

  it('adds nothing when the file comes again, and asks for no run', async () => {
    const { code, out } = await taken(two, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ statements: [{ lines: 2, added: 0 }], jobId: null });
    expect(await counted()).toBe(2);
  });

  it('prints accounts, days and what was added', async () => {
    const { out } = await taken(two);
    expect(out).toMatch(/^Main EUR +2026-03-01 – 2026-03-02 +2 +\+0$/);
  });

  it('takes what does not add up for a reason alone', async () => {
    const odd = statementOf(IBAN, '125,00', 'Harbour Telecom', 'Polar Media', 'Amber Post');
    const refused = await taken(odd);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.error).toContain('-5');
    expect(await counted()).toBe(2);
    const why = 'The bank has mended it since';
    expect(await taken(odd, '--override', why)).toMatchObject({ code: 0, error: '' });
    expect(await counted()).toBe(3);
    const reasons = await tables().selectFrom('bank_statement').select('override_reason').execute();
    expect(reasons.map(({ override_reason: reason }) => reason).sort()).toEqual([why, null].sort());
  });

  it('says of a file for an account that is not here how it is called', async () => {
    const stranger = await taken(statementOf('GB33BUKB20201555555555', '110,00', 'Polar Media'));
    expect(stranger.code).toBe(1);
    expect(stranger.error).toMatch(/GB33BUKB20201555555555.*\.$/);
  });
});
