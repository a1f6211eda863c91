import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { rowSealerOf } from './row-sealer.js';

/** Parameters of one statement: below every server's own limit (SQLite 32,766, PostgreSQL and MySQL 65,535). */
const PARAMETERS = 16_000;
const ROWS = 500;
/** Characters and bytes of one statement: MySQL takes 16 MiB (max_allowed_packet), and writes one of them as up to four. */
const LENGTH = 2 * 1024 * 1024;
const HALF_PAIR = /\p{Surrogate}/gu;

/**
 * Inserts many rows with few statements. Their text is put together here, once for each number of rows, because building it as a
 * query tree for every batch costs more than the database needs to write it. PostgreSQL is given the rows as one JSON parameter: to
 * bind thousands takes it nearly half as long again as the whole insert. What is sealed in the database is sealed here too.
 */
export class BulkInsert<Row extends Readonly<Record<string, unknown>>> {
  private readonly texts = new Map<string, string>();
  private readonly rowsAtOnce: number;

  /** `table` and `columns` are names from the code, never from input. */
  constructor(
    private readonly dialect: 'sqlite' | 'mysql' | 'postgresql',
    private readonly table: string,
    private readonly columns: readonly (keyof Row & string)[],
  ) {
    this.rowsAtOnce = Math.min(ROWS, Math.floor(PARAMETERS / columns.length));
  }

  async into<Tables>(db: Kysely<Tables> | Transaction<Tables>, rows: readonly Row[]): Promise<void> {
    for (const some of this.inStatements(rows)) await db.executeQuery(this.insertOf(db, some));
  }

  /** As `into`, leaving alone the rows whose key is there already. `columns` begin with one of that key. Returns how many are new. */
  async intoUnlessThere<Tables>(
    db: Kysely<Tables> | Transaction<Tables>,
    rows: readonly Row[],
  ): Promise<number> {
    let inserted = 0n;
    for (const some of this.inStatements(rows)) {
      const plain = this.insertOf(db, some);
      const query = CompiledQuery.raw(`${plain.sql} ${this.unlessThere()}`, [...plain.parameters]);
      inserted += (await db.executeQuery(query)).numAffectedRows ?? 0n;
    }
    return Number(inserted);
  }

  /** Files that rows hold may be large: then a statement has few of them. */
  private *inStatements(rows: readonly Row[]): Iterable<readonly Row[]> {
    let from = 0;
    let length = 0;
    for (const [at, row] of rows.entries()) {
      const added = lengthOf(row);
      if (at > from && (at - from === this.rowsAtOnce || length + added > LENGTH)) {
        yield rows.slice(from, at);
        from = at;
        length = 0;
      }
      length += added;
    }
    if (from < rows.length) yield rows.slice(from);
  }

  private insertOf<Tables>(db: Kysely<Tables>, rows: readonly Row[]): CompiledQuery {
    const sealer = rowSealerOf(db);
    const columns = sealer?.columnsWith(this.table, this.columns) ?? this.columns;
    const stored = sealer ? rows.map((row) => sealer.sealedRow(this.table, row)) : rows;
    return this.dialect === 'postgresql' ? this.fromJson(columns, stored) : this.fromValues(columns, stored);
  }

  /** MySQL's own INSERT IGNORE would also swallow a broken reference or a value that is too long. */
  private unlessThere(): string {
    if (this.dialect !== 'mysql') return 'on conflict do nothing';
    return `on duplicate key update \`${this.columns[0]}\` = \`${this.columns[0]}\``;
  }

  private fromJson(columns: readonly string[], rows: readonly Row[]): CompiledQuery {
    const names = columns.map((column) => `"${column}"`).join(', ');
    const json = JSON.stringify(rows, asPostgresReads);
    const source = `json_populate_recordset(null::"${this.table}", $1::json)`;
    return CompiledQuery.raw(`insert into "${this.table}" (${names}) select ${names} from ${source}`, [json]);
  }

  private fromValues(columns: readonly string[], rows: readonly Row[]): CompiledQuery {
    const parameters: unknown[] = [];
    for (const row of rows) for (const column of columns) parameters.push(row[column]);
    return CompiledQuery.raw(this.textFor(columns, rows.length), parameters);
  }

  private textFor(columns: readonly string[], rows: number): string {
    const key = `${columns.length}:${rows}`;
    const known = this.texts.get(key);
    if (known !== undefined) return known;
    const quote = this.dialect === 'mysql' ? '`' : '"';
    const names = columns.map((column) => `${quote}${column}${quote}`).join(', ');
    const tuple = `(${columns.map(() => '?').join(', ')})`;
    const tuples = Array.from({ length: rows }, () => tuple).join(', ');
    const text = `insert into ${quote}${this.table}${quote} (${names}) values ${tuples}`;
    this.texts.set(key, text);
    return text;
  }
}

/** Half of a surrogate pair, which no UTF-8 can hold, is what a plain parameter makes of it: U+FFFD. */
function asPostgresReads(_: string, value: unknown): unknown {
  if (typeof value === 'string') return value.replace(HALF_PAIR, '\ufffd');
  return typeof value === 'bigint' ? String(value) : value;
}

function lengthOf(row: Readonly<Record<string, unknown>>): number {
  let length = 0;
  for (const name in row) {
    const value = row[name];
    if (typeof value === 'string' || value instanceof Uint8Array) length += value.length;
  }
  return length;
}
