import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { ScalarField } from '../../../generated/model.js';
import type { RowScope } from '../../kernel/permissions.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { scopeCondition } from '../../query/row-scope.js';
import { streamRows } from '../../query/stream-rows.js';
import { columnOf, type Condition } from './filters/condition.js';
import type { FilterTerm } from './filters/filter-term.js';
import { conditionOf, searchCondition, type Surroundings } from './filters/record-filter.js';
import { behind, opposite, type Place, type Sort } from './lists/keyset.js';
import { scalarsOf, type CurrencyPlace } from './panel-field.js';
import type { PanelResource } from './panel-resource.js';
import { panelTables } from './panel-tables.js';

/** A row by the schema's field names; an amount's currency that stands elsewhere is beside it. */
export type RawRecord = Readonly<Record<string, unknown>>;

export interface Page {
  readonly limit: number;
  readonly sort: Sort;
  /** rows to pass over, or the row that the page stands behind or before */
  readonly from: { readonly offset: number } | { readonly after: Place } | { readonly before: Place };
}

/** What a reader may see of a model, and where and when that reader is. */
export interface Reach extends Pick<Surroundings, 'zone' | 'today' | 'shown'> {
  readonly scope: RowScope;
}

/** Pages are counted as far as this; whoever goes deeper goes from page to page, or filters. */
export const DEEPEST_ROW = 10_000;

type Source = Database | Transaction;
type CurrencyColumn = (place: CurrencyPlace) => RawBuilder<string>;

/** Reads one model's rows, never any beyond the scope that it is given. */
export interface RecordReads {
  page(source: Source, reach: Reach, terms: readonly FilterTerm[], page: Page): Promise<RawRecord[]>;
  /** At most DEEPEST_ROW + 1, so that a page never waits for a count of a million rows. */
  count(source: Source, reach: Reach, terms: readonly FilterTerm[]): Promise<number>;
  /** All that match, one by one, in flat memory. */
  stream(source: Database, reach: Reach, terms: readonly FilterTerm[], sort: Sort): AsyncIterable<RawRecord>;
  byIds(source: Source, scope: RowScope, ids: readonly string[]): Promise<RawRecord[]>;
  /** Of the records, only what names them. */
  titles(source: Source, scope: RowScope, ids: readonly string[]): Promise<RawRecord[]>;
  search(source: Source, reach: Reach, text: string, limit: number): Promise<RawRecord[]>;
}

export function makeRecordReads(
  resource: PanelResource,
  columnOfModel: (model: string, field: string) => { table: string; column: string; id: string },
): RecordReads {
  const { model } = resource;
  const stored = scalarsOf(model).filter((field) => field.value !== 'bytes');
  const foreign = foreignCurrencies(resource);
  const id = columnOf(resource.idField);
  const counted = shortMemory();

  const currencyOf: CurrencyColumn = (place) => {
    if (!place.through) return sql.ref<string>(`t.${nameOf(stored, place.field).column}`);
    const there = columnOfModel(place.through.model, place.through.field);
    const here = nameOf(stored, place.field).column;
    return sql<string>`(select c.${sql.ref(there.column)} from ${sql.table(there.table)} as c where c.${sql.ref(there.id)} = ${sql.ref(`t.${here}`)})`;
  };

  const columns = [
    ...stored.map((field) => sql.ref(`t.${field.column}`).as(field.name)),
    ...foreign.map((place) => currencyOf(place).as(place.param)),
  ];
  const rows = (source: Source) => panelTables(source).selectFrom(`${model.table} as t`).select(columns);

  const conditions = (source: Source, reach: Reach, terms: readonly FilterTerm[]): Condition => {
    const around = { ...reach, dialect: source.dialect, currencyOf };
    const wanted = terms.map((term) => conditionOf(resource, term, around));
    return every([scopeCondition(reach.scope, 't'), ...wanted.filter((part) => part !== null)]);
  };

  const among = (scope: RowScope, ids: readonly string[]): Condition =>
    every([scopeCondition(scope, 't'), sql`${id} in (${sql.join([...ids])})`]);

  return {
    async page(source, reach, terms, { limit, sort, from }) {
      const backwards = 'before' in from;
      const order = backwards ? opposite(sort) : sort;
      const query = sorted(rows(source).where(conditions(source, reach, terms)), order).limit(limit);
      if ('offset' in from) return from.offset > DEEPEST_ROW ? [] : query.offset(from.offset).execute();
      const place = backwards ? from.before : from.after;
      const found = await query.where(behind(order, resource.idField, place, source.dialect)).execute();
      return backwards ? found.reverse() : found;
    },
    async count(source, reach, terms) {
      const question = JSON.stringify([reach.scope, reach.today, terms]);
      const known = counted.recall(question);
      if (known !== undefined) return known;
      const some = panelTables(source)
        .selectFrom(`${model.table} as t`)
        .select(sql`1`.as('one'))
        .where(conditions(source, reach, terms))
        .limit(DEEPEST_ROW + 1);
      const row = await panelTables(source)
        .selectFrom(some.as('some'))
        .select(sql<bigint | number | string>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      return counted.keep(question, Number(row.total));
    },
    stream: (source, reach, terms, sort) =>
      streamRows(sorted(rows(source).where(conditions(source, reach, terms)), sort)),
    async byIds(source, scope, ids) {
      return ids.length === 0 ? [] : rows(source).where(among(scope, ids)).execute();
    },
    async titles(source, scope, ids) {
      if (ids.length === 0) return [];
      const { idField, titleField } = resource;
      return panelTables(source)
        .selectFrom(`${model.table} as t`)
        .select([id.as(idField.name), columnOf(titleField).as(titleField.name)])
        .where(among(scope, ids))
        .execute();
    },
    async search(source, reach, text, limit) {
      const found = searchCondition(resource, text.trim().slice(0, 200), {
        ...reach,
        dialect: source.dialect,
      });
      const query = rows(source).where(conditions(source, reach, []));
      const narrowed = found ? query.where(found) : query;
      const { titleField } = resource;
      const inOrder = titleField.sealed ? narrowed : narrowed.orderBy(columnOf(titleField));
      return inOrder.orderBy(id).limit(limit).execute();
    },
  };

  function sorted<Query extends Orderable<Query>>(query: Query, { field, direction }: Sort): Query {
    const way = sql.raw(direction);
    const first = query.orderBy(sql`${columnOf(field)} ${way}`);
    return field === resource.idField ? first : first.orderBy(sql`${id} ${way}`);
  }
}

interface Orderable<Query> {
  orderBy(expression: RawBuilder<unknown>): Query;
}

function every(parts: readonly Expression<SqlBool>[]): Condition {
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

/** Longer than anybody pages through, and it still is a moment later. */
const FULL_MS = 10_000;
/** So many rows take longer to count than to read a page of them. */
const MANY = 1_000;
const MANY_MS = 2_000;
const REMEMBERED_AT_MOST = 500;

/** What long lists counted a moment ago; a short one is counted each time. */
function shortMemory() {
  const seen = new Map<string, { readonly total: number; readonly until: number }>();
  return {
    recall(question: string): number | undefined {
      const known = seen.get(question);
      return known && known.until > performance.now() ? known.total : undefined;
    },
    keep(question: string, total: number): number {
      if (total < MANY) return total;
      if (seen.size >= REMEMBERED_AT_MOST) seen.clear();
      seen.set(question, { total, until: performance.now() + (total > DEEPEST_ROW ? FULL_MS : MANY_MS) });
      return total;
    },
  };
}

function foreignCurrencies(resource: PanelResource): readonly CurrencyPlace[] {
  const places = new Map<string, CurrencyPlace>();
  for (const { currency } of resource.fields) if (currency?.through) places.set(currency.param, currency);
  return [...places.values()];
}

function nameOf(fields: readonly ScalarField[], name: string): ScalarField {
  const field = fields.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`There is no field "${name}".`);
  return field;
}
