import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Transaction } from '../../../../src/kernel/ports.js';
import { streamRows } from '../../../../src/query/stream-rows.js';
import type { Expirer } from '../../app/retention.js';
import { changeRows, removeRows } from './change-rows.js';
import {
  anyTables,
  columnOf,
  describedTables,
  selectionOf,
  type AnyRow,
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

  async count(context, dataClass, before, signal) {
    const found = { rows: 0, oldest: null as string | null };
    await eachExpired({ context, dataClass, before, signal }, async (_, rows) => {
      found.rows += rows.length;
      for (const { expiresBy } of rows)
        if (found.oldest === null || expiresBy < found.oldest) found.oldest = expiresBy;
    });
    return found;
  },

  async apply(context, dataClass, before, signal) {
    const gone = { rows: 0, oldest: null as string | null };
    await eachExpired({ context, dataClass, before, signal }, async (table, rows, tables) => {
      for (const { row } of rows) await removeFiles(table, row);
      await context.database.transaction((tx) => expireRows(tx, tables, table, rows));
      gone.rows += rows.length;
      for (const { expiresBy } of rows)
        if (gone.oldest === null || expiresBy < gone.oldest) gone.oldest = expiresBy;
    });
    return gone;
  },
};

interface Expired {
  readonly row: AnyRow;
  /** what dates it, ISO 8601 */
  readonly expiresBy: string;
}

type Asked = Readonly<{
  context: Parameters<Expirer['count']>[0];
  dataClass: string;
  before: Date;
  signal: AbortSignal;
}>;

async function eachExpired(
  { context, dataClass, before, signal }: Asked,
  visit: (table: DescribedTable, rows: readonly Expired[], tables: DescribedTables) => Promise<void>,
): Promise<void> {
  const tables = describedTables(context.personalData);
  for (const table of tables.all.filter(({ className }) => className === dataClass)) {
    let chunk: Expired[] = [];
    for await (const expired of expiredRows(context, tables, table, before)) {
      signal.throwIfAborted();
      chunk.push(expired);
      if (chunk.length < AT_ONCE) continue;
      await visit(table, chunk, tables);
      chunk = [];
    }
    if (chunk.length > 0) await visit(table, chunk, tables);
  }
}

/** Rows past their time of which there is still something to take. */
async function* expiredRows(
  context: Asked['context'],
  tables: DescribedTables,
  table: DescribedTable,
  before: Date,
): AsyncIterable<Expired> {
  const { expiry } = table.personal;
  if (!expiry) return;
  const { by } = expiry;
  const dating = typeof by === 'string' ? table : tables.find(by.model);
  if (!dating) return;
  const field = typeof by === 'string' ? by : by.at;
  const dated = `${dating.table}.${columnOf(dating, field)}`;
  const limit = dating.fields.get(field)!.value === 'date' ? before.toISOString().slice(0, 10) : before;
  let query = anyTables(context.database.queries)
    .selectFrom(table.table)
    .select(selectionOf(table) as never)
    .select(sql`${sql.ref(dated)}`.as('expires_by') as never)
    .where(dated as never, '<', limit as never);
  if (typeof by !== 'string')
    query = query.innerJoin(
      dating.table,
      `${dating.table}.id` as never,
      `${table.table}.${columnOf(table, by.field)}` as never,
    );
  for (const [name, values] of Object.entries(expiry.when ?? {}))
    query = query.where(`${table.table}.${columnOf(table, name)}` as never, 'in', values as never);
  for await (const found of streamRows(query) as AsyncIterable<AnyRow>) {
    const { expires_by: at, ...row } = found;
    if (expiry.does === 'cleared' && isClear(table, row)) continue;
    yield { row, expiresBy: new Date(at as string).toISOString() };
  }
}

function isClear(table: DescribedTable, row: AnyRow): boolean {
  return Object.entries(clearAll(table)).every(([name, value]) => row[name] === value);
}

async function expireRows(
  tx: Transaction,
  tables: DescribedTables,
  table: DescribedTable,
  expired: readonly Expired[],
): Promise<void> {
  const rows = expired.map(({ row }) => row);
  const { expiry } = table.personal;
  if (expiry?.does === 'cleared') {
    await changeRows(tx, table, rows, (row) => (isClear(table, row) ? {} : clearAll(table)));
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
}

async function removeFiles({ personal: { files } }: DescribedTable, row: AnyRow): Promise<void> {
  for (const name of files?.paths ?? []) {
    const path = row[name];
    if (typeof path === 'string' && path !== '') await rm(path, { force: true });
  }
}
