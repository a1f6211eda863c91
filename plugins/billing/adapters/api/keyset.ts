import { sql, type Expression, type SqlBool } from 'kysely';
import { parseLocalDate } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';

/** What a list is sorted by: a column, then the id. */
export interface Order {
  /** as the request names it */
  readonly name: string;
  readonly column: string;
  readonly kind: 'id' | 'text' | 'date' | 'amount';
  /** records without a value come last, whatever the direction */
  readonly mayBeEmpty: boolean;
  readonly descending: boolean;
}

/** The last record of a page. */
export interface Place {
  readonly value: string | null;
  readonly id: string;
}

interface Sortable<Row> {
  where(condition: Expression<SqlBool>): Sortable<Row>;
  orderBy(column: Expression<unknown>, direction: 'asc' | 'desc'): Sortable<Row>;
  limit(count: number): Sortable<Row>;
  execute(): Promise<Row[]>;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** null on the last page */
  readonly cursor: string | null;
}

/**
 * A page that begins after `place`: found by the index, however far into the list it is, and never counted. `valueOf` gives a row's
 * value of the column, as text.
 */
export async function readPage<Row extends { readonly id: string }>(
  query: unknown,
  order: Order,
  place: Place | null,
  count: number,
  valueOf: (row: Row) => string | null,
): Promise<Page<Row>> {
  const base = query as Sortable<Row>;
  const rows: Row[] = [];
  if (place?.value !== null) rows.push(...(await withValue(base, order, place, count + 1)));
  if (order.mayBeEmpty && rows.length <= count)
    rows.push(...(await withoutValue(base, order, place, count + 1 - rows.length)));
  const last = rows.length > count ? rows[count - 1] : undefined;
  return {
    rows: rows.slice(0, count),
    cursor: last ? writeCursor(order, { value: valueOf(last), id: last.id }) : null,
  };
}

function withValue<Row>(
  base: Sortable<Row>,
  order: Order,
  place: Place | null,
  count: number,
): Promise<Row[]> {
  const column = sql.ref(order.column);
  const direction = order.descending ? 'desc' : 'asc';
  let query = base;
  if (order.mayBeEmpty) query = query.where(sql<SqlBool>`${column} is not null`);
  if (place) query = query.where(isAfter(order, place));
  if (order.kind !== 'id') query = query.orderBy(column, direction);
  return query.orderBy(sql.ref('id'), direction).limit(count).execute();
}

function withoutValue<Row>(
  base: Sortable<Row>,
  order: Order,
  place: Place | null,
  count: number,
): Promise<Row[]> {
  let query = base.where(sql<SqlBool>`${sql.ref(order.column)} is null`);
  if (place?.value === null) query = query.where(idIsAfter(order, place.id));
  return query
    .orderBy(sql.ref('id'), order.descending ? 'desc' : 'asc')
    .limit(count)
    .execute();
}

/** Spelled so that every database finds the place by the column's index; none of them does for (a, b) < (x, y) alike. */
function isAfter(order: Order, { value, id }: Place): Expression<SqlBool> {
  if (order.kind === 'id') return idIsAfter(order, id);
  const column = sql.ref(order.column);
  const bound = order.kind === 'amount' ? BigInt(value!) : value;
  return order.descending
    ? sql<SqlBool>`(${column} <= ${bound} and (${column} < ${bound} or ${idIsAfter(order, id)}))`
    : sql<SqlBool>`(${column} >= ${bound} and (${column} > ${bound} or ${idIsAfter(order, id)}))`;
}

function idIsAfter({ descending }: Order, id: string): Expression<SqlBool> {
  return descending ? sql<SqlBool>`${sql.ref('id')} < ${id}` : sql<SqlBool>`${sql.ref('id')} > ${id}`;
}

function writeCursor({ name, descending }: Order, { value, id }: Place): string {
  return Buffer.from(JSON.stringify([descending ? `-${name}` : name, value, id])).toString('base64url');
}

const SHAPES: Readonly<Record<Order['kind'], RegExp>> = {
  id: /^$/,
  // eslint-disable-next-line no-control-regex
  text: /^[^\u0000]{0,190}$/,
  date: /^(?:19|20|21)\d\d-\d\d-\d\d$/,
  amount: /^-?\d{1,18}$/,
};
const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** A cursor tells no more than a place in the order: whoever makes one up gets a page of what they may see. Refuses `cursor-invalid`. */
export function readCursor(text: string | undefined, order: Order): Result<Place | null, Refusal> {
  if (text === undefined) return ok(null);
  const refusal = err({ code: 'cursor-invalid', status: 400 as const });
  const parts = parse(text);
  if (!Array.isArray(parts) || parts.length !== 3) return refusal;
  const [name, value, id] = parts as unknown[];
  if (name !== (order.descending ? `-${order.name}` : order.name)) return refusal;
  if (typeof id !== 'string' || !ID.test(id)) return refusal;
  if (value === null && order.mayBeEmpty) return ok({ value, id });
  if (typeof value !== 'string' || !SHAPES[order.kind].test(value)) return refusal;
  if (order.kind === 'date' && !parseLocalDate(value).ok) return refusal;
  return ok({ value, id });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
