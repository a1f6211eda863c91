import { rm } from 'node:fs/promises';
import type { Transaction } from '../../../../src/kernel/ports.js';
import { streamRows } from '../../../../src/query/stream-rows.js';
import type { ErasureWork } from '../../app/forgetting.js';
import { keptUntil } from '../../domain/retention.js';
import { mayMention } from '../files/may-mention.js';
import { changeRows, removeRows } from './change-rows.js';
import {
  anyTables,
  columnOf,
  type AnyRow,
  type DescribedTable,
  type DescribedTables,
} from './described-tables.js';
import { subjectRows } from './subject-rows.js';
import {
  endOf,
  forgetMentions,
  forgetOwn,
  keptFields,
  mentionFields,
  type Forgetting,
} from './treat-rows.js';

const AT_ONCE = 200;

/** One erasure at work, over the tables that it goes through. */
export interface Erasing extends ErasureWork, Forgetting {
  readonly tables: DescribedTables;
}

/** The rows that are the subject itself, and those who sign in for it: after it nobody writes the name anew. */
export async function forgetSubjectItself(erasing: Erasing, tx: Transaction): Promise<void> {
  for (const table of erasing.tables.all.filter(({ personal }) => personal.subject)) {
    for await (const rows of chunks(erasing, table, 'fully')) await forgetRows(erasing, tx, table, rows);
  }
}

/** Everything else of the subject. What was done already is passed over. */
export async function forgetOwnRows(erasing: Erasing, table: DescribedTable): Promise<void> {
  if (table.personal.files && table.personal.rows === 'removed')
    for await (const row of subjectRows(...source(erasing, table))) await removeFiles(table, row);
  for await (const rows of chunks(erasing, table, 'fully'))
    await inTransaction(erasing, (tx) => forgetRows(erasing, tx, table, rows));
  if (!table.personal.ends) return;
  for await (const rows of chunks(erasing, table, 'lightly'))
    await inTransaction(erasing, async (tx) => {
      await changeRows(tx, table, rows, (row) => endOf(table, row));
    });
}

/** Takes the subject out of everybody's rows of one model. @returns how many named it */
export async function forgetInTexts(erasing: Erasing, table: DescribedTable): Promise<number> {
  const { tally } = erasing;
  let found = 0;
  for await (const rows of mentioning(erasing, table))
    await inTransaction(erasing, async (tx) => {
      const counted = await treatMentions(erasing, tx, table, rows);
      const isGone = table.personal.mentioning === 'removed' || table.personal.rows === 'trail';
      tally.add(table.className, isGone ? 'removed' : 'mentions', counted);
      found += counted;
    });
  const { files } = table.personal;
  if (!files) return found;
  for await (const row of rowsOf(erasing, table, [...files.paths, files.over])) {
    if (row[files.over] === null) continue;
    const named = await namingFiles(erasing, table, row);
    for (const path of named) await rm(path, { force: true });
    if (named.length === 0) continue;
    await inTransaction(erasing, async (tx) => {
      await changeRows(tx, table, [row], () => files.set);
      tally.add(table.className, 'files', named.length);
    });
    found += named.length;
  }
  return found;
}

/** As `forgetOwnRows` and `forgetSubjectItself` would. */
export async function countOwnRows(erasing: Erasing, table: DescribedTable): Promise<void> {
  const { className, personal } = table;
  for await (const row of subjectRows(...source(erasing, table), 'fully')) {
    const isGone = personal.rows === 'removed' || personal.rows === 'trail';
    if (isGone) erasing.tally.add(className, 'removed', 1);
    else if (Object.keys(forgetOwn(table, row, erasing)).length > 0)
      erasing.tally.add(className, 'cleared', 1);
  }
}

/** As `forgetInTexts` would, were the subject's own rows done. */
export async function countMentions(erasing: Erasing, table: DescribedTable): Promise<void> {
  const { personal, className } = table;
  const own = new Set<string>();
  for await (const row of subjectRows(...source(erasing, table), 'fully')) own.add(keyText(table, row));
  for await (const rows of mentioning(erasing, table)) {
    const others = rows.filter((row) => !own.has(keyText(table, row)));
    const isGone = personal.mentioning === 'removed' || personal.rows === 'trail';
    erasing.tally.add(className, isGone ? 'removed' : 'mentions', others.length);
  }
  const { files } = personal;
  if (!files || personal.rows === 'removed') return;
  for await (const row of rowsOf(erasing, table, [...files.paths, files.over])) {
    const named = row[files.over] === null ? [] : await namingFiles(erasing, table, row);
    erasing.tally.add(className, 'files', named.length);
  }
}

/** What stays of one model, of the subject's rows and of those that name it. */
export async function countKept(erasing: Erasing, table: DescribedTable): Promise<void> {
  const reasons = keptFields(table);
  if (reasons.length === 0) return;
  const { tally, known } = erasing;
  const { expiry } = table.personal;
  const { atLeastDays } = table.dataClass;
  const until = (row: AnyRow): string | null => {
    if (!expiry || atLeastDays === undefined || typeof expiry.by !== 'string') return null;
    const dated = row[expiry.by];
    return dated === null || dated === undefined ? null : keptUntil(new Date(dated as string), atLeastDays);
  };
  const counted = new Set<string>();
  const count = (row: AnyRow, names: (name: string) => boolean): void => {
    const kept = new Set(reasons.filter(([name]) => names(name)).map(([, reason]) => reason));
    for (const reason of kept) tally.keep(table.className, `${table.plugin}:${reason}`, until(row));
    if (kept.size > 0) counted.add(keyText(table, row));
  };
  for await (const row of subjectRows(...source(erasing, table)))
    count(row, (name) => row[name] !== null && row[name] !== '');
  const texts = reasons.map(([name]) => name).filter((name) => table.fields.get(name)?.value === 'text');
  const dated = typeof expiry?.by === 'string' ? [expiry.by] : [];
  for await (const row of rowsOf(erasing, table, [...texts, ...dated]))
    if (!counted.has(keyText(table, row)))
      count(row, (name) => typeof row[name] === 'string' && known.mentionedIn(row[name]));
}

async function forgetRows(
  erasing: Erasing,
  tx: Transaction,
  table: DescribedTable,
  rows: readonly AnyRow[],
): Promise<void> {
  const { tally } = erasing;
  const { className } = table;
  if (table.personal.rows === 'removed') tally.add(className, 'removed', await removeRows(tx, table, rows));
  else if (table.personal.rows === 'trail')
    tally.add(className, 'removed', await eraseTrail(erasing, tx, rows));
  else
    tally.add(
      className,
      'cleared',
      await changeRows(tx, table, rows, (row) => forgetOwn(table, row, erasing)),
    );
}

async function treatMentions(
  erasing: Erasing,
  tx: Transaction,
  table: DescribedTable,
  rows: readonly AnyRow[],
): Promise<number> {
  if (table.personal.rows === 'trail') return eraseTrail(erasing, tx, rows);
  if (table.personal.mentioning === 'removed') return removeRows(tx, table, rows);
  return changeRows(tx, table, rows, (row) => forgetMentions(table, row, erasing.known));
}

function eraseTrail({ context, actor, reason }: Erasing, tx: Transaction, rows: readonly AnyRow[]) {
  const entryIds = rows.map((row) => String(row['entryId']));
  return context.personalData.eraseTrail(tx, actor, { entryIds, reason });
}

/** Rows of anybody that name the subject. */
async function* mentioning(erasing: Erasing, table: DescribedTable): AsyncIterable<readonly AnyRow[]> {
  const fields = mentionFields(table);
  if (fields.length === 0) return;
  const named = async function* (): AsyncIterable<AnyRow> {
    for await (const row of rowsOf(erasing, table, fields))
      if (Object.keys(forgetMentions(table, row, erasing.known)).length > 0) yield row;
  };
  yield* inChunks(named(), erasing.signal);
}

/** Every row, with its key and these fields. */
function rowsOf(
  { context }: Erasing,
  table: DescribedTable,
  fields: readonly string[],
): AsyncIterable<AnyRow> {
  const keys = [...table.fields.values()].filter(({ column }) => table.key.includes(column));
  const names = [...new Set([...keys.map(({ name }) => name), ...fields])];
  const query = anyTables(context.database.queries)
    .selectFrom(table.table)
    .select(names.map((name) => `${columnOf(table, name)} as ${name}`) as never);
  return streamRows(query) as AsyncIterable<AnyRow>;
}

/** Tells one row of the table from another. */
function keyText({ fields, key }: DescribedTable, row: AnyRow): string {
  const names = [...fields.values()].filter(({ column }) => key.includes(column)).map(({ name }) => name);
  return names.map((name) => String(row[name])).join(' ');
}

function source({ context, tables, subject }: Erasing, table: DescribedTable) {
  return [context.database.queries, tables, table, subject] as const;
}

function chunks(
  erasing: Erasing,
  table: DescribedTable,
  share: 'fully' | 'lightly',
): AsyncIterable<readonly AnyRow[]> {
  return inChunks(subjectRows(...source(erasing, table), share), erasing.signal);
}

async function* inChunks(rows: AsyncIterable<AnyRow>, signal: AbortSignal): AsyncIterable<readonly AnyRow[]> {
  let chunk: AnyRow[] = [];
  for await (const row of rows) {
    signal.throwIfAborted();
    chunk.push(row);
    if (chunk.length < AT_ONCE) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

async function inTransaction(
  { context, note, tally }: Erasing,
  work: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const before = tally.report();
  await context.database.transaction(async (tx) => {
    tally.goBackTo(before);
    await work(tx);
    await note(tx);
  });
}

/** Paths of the row's files that may name the subject. */
async function namingFiles(
  { known }: Erasing,
  { personal: { files } }: DescribedTable,
  row: AnyRow,
): Promise<readonly string[]> {
  const named: string[] = [];
  for (const name of files?.paths ?? []) {
    const path = row[name];
    if (typeof path === 'string' && path !== '' && (await mayMention(path, known))) named.push(path);
  }
  return named;
}

async function removeFiles({ personal: { files } }: DescribedTable, row: AnyRow): Promise<void> {
  for (const name of files?.paths ?? []) {
    const path = row[name];
    if (typeof path === 'string' && path !== '') await rm(path, { force: true });
  }
}
