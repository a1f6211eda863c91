import type { ImportField, ImportMapping, ImportSession, RowRefusal } from '../contract/import-kind.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import { makeRowReader, type Cell, type SettledMapping } from '../domain/row-reader.js';
import { SeenRows } from '../domain/seen-rows.js';
import type { Table, TableRow } from './table.js';

/** A refused row: the first reason of each is kept for the report, all of them go to the file of failed rows. */
export interface RowFailure {
  readonly line: number;
  /** the column's heading, or null when the whole row is meant */
  readonly column: string | null;
  readonly refusal: RowRefusal;
}

export interface ImportTally {
  readonly rows: number;
  readonly created: number;
  readonly unchanged: number;
  readonly failed: number;
  /** of the first rows that failed, at most `KEPT_ERRORS` */
  readonly errors: readonly RowFailure[];
}

export const KEPT_ERRORS = 1000;

export interface RowReading<Row> {
  readonly table: Table;
  readonly fields: readonly ImportField[];
  readonly settled: SettledMapping;
  readonly session: ImportSession<Row>;
  readonly queries: QueryHandle;
  /** absent: nothing is written, every row is only judged */
  readonly write?: { readonly tx: Transaction; readonly stopAtFirstFailure: boolean };
  readonly signal?: AbortSignal;
  readonly onProgress?: (tally: ImportTally) => void;
  readonly onFailedRow?: (row: TableRow, failures: readonly RowFailure[]) => Promise<void> | void;
}

interface Judged<Row> {
  readonly source: TableRow;
  readonly row: Row;
}

/**
 * Reads a table from end to end in batches: every row is created, unchanged or failed, and counted once. A file's own
 * repetitions are found without the database, by `SeenRows`.
 */
export async function readRows<Row>(reading: RowReading<Row>): Promise<ImportTally> {
  const { table, session, settled } = reading;
  const read = makeRowReader(reading.fields, table.headings, settled);
  const seen = new SeenRows();
  const errors: RowFailure[] = [];
  const count = { rows: 0, created: 0, unchanged: 0, failed: 0 };
  const tally = (): ImportTally => ({ ...count, errors });

  const fail = async (source: TableRow, refusals: readonly RowRefusal[]): Promise<void> => {
    count.failed += 1;
    const failures = refusals.map((refusal) => ({
      line: source.line,
      column: headingOf(settled.mapping, refusal.field),
      refusal,
    }));
    for (const failure of failures) if (errors.length < KEPT_ERRORS) errors.push(failure);
    await reading.onFailedRow?.(source, failures);
  };

  for await (const batch of table.batches()) {
    reading.signal?.throwIfAborted();
    count.rows += batch.length;
    const fresh: Judged<Row>[] = [];
    for (const source of batch) {
      if (source.cells.length > table.headings.length) {
        await fail(source, [
          {
            code: 'too-many-cells',
            field: null,
            found: source.cells.length,
            expected: table.headings.length,
          },
        ]);
        continue;
      }
      const values = read(source.cells);
      const row = values.ok ? session.read(values.value) : values;
      if (!row.ok) {
        await fail(source, row.error);
        continue;
      }
      const sight = seen.see(session.keyOf(row.value), session.digestOf(row.value));
      if (sight === 'first') fresh.push({ source, row: row.value });
      else if (sight === 'same-again') count.unchanged += 1;
      else await fail(source, [{ code: 'duplicate-in-file', field: null, key: session.keyOf(row.value) }]);
    }
    const creatable = await judge(reading, fresh, count, fail);
    await writeBatch(reading, creatable, count.failed > 0);
    count.created += creatable.length;
    reading.onProgress?.(tally());
  }
  return tally();
}

async function judge<Row>(
  reading: RowReading<Row>,
  fresh: readonly Judged<Row>[],
  count: { unchanged: number },
  fail: (source: TableRow, refusals: readonly RowRefusal[]) => Promise<void>,
): Promise<readonly Row[]> {
  if (fresh.length === 0) return [];
  const plans = await reading.session.plan(
    reading.queries,
    fresh.map((judged) => judged.row),
  );
  const creatable: Row[] = [];
  for (const [index, judged] of fresh.entries()) {
    const plan = plans[index];
    if (!plan) throw new Error(`an import kind planned ${plans.length} of ${fresh.length} rows`);
    if (plan.what === 'create') creatable.push(judged.row);
    else if (plan.what === 'unchanged') count.unchanged += 1;
    else await fail(judged.source, [plan.refusal]);
  }
  return creatable;
}

async function writeBatch<Row>(
  reading: RowReading<Row>,
  rows: readonly Row[],
  anyFailed: boolean,
): Promise<void> {
  if (!reading.write || rows.length === 0) return;
  // The rest of the file is still judged, so that the report is whole; the transaction will be rolled back.
  if (reading.write.stopAtFirstFailure && anyFailed) return;
  await reading.session.apply(reading.write.tx, rows);
}

function headingOf(mapping: ImportMapping, field: string | null): string | null {
  return field === null ? null : (mapping.columns[field] ?? field);
}

/** A row's cells as text, for previews and files of failed rows. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return typeof cell === 'string' ? cell : `=${cell.formula}`;
}
