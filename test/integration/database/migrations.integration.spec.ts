import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { migrate, pendingMigrations } from '../../../src/host/database/migrate.js';
import { MigrationFiles } from '../../../src/host/database/migration-files.js';
import { queriesOf } from '../../../src/query/queries.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { startScript } from '../../harness/script-process.js';

const AT_ONCE_MS = 30;

forEachDialect('migrations', (dialect, open) => {
  let database: TestDatabase;

  afterEach(() => database.close());

  it('run once, and cost nothing when there is nothing to run', async () => {
    database = await open({ migrated: false });
    const names = await new MigrationFiles(dialect).names();
    expect(await migrate(database)).toEqual(names);

    const times: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const startedAt = performance.now();
      expect(await migrate(database)).toEqual([]);
      times.push(performance.now() - startedAt);
    }
    expect(Math.min(...times)).toBeLessThan(AT_ONCE_MS);
  });

  it('are run by one of three processes that start together, while the others wait', async () => {
    database = await open({ migrated: false });
    const start = (): ReturnType<typeof startScript> =>
      startScript('test/integration/database/processes/migrate-once.ts', { DATABASE_URL: database.url });
    const processes = await Promise.all([start(), start(), start()]);
    const run = (await Promise.all(processes.map(({ done }) => done))).flatMap(
      ([line]) => JSON.parse(line ?? 'null') as string[],
    );
    expect(run).toEqual(await new MigrationFiles(dialect).names());
    expect(await pendingMigrations(database)).toEqual([]);
  });

  it('that break off leave themselves pending and say what was wrong', async () => {
    database = await open({ migrated: false });
    const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    try {
      mkdirSync(join(folder, dialect));
      writeFileSync(
        join(folder, dialect, '0001_broken.sql'),
        'create table fine (id int);\ncreate tabel other (id int);\n',
      );
      const files = new MigrationFiles(dialect, folder);
      expect(await migrate(database, files).then(() => 'done', String)).toMatch(/syntax/i);
      expect(await pendingMigrations(database, files)).toEqual(['0001_broken']);
      const isThere = await sql`select * from fine`.execute(queriesOf(database.port.queries)).then(
        () => true,
        () => false,
      );
      // MySQL keeps a created table whatever comes after it.
      expect(isThere).toBe(dialect === 'mysql');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('migration files', () => {
  it('have the same names for every database', async () => {
    const [sqlite, mysql, postgresql] = await Promise.all(
      (['sqlite', 'mysql', 'postgresql'] as const).map((dialect) => new MigrationFiles(dialect).names()),
    );
    expect(mysql).toEqual(sqlite);
    expect(postgresql).toEqual(sqlite);
    expect(sqlite).not.toEqual([]);
  });
});
