import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Belonging, Subject, SubjectKind } from '../../../../src/kernel/personal-data.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { streamRows } from '../../../../src/query/stream-rows.js';
import {
  anyTables,
  columnOf,
  selectionOf,
  type AnyRow,
  type AnyTables,
  type DescribedTable,
  type DescribedTables,
} from './described-tables.js';

/** A subject with the addresses that it is written to. */
export interface KnownSubject extends Subject {
  /** e-mail addresses, as they are stored and in lower case */
  readonly addresses: readonly string[];
}

/** `lightly`: those rows alone that are the subject's to know but the house's own record; `fully`: the others. */
export type Share = 'all' | 'fully' | 'lightly';

type Builder = ExpressionBuilder<AnyTables, string>;
type Condition = Expression<SqlBool>;

/** The subject's rows of one model, one by one in flat memory. */
export async function* subjectRows(
  queries: QueryHandle,
  tables: DescribedTables,
  table: DescribedTable,
  subject: KnownSubject,
  share: Share = 'all',
): AsyncIterable<AnyRow> {
  if (!mayBelong(table, subject, share)) return;
  const query = anyTables(queries)
    .selectFrom(table.table)
    .select(selectionOf(table) as never)
    .where((builder) => belongsTo(builder as never, tables, table, subject, share));
  yield* streamRows(query) as AsyncIterable<AnyRow>;
}

/** Whether a row of the table is the subject's. */
export function belongsTo(
  builder: Builder,
  tables: DescribedTables,
  table: DescribedTable,
  subject: KnownSubject,
  share: Share = 'all',
): Condition {
  const links = linksOf(table, share);
  return builder.or(links.map((link) => linkCondition(builder, tables, table, link, subject)));
}

export function mayBelong(table: DescribedTable, subject: KnownSubject, share: Share = 'all'): boolean {
  return linksOf(table, share).some((link) => {
    if ('of' in link) return idsOf(subject, link.of).length > 0;
    return 'addressed' in link ? subject.addresses.length > 0 : true;
  });
}

function linksOf({ personal }: DescribedTable, share: Share): readonly Belonging[] {
  const links = personal.belongs ?? [];
  if (share === 'all') return links;
  return links.filter((link) => ('lightly' in link && link.lightly === true) === (share === 'lightly'));
}

function idsOf(subject: Subject, kind: SubjectKind): readonly string[] {
  if (kind === subject.kind) return [subject.id];
  return kind === 'user' ? subject.userIds : [];
}

function linkCondition(
  builder: Builder,
  tables: DescribedTables,
  table: DescribedTable,
  link: Belonging,
  subject: KnownSubject,
): Condition {
  const column = (field: string) => `${table.table}.${columnOf(table, field)}`;
  if ('of' in link) {
    const when = Object.entries(link.when ?? {});
    return builder.and([
      isOneOf(builder, column(link.field), idsOf(subject, link.of)),
      ...when.map(([field, value]) => builder(column(field) as never, '=', value as never)),
    ]);
  }
  if ('addressed' in link) return isOneOf(builder, column(link.addressed), subject.addresses);
  if ('as' in link) {
    const other = tables.find(link.as);
    if (!other) return nobody();
    return isAmong(builder, column(link.field), { tables, table: other, select: keyColumn(other), subject });
  }
  if ('through' in link) {
    const other = tables.find(link.through);
    if (!other) return nobody();
    const own = `${table.table}.${keyColumn(table)}`;
    return isAmong(builder, own, { tables, table: other, select: columnOf(other, link.at), subject });
  }
  const others = tables.all.filter((other) => hasTextKey(other) && isSomebodys(other, subject));
  return builder.or(
    others.map((other) =>
      builder.and([
        builder(column(link.about) as never, '=', other.name as never),
        isAmong(builder, column(link.field), {
          ...{ tables, table: other, select: keyColumn(other), subject },
          links: (other.personal.belongs ?? []).filter((each) => 'of' in each),
        }),
      ]),
    ),
  );
}

/** An id in a text field is compared with ids that are text. */
function hasTextKey({ fields, key }: DescribedTable): boolean {
  const keys = [...fields.values()].filter(({ column }) => key.includes(column));
  return keys.length === 1 && keys[0]?.value === 'text';
}

/** Named by the subject's own id: what such a record is told of is told of the subject. */
function isSomebodys({ personal }: DescribedTable, subject: Subject): boolean {
  return (personal.belongs ?? []).some(
    (link) => 'of' in link && link.lightly !== true && idsOf(subject, link.of).length > 0,
  );
}

function isOneOf(builder: Builder, column: string, values: readonly string[]): Condition {
  return values.length === 0 ? nobody() : builder(column as never, 'in', values as never);
}

interface Among {
  readonly tables: DescribedTables;
  readonly table: DescribedTable;
  /** its column */
  readonly select: string;
  readonly subject: KnownSubject;
  /** absent: all of its links */
  readonly links?: readonly Belonging[];
}

function isAmong(
  builder: Builder,
  column: string,
  { tables, table, select, subject, links = table.personal.belongs ?? [] }: Among,
): Condition {
  return builder(
    column as never,
    'in',
    builder
      .selectFrom(table.table as never)
      .select(`${table.table}.${select}` as never)
      .where((inner) =>
        inner.or(links.map((link) => linkCondition(inner as never, tables, table, link, subject))),
      ) as never,
  );
}

function nobody(): Condition {
  return sql<SqlBool>`1 = 0`;
}

function keyColumn({ key, name }: DescribedTable): string {
  const [column, more] = key;
  if (column === undefined || more !== undefined) throw new Error(`${name} has no key of one column`);
  return column;
}
