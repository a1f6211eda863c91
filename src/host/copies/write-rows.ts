import { sql, type RawBuilder } from 'kysely';
import type { StoredRow } from '../../kernel/copies.js';
import type { Dialect, QueryHandle } from '../../kernel/ports.js';
import { BulkInsert } from '../../query/bulk-insert.js';
import { queriesOf } from '../../query/queries.js';

const KEYS_AT_ONCE = 200;

/** Writes rows of any table over one handle. Statements are put together once for each table and set of columns. */
export class RowWriter {
  private readonly inserts = new Map<string, BulkInsert<StoredRow>>();

  constructor(
    private readonly dialect: Dialect,
    private readonly handle: QueryHandle,
  ) {}

  /** Every row has the columns of the first. */
  async insert(table: string, rows: readonly StoredRow[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const values = this.dialect === 'postgresql' ? rows.map(withBytesAsText) : rows;
    await this.insertOf(table, Object.keys(first)).into(queriesOf<unknown>(this.handle), values);
  }

  async update(table: string, key: readonly string[], rows: readonly StoredRow[]): Promise<number> {
    const db = queriesOf<Record<string, StoredRow>>(this.handle);
    let found = 0n;
    for (const row of rows) {
      const changed = Object.entries(row).filter(([column]) => !key.includes(column));
      const { numUpdatedRows } = await db
        .updateTable(table)
        .set(Object.fromEntries(changed))
        .where(isRow(key, row))
        .executeTakeFirstOrThrow();
      found += numUpdatedRows;
    }
    return Number(found);
  }

  async remove(table: string, key: readonly string[], rows: readonly StoredRow[]): Promise<number> {
    let found = 0n;
    for (let from = 0; from < rows.length; from += KEYS_AT_ONCE) {
      const those = isOneOf(key, rows.slice(from, from + KEYS_AT_ONCE));
      const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)} where ${those}`.execute(
        queriesOf<unknown>(this.handle),
      );
      found += numAffectedRows;
    }
    return Number(found);
  }

  private insertOf(table: string, columns: readonly string[]): BulkInsert<StoredRow> {
    const name = [table, ...columns].join();
    const known = this.inserts.get(name) ?? new BulkInsert<StoredRow>(this.dialect, table, columns);
    this.inserts.set(name, known);
    return known;
  }
}

const isRow = (key: readonly string[], row: StoredRow) =>
  sql<boolean>`(${sql.join(
    key.map((column) => sql`${sql.ref(column)} = ${row[column]}`),
    sql` and `,
  )})`;

function isOneOf(key: readonly string[], rows: readonly StoredRow[]): RawBuilder<boolean> {
  const [column = '', ...rest] = key;
  if (rest.length === 0) return sql`${sql.ref(column)} in (${sql.join(rows.map((row) => row[column]))})`;
  return sql`${sql.join(
    rows.map((row) => isRow(key, row)),
    sql` or `,
  )}`;
}

/** Rows reach PostgreSQL as JSON, where bytes are written as its own `\x…`. */
function withBytesAsText(row: StoredRow): StoredRow {
  const bytes = Object.entries(row).filter(([, value]) => value instanceof Uint8Array);
  if (bytes.length === 0) return row;
  const texts = bytes.map(([column, value]) => [
    column,
    `\\x${Buffer.from(value as Uint8Array).toString('hex')}`,
  ]);
  return { ...row, ...Object.fromEntries(texts) };
}
