import { describe, expect, it } from '@jest/globals';
import {
  DummyDriver,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
  type Compilable,
} from 'kysely';
import type { Model, ScalarField } from '../../../../generated/model.js';
import { upsert } from '../../../query/upsert.js';
import { createKeyRing } from '../key-ring.js';
import { SealedColumnMisused } from '../seal-query.js';
import { sealedTables } from '../sealed-columns.js';
import { SealingPlugin } from '../sealing-plugin.js';

interface Tables {
  person: PersonTable;
  visit: { id: string; person_id: string; note: string; mail: string };
}
interface PersonTable {
  id: string;
  name: string;
  email: string | null;
  email_index: string | null;
  note: string | null;
}

const column = (name: string, more: Partial<ScalarField> = {}): ScalarField => ({
  kind: 'scalar',
  ...{ name, column: name, type: 'String', native: null, value: 'text', nullable: true },
  ...{ id: name === 'id', unique: false, default: null, caseInsensitive: false, references: null },
  documentation: '',
  ...more,
});
const table = (name: string, fields: readonly ScalarField[]): Model => ({
  ...{ name, plugin: 'host', table: name, documentation: '', checks: [], appendOnly: false },
  ...{ primaryKey: ['id'], uniques: [], indexes: [], foreignKeys: [] },
  fields,
});
const tables = sealedTables([
  table('person', [
    column('id'),
    column('name'),
    column('email', { sealed: 'contact' }),
    column('email_index', { blindIndex: { of: 'email', as: 'email' } }),
    column('note', { sealed: 'note' }),
  ]),
  table('visit', [column('id'), column('person_id'), column('note'), column('mail')]),
]);

const ring = createKeyRing({ secretKey: 'of the present' });
const both = createKeyRing({ secretKey: 'of the present', formerKeys: ['of the past'] });
const plugin = (keys = ring) => new SealingPlugin({ ring: keys, tables, unreadable: () => undefined });
const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (house) => new SqliteIntrospector(house),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  plugins: [plugin()],
});
const mysql = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (house) => new MysqlIntrospector(house),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  },
  plugins: [plugin()],
});

const indexOf = (email: string): string => ring.indexes('email', email)[0];

/** The SQL without its quotes, and the parameters with the sealed ones opened. */
function read(query: Compilable) {
  const { sql: text, parameters } = query.compile();
  const opened = parameters.map((value) =>
    typeof value === 'string' && value.startsWith('~s1.') ? `sealed ${ring.open(value)}` : value,
  );
  return [text.replaceAll(/["`]/g, ''), opened];
}

describe('what a query becomes', () => {
  const person = db.selectFrom('person');
  const a = indexOf('a@example.com');
  const b = indexOf('b@example.com');

  it.each<[string, Compilable, string, unknown[]]>([
    [
      'a comparison with a value asks the blind index',
      person.select('name').where('email', '=', 'A@example.com'),
      'select name from person where email_index = ?',
      [a],
    ],
    [
      'so does one with several',
      person.select('name').where('email', 'in', ['a@example.com', 'b@example.com']),
      'select name from person where email_index in (?, ?)',
      [a, b],
    ],
    [
      'and one that excludes them',
      person.select('name').where('email', 'not in', ['a@example.com', 'b@example.com']),
      'select name from person where email_index not in (?, ?)',
      [a, b],
    ],
    [
      'an inequality',
      person.select('name').where('person.email', '<>', 'a@example.com'),
      'select name from person where person.email_index != ?',
      [a],
    ],
    [
      'under an alias, inside written SQL',
      db
        .selectFrom('person as p')
        .select('p.name')
        .where((eb) => sql<boolean>`not (${eb(sql.ref<string>('p.email'), '=', 'a@example.com')})`),
      'select p.name from person as p where not (p.email_index = ?)',
      [a],
    ],
    [
      'emptiness is asked of the column itself',
      person
        .select('name')
        .where('note', 'is not', null)
        .where(sql<boolean>`email is null`),
      'select name from person where note is not null and email is null',
      [],
    ],
    [
      'two columns of one spelling are joined by their indexes',
      db
        .selectFrom('person as one')
        .innerJoin('person as other', 'one.email', 'other.email')
        .select(['one.id', 'other.note']),
      'select one.id, other.note from person as one inner join person as other on one.email_index = other.email_index',
      [],
    ],
    [
      'a column of the same name in another table is left alone',
      db.selectFrom('visit').selectAll().where('note', 'like', '%x%').orderBy('note'),
      'select * from visit where note like ? order by note',
      ['%x%'],
    ],
    [
      'also inside a query about a sealed table',
      person
        .select('name')
        .where((eb) => eb.exists(eb.selectFrom('visit').select('visit.id').where('note', 'like', 'x%'))),
      'select name from person where exists (select visit.id from visit where note like ?)',
      ['x%'],
    ],
    [
      'what is inserted is sealed, and indexed',
      db.insertInto('person').values([
        { id: '1', name: 'Ona', email: 'a@example.com', email_index: null, note: null },
        { id: '2', name: 'Jonas', email: null, email_index: 'whatever', note: 'calls back' },
      ]),
      'insert into person (id, name, email, email_index, note) values (?, ?, ?, ?, ?), (?, ?, ?, ?, ?)',
      ['1', 'Ona', 'sealed a@example.com', a, null, '2', 'Jonas', null, null, 'sealed calls back'],
    ],
    [
      'the index comes along where nobody names it',
      db.insertInto('person').values({ id: '1', email: 'a@example.com' } as never),
      'insert into person (id, email, email_index) values (?, ?, ?)',
      ['1', 'sealed a@example.com', a],
    ],
    [
      'what is changed is sealed, and indexed anew',
      db
        .updateTable('person')
        .set({ email: 'b@example.com', name: 'Ona' })
        .where('email', '=', 'a@example.com'),
      'update person set email = ?, email_index = ?, name = ? where email_index = ?',
      ['sealed b@example.com', b, 'Ona', a],
    ],
    [
      'an index that is written along is made anew',
      db
        .updateTable('person')
        .set({ email: 'b@example.com', email_index: 'of another key' })
        .where('id', '=', '1'),
      'update person set email = ?, email_index = ? where id = ?',
      ['sealed b@example.com', b, '1'],
    ],
    [
      'what is emptied loses its index',
      db.updateTable('person').set({ email: null }).where('id', '=', '1'),
      'update person set email = ?, email_index = ? where id = ?',
      [null, null, '1'],
    ],
    [
      'an upsert takes over what the insert sealed',
      upsert('sqlite', db.insertInto('person').values({ id: '1', email: 'a@example.com' } as never), {
        key: ['id'],
        set: ['email'],
      }),
      'insert into person (id, email, email_index) values (?, ?, ?) on conflict (id) do update set email = excluded.email, email_index = excluded.email_index',
      ['1', 'sealed a@example.com', a],
    ],
    [
      'on MySQL too',
      upsert('mysql', mysql.insertInto('person').values({ id: '1', email: 'a@example.com' } as never), {
        key: ['id'],
        set: ['email'],
      }),
      'insert into person (id, email, email_index) values (?, ?, ?) on duplicate key update email = values(email), email_index = values(email_index)',
      ['1', 'sealed a@example.com', a],
    ],
    [
      'a key that is sealed conflicts by its index',
      db
        .insertInto('person')
        .values({ id: '1', email: 'a@example.com' } as never)
        .onConflict((conflict) => conflict.column('email').doNothing()),
      'insert into person (id, email, email_index) values (?, ?, ?) on conflict (email_index) do nothing',
      ['1', 'sealed a@example.com', a],
    ],
  ])('%s', (_, query, text, parameters) => {
    expect(read(query)).toEqual([text, parameters]);
  });

  it('is asked by the index of every key, so that what is not indexed anew yet is found', () => {
    const rotating = db.withoutPlugins().withPlugin(plugin(both)).selectFrom('person').select('id');
    expect(read(rotating.where('email', '=', 'a@example.com'))).toEqual([
      'select id from person where email_index in (?, ?)',
      [...both.indexes('email', 'a@example.com')],
    ]);
  });
});

describe('what cannot be asked of a sealed column is an error that names it', () => {
  const person = db.selectFrom('person');

  it.each<[string, () => Compilable, string]>([
    ['like', () => person.select('id').where('email', 'like', '%a%'), 'person.email'],
    ['order', () => person.select('id').orderBy('email'), 'person.email'],
    [
      'order by the name that it is given',
      () => person.select('note as words').orderBy('words'),
      'person.note',
    ],
    ['a comparison without an index', () => person.select('id').where('note', '=', 'x'), 'person.note'],
    ['a function', () => person.select((eb) => eb.fn.count('email').as('n')), 'person.email'],
    ['grouping', () => person.select('note').groupBy('note'), 'person.note'],
    [
      'a join with what is not sealed',
      () => person.innerJoin('visit', 'visit.mail', 'person.email').select('visit.id'),
      'person.email',
    ],
    ['written SQL', () => person.select(sql<string>`lower(email)`.as('low')), 'person.email'],
    [
      'a select inside a select',
      () =>
        db
          .selectFrom((eb) => eb.selectFrom('person').select(['id', 'note as words']).as('inner'))
          .select('id')
          .where('words', '=', 'x'),
      'person.note',
    ],
    [
      'a result of with',
      () =>
        db
          .with('inner', (eb) => eb.selectFrom('person').select(['id', 'note']))
          .selectFrom('inner')
          .select('id')
          .where('note', '=', 'x'),
      'person.note',
    ],
    [
      'an expression that is written to it',
      () => db.updateTable('person').set({ note: sql`upper(name)` }),
      'person.note',
    ],
    [
      'insert from select',
      () =>
        db
          .insertInto('person')
          .columns(['id', 'note'])
          .expression(db.selectFrom('visit').select(['id', 'note'])),
      'person.note',
    ],
  ])('%s', (_, build, column) => {
    expect(() => build().compile()).toThrow(SealedColumnMisused);
    expect(() => build().compile()).toThrow(column);
  });
});
