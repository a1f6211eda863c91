import { sql } from 'kysely';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { FiguresReader } from '../../app/sums.js';
import type { Dimension } from '../../contract/query.js';
import type { StatedRate } from '../../domain/conversion.js';
import { scopeOfCoded, type Coded } from './coded-tables.js';
import { readSums } from './read-sums.js';
import { analyticsTables } from './tables.js';

const IDS_AT_ONCE = 5000;

export function makeFigures(dialect: Dialect): FiguresReader {
  return {
    sums: (queries, asked) => readSums(dialect, queries, asked),
    lastPostedOn,
    names,
    rates,
  };
}

async function lastPostedOn(queries: QueryHandle): Promise<LocalDate | null> {
  const last = (fact: string) => sql`select max(day) as day from analytics_day where fact = ${sql.lit(fact)}`;
  const { rows } = await sql<{ day: LocalDate | null }>`
    ${sql.join(['sale', 'void', 'payment', 'credit', 'allocation'].map(last), sql` union all `)}
    union all select max(day) as day from analytics_change
    union all select max(voided_day) as day from analytics_change`.execute(analyticsTables(queries));
  return rows.reduce<LocalDate | null>(
    (latest, { day }) => (day !== null && (latest === null || day > latest) ? day : latest),
    null,
  );
}

async function names(
  queries: QueryHandle,
  actor: Actor,
  dimension: Dimension,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const table = dimension as Coded;
  const found = new Map<string, string>();
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const query = analyticsTables(queries)
      .selectFrom(table)
      .select(['id', 'name'])
      .where('id', 'in', ids.slice(from, from + IDS_AT_ONCE));
    for (const { id, name } of await applyScope(query, scopeOfCoded(table, actor)).execute())
      found.set(id, name);
  }
  return found;
}

async function rates(
  queries: QueryHandle,
  {
    to,
    others,
    on,
  }: { readonly to: CurrencyCode; readonly others: readonly CurrencyCode[]; readonly on: LocalDate },
): Promise<readonly StatedRate[]> {
  const db = analyticsTables(queries);
  const newest = db
    .selectFrom('exchange_rate')
    .select((row) => ['base', 'quote', row.fn.max('valid_from').as('newest')])
    .where('valid_from', '<=', on)
    .where((row) =>
      row.or([
        row.and([row('base', '=', to), row('quote', 'in', [...others])]),
        row.and([row('quote', '=', to), row('base', 'in', [...others])]),
      ]),
    )
    .groupBy(['base', 'quote']);
  return db
    .selectFrom('exchange_rate as r')
    .innerJoin(newest.as('n'), (join) =>
      join
        .onRef('n.base', '=', 'r.base')
        .onRef('n.quote', '=', 'r.quote')
        .onRef('n.newest', '=', 'r.valid_from'),
    )
    .select(['r.base', 'r.quote', 'r.rate', 'r.valid_from as from', 'r.source'])
    .$castTo<StatedRate>()
    .execute();
}
