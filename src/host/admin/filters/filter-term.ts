import { PanelRefusal } from '../panel-refusal.js';

/** What stands behind `~~` in an address: `filters.total~~from=100`. `plain` is an address without it. */
export const OPERATORS = [
  'plain',
  'is',
  'not',
  'starts',
  'empty',
  'from',
  'to',
  'after',
  'before',
  'last',
  'during',
  'in',
  'notin',
] as const;
export type FilterOperator = (typeof OPERATORS)[number];

/** One condition of a list, as its reader wrote it. `field` is `q` for the search box. */
export interface FilterTerm {
  readonly field: string;
  readonly operator: FilterOperator;
  readonly value: string;
}

/** Filters by the name that they have in an address, behind `filters.`: `total~~from`. */
export type Filters = Readonly<Record<string, string>>;

const VALUE_AT_MOST = 200;
const LIST_AT_MOST = 8000;
const TERMS_AT_MOST = 50;

/** Empty values are left out. @throws PanelRefusal filter-unknown, filters-too-many */
export function termsOf(filters: Filters): readonly FilterTerm[] {
  const terms = Object.entries(filters).map(([name, value]) => termOf(name, value));
  const said = terms.filter(({ value }) => value !== '');
  if (said.length > TERMS_AT_MOST)
    throw new PanelRefusal({ code: 'filters-too-many', max: TERMS_AT_MOST }, 400);
  return said;
}

function termOf(name: string, value: string): FilterTerm {
  const [field = '', given = 'plain', ...rest] = name.split('~~');
  const operator = OPERATORS.find((known) => known === given);
  if (operator === undefined || rest.length > 0)
    throw new PanelRefusal({ code: 'filter-unknown', field: name }, 400);
  const isList = operator === 'in' || operator === 'notin';
  return { field, operator, value: value.trim().slice(0, isList ? LIST_AT_MOST : VALUE_AT_MOST) };
}

/** The filters in a query, `filters.` taken away. What is not text is nobody's. */
export function filtersIn(query: Readonly<Record<string, unknown>>): Filters {
  const named = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[0].startsWith(PREFIX) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(named.map(([name, value]) => [name.slice(PREFIX.length), value]));
}

const PREFIX = 'filters.';
