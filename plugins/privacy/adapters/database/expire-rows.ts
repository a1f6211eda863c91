import { rm } from 'node:fs/promises';
import { sql, type SelectQueryBuilder } from 'kysely';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { QueryHandle, Transaction } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { streamRows } from '../../../../src/query/stream-rows.js';
import type { Expirer } from '../../app/retention.js';
import { older, type ExpiredRows, type ExpiryLimit } from '../../domain/retention.js';
import { changeRows, oneOf, removeRows } from './change-rows.js';
import {
  anyTables,
  columnOf,
  describedTables,
  type AnyRow,
  type AnyTables,
  type DescribedTable,
  type DescribedTables,
} from './described-tables.js';
import { clearAll } from './treat-rows.js';

const AT_ONCE = 200;

export const expirer: Expirer = {
  classes: (context) => {
    const { all } = describedTables(context.personalData);
    const names = [...new Set(all.map(({ className }) => className))];
    return names.map((name) => {
      const those = all.filter(({ className }) => className === name);
      const [first] = those;
      return {
        ...{ name, plugin: first!.plugin, dataClass: first!.dataClass },
        expires: those.some(({ personal }) => personal.expiry),
      };
    });
  },

  async count(context, dataClass, limit, signal) {
    let found: ExpiredRows = { rows: 0, oldest: null };
    const tables = describedTables(context.personalData);
    for (const table of tablesOf(tables, dataClass)) {
      for await (const rows of dueBatches(context, tables, table, limit)) {
        signal.throwIfAborted();
        found = { rows: found.rows + rows.length, oldest: older(found.oldest, oldestOf(rows)) };
      }
    }
    return found;
  },

  async *apply({ context, dataClass, signal, limit, taken }) {
    const { database } = context;
    const tables = describedTables(context.personalData);
    for (const table of tablesOf(tables, dataClass)) {
      const first = await limit(database.queries);
      if (first === null) return;
      for await (const chosen of dueBatches(context, tables, table, first)) {
        signal.throwIfAborted();
        yield await database.transaction(async (tx) => {
          const now = await limit(tx.queries);
          if (now === null) return 0;
          const rows = await stillDue(tx, tables, table, now, chosen);
          if (rows.length === 0) return 0;
          await expireRows(tx, tables, table, rows);
          await taken(tx, { dataClass, days: now.days, rows: rows.length, oldest: oldestOf(rows) });
          return rows.length;
        });
      }
    }
  },
};

interface Due {
  /** what finds it again, and what is needed to take it */
  readonly row: AnyRow;
  /** what dates it, ISO 8601 */
  readonly expiresBy: string;
}

type DueQuery = SelectQueryBuilder<AnyTables, string, AnyRow>;

function tablesOf(tables: DescribedTables, dataClass: string): readonly DescribedTable[] {
  return tables.all.filter(({ className, personal }) => className === dataClass && personal.expiry);
}

async function* dueBatches(
  { database }: PluginContext,
  tables: DescribedTables,
  table: DescribedTable,
  limit: ExpiryLimit,
): AsyncIterable<readonly Due[]> {
  const query = dueQuery(database.queries, tables, table, limit);
  if (!query) return;
  let batch: Due[] = [];
  for await (const found of streamRows(query)) {
    const due = dueOf(found);
    if (isTaken(table, due.row)) continue;
    batch.push(due);
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Of the chosen ones, held until the transaction ends: one that was changed meanwhile, or that another run took, is none of them. */
async function stillDue(
  tx: Transaction,
  tables: DescribedTables,
  table: DescribedTable,
  limit: ExpiryLimit,
  chosen: readonly Due[],
): Promise<readonly Due[]> {
  const query = dueQuery(tx.queries, tables, table, limit);
  if (!query) return [];
  const keys = chosen.map(({ row }) => row);
  const rows = await forUpdate(
    tx.dialect,
    query.where((builder) => oneOf(builder as never, table, keys)),
  ).execute();
  return rows.map(dueOf).filter(({ row }) => !isTaken(table, row));
}

/** Rows past their time, by what is needed to take them. Null: without the plugin whose rows date them. */
function dueQuery(
  queries: QueryHandle,
  tables: DescribedTables,
  table: DescribedTable,
  limit: ExpiryLimit,
): DueQuery | null {
  const { expiry } = table.personal;
  if (!expiry) return null;
  const { by } = expiry;
  const dating = typeof by === 'string' ? table : tables.find(by.model);
  if (!dating) return null;
  const field = typeof by === 'string' ? by : by.at;
  const dated = `${dating.table}.${columnOf(dating, field)}`;
  const before = dating.fields.get(field)!.value === 'date' ? limit.day : limit.instant;
  let query = anyTables(queries)
    .selectFrom(table.table)
    .select(neededOf(table) as never)
    .select(sql`${sql.ref(dated)}`.as('expires_by') as never)
    .where(dated as never, '<', before as never);
  if (typeof by !== 'string')
    query = query.innerJoin(
      dating.table,
      `${dating.table}.id` as never,
      `${table.table}.${columnOf(table, by.field)}` as never,
    );
  for (const [owner, when] of [[table, expiry.when] as const, [dating, expiry.whenDated] as const])
    for (const [name, values] of Object.entries(when ?? {}))
      query = query.where(`${owner.table}.${columnOf(owner, name)}` as never, 'in', values as never);
  return query as unknown as DueQuery;
}

/** Its key; of what is removed the paths of its files, of what is cleared the fields. Documents may be large. */
function neededOf(table: DescribedTable): string[] {
  const { expiry, files } = table.personal;
  const key = [...table.fields.values()].filter(({ column }) => table.key.includes(column));
  const others = expiry?.does === 'cleared' ? Object.keys(clearAll(table)) : (files?.paths ?? []);
  return [...new Set([...key.map(({ name }) => name), ...others])].map(
    (name) => `${table.table}.${columnOf(table, name)} as ${name}`,
  );
}

function dueOf({ expires_by: at, ...row }: AnyRow): Due {
  return { row, expiresBy: new Date(at as string | Date).toISOString() };
}

function oldestOf(rows: readonly Due[]): string | null {
  return rows.reduce<string | null>((found, { expiresBy }) => older(found, expiresBy), null);
}

/** What is cleared already stays where it is, and is no more to be taken. */
function isTaken(table: DescribedTable, row: AnyRow): boolean {
  if (table.personal.expiry?.does !== 'cleared') return false;
  return Object.entries(clearAll(table)).every(([name, value]) => row[name] === value);
}

async function expireRows(
  tx: Transaction,
  tables: DescribedTables,
  table: DescribedTable,
  due: readonly Due[],
): Promise<void> {
  const rows = due.map(({ row }) => row);
  const { expiry } = table.personal;
  if (expiry?.does === 'cleared') {
    await changeRows(tx, table, rows, () => clearAll(table));
    return;
  }
  for (const { model, field } of expiry?.with ?? []) {
    const child = tables.find(model);
    if (!child) continue;
    await anyTables(tx.queries)
      .deleteFrom(child.table)
      .where(columnOf(child, field) as never, 'in', rows.map((row) => row['id']) as never)
      .execute();
  }
  await removeRows(tx, table, rows);
  // Before the commit: whoever is stopped here finds the row again, and a file without a row would stay for ever.
  for (const path of await orphans(tx, tables, table, rows)) await rm(path, { force: true });
}

/** Files of rows that are gone, but for those that a row still has. */
async function orphans(
  tx: Transaction,
  tables: DescribedTables,
  table: DescribedTable,
  gone: readonly AnyRow[],
): Promise<ReadonlySet<string>> {
  const names = table.personal.files?.paths ?? [];
  const paths = new Set(
    gone
      .flatMap((row) => names.map((name) => row[name]))
      .filter((path): path is string => typeof path === 'string' && path !== ''),
  );
  for (const owner of tables.all)
    for (const name of owner.personal.files?.paths ?? []) {
      if (paths.size === 0) return paths;
      const column = columnOf(owner, name);
      const owned = (await anyTables(tx.queries)
        .selectFrom(owner.table)
        .select(`${column} as path` as never)
        .where(column as never, 'in', [...paths] as never)
        .execute()) as unknown as readonly { readonly path: string }[];
      for (const { path } of owned) paths.delete(path);
    }
  return paths;
}
