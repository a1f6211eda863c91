import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { houseMigrations } from '../../../src/host/database/migration-files.js';
import type { Copies, StoredTable } from '../../../src/kernel/copies.js';
import { openTestDatabase, type TestDatabase } from '../../harness/database.js';
import { assembleTestHouse, type TestHouse } from '../../harness/house.js';
import { readAll } from './read-all.js';
import { rowsOfEveryKind } from './rows-of-every-kind.js';

describe('a scratch', () => {
  let database: TestDatabase;
  let house: TestHouse;
  let copies: Copies;
  let folder: string;

  beforeEach(async () => {
    database = await openTestDatabase('sqlite');
    house = await assembleTestHouse(database);
    ({ copies } = house.ports);
    folder = await house.ports.storage.folder('host/copies');
  });

  afterEach(async () => {
    house.close();
    await database.close();
  });

  const table = (name: string): StoredTable =>
    copies.tables.find((candidate) => candidate.name === name) as StoredTable;

  it('begins at an older migration and is migrated on with its rows', async () => {
    const { payment } = rowsOfEveryKind();
    const older = payment.map(({ reversed_on: _, ...row }) => row);
    await copies.scratch(async (scratch) => {
      expect(scratch.schemaVersion).toBe('0001_foundation');
      await scratch.insert('payment', older);
      await scratch.migrate();
      await scratch.migrate();
      expect(scratch.schemaVersion).toBe(houseMigrations('sqlite').at(-1));
      expect(await readAll(scratch, table('payment'))).toEqual(payment);
    }, '0001_foundation');
  });

  it('takes rows before what they point to, and keeps them to the byte', async () => {
    const rows = rowsOfEveryKind();
    await copies.scratch(async (scratch) => {
      for (const [name, some] of Object.entries(rows).toReversed()) await scratch.insert(name, some);
      for (const [name, some] of Object.entries(rows))
        expect(await readAll(scratch, table(name))).toEqual(some);
    });
  });

  it('refuses a column that the table has not, and a migration that the house has not', async () => {
    const insert = copies.scratch((scratch) => scratch.insert('geo', [{ id: 'x', unheard_of: 1 }]));
    await expect(insert).rejects.toMatchObject({ message: expect.stringContaining('unheard_of') });
    await expect(copies.scratch(async () => 1, '9999_never')).rejects.toThrow('9999_never');
  });

  it('lies in a folder of the house’s user alone, and is gone with its work', async () => {
    await copies.scratch(async () => {
      const [own = ''] = readdirSync(folder);
      expect(statSync(join(folder, own)).mode & 0o777).toBe(0o700);
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('clears away what a process left that is no more, and nothing of one that lives', async () => {
    mkdirSync(join(folder, '999999999-left'));
    mkdirSync(join(folder, `${process.ppid}-alive`));
    const during = await copies.scratch(async () => readdirSync(folder));
    expect(during).toHaveLength(2);
    expect(during).not.toContain('999999999-left');
    expect(readdirSync(folder)).toEqual([`${process.ppid}-alive`]);
  });
});
