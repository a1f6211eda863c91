import { afterEach, expect, it } from '@jest/globals';
import { applyMigrations } from '../../../src/host/composition/apply-migrations.js';
import { beforeMigrations } from '../../../src/host/composition/before-migrations.js';
import { migrate, pendingMigrations } from '../../../src/host/database/migrate.js';
import { houseMigrations, MigrationFiles } from '../../../src/host/database/migration-files.js';
import { BootRefused } from '../../../src/kernel/failures.js';
import { aHouse, aPlugin } from '../../../src/kernel/test/a-house.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';

forEachDialect('what is done before migrations', (dialect, open) => {
  let database: TestDatabase;
  const [first = '', ...later] = houseMigrations(dialect);

  afterEach(() => database.close());

  const told: (readonly string[])[] = [];
  const house = aHouse(
    aPlugin('keeper', (plugins) =>
      plugins.beforeMigrations({ name: 'keep', run: async (_, waiting) => void told.push(waiting) }),
    ),
  );

  it('is done when some wait, and is told which', async () => {
    database = await open({ migrated: false });
    await migrate(database, MigrationFiles.until(dialect, first));
    expect(await applyMigrations(database, [], beforeMigrations(house))).toEqual(later);
    expect(await applyMigrations(database, [], beforeMigrations(house))).toEqual([]);
    expect(told.splice(0)).toEqual([later]);
  });

  it('is not done on a database that holds nothing yet', async () => {
    database = await open({ migrated: false });
    await applyMigrations(database, [], beforeMigrations(house));
    expect(told).toEqual([]);
  });

  it('keeps them from being run when it fails', async () => {
    database = await open({ migrated: false });
    await migrate(database, MigrationFiles.until(dialect, first));
    const failing = aHouse(
      aPlugin('keeper', (plugins) =>
        plugins.beforeMigrations({ name: 'keep', run: () => Promise.reject(new Error('the disk is full')) }),
      ),
    );
    const refusal = await applyMigrations(database, [], beforeMigrations(failing)).catch(
      (failure: unknown) => failure,
    );
    expect(refusal).toBeInstanceOf(BootRefused);
    expect(String(refusal)).toContain('the disk is full');
    expect(await pendingMigrations(database)).toEqual(later);
  });
});
