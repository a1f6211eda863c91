import { CompiledQuery, type Kysely, type Transaction } from 'kysely';

/** Parameters of one statement: below every server's own limit (SQLite 32,766, PostgreSQL and MySQL 65,535). */
const PARAMETERS = 16_000;
const ROWS = 500;

/**
 * Inserts many rows with few statements. Their text is put together here, once for each number of rows, because building it as a
 * query tree for every batch costs more than the database needs to write it.
 */
export class BulkInsert<Row extends Readonly<Record<string, unknown>>> {
  private readonly texts = new Map<number, string>();
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
    for (let from = 0; from < rows.length; from += this.rowsAtOnce) {
      const part = rows.slice(from, from + this.rowsAtOnce);
      const parameters: unknown[] = [];
      for (const row of part) for (const column of this.columns) parameters.push(row[column]);
      await db.executeQuery(CompiledQuery.raw(this.textFor(part.length), parameters));
    }
  }

  private textFor(rows: number): string {
    const known = this.texts.get(rows);
    if (known !== undefined) return known;
    const quote = this.dialect === 'mysql' ? '`' : '"';
    const names = this.columns.map((column) => `${quote}${column}${quote}`).join(', ');
    let place = 0;
    const nextPlace = (): string => (this.dialect === 'postgresql' ? `$${(place += 1)}` : '?');
    const tuples = Array.from({ length: rows }, () => `(${this.columns.map(nextPlace).join(', ')})`).join(
      ', ',
    );
    const text = `insert into ${quote}${this.table}${quote} (${names}) values ${tuples}`;
    this.texts.set(rows, text);
    return text;
  }
}
