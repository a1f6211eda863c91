import { sql, type Kysely } from 'kysely';
import { foreignKeyText, groupBy, plainDefault, type Catalogue, type Table } from './table.js';

export async function readMysql(db: Kysely<unknown>): Promise<Catalogue> {
  const { rows: columns } = await sql<{
    tab: string;
    col: string;
    type: string;
    collation: string | null;
    nullable: string;
    def: string | null;
  }>`
    select table_name as tab, column_name as col, column_type as type, collation_name as collation, is_nullable as nullable, column_default as def
    from information_schema.columns where table_schema = database() and table_name not like 'kysely%'`.execute(
    db,
  );
  const { rows: keys } = await sql<{ tab: string; name: string; non_unique: bigint | number; col: string }>`
    select table_name as tab, index_name as name, non_unique as non_unique, column_name as col
    from information_schema.statistics where table_schema = database() order by table_name, index_name, seq_in_index`.execute(
    db,
  );
  const { rows: references } = await sql<{
    tab: string;
    name: string;
    col: string;
    target: string;
    targetCol: string;
    onDelete: string;
  }>`
    select k.table_name as tab, k.constraint_name as name, k.column_name as col, k.referenced_table_name as target,
      k.referenced_column_name as targetCol, r.delete_rule as onDelete
    from information_schema.key_column_usage k join information_schema.referential_constraints r
      on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name and r.table_name = k.table_name
    where k.table_schema = database() and k.referenced_table_name is not null
    order by k.table_name, k.constraint_name, k.ordinal_position`.execute(db);
  const { rows: checks } = await sql<{ tab: string; n: bigint }>`
    select table_name as tab, count(*) as n from information_schema.table_constraints
    where constraint_schema = database() and constraint_type = 'CHECK' group by table_name`.execute(db);

  const { rows: triggers } = await sql<{ tab: string; event: string; body: string }>`
    select event_object_table as tab, event_manipulation as event, action_statement as body
    from information_schema.triggers where trigger_schema = database() and action_timing = 'BEFORE'`.execute(
    db,
  );

  const found: Record<string, Table> = {};
  for (const [table, parts] of groupBy(columns, ({ tab }) => tab)) {
    const own = [
      ...groupBy(
        keys.filter(({ tab }) => tab === table),
        ({ name }) => name,
      ).values(),
    ];
    const columnsOf = (isUnique: boolean): string[] =>
      own
        .filter(([first]) => first?.name !== 'PRIMARY' && (Number(first?.non_unique) === 0) === isUnique)
        .map((key) => key.map(({ col }) => col).join())
        .sort();
    found[table] = {
      columns: Object.fromEntries(
        parts.map(({ col, type, collation, nullable, def }) => [
          col,
          // MariaDB still names a width of display, which says nothing but for BOOLEAN.
          {
            type: [type.replace(/^(int|bigint)\(\d+\)/, '$1'), collation].filter(Boolean).join(' '),
            nullable: nullable === 'YES',
            default: plainDefault(def),
          },
        ]),
      ),
      primaryKey: own.find(([first]) => first?.name === 'PRIMARY')?.map(({ col }) => col) ?? [],
      uniques: columnsOf(true),
      indexes: columnsOf(false),
      foreignKeys: [
        ...groupBy(
          references.filter(({ tab }) => tab === table),
          ({ name }) => name,
        ).values(),
      ]
        .map((key) =>
          foreignKeyText(
            key.map(({ col }) => col),
            key[0]?.target ?? '',
            key.map(({ targetCol }) => targetCol),
            key[0]?.onDelete ?? '',
          ),
        )
        .sort(),
      refused: triggers
        .filter(({ tab, body }) => tab === table && /SIGNAL SQLSTATE '45000'/i.test(body))
        .map(({ event }) => event.toLowerCase())
        .sort(),
      checks: Number(checks.find(({ tab }) => tab === table)?.n ?? 0),
    };
  }
  return found;
}
