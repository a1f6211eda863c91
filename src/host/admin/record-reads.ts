import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { ScalarField } from '../../../generated/model.js';
import type { RowScope } from '../../kernel/permissions.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { scopeCondition } from '../../query/row-scope.js';
import { scalarsOf, type CurrencyPlace, type PanelField } from './panel-field.js';
import type { PanelResource } from './panel-resource.js';
import { panelTables } from './panel-tables.js';
import { columnOf, conditionOf, searchCondition, type FilterTerm } from './record-filter.js';

/** A row by the schema's field names; an amount's currency that stands elsewhere is beside it. */
export type RawRecord = Readonly<Record<string, unknown>>;

export interface Page {
  readonly limit: number;
  readonly offset: number;
  readonly sort: { readonly field: PanelField; readonly direction: 'asc' | 'desc' };
}

export interface Reach {
  readonly scope: RowScope;
  readonly zone: string;
}

/** A page deeper than this is not read: whoever looks for something that far down filters. */
export const DEEPEST_ROW = 10_000;

type Source = Database | Transaction;
type CurrencyColumn = (place: CurrencyPlace) => RawBuilder<string>;

/** Reads one model's rows, never any beyond the scope that it is given. */
export interface RecordReads {
  page(source: Source, reach: Reach, terms: readonly FilterTerm[], page: Page): Promise<RawRecord[]>;
  /** At most DEEPEST_ROW + 1, so that a page never waits for a count of a million rows. */
  count(source: Source, reach: Reach, terms: readonly FilterTerm[]): Promise<number>;
  byIds(source: Source, scope: RowScope, ids: readonly string[]): Promise<RawRecord[]>;
  search(source: Source, scope: RowScope, text: string, limit: number): Promise<RawRecord[]>;
}

export function makeRecordReads(
  resource: PanelResource,
  columnOfModel: (model: string, field: string) => { table: string; column: string; id: string },
): RecordReads {
  const { model } = resource;
  const stored = scalarsOf(model).filter((field) => field.value !== 'bytes');
  const foreign = foreignCurrencies(resource);
  const id = columnOf(resource.idField);
  const full = shortMemory();

  const currencyOf: CurrencyColumn = (place) => {
    if (!place.through) return sql.ref<string>(`t.${nameOf(stored, place.field).column}`);
    const there = columnOfModel(place.through.model, place.through.field);
    const here = nameOf(stored, place.field).column;
    return sql<string>`(select c.${sql.ref(there.column)} from ${sql.table(there.table)} as c where c.${sql.ref(there.id)} = ${sql.ref(`t.${here}`)})`;
  };

  const rows = (source: Source) =>
    panelTables(source)
      .selectFrom(`${model.table} as t`)
      .select([
        ...stored.map((field) => sql.ref(`t.${field.column}`).as(field.name)),
        ...foreign.map((place) => currencyOf(place).as(place.param)),
      ]);

  const conditions = (
    source: Source,
    scope: RowScope,
    terms: readonly FilterTerm[],
    zone: string,
  ): RawBuilder<SqlBool> => {
    const parts = terms.map((term) =>
      conditionOf(resource, term, { dialect: source.dialect, zone, currencyOf }),
    );
    const wanted = parts.filter((part): part is RawBuilder<SqlBool> => part !== null);
    const all: readonly Expression<SqlBool>[] = [scopeCondition(scope, 't'), ...wanted];
    return sql<SqlBool>`(${sql.join(all, sql` and `)})`;
  };

  return {
    async page(source, { scope, zone }, terms, { limit, offset, sort }) {
      if (offset > DEEPEST_ROW) return [];
      const direction = sql.raw(sort.direction);
      return rows(source)
        .where(conditions(source, scope, terms, zone))
        .orderBy(sql`${columnOf(sort.field)} ${direction}`)
        .orderBy(sql`${id} ${direction}`)
        .limit(limit)
        .offset(offset)
        .execute();
    },
    async count(source, { scope, zone }, terms) {
      const question = JSON.stringify([scope, terms]);
      if (full.has(question)) return DEEPEST_ROW + 1;
      const some = panelTables(source)
        .selectFrom(`${model.table} as t`)
        .select(sql`1`.as('one'))
        .where(conditions(source, scope, terms, zone))
        .limit(DEEPEST_ROW + 1);
      const counted = await panelTables(source)
        .selectFrom(some.as('some'))
        .select(sql<bigint | number | string>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      const total = Number(counted.total);
      if (total > DEEPEST_ROW) full.remember(question);
      return total;
    },
    async byIds(source, scope, ids) {
      if (ids.length === 0) return [];
      return rows(source)
        .where(conditions(source, scope, [], 'UTC'))
        .where(sql<SqlBool>`${id} in (${sql.join([...ids])})`)
        .execute();
    },
    async search(source, scope, text, limit) {
      const found = searchCondition(resource, text.trim().slice(0, 200), source.dialect);
      const query = rows(source).where(conditions(source, scope, [], 'UTC'));
      const narrowed = found ? query.where(found) : query;
      return narrowed.orderBy(columnOf(resource.titleField)).orderBy(id).limit(limit).execute();
    },
  };
}

const REMEMBERED_MS = 10_000;
const REMEMBERED_AT_MOST = 500;

/** Lists that were longer than anybody pages through: they still are, a moment later. */
function shortMemory() {
  const seen = new Map<string, number>();
  return {
    has: (question: string): boolean =>
      performance.now() - (seen.get(question) ?? -REMEMBERED_MS) < REMEMBERED_MS,
    remember(question: string): void {
      if (seen.size >= REMEMBERED_AT_MOST) seen.clear();
      seen.set(question, performance.now());
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
