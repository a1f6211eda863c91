import { sql, type SelectQueryBuilder } from 'kysely';
import type { PermissionName } from '../../../../src/kernel/permissions.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import { streamRows } from '../../../../src/query/stream-rows.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import { scopeOfRepresentativesRows } from '../../../billing/contract/row-scope.js';
import type { Cell, Dataset, DatasetAsked, DatasetColumn } from '../../contract/dataset.js';
import { ledgerTables } from '../database/tables.js';

const BATCH = 500;

/** A column of a dataset, and the column of the database that it is read from: `invoice.number`. */
export interface LedgerColumn extends DatasetColumn {
  readonly from: string;
  /** a column with ids that it is filtered by, where it is not itself */
  readonly filterFrom?: string;
}

/** A table of the ledger whose rows belong to representatives, listed row by row. Names come from the code, never from input. */
export interface LedgerTable {
  readonly name: string;
  readonly permission: PermissionName;
  readonly table: 'invoice' | 'payment';
  /** the DATE column that a period narrows, and that rows are sorted by first; what has no such day yet is no row */
  readonly day: string;
  /** a table of which at most one row names the record by its `key` */
  readonly beside?: { readonly table: 'payment_reversal'; readonly key: string };
  /** words of it are called as billing calls its statuses */
  readonly columns: readonly LedgerColumn[];
}

type Row = Readonly<Record<string, string | bigint | null>>;
type Rows = SelectQueryBuilder<Record<string, Record<string, unknown>>, string, Row>;

/** Streamed as the database gives them; within the actor's row scope. */
export function ledgerDataset(spec: LedgerTable): Dataset {
  return {
    name: spec.name,
    permission: spec.permission,
    columns: spec.columns,
    async count(asked) {
      const { queries } = asked.context.database;
      const counted = narrowed(spec, ledgerTables(queries).selectFrom(spec.table) as unknown as Rows, asked);
      const row = await counted.select(sql<bigint | string>`count(*)`.as('rows')).executeTakeFirst();
      return Number(row?.['rows'] ?? 0);
    },
    rows: (asked) => batches(spec, asked),
  };
}

async function* batches(spec: LedgerTable, asked: DatasetAsked): AsyncIterable<readonly (readonly Cell[])[]> {
  const write = rowWriter(spec, asked);
  let batch: (readonly Cell[])[] = [];
  for await (const row of streamRows(rowsQuery(spec, asked), BATCH)) {
    batch.push(write(row));
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function rowsQuery(spec: LedgerTable, asked: DatasetAsked): Rows {
  const { queries } = asked.context.database;
  const columns = asked.columns.map((name) => columnOf(spec, name));
  let query = narrowed(spec, ledgerTables(queries).selectFrom(spec.table) as unknown as Rows, asked);
  query = query.innerJoin('representative', 'representative.id', `${spec.table}.representative_id`) as Rows;
  if (spec.beside) {
    const { table, key } = spec.beside;
    query = query.leftJoin(table, `${table}.${key}`, `${spec.table}.id`) as Rows;
  }
  query = query.select(columns.map(({ from, name }) => sql.ref(from).as(name))) as Rows;
  const sorted = asked.sort ? columnOf(spec, asked.sort.by).from : spec.day;
  const direction = asked.sort?.direction ?? 'asc';
  query = query.orderBy(sql.ref(sorted), direction).orderBy(sql.ref(`${spec.table}.id`), direction);
  return asked.limit === null ? query : query.limit(asked.limit);
}

function narrowed(spec: LedgerTable, from: Rows, { actor, from: first, to, filters }: DatasetAsked): Rows {
  let query = applyScope(from, scopeOfRepresentativesRows(actor), spec.table);
  query = query.where(sql.ref(spec.day), 'is not', null);
  if (first) query = query.where(sql.ref(spec.day), '>=', first);
  if (to) query = query.where(sql.ref(spec.day), '<=', to);
  for (const [name, values] of Object.entries(filters)) {
    const column = columnOf(spec, name);
    if (values.length > 0) query = query.where(sql.ref(column.filterFrom ?? column.from), 'in', [...values]);
  }
  return query;
}

/** One function a column, made once: what a million rows do not do a million times. */
function rowWriter(
  spec: LedgerTable,
  { columns, context, language }: DatasetAsked,
): (row: Row) => readonly Cell[] {
  const writers = columns.map((name): ((row: Row) => Cell) => {
    const { kind, currencyColumn } = columnOf(spec, name);
    if (kind === 'money')
      return (row) => {
        const amount = row[name] as bigint | null;
        return amount === null
          ? null
          : formatAmount(money(amount, row[currencyColumn ?? ''] as CurrencyCode));
      };
    if (kind !== 'word') return (row) => row[name] as Cell;
    const words = new Map<Cell, string>();
    return (row) => {
      const word = row[name] as string;
      const known = words.get(word);
      if (known !== undefined) return known;
      const written = context.translator.text(language, `billing:statuses.${word}`);
      words.set(word, written);
      return written;
    };
  });
  return (row) => writers.map((write) => write(row));
}

function columnOf({ columns, name: dataset }: LedgerTable, name: string): LedgerColumn {
  const column = columns.find((each) => each.name === name);
  if (!column) throw new Error(`the dataset ${dataset} has no column ${name}`);
  return column;
}
