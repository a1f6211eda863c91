import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { models } from '../../../generated/model.js';
import { queriesOf } from '../../../src/query/queries.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { expectedCatalogue } from './catalogue/expected.js';
import { readCatalogue } from './catalogue/read-catalogue.js';
import type { Catalogue } from './catalogue/table.js';

forEachDialect('a migrated database', (dialect, open) => {
  let database: TestDatabase;
  let catalogue: Catalogue;

  beforeAll(async () => {
    database = await open();
    catalogue = await readCatalogue(dialect, queriesOf<unknown>(database.port.queries));
  });
  afterAll(() => database.close());

  const expected = expectedCatalogue(dialect, models);

  it('has the tables of the schema and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.keys(expected))('has %s as the schema describes it', (table) => {
    expect(catalogue[table]).toEqual(expected[table]);
  });

  it('shows a difference as soon as there is one', async () => {
    await sql`alter table geo add column drifted int`.execute(queriesOf(database.port.queries));
    const drifted = await readCatalogue(dialect, queriesOf<unknown>(database.port.queries));
    expect(drifted['geo']).not.toEqual(expected['geo']);
  });

  it('shows a missing trigger as a difference', async () => {
    const onTable = dialect === 'postgresql' ? sql` on audit_entry` : sql``;
    await sql`drop trigger audit_entry_refuse_delete${onTable}`.execute(queriesOf(database.port.queries));
    const drifted = await readCatalogue(dialect, queriesOf<unknown>(database.port.queries));
    expect(drifted['audit_entry']).not.toEqual(expected['audit_entry']);
  });
});

describe('prisma/schema', () => {
  it('has changed nothing that no migration knows of', () => {
    expect(() =>
      execFileSync(process.execPath, ['scripts/schema/new-migration.mjs', '--check'], { stdio: 'pipe' }),
    ).not.toThrow();
  });
});
