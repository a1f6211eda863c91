import type { Database, RunResult, Statement } from 'better-sqlite3';
import type { QueryResult } from 'kysely';
import { rowReader, type RowReader } from './result-values.js';

export interface PreparedStatement {
  readonly statement: Statement;
  readonly rows: RowReader | null;
}

const KEPT = 300;

/** A connection's prepared statements by their text; the one that was not used longest goes first. */
export class PreparedStatements {
  private readonly byText = new Map<string, PreparedStatement>();

  constructor(private readonly connection: Database) {}

  get(text: string): PreparedStatement {
    const known = this.byText.get(text);
    if (known) {
      this.byText.delete(text);
      this.byText.set(text, known);
      return known;
    }
    const prepared = prepare(this.connection, text);
    this.byText.set(text, prepared);
    if (this.byText.size > KEPT) this.byText.delete(this.byText.keys().next().value as string);
    return prepared;
  }

  /** After a change of the schema: the columns that a statement answers with are known from when it was prepared. */
  clear(): void {
    this.byText.clear();
  }
}

export function prepare(connection: Database, text: string): PreparedStatement {
  const statement = connection.prepare(text);
  if (!statement.reader) return { statement, rows: null };
  const rows = rowReader(statement.columns());
  statement.safeIntegers(rows.safeIntegers);
  return { statement, rows };
}

export function runPrepared<R>(
  { statement, rows }: PreparedStatement,
  parameters: readonly unknown[],
): QueryResult<R> {
  if (!rows) {
    const { changes, lastInsertRowid }: RunResult = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }
  const found = statement.all(...parameters) as Record<string, unknown>[];
  if (rows.convert) for (const row of found) rows.convert(row);
  const result: QueryResult<R> = { rows: found as R[] };
  // `returning`: what came back is what was written
  return statement.readonly ? result : { ...result, numAffectedRows: BigInt(found.length) };
}
