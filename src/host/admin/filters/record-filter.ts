import { expressionBuilder, sql, type RawBuilder, type SqlBool } from 'kysely';
import { DateTime } from 'luxon';
import type { Dialect } from '../../../kernel/ports.js';
import type { CurrencyPlace, PanelField } from '../panel-field.js';
import { PanelRefusal } from '../panel-refusal.js';
import type { PanelResource } from '../panel-resource.js';
import { fromParam, isLocalDate } from '../panel-values.js';
import { allOf, anyOf, columnOf, notTrue, type Condition } from './condition.js';
import { daysDuring, lastDays, type Days } from './days.js';
import { familyOf, OPERATORS_OF } from './filter-family.js';
import type { FilterTerm } from './filter-term.js';
import { moneyCondition, type Comparison } from './money-condition.js';
import { textCondition } from './text-condition.js';

export interface Surroundings {
  readonly dialect: Dialect;
  /** in which a calendar day of an instant begins */
  readonly zone: string;
  /** `YYYY-MM-DD` there */
  readonly today: string;
  /** fields that the reader is told of */
  readonly shown: (field: PanelField) => boolean;
  currencyOf(place: CurrencyPlace): RawBuilder<string>;
}

/** A field that is hidden, or not for filtering, is refused: an answer would tell its value. */
export function conditionOf(
  resource: PanelResource,
  term: FilterTerm,
  around: Surroundings,
): Condition | null {
  if (term.field === 'q') return searchCondition(resource, term.value, around);
  return fieldCondition(filteredField(resource, term, around.shown), term, around);
}

/** @throws PanelRefusal filter-unknown: there is no such field, for this reader, or it cannot be asked that */
export function filteredField(
  resource: PanelResource,
  { field: name, operator }: FilterTerm,
  shown: (field: PanelField) => boolean,
): PanelField {
  const field = resource.field(name);
  const isKnown = field?.filterable === true && shown(field);
  if (!isKnown) throw new PanelRefusal({ code: 'filter-unknown', field: name }, 400);
  if (!OPERATORS_OF[familyOf(field)].includes(operator))
    throw new PanelRefusal({ code: 'filter-operator', field: name, operator }, 400);
  return field;
}

export function searchCondition(
  resource: PanelResource,
  text: string,
  { dialect, shown }: Pick<Surroundings, 'dialect' | 'shown'>,
): Condition | null {
  if (text === '') return null;
  const names = resource.contribution.searchFields ?? [resource.contribution.titleField];
  const fields = names
    .map((name) => resource.field(name))
    .filter(
      (field): field is PanelField =>
        field !== null && field.visible && field.store === 'text' && shown(field),
    )
    .filter((field) => !field.sealed || field.filterable);
  return fields.length === 0
    ? sql`1 = 0`
    : anyOf(
        fields.map((field) =>
          field.sealed ? isExactly(field, text) : textCondition(columnOf(field), text, 'anywhere', dialect),
        ),
      );
}

function fieldCondition(field: PanelField, { operator, value }: FilterTerm, around: Surroundings): Condition {
  const among = (): Condition =>
    anyOf(
      value
        .split(',')
        .slice(0, 200)
        .map((one) => equals(field, one, around)),
    );
  switch (operator) {
    case 'plain':
      return familyOf(field) === 'text'
        ? textCondition(columnOf(field), value, 'anywhere', around.dialect)
        : equals(field, value, around);
    case 'is':
      return equals(field, value, around);
    case 'not':
      return notTrue(equals(field, value, around));
    case 'starts':
      return textCondition(columnOf(field), value, 'at-the-start', around.dialect);
    case 'empty':
      return emptiness(field, value);
    case 'from':
      return compare(field, '>=', value, around);
    case 'to':
      return compare(field, '<=', value, around);
    case 'after':
      return compare(field, '>', value, around);
    case 'before':
      return compare(field, '<', value, around);
    case 'last':
      return within(field, lastDays(value, around.today), value, around);
    case 'during':
      return within(field, daysDuring(value, around.today), value, around);
    case 'in':
      return among();
    case 'notin':
      return notTrue(among());
  }
}

function emptiness(field: PanelField, value: string): Condition {
  if (value !== 'yes' && value !== 'no') throw unusable(value);
  const column = columnOf(field);
  const empty: Condition =
    field.store === 'text' && !field.sealed
      ? sql`(${column} is null or ${column} = '')`
      : sql`${column} is null`;
  return value === 'yes' ? empty : notTrue(empty);
}

function equals(field: PanelField, text: string, around: Surroundings): Condition {
  if (field.sealed) return isExactly(field, text);
  if (familyOf(field) === 'text') return textCondition(columnOf(field), text, 'whole', around.dialect);
  if (field.store === 'datetime' && isLocalDate(text))
    return allOf([compareDay(field, '>=', text, around.zone), compareDay(field, '<=', text, around.zone)]);
  return compare(field, '=', text, around);
}

/** What is sealed is found whole, or not at all. */
function isExactly(field: PanelField, text: string): Condition {
  const compare = expressionBuilder<Record<string, Record<string, string>>>();
  return sql<SqlBool>`${compare(sql.ref<string>(`t.${field.column}`), '=', text)}`;
}

function within(field: PanelField, days: Days | null, asked: string, around: Surroundings): Condition {
  if (!days) throw unusable(asked);
  const places = field.kind === 'month' ? 'YYYY-MM'.length : 'YYYY-MM-DD'.length;
  return allOf([
    compare(field, '>=', days.first.slice(0, places), around),
    compare(field, '<=', days.last.slice(0, places), around),
  ]);
}

function compare(field: PanelField, comparison: Comparison, text: string, around: Surroundings): Condition {
  if (field.currency) {
    const condition = moneyCondition(field, comparison, text, around.currencyOf(field.currency));
    if (!condition) throw unusable(text);
    return condition;
  }
  if (field.store === 'datetime' && isLocalDate(text))
    return compareDay(field, comparison, text, around.zone);
  if (field.kind === 'month' && !/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw unusable(text);
  const parsed = fromParam(field, text, 0);
  if (!parsed.ok || parsed.value === null) throw unusable(text);
  return sql`${columnOf(field)} ${sql.raw(comparison)} ${parsed.value}`;
}

/** "Until the 5th" includes the 5th, "after the 5th" does not, in the organisation's zone. */
function compareDay(field: PanelField, comparison: Comparison, day: string, zone: string): Condition {
  const start = DateTime.fromISO(day, { zone });
  const end = start.plus({ days: 1 });
  const column = columnOf(field);
  if (comparison === '<=') return sql`${column} < ${end.toJSDate()}`;
  if (comparison === '>') return sql`${column} >= ${end.toJSDate()}`;
  if (comparison === '<') return sql`${column} < ${start.toJSDate()}`;
  return sql`${column} >= ${start.toJSDate()}`;
}

const unusable = (value: string): PanelRefusal => new PanelRefusal({ code: 'filter-value', value }, 400);
