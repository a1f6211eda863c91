import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { DateTime } from 'luxon';
import type { Dialect } from '../../kernel/ports.js';
import { CURRENCIES, exponentOf } from '../../values/currency.js';
import type { CurrencyPlace, PanelField } from './panel-field.js';
import { PanelRefusal } from './panel-refusal.js';
import type { PanelResource } from './panel-resource.js';
import { fromParam, isLocalDate } from './panel-values.js';

/** One condition of a list: `value` is text, or `{ from, to, in }`. */
export interface FilterTerm {
  readonly field: string;
  readonly value: unknown;
}

interface Surroundings {
  readonly dialect: Dialect;
  /** in which a calendar day of an instant begins */
  readonly zone: string;
  currencyOf(place: CurrencyPlace): RawBuilder<string>;
}

type Condition = RawBuilder<SqlBool>;

/** A field that is hidden, or not for filtering, is refused: an answer would tell its value. */
export function conditionOf(
  resource: PanelResource,
  term: FilterTerm,
  around: Surroundings,
): Condition | null {
  if (term.field === 'q') return searchCondition(resource, textOf(term.value), around.dialect);
  const field = resource.field(term.field);
  if (!field?.filterable) throw new PanelRefusal({ code: 'filter-unknown', field: term.field }, 400);
  if (typeof term.value === 'object' && term.value !== null)
    return rangeCondition(field, term.value as Range, around);
  const text = textOf(term.value);
  if (text === '') return null;
  if (isContained(field)) return contains(columnOf(field), text, around.dialect);
  if (field.store === 'datetime' || field.store === 'date')
    return rangeCondition(field, { from: text, to: text }, around);
  return compare(field, '=', text, around);
}

interface Range {
  readonly from?: unknown;
  readonly to?: unknown;
  readonly in?: unknown;
}

function rangeCondition(field: PanelField, range: Range, around: Surroundings): Condition | null {
  const parts: Condition[] = [];
  const from = textOf(range.from);
  const to = textOf(range.to);
  const among = textOf(range.in);
  if (from !== '') parts.push(compare(field, '>=', from, around));
  if (to !== '') parts.push(compare(field, '<=', to, around));
  if (among !== '') {
    const values = among.split(',').slice(0, 200);
    parts.push(anyOf(values.map((value) => compare(field, '=', value, around))));
  }
  return parts.length === 0 ? null : allOf(parts);
}

export function searchCondition(resource: PanelResource, text: string, dialect: Dialect): Condition | null {
  if (text === '') return null;
  const names = resource.contribution.searchFields ?? [resource.contribution.titleField];
  const fields = names
    .map((name) => resource.field(name))
    .filter((field): field is PanelField => field !== null && field.visible && field.store === 'text');
  return fields.length === 0
    ? sql<SqlBool>`1 = 0`
    : anyOf(fields.map((field) => contains(columnOf(field), text, dialect)));
}

type Operator = '=' | '>=' | '<=';

function compare(field: PanelField, operator: Operator, text: string, around: Surroundings): Condition {
  if (field.currency) return compareMoney(field, field.currency, operator, text, around);
  if (field.store === 'datetime' && isLocalDate(text)) return compareDay(field, operator, text, around.zone);
  const parsed = fromParam(field, text, 0);
  if (!parsed.ok || parsed.value === null) throw new PanelRefusal({ code: 'filter-value', value: text }, 400);
  return sql<SqlBool>`${columnOf(field)} ${sql.raw(operator)} ${parsed.value}`;
}

/** "Until the 5th" includes the 5th, in the organisation's zone. */
function compareDay(field: PanelField, operator: Operator, day: string, zone: string): Condition {
  const start = DateTime.fromISO(day, { zone });
  const end = start.plus({ days: 1 });
  if (operator === '<=') return sql<SqlBool>`${columnOf(field)} < ${end.toJSDate()}`;
  return sql<SqlBool>`${columnOf(field)} >= ${start.toJSDate()}`;
}

/** "From 10.00" means ten units of each row's own currency: 10 yen, 10.00 euros, 10.000 dinars. */
function compareMoney(
  field: PanelField,
  place: CurrencyPlace,
  operator: Operator,
  text: string,
  around: Surroundings,
): Condition {
  const currency = around.currencyOf(place);
  const exponents = [...new Set(CURRENCIES.map(exponentOf))];
  const groups = exponents.map((exponent) => {
    const parsed = fromParam(field, text, exponent);
    if (!parsed.ok || parsed.value === null) return null;
    const amount = sql<SqlBool>`${columnOf(field)} ${sql.raw(operator)} ${parsed.value}`;
    const codes = CURRENCIES.filter((code) => exponentOf(code) === exponent);
    if (exponent !== 2) return allOf([amount, sql<SqlBool>`${currency} in (${sql.join(codes)})`]);
    const others = CURRENCIES.filter((code) => exponentOf(code) !== 2);
    return allOf([amount, sql<SqlBool>`${currency} not in (${sql.join(others)})`]);
  });
  const possible = groups.filter((group): group is Condition => group !== null);
  if (possible.length === 0) throw new PanelRefusal({ code: 'filter-value', value: text }, 400);
  return anyOf(possible);
}

function isContained(field: PanelField): boolean {
  const free: readonly (string | null)[] = ['text', 'longtext', 'email'];
  return field.store === 'text' && free.includes(field.kind) && field.options === null;
}

/** Whatever the case of its letters. `!` escapes on every dialect; a backslash means different things to MySQL and PostgreSQL. */
function contains(column: RawBuilder<unknown>, text: string, dialect: Dialect): Condition {
  const pattern = (spelling: string): string => `%${spelling.replaceAll(/[!%_]/g, '!$&')}%`;
  if (dialect === 'postgresql') return sql<SqlBool>`${column} ilike ${pattern(text)} escape '!'`;
  if (dialect === 'mysql')
    return sql<SqlBool>`convert(${column} using utf8mb4) collate utf8mb4_unicode_ci like ${pattern(text)} escape '!'`;
  return anyOf(
    spellings(text).map((spelling) => sql<SqlBool>`${column} like ${pattern(spelling)} escape '!'`),
  );
}

/** SQLite knows the case of Latin letters only: others are looked for as typed, small, capital, and with a capital first. */
function spellings(text: string): readonly string[] {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(text)) return [text];
  const small = text.toLocaleLowerCase();
  return [
    ...new Set([text, small, text.toLocaleUpperCase(), small.charAt(0).toLocaleUpperCase() + small.slice(1)]),
  ];
}

export const columnOf = (field: PanelField): RawBuilder<unknown> => sql.ref(`t.${field.column}`);
const allOf = (parts: readonly Condition[]): Condition => sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
const anyOf = (parts: readonly Condition[]): Condition => sql<SqlBool>`(${sql.join(parts, sql` or `)})`;

function textOf(value: unknown): string {
  return typeof value === 'string'
    ? value.trim().slice(0, 200)
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}
