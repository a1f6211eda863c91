import { sql } from 'kysely';
import type { Dialect } from '../../../kernel/ports.js';
import { columnOf, type Condition } from '../filters/condition.js';
import type { PanelField } from '../panel-field.js';
import { PanelRefusal } from '../panel-refusal.js';
import type { ColumnValue } from '../panel-values.js';

export type Direction = 'asc' | 'desc';

export interface Sort {
  readonly field: PanelField;
  readonly direction: Direction;
}

/** The row that a page begins behind: what it is sorted by, and its id. */
export interface Place {
  readonly value: ColumnValue;
  readonly id: string;
}

/** An address's way to say it; nothing in it that the row does not show. */
export function cursorOf(sort: Sort, idField: PanelField, row: Readonly<Record<string, unknown>>): string {
  const place = [plain(row[sort.field.name]), String(row[idField.name])];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws PanelRefusal cursor-unreadable */
export function readCursor(sort: Sort, cursor: string): Place {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown];
    if (typeof id !== 'string') throw new TypeError('no id');
    return { value: restored(sort.field, value), id };
  } catch (cause) {
    throw Object.assign(new PanelRefusal({ code: 'cursor-unreadable' }, 400), { cause });
  }
}

/** Rows behind the place, in the order of `sort` and then of the id. */
export function behind(sort: Sort, idField: PanelField, { value, id }: Place, dialect: Dialect): Condition {
  const column = columnOf(sort.field);
  const further = sql.raw(sort.direction === 'asc' ? '>' : '<');
  const later: Condition = sql`${columnOf(idField)} ${further} ${id}`;
  if (sort.field === idField) return later;
  // PostgreSQL sorts what is empty behind everything else, the others before it.
  const emptyComesLast = (dialect === 'postgresql') === (sort.direction === 'asc');
  if (value === null) {
    const among: Condition = sql`(${column} is null and ${later})`;
    return emptyComesLast ? among : sql`(${among} or ${column} is not null)`;
  }
  const rest: Condition = sql`(${column} ${further}= ${value} and (${column} ${further} ${value} or ${later}))`;
  return emptyComesLast && sort.field.nullable ? sql`(${rest} or ${column} is null)` : rest;
}

export const opposite = ({ field, direction }: Sort): Sort => ({
  field,
  direction: direction === 'asc' ? 'desc' : 'asc',
});

function plain(value: unknown): unknown {
  if (value === undefined) return null;
  return value instanceof Date ? value.toISOString() : typeof value === 'bigint' ? value.toString() : value;
}

function restored(field: PanelField, value: unknown): ColumnValue {
  if (value === null) return null;
  if (field.store === 'bigint' && typeof value === 'string') return BigInt(value);
  if (field.store === 'datetime' && typeof value === 'string') return dateOf(value);
  const type = field.store === 'integer' ? 'number' : field.store === 'boolean' ? 'boolean' : 'string';
  if (typeof value !== type) throw new TypeError('not a value of this field');
  return value as string | number | boolean;
}

function dateOf(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new TypeError('no instant');
  return at;
}
