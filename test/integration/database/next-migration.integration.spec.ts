import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql, type Kysely } from 'kysely';
import { models, type Model, type ScalarField } from '../../../generated/model.js';
import type { Dialect } from '../../../src/kernel/ports.js';
import { queriesOf } from '../../../src/query/queries.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { expectedCatalogue } from './catalogue/expected.js';
import { readCatalogue } from './catalogue/read-catalogue.js';

/** The generator is a script of the build and no part of the typed sources: asked in a process of its own. */
function changes(
  dialect: Dialect,
  before: readonly Model[],
  after: readonly Model[],
): { statements: string[]; byHand: string[] } {
  const script = `
    import { readFileSync } from 'node:fs';
    import { changes } from './scripts/schema/sql/changes.mjs';
    const { dialect, before, after } = JSON.parse(readFileSync(0, 'utf8'));
    console.log(JSON.stringify(changes(dialect, before, after)));`;
  const input = JSON.stringify({ dialect, before, after });
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    input,
    encoding: 'utf8',
  });
  return JSON.parse(output) as { statements: string[]; byHand: string[] };
}

const aField = (values: Partial<ScalarField> & { column: string }): ScalarField => ({
  kind: 'scalar',
  name: values.column,
  type: 'String',
  native: { type: 'VarChar', args: [40] },
  value: 'text',
  nullable: true,
  id: false,
  unique: false,
  default: null,
  caseInsensitive: false,
  references: null,
  documentation: '',
  ...values,
});

const changed = (name: string, change: (model: Model) => Model): readonly Model[] =>
  models.map((model) => (model.name === name ? change(model) : model));

forEachDialect('the next migration', (dialect, open) => {
  let database: TestDatabase;
  let db: Kysely<unknown>;

  beforeAll(async () => {
    database = await open();
    db = queriesOf<unknown>(database.port.queries);
  });
  afterAll(() => database.close());

  const office = models.find(({ name }) => name === 'Office') as Model;
  const team: Model = {
    ...office,
    name: 'Team',
    table: 'team',
    uniques: [['code']],
    indexes: [],
    foreignKeys: [{ columns: ['office_id'], table: 'office', references: ['id'], onDelete: 'restrict' }],
    fields: [
      aField({ column: 'id', nullable: false, id: true, native: { type: 'Char', args: [36] } }),
      aField({ column: 'code', nullable: false, unique: true }),
      aField({ column: 'office_id', nullable: false, native: { type: 'Char', args: [36] } }),
    ],
    // MySQL makes an index for a reference that has none.
    ...(dialect === 'mysql' ? { indexes: [['office_id']] } : {}),
  };
  const withTeam = [
    ...changed('Geo', (geo) => ({
      ...geo,
      indexes: [['region', 'name']],
      uniques: [...geo.uniques, ['name']],
      fields: [
        ...geo.fields,
        aField({ column: 'region' }),
        aField({
          column: 'rank',
          type: 'BigInt',
          value: 'bigint',
          native: null,
          nullable: false,
          default: 7,
        }),
      ],
    })),
    team,
  ];

  it('adds tables, columns, uniques and indexes, and gives old rows the defaults', async () => {
    await sql`insert into geo (id, code, name, created_at, updated_at) values ('g', 'g', 'G', ${new Date()}, ${new Date()})`.execute(
      db,
    );
    const { statements, byHand } = changes(dialect, models, withTeam);
    // A column that enters a unique key compares exactly from then on: on MySQL its collation changes.
    expect(byHand).toEqual(dialect === 'mysql' ? [expect.stringContaining('geo.name changes')] : []);
    for (const statement of statements) await sql.raw(statement).execute(db);
    if (dialect === 'mysql')
      await sql`alter table geo modify column name varchar(120) collate utf8mb4_bin not null`.execute(db);
    expect(await readCatalogue(dialect, db)).toEqual(expectedCatalogue(dialect, withTeam));
    expect((await sql<{ rank: bigint }>`select ${sql.ref('rank')} from geo`.execute(db)).rows).toEqual([
      { rank: 7n },
    ]);
  });

  it('takes them away again', async () => {
    const { statements } = changes(dialect, withTeam, models);
    for (const statement of statements) await sql.raw(statement).execute(db);
    if (dialect === 'mysql') await sql`alter table geo modify column name varchar(120) not null`.execute(db);
    expect(await readCatalogue(dialect, db)).toEqual(expectedCatalogue(dialect, models));
  });

  it('leaves to a person what could lose something', () => {
    const wider = changed('Geo', (geo) => ({
      ...geo,
      fields: geo.fields.map((field) =>
        field.kind === 'scalar' && field.column === 'name'
          ? { ...field, native: { type: 'VarChar', args: [190] } }
          : field,
      ),
    }));
    expect(changes(dialect, models, wider)).toMatchObject({
      statements: [],
      byHand: [expect.stringContaining('geo.name')],
    });
  });
});
