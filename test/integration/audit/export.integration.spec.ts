import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { HostTables } from '../../../generated/tables/host.js';
import { builtInPlugins } from '../../../plugins/index.js';
import { eraseContent } from '../../../src/host/audit/erase-content.js';
import { exportSigner } from '../../../src/host/audit/export-signer.js';
import { exportTrail } from '../../../src/host/audit/export-trail.js';
import { verifyExport } from '../../../src/host/audit/verify-export.js';
import { runCommandLine } from '../../../src/host/cli/run-command-line.js';
import { queriesOf } from '../../../src/query/queries.js';
import { localDateIn, type LocalDate } from '../../../src/values/local-date.js';
import { forEachDialect, openTestDatabase, type TestDatabase } from '../../harness/database.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';
import { openPanelHouse, signedIn } from '../admin/panel-house.js';
import { clerk, edit, tamper, writeEntries } from './tampering.js';

const signer = exportSigner(TEST_SECRET_KEY);
const ENTRIES = 6;
const HOUR_MS = 60 * 60_000;
const EVERYTHING = { from: null, to: null, zone: 'UTC' };

forEachDialect('an exported audit trail', (dialect, open) => {
  const folder = mkdtempSync(join(tmpdir(), 'house-audit-export-'));
  const file = join(folder, 'trail.jsonl.gz');
  let database: TestDatabase;
  beforeEach(async () => {
    database = await open();
    await writeEntries(database, ENTRIES);
  });
  afterEach(() => database.close());
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = async (days: Parameters<typeof exportTrail>[1] = EVERYTHING): Promise<string[]> => {
    const lines: string[] = [];
    const means = { database: database.port, signer, organisation: 'House', at: new Date() };
    for await (const line of exportTrail(means, days)) lines.push(line);
    writeFileSync(file, gzipSync(lines.join('')));
    return lines;
  };
  const faults = async () => (await verifyExport(file, signer)).named;
  /** The file again, with its lines changed. */
  const rewritten = async (change: (lines: string[]) => string[]) => {
    writeFileSync(file, gzipSync(change(await write()).join('')));
    return faults();
  };
  const edited = (line: string, values: object): string =>
    `${JSON.stringify({ ...(JSON.parse(line) as object), ...values })}\n`;

  it('holds every entry with what it says, and is found whole', async () => {
    const lines = await write();
    expect(lines).toHaveLength(ENTRIES + 2);
    expect(JSON.parse(lines[2]!)).toMatchObject({
      ...{ seq: '3', entityId: 'office-3', erased: false },
      said: { actor: clerk.name, before: '{"name":"Old 3"}', after: '{"name":"New 3"}' },
    });
    expect(await verifyExport(file, signer)).toMatchObject({
      ...{ entries: ENTRIES, faults: 0 },
      statement: { first: '1', last: String(ENTRIES), count: ENTRIES },
    });
  });

  it('is found whole by openssl and sha256sum, which know nothing of the house', async () => {
    await write();
    const run = (command: string) => execFileSync('sh', ['-c', command], { cwd: folder }).toString();
    writeFileSync(join(folder, 'key.pem'), signer.publicKey);
    run(
      `zcat trail.jsonl.gz | tail -n 2 | head -n 1 | tr -d '\\n' > statement
       zcat trail.jsonl.gz | tail -n 1 | sed 's/.*"ed25519":"\\([^"]*\\)".*/\\1/' | base64 -d > signature`,
    );
    expect(
      run('openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in statement -sigfile signature'),
    ).toContain('Verified Successfully');
    const digest = run('zcat trail.jsonl.gz | head -n -2 | sha256sum').split(' ')[0];
    expect(JSON.parse(readFileSync(join(folder, 'statement'), 'utf8'))).toMatchObject({ sha256: digest });
  });

  it('may be of some days, and follows the link before them', async () => {
    await tamper(dialect, database, (db) =>
      db
        .updateTable('audit_entry')
        .set({ at: new Date('2020-05-01T23:30:00.000Z') })
        .where('seq', '<=', 2n)
        .execute(),
    );
    const now = localDateIn(await database.port.now(), 'UTC');
    const lines = await write({ from: now, to: null, zone: 'UTC' });
    expect(lines).toHaveLength(ENTRIES - 2 + 2);
    expect(await faults()).toEqual([]);
    // Half past eleven in London is the next day in Kyiv.
    const may = '2020-05-02' as LocalDate;
    expect(await write({ from: may, to: may, zone: 'Europe/Kyiv' })).toHaveLength(2 + 2);
    expect(await write({ from: null, to: may, zone: 'UTC' })).toHaveLength(2 + 2);
    expect(await write({ from: may, to: may, zone: 'UTC' })).toHaveLength(2);
    expect(await faults()).toEqual([]);
  });

  it('says of an erased content that it was erased, though the entry that says why is younger', async () => {
    const { id } = await queriesOf<HostTables>(database.port.queries)
      .selectFrom('audit_entry')
      .select('id')
      .where('seq', '=', 2n)
      .executeTakeFirstOrThrow();
    await database.port.transaction((tx) => eraseContent(tx, clerk, { entryIds: [id], reason: 'asked' }));
    const lines = await write();
    expect(JSON.parse(lines[1]!)).toMatchObject({ said: null, erased: true });
    expect(await faults()).toEqual([]);
  });

  it('shows what was wrong with the trail already', async () => {
    await tamper(dialect, database, (db) => edit(db, 4, { via: 'api' }));
    await write();
    expect(await faults()).toMatchObject([{ what: 'altered', seq: 4n }]);
  });

  it.each([
    ['an entry that was edited', 2, { action: 'billing.void-invoice' }, ['export-lines', 'altered']],
    [
      'words that were edited',
      2,
      { said: { salt: '', actor: '', before: null, after: null } },
      ['export-lines', 'content-altered'],
    ],
    ['words that were taken out', 2, { said: null }, ['export-lines', 'content-removed']],
    [
      'a line that is no entry',
      2,
      { seq: 'three' },
      ['export-lines', 'export-unreadable', 'removed', 'export-bounds'],
    ],
    ['an edited statement', ENTRIES, { count: 3 }, ['export-unsigned', 'export-bounds']],
    ['an edited signature', ENTRIES + 1, { ed25519: 'AAAA' }, ['export-unsigned']],
    ['an edited HMAC', ENTRIES + 1, { hmac: '0'.repeat(64) }, ['export-foreign']],
  ])('names %s', async (_, line, values, expected) => {
    const found = await rewritten((lines) =>
      lines.map((text, index) => (index === line ? edited(text, values) : text)),
    );
    expect(found.map(({ what }) => what).toSorted()).toEqual(expected.toSorted());
  });

  it('names entries that were left out', async () => {
    const what = (found: Awaited<ReturnType<typeof faults>>) => found.map((fault) => fault.what).toSorted();
    expect(what(await rewritten((lines) => lines.toSpliced(2, 1)))).toEqual(
      ['export-lines', 'export-bounds', 'removed'].toSorted(),
    );
    expect(what(await rewritten((lines) => lines.toSpliced(ENTRIES - 1, 1)))).toEqual(
      ['export-lines', 'export-bounds', 'removed'].toSorted(),
    );
    expect(what(await rewritten((lines) => lines.slice(0, ENTRIES)))).toEqual(['export-broken']);
  });

  it('names a file that is cut off, and one that is none of ours', async () => {
    await write();
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 20));
    expect(await faults()).toMatchObject([{ what: 'export-broken' }]);
    writeFileSync(file, 'not gzip');
    expect(await faults()).toMatchObject([{ what: 'export-broken', line: 1 }]);
    writeFileSync(file, gzipSync('{}\n{}\n'));
    expect(await faults()).toMatchObject([{ what: 'export-broken' }]);
  });

  it('is not taken from another house, whose key it carries', async () => {
    const lines: string[] = [];
    const means = { database: database.port, organisation: 'House', at: new Date() };
    const other = exportSigner('another secret key of this length');
    for await (const line of exportTrail({ ...means, signer: other }, EVERYTHING)) lines.push(line);
    writeFileSync(file, gzipSync(lines.join('')));
    expect(await faults()).toEqual([{ what: 'export-foreign', line: ENTRIES + 2 }]);
    expect((await verifyExport(file, other)).named).toEqual([]);
  });
});

describe('doors to an exported audit trail', () => {
  let database: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), 'house-audit-doors-'));
  beforeAll(async () => {
    database = await openTestDatabase('sqlite');
    await writeEntries(database, 4);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  const run = async (line: string) => {
    const said = { out: '', error: '' };
    const terminal = {
      words: line.split(' '),
      environment: { DATABASE_URL: database.url, STORAGE: folder, SECRET_KEY: TEST_SECRET_KEY },
      out: (text: string) => void (said.out += text),
      error: (text: string) => void (said.error += text),
    };
    return { code: await runCommandLine(terminal, builtInPlugins), ...said };
  };

  it('are commands: one writes it, one reads it back, and neither overwrites', async () => {
    const file = join(folder, 'trail.gz');
    const made = await run(`audit export ${file} --json`);
    expect(made.code).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({ file, first: '1', last: '5', count: 5 });
    expect(await run(`audit export ${file}`)).toMatchObject({
      code: 1,
      error: expect.stringContaining('EEXIST'),
    });
    expect(await run(`audit verify-export ${file}`)).toMatchObject({
      code: 0,
      out: expect.stringContaining('5 entries, numbers 1 to 5'),
    });
    writeFileSync(file, gzipSync(gunzipSync(readFileSync(file)).toString().replace('office-2', 'office-9')));
    const bad = await run(`audit verify-export ${file} --json`);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({
      ...{ valid: false, faultCount: 2 },
      faults: [{ what: 'export-lines' }, { what: 'altered', seq: '2' }],
    });
    expect(await run(`audit verify-export ${file}x`)).toMatchObject({
      code: 1,
      error: expect.stringContaining('ENOENT'),
    });
    expect((await run(`audit export ${file}y --from 2020-02-30`)).error).toContain('YYYY-MM-DD');
    expect((await run(`audit export ${file}y --from 2020-02-02 --to 2020-02-01`)).code).toBe(1);
  });

  it('compare an end that was kept outside with the trail as it is', async () => {
    const { digest } = await queriesOf<HostTables>(database.port.queries)
      .selectFrom('audit_entry')
      .select('digest')
      .where('seq', '=', 3n)
      .executeTakeFirstOrThrow();
    expect((await run(`audit verify --anchor 3:${digest}`)).code).toBe(0);
    expect(await run(`audit verify --anchor 2:${digest}`)).toMatchObject({
      code: 1,
      out: expect.stringContaining('is another one now'),
    });
    expect(await run(`audit verify --anchor 900:${digest}`)).toMatchObject({
      code: 1,
      out: expect.stringContaining('is not there'),
    });
    expect((await run('audit verify --anchor 3')).error).toContain('64 digits');
  });

  it('are shut to whoever may not read the trail, and to whoever has not just shown who they are', async () => {
    let late = 0;
    const house = await openPanelHouse(database, { clock: { now: () => new Date(Date.now() + late) } });
    const [admin, operator] = await Promise.all(
      ['admin', 'operator'].map((who) => signedIn(house, `${who}@demo.test`)),
    );
    await operator!.get('/admin/x/host/audit/export').expect(403);
    const { body } = await admin!.get('/admin/x/host/audit/export').responseType('blob').expect(200);
    const file = join(folder, 'panel.gz');
    writeFileSync(file, body as Buffer);
    expect((await verifyExport(file, signer)).faults).toBe(0);
    late = HOUR_MS;
    await admin!.get('/admin/x/host/audit/export').expect(403);
  });
});
