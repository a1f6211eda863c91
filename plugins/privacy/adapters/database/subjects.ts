import type { SubjectKind } from '../../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { QueryHandle, Transaction } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { mayBeId } from '../../../../src/values/ids.js';
import type { FoundSubject } from '../../app/stored.js';
import {
  anyTables,
  columnOf,
  describedTables,
  selectionOf,
  type AnyRow,
  type DescribedTable,
  type DescribedTables,
} from './described-tables.js';

/** By what people name a subject: the code of a representative or a manager, the e-mail address of a user. */
const NAMED_BY: Readonly<Record<SubjectKind, string>> = {
  representative: 'code',
  manager: 'code',
  user: 'email',
};

export async function findSubject(
  context: PluginContext,
  queries: QueryHandle,
  kind: SubjectKind,
  id: string,
): Promise<FoundSubject | null> {
  return mayBeId(id) ? findBy(context, queries, kind, 'id', id) : null;
}

export async function lockSubject(
  { personalData }: PluginContext,
  tx: Transaction,
  { kind, id }: Pick<FoundSubject, 'kind' | 'id'>,
): Promise<void> {
  const table = describedTables(personalData).ofSubjects(kind);
  if (!table) return;
  const row = anyTables(tx.queries)
    .selectFrom(table.table)
    .select('id')
    .where(columnOf(table, 'id') as never, '=', id as never);
  await forUpdate(tx.dialect, row).execute();
}

export async function findSubjectNamed(
  context: PluginContext,
  kind: SubjectKind,
  named: string,
): Promise<FoundSubject | null> {
  return findBy(context, context.database.queries, kind, NAMED_BY[kind], named.trim());
}

/** Whether one of these users is an administrator who may sign in, and nobody else is. */
export async function areLastAdministrators(
  context: PluginContext,
  queries: QueryHandle,
  userIds: readonly string[],
): Promise<boolean> {
  const users = describedTables(context.personalData).ofSubjects('user');
  if (!users || userIds.length === 0) return false;
  const rows = (await anyTables(queries)
    .selectFrom(users.table)
    .select('id')
    .where('role', '=', 'admin')
    .where('active', '=', true)
    .execute()) as { id: string }[];
  const others = rows.filter(({ id }) => !userIds.includes(id));
  return rows.length > 0 && others.length === 0;
}

async function findBy(
  context: PluginContext,
  queries: QueryHandle,
  kind: SubjectKind,
  field: string,
  value: string,
): Promise<FoundSubject | null> {
  const tables = describedTables(context.personalData);
  const table = tables.ofSubjects(kind);
  if (!table) return null;
  const row = (await anyTables(queries)
    .selectFrom(table.table)
    .select(selectionOf(table) as never)
    .where(columnOf(table, field) as never, '=', value as never)
    .executeTakeFirst()) as AnyRow | undefined;
  if (!row) return null;
  const id = String(row['id']);
  const users = kind === 'user' ? [] : await usersOf(queries, tables, kind, id);
  const emails = [row, ...users].flatMap(({ email }) => (typeof email === 'string' ? [email] : []));
  return {
    ...{ kind, id, model: table.name, title: String(row['name']), code: String(row[NAMED_BY[kind]]) },
    userIds: kind === 'user' ? [id] : users.map((user) => String(user['id'])),
    addresses: [...new Set(emails.flatMap((email) => [email, email.toLowerCase()]))],
    language: String(row['language'] ?? users[0]?.['language'] ?? 'en'),
  };
}

async function usersOf(
  queries: QueryHandle,
  tables: DescribedTables,
  kind: SubjectKind,
  id: string,
): Promise<readonly AnyRow[]> {
  const users = tables.ofSubjects('user');
  const link = users?.personal.belongs?.find((each) => 'of' in each && each.of === kind);
  if (!users || !link || !('of' in link)) return [];
  return rowsWhere(queries, users, link.field, id);
}

async function rowsWhere(
  queries: QueryHandle,
  table: DescribedTable,
  field: string,
  value: string,
): Promise<readonly AnyRow[]> {
  return (await anyTables(queries)
    .selectFrom(table.table)
    .select(selectionOf(table) as never)
    .where(columnOf(table, field) as never, '=', value as never)
    .execute()) as AnyRow[];
}
