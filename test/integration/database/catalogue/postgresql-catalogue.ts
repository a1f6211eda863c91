import { sql, type Kysely } from 'kysely';
import { foreignKeyText, groupBy, plainDefault, type Catalogue, type Table } from './table.js';

/** RESTRICT cannot wait for a transaction's end, which bringing rows back needs: its like that can is NO ACTION. */
const ON_DELETE: Record<string, string> = { a: 'restrict', c: 'cascade', n: 'set null' };

export async function readPostgresql(db: Kysely<unknown>): Promise<Catalogue> {
  const { rows: columns } = await sql<{
    tab: string;
    col: string;
    type: string;
    nullable: boolean;
    def: string | null;
  }>`
    select c.relname as tab, a.attname as col, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
      pg_get_expr(d.adbin, d.adrelid) as def
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and c.relname not like 'kysely%'`.execute(db);
  const { rows: keys } = await sql<{
    tab: string;
    name: string;
    isPrimary: boolean;
    isUnique: boolean;
    col: string;
  }>`
    select t.relname as tab, i.relname as name, x.indisprimary as "isPrimary", x.indisunique as "isUnique", a.attname as col
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
      cross join lateral unnest(x.indkey) with ordinality as k(attnum, place)
      join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
    order by t.relname, i.relname, k.place`.execute(db);
  const { rows: constraints } = await sql<{
    tab: string;
    name: string;
    kind: string;
    onDelete: string;
    target: string | null;
    col: string | null;
    targetCol: string | null;
  }>`
    select t.relname as tab, c.conname as name, c.contype as kind,
      case when c.condeferrable then c.confdeltype else '' end as "onDelete", f.relname as target,
      a.attname as col, fa.attname as "targetCol"
    from pg_constraint c join pg_class t on t.oid = c.conrelid
      join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
      left join pg_class f on f.oid = c.confrelid
      left join lateral unnest(c.confkey) with ordinality as k(attnum, place) on true
      left join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[k.place]
      left join pg_attribute fa on fa.attrelid = c.confrelid and fa.attnum = k.attnum
    order by t.relname, c.conname, k.place`.execute(db);

  const { rows: triggers } = await sql<{ tab: string; event: string; body: string }>`
    select t.event_object_table as tab, t.event_manipulation as event, p.prosrc as body
    from information_schema.triggers t
      join pg_trigger g on g.tgname = t.trigger_name and g.tgenabled <> 'D'
      join pg_class c on c.oid = g.tgrelid and c.relname = t.event_object_table
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      join pg_proc p on p.oid = g.tgfoid
    where t.trigger_schema = 'public' and t.action_timing = 'BEFORE'`.execute(db);

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
        .filter(([first]) => !first?.isPrimary && first?.isUnique === isUnique)
        .map((key) => key.map(({ col }) => col).join())
        .sort();
    const ownConstraints = constraints.filter(({ tab }) => tab === table);
    found[table] = {
      columns: Object.fromEntries(
        parts.map(({ col, type, nullable, def }) => [col, { type, nullable, default: plainDefault(def) }]),
      ),
      primaryKey: own.find(([first]) => first?.isPrimary)?.map(({ col }) => col) ?? [],
      uniques: columnsOf(true),
      indexes: columnsOf(false),
      foreignKeys: [
        ...groupBy(
          ownConstraints.filter(({ kind }) => kind === 'f'),
          ({ name }) => name,
        ).values(),
      ]
        .map((key) =>
          foreignKeyText(
            key.map(({ col }) => col ?? ''),
            key[0]?.target ?? '',
            key.map(({ targetCol }) => targetCol ?? ''),
            ON_DELETE[key[0]?.onDelete ?? ''] ?? '',
          ),
        )
        .sort(),
      refused: triggers
        .filter(({ tab, body }) => tab === table && body.includes('RAISE EXCEPTION'))
        .map(({ event }) => event.toLowerCase())
        .sort(),
      checks: ownConstraints.filter(({ kind }) => kind === 'c').length,
    };
  }
  return found;
}
