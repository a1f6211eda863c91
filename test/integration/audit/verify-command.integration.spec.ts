import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostTables } from '../../../generated/tables/host.js';
import { builtInPlugins } from '../../../plugins/index.js';
import { runCommandLine } from '../../../src/host/cli/run-command-line.js';
import { migrate } from '../../../src/host/database/migrate.js';
import { MigrationFiles } from '../../../src/host/database/migration-files.js';
import { openDatabase, type HouseDatabase } from '../../../src/host/database/open-database.js';
import { queriesOf } from '../../../src/query/queries.js';
import { systemClock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { openTestDatabase, silentLog, type TestDatabase } from '../../harness/database.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';
import { openPanelHouse, signedIn, type PanelHouse } from '../admin/panel-house.js';
import { edit, tamper, writeEntries } from './tampering.js';

describe('countinghouse audit verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'house-audit-'));
  const url = `file:${join(folder, 'house.db')}`;
  let database: HouseDatabase;
  const run = async (line: string) => {
    const said = { out: '', error: '' };
    const terminal = {
      words: line.split(' '),
      environment: { DATABASE_URL: url, STORAGE: join(folder, 'files'), SECRET_KEY: TEST_SECRET_KEY },
      out: (text: string) => void (said.out += text),
      error: (text: string) => void (said.error += text),
    };
    return { code: await runCommandLine(terminal, builtInPlugins), ...said };
  };
  beforeAll(async () => {
    database = await openDatabase({ url, log: silentLog, clock: systemClock, secretKey: TEST_SECRET_KEY });
    await migrate(database);
    await writeEntries(database as TestDatabase, 4);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says that the trail is whole, and what to keep outside the database', async () => {
    const { code, out } = await run('audit verify');
    expect(code).toBe(0);
    expect(out).toMatch(/as it was written: 4 entries, the last one number 4.*[0-9a-f]{64}/);
  });

  it('names what is wrong and exits 1, in the language that is asked for and as JSON', async () => {
    await tamper('sqlite', database as TestDatabase, (db) => edit(db, 3, { via: 'api' }));
    const words = await run('audit verify --language uk');
    expect(words).toMatchObject({ code: 1, out: expect.stringMatching(/Запис 3 \([\w-]{36}\) змінено/) });
    const json = await run('audit verify --json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      valid: false,
      entries: 4,
      faultCount: 1,
      faults: [{ what: 'altered', seq: '3' }],
    });
  });
});

describe('an audit trail that is not as it was written', () => {
  let database: TestDatabase;
  let house: PanelHouse;
  const nightly = () =>
    house.house.jobs
      .find(({ value }) => value.name === 'host.verify-audit')!
      .value.run({
        ...{ id: newId(), data: null, attempt: 1, lastAttempt: true, context: house.house.context('host') },
        signal: new AbortController().signal,
        progress: () => Promise.resolve(),
        effectOnce: () => Promise.reject(new Error('makes no effect')),
      });
  const notices = () =>
    queriesOf<HostTables>(database.port.queries).selectFrom('notice').selectAll().execute();
  beforeAll(async () => {
    database = await openTestDatabase('sqlite');
    house = await openPanelHouse(database);
  });
  afterAll(() => database.close());

  it('is no news as long as it is whole', async () => {
    await nightly();
    expect(await notices()).toEqual([]);
  });

  it('is told to every administrator, once, and fails the health of the house', async () => {
    await tamper('sqlite', database, (db) => edit(db, 2, { via: 'api' }));
    await nightly();
    await nightly();
    const told = await notices();
    expect(told).toMatchObject([{ kind: 'host.audit-fault', link: '/admin/pages/health' }]);
    const browser = await signedIn(house, 'admin@demo.test');
    const { body } = await browser.get('/admin/x/host/health').expect(200);
    expect(body.checks).toContainEqual(
      expect.objectContaining({ name: 'audit', state: 'failing', mend: 'npx countinghouse audit verify' }),
    );
  });
});

describe('a database that refuses to make triggers', () => {
  it('is told apart, with what has to be set', async () => {
    const database = await openTestDatabase('sqlite', { migrated: false });
    // MySQL's own error 1419, which no server of a specification gives: it takes a user without SUPER under binary logging.
    class Refused extends MigrationFiles {
      override names = () => Promise.resolve(['0001_refused']);
      override getMigrations = () =>
        Promise.resolve({
          '0001_refused': {
            up: () =>
              Promise.reject(
                Object.assign(new Error('1419'), { code: 'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER' }),
              ),
          },
        });
    }
    await expect(migrate(database, new Refused('sqlite'))).rejects.toMatchObject({
      code: 'triggers-refused',
      message: expect.stringContaining('log_bin_trust_function_creators = 1'),
    });
    await database.close();
  });
});
