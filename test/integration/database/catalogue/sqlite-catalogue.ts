import { sql, type Kysely } from 'kysely';
import { foreignKeyText, groupBy, plainDefault, type Catalogue, type Table } from './table.js';

export async function readSqlite(db: Kysely<unknown>): Promise<Catalogue> {
  const tables = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%'`.execute(
    db,
  );
  const found: Record<string, Table> = {};
  for (const { name, sql: text } of tables.rows) found[name] = await readTable(db, name, text);
  return found;
}

async function readTable(db: Kysely<unknown>, table: string, text: string): Promise<Table> {
  const columns = await sql<{
    name: string;
    type: string;
    notnull: bigint;
    dflt_value: string | null;
    pk: bigint;
  }>`
    select * from pragma_table_info(${table})`.execute(db);
  const keys = await sql<{ index: string; isUnique: bigint; origin: string; column: string }>`
    select l.name as "index", l."unique" as "isUnique", l.origin, i.name as "column"
    from pragma_index_list(${table}) l, pragma_index_info(l.name) i order by l.name, i.seqno`.execute(db);
  const references = await sql<{ id: bigint; from: string; table: string; to: string; on_delete: string }>`
    select * from pragma_foreign_key_list(${table}) order by id, seq`.execute(db);

  const triggers = await sql<{ sql: string }>`
    select sql from sqlite_master where type = 'trigger' and tbl_name = ${table}`.execute(db);

  const named = [
    ...groupBy(
      keys.rows.filter(({ origin }) => origin === 'c'),
      ({ index }) => index,
    ).values(),
  ];
  const columnsOf = (isUnique: boolean): string[] =>
    named
      .filter(([first]) => Boolean(first?.isUnique) === isUnique)
      .map((parts) => parts.map(({ column }) => column).join())
      .sort();
  return {
    columns: Object.fromEntries(
      columns.rows.map((row) => [
        row.name,
        { type: row.type.toLowerCase(), nullable: !row.notnull, default: plainDefault(row.dflt_value) },
      ]),
    ),
    primaryKey: columns.rows
      .filter(({ pk }) => pk > 0)
      .sort((one, other) => Number(one.pk - other.pk))
      .map(({ name }) => name),
    uniques: columnsOf(true),
    indexes: columnsOf(false),
    foreignKeys: [...groupBy(references.rows, ({ id }) => String(id)).values()]
      .map((parts) =>
        foreignKeyText(
          parts.map(({ from }) => from),
          parts[0]?.table ?? '',
          parts.map(({ to }) => to),
          parts[0]?.on_delete ?? '',
        ),
      )
      .sort(),
    refused: triggers.rows
      .filter(({ sql: body }) => /RAISE\(ABORT/.test(body))
      .map(({ sql: body }) => (/BEFORE (UPDATE|DELETE) ON/.exec(body)?.[1] ?? body).toLowerCase())
      .sort(),
    checks: text.match(/\bCHECK \(/g)?.length ?? 0,
  };
}
