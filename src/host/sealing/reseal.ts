import { sql, type Kysely } from 'kysely';
import { conflictOf } from '../admin/database-conflict.js';
import type { Database } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { SealedUnreadable, type KeyRing } from './key-ring.js';
import { headOf, isSealed } from './sealed-value.js';
import type { SealedColumn, SealedTable, SealedTables } from './sealed-columns.js';

type Row = Readonly<Record<string, unknown>>;
type Raw = Kysely<Record<string, Record<string, unknown>>>;

export interface Resealing {
  readonly database: Pick<Database, 'queries'>;
  readonly ring: KeyRing;
  readonly tables: SealedTables;
  /** what a value that stands in the clear is to be sealed as: secrets were closed in a way of their own before */
  readonly inClear?: (table: string, row: Row, value: string) => string;
}

export interface Resealed {
  /** rows that were written anew */
  readonly sealed: number;
  /** rows that were left: no key opens them, or a row of the same value is there */
  readonly stuck: number;
}

const ROWS = 200;
/** of files */
const ROWS_WITH_BYTES = 10;

/**
 * Seals under the present key whatever of a table stands in the clear or under a former key, and fills its blind indexes: in the order
 * of the key, a batch a transaction. What somebody writes meanwhile stays as it was written: it is sealed already. Broken off, it is
 * begun again, and passes over what is done.
 */
export async function resealTable(
  means: Resealing,
  table: SealedTable,
  each: (rows: number) => Promise<void> = () => Promise.resolve(),
): Promise<Resealed> {
  const limit = [...table.sealed.values()].some(({ isBytes }) => isBytes) ? ROWS_WITH_BYTES : ROWS;
  let [sealed, stuck] = [0, 0];
  for (let after: readonly unknown[] | null = null; ;) {
    const rows: readonly Row[] = await waitingRows(means, table, after, limit);
    const last = rows.at(-1);
    if (!last) return { sealed, stuck };
    after = table.primaryKey.map((column) => last[column]);
    const done = await resealRows(means, table, rows);
    sealed += done;
    stuck += rows.length - done;
    await each(rows.length);
  }
}

/** How many rows of the table are not sealed under the present key. It reads the whole table. */
export async function countWaiting(means: Resealing, table: SealedTable): Promise<number> {
  const { total } = await rawOf(means)
    .selectFrom(table.name)
    .select(sql<bigint | number | string>`count(*)`.as('total'))
    .where(isWaiting(means.ring, table))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** Whether there is one. It reads until it has found it. */
export async function hasWaiting(means: Resealing, table: SealedTable): Promise<boolean> {
  const row = await rawOf(means)
    .selectFrom(table.name)
    .select(sql<number>`1`.as('one'))
    .where(isWaiting(means.ring, table))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export const tablesToSeal = (tables: SealedTables): readonly SealedTable[] =>
  [...tables.values()].filter(({ sealed }) => sealed.size > 0);

/** Nobody is let in by an address, and nothing is the same twice, before the unique indexes are filled. */
export const tablesOfUniques = (tables: SealedTables): readonly SealedTable[] =>
  tablesToSeal(tables).filter(({ sealed }) => [...sealed.values()].some(({ index }) => index?.isUnique));

function waitingRows(
  means: Resealing,
  table: SealedTable,
  after: readonly unknown[] | null,
  limit: number,
): Promise<readonly Row[]> {
  const indexes = [...table.sealed.values()].flatMap(({ index }) => (index ? [index.column] : []));
  const columns = [...new Set([...table.primaryKey, ...table.sealed.keys(), ...indexes])];
  const key = sql`(${sql.join(table.primaryKey.map((column) => sql.ref(column)))})`;
  let query = rawOf(means)
    .selectFrom(table.name)
    .select(columns)
    .where(isWaiting(means.ring, table))
    .orderBy(sql.join(table.primaryKey.map((column) => sql.ref(column))))
    .limit(limit);
  if (after) query = query.where(sql<boolean>`${key} > (${sql.join(after)})`);
  return query.execute();
}

/** In the clear, under a former key, or not indexed. */
function isWaiting(ring: KeyRing, table: SealedTable) {
  const parts = [...table.sealed.values()].map(({ column, purpose, isBytes, index }) => {
    const head = headOf(ring.keyId, purpose);
    const begins = isBytes ? Buffer.from(head) : head;
    const place = sql.ref(column);
    const other = sql`substr(${place}, 1, ${sql.lit(head.length)}) <> ${begins}`;
    const isDone = index && !table.primaryKey.includes(index.column);
    return isDone
      ? sql`(${place} is not null and (${other} or ${sql.ref(index.column)} is null))`
      : sql`(${place} is not null and ${other})`;
  });
  return sql<boolean>`(${sql.join(parts, sql` or `)})`;
}

async function resealRows(means: Resealing, table: SealedTable, rows: readonly Row[]): Promise<number> {
  try {
    return await rawOf(means)
      .transaction()
      .execute(async (tx) => {
        let done = 0;
        for (const row of rows) done += await resealRow(means, tx, table, row);
        return done;
      });
  } catch (failure) {
    if (!isDuplicate(failure)) throw failure;
    // Two rows of one value, from the days before the index: each by itself, and the second one waits for a person.
    let done = 0;
    for (const row of rows) done += await resealRow(means, rawOf(means), table, row).catch(noneIfDuplicate);
    return done;
  }
}

/** @returns 1 when it is sealed, be it by somebody else meanwhile; 0 when it is left */
async function resealRow(means: Resealing, db: Raw, table: SealedTable, row: Row): Promise<0 | 1> {
  const changes: Record<string, unknown> = {};
  const before: Record<string, unknown> = {};
  for (const column of table.sealed.values()) {
    const stored = row[column.column];
    if (stored === null || stored === undefined) continue;
    const plain = plainOf(means, table, row, stored as string | Buffer);
    if (plain === null) return 0;
    before[column.column] = stored;
    Object.assign(changes, sealedOf(means.ring, column, plain));
  }
  let update = db.updateTable(table.name).set(changes);
  for (const column of table.primaryKey) update = update.where(column, '=', row[column]);
  for (const [column, stored] of Object.entries(before)) update = update.where(column, '=', stored);
  await update.execute();
  return 1;
}

function plainOf(
  { ring, inClear }: Resealing,
  table: SealedTable,
  row: Row,
  stored: string | Buffer,
): string | Buffer | null {
  if (!isSealed(stored))
    return typeof stored === 'string' && inClear ? inClear(table.name, row, stored) : stored;
  try {
    return ring.open(stored);
  } catch (failure) {
    if (failure instanceof SealedUnreadable) return null;
    throw failure;
  }
}

function sealedOf(ring: KeyRing, { column, purpose, index }: SealedColumn, plain: string | Buffer) {
  const [digest] = index && typeof plain === 'string' ? ring.indexes(index.spelling, plain) : [null];
  return { [column]: ring.seal(purpose, plain), ...(index ? { [index.column]: digest } : {}) };
}

const isDuplicate = (failure: unknown): boolean => conflictOf(failure) === 'duplicate';

function noneIfDuplicate(failure: unknown): 0 {
  if (isDuplicate(failure)) return 0;
  throw failure;
}

/** What stands there, not what the house reads. */
function rawOf({ database }: Pick<Resealing, 'database'>): Raw {
  return queriesOf<Record<string, Record<string, unknown>>>(database.queries).withoutPlugins();
}
