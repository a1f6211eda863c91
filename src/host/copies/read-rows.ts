import { sql, type Kysely, type RawBuilder } from 'kysely';
import { models } from '../../../generated/model.js';
import type { StoredRow, StoredTable } from '../../kernel/copies.js';
import type { Dialect, QueryHandle } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';

type Readable = Pick<StoredTable, 'name' | 'columns' | 'key'>;

const ROWS_AT_ONCE = 1000;
/** of a table that holds files: a row may be megabytes */
const FILES_AT_ONCE = 8;

const HEXADECIMAL = new Set(
  models.flatMap(({ table, fields }) =>
    fields.flatMap((field) =>
      field.kind === 'scalar' && field.native?.type === 'Char' && [36, 64].includes(field.native.args[0] ?? 0)
        ? [`${table}.${field.column}`]
        : [],
    ),
  ),
);

/**
 * Every row in the order of the key, batch by batch, over the one connection of the handle. Pages by key rather than a stream: a server
 * ends the connection of a stream whose reader is slower than its patience (MySQL: 60 s), and nothing else can be asked meanwhile.
 */
export async function* readRows(
  dialect: Dialect,
  handle: QueryHandle,
  table: Readable,
): AsyncIterable<readonly StoredRow[]> {
  const db = queriesOf<unknown>(handle);
  const atOnce = table.columns.some(({ kind }) => kind === 'bytes') ? FILES_AT_ONCE : ROWS_AT_ONCE;
  if (dialect === 'postgresql') yield* byCursor(db, table, atOnce);
  else
    for await (const rows of byKey(db, table, atOnce))
      yield dialect === 'sqlite' ? counted(table, rows) : rows;
}

/** A key that SQLite counts up is declared INTEGER, whatever it is on the servers, and comes as a number. */
function counted({ columns, key }: Readable, rows: readonly StoredRow[]): readonly StoredRow[] {
  const [first] = rows;
  const those = columns.filter(
    ({ name, kind }) => kind === 'bigint' && key.includes(name) && typeof first?.[name] === 'number',
  );
  if (those.length === 0) return rows;
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(those.map(({ name }) => [name, BigInt(row[name] as number)])),
  }));
}

async function* byKey(
  db: Kysely<unknown>,
  table: Readable,
  atOnce: number,
): AsyncIterable<readonly StoredRow[]> {
  for (let last: StoredRow | null = null; ;) {
    const beyond: RawBuilder<unknown> = last === null ? sql`` : sql`where ${isBeyond(table.key, last)}`;
    const { rows }: { rows: StoredRow[] } = await sql<StoredRow>`
      select ${columnsOf(table)} from ${sql.table(table.name)} ${beyond}
      order by ${sql.join(table.key.map((column) => sql.ref(column)))} limit ${sql.lit(atOnce)}`.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < atOnce) return;
    last = rows[rows.length - 1] as StoredRow;
  }
}

/** `a >= ? and (a > ? or (b > ?))`: the first condition is the one by which the index is entered. */
function isBeyond(key: readonly string[], last: StoredRow): RawBuilder<boolean> {
  const [column = '', ...rest] = key;
  const value = last[column];
  if (rest.length === 0) return sql`${sql.ref(column)} > ${value}`;
  return sql`${sql.ref(column)} >= ${value} and (${sql.ref(column)} > ${value} or (${isBeyond(rest, last)}))`;
}

/** Of PostgreSQL a cursor: its texts are in another order than that of their bytes, so that by key every page would be sorted anew. */
async function* byCursor(
  db: Kysely<unknown>,
  table: Readable,
  atOnce: number,
): AsyncIterable<readonly StoredRow[]> {
  const name = sql.id(`rows_of_${table.name}`);
  const order = table.key.map((column) => inOrderOfBytes(table, column));
  await sql`declare ${name} no scroll cursor for
    select ${columnsOf(table)} from ${sql.table(table.name)} order by ${sql.join(order)}`.execute(db);
  let isOpen = true;
  try {
    for (;;) {
      isOpen = false;
      const { rows } = await sql<StoredRow>`fetch ${sql.lit(atOnce)} from ${name}`.execute(db);
      isOpen = true;
      if (rows.length > 0) yield rows;
      if (rows.length < atOnce) return;
    }
  } finally {
    // After a failure the transaction takes no statement any more.
    if (isOpen) await sql`close ${name}`.execute(db);
  }
}

/** UUIDs and digests are in that order whatever the collation, and their index is used. */
function inOrderOfBytes(table: Readable, column: string): RawBuilder<unknown> {
  const isText = table.columns.some(({ name, kind }) => name === column && kind === 'text');
  if (!isText || HEXADECIMAL.has(`${table.name}.${column}`)) return sql.ref(column);
  return sql`${sql.ref(column)} collate "C"`;
}

const columnsOf = ({ columns }: Readable): RawBuilder<unknown> =>
  sql.join(columns.map(({ name }) => sql.ref(name)));
