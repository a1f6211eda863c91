import { filteredField } from '../filters/record-filter.js';
import { termsOf, type Filters, type FilterTerm } from '../filters/filter-term.js';
import type { PanelField } from '../panel-field.js';
import { PanelRefusal } from '../panel-refusal.js';
import type { PanelResource } from '../panel-resource.js';
import type { Direction, Sort } from './keyset.js';

type Shown = (field: PanelField) => boolean;

export const PER_PAGE = 25;
export const PER_PAGE_AT_MOST = 200;

/** How a list is to look, apart from which of its pages: in an address, in a saved view, remembered of a reader. */
export interface ListLook {
  readonly filters?: Filters;
  readonly sortBy?: string;
  readonly direction?: Direction;
  readonly columns?: readonly string[];
  readonly perPage?: number;
}

/** Whether somebody who comes to this list asks for anything in particular. */
export function saysNothing({ filters = {}, sortBy, columns, perPage }: ListLook): boolean {
  return Object.keys(filters).length === 0 && sortBy === undefined && !columns && perPage === undefined;
}

export function lookIn(query: Readonly<Record<string, unknown>>, filters: Filters): ListLook {
  const { sortBy, direction, columns, perPage } = query;
  return {
    filters,
    ...(isSaid(sortBy) ? { sortBy } : {}),
    ...(isSaid(direction) ? { direction: direction === 'desc' ? 'desc' : 'asc' } : {}),
    ...(isSaid(columns) ? { columns: columns.split(',') } : {}),
    ...(isSaid(perPage) && Number(perPage) > 0 ? { perPage: Number(perPage) } : {}),
  };
}

const isSaid = (value: unknown): value is string => typeof value === 'string' && value !== '';

export function rowsPerPage({ perPage = PER_PAGE }: ListLook): number {
  return Math.min(Math.max(Math.trunc(perPage) || PER_PAGE, 1), PER_PAGE_AT_MOST);
}

/** Checked before anything is read. @throws PanelRefusal filter-unknown, filter-operator */
export function termsFor(
  resource: PanelResource,
  shown: Shown,
  { filters = {} }: ListLook,
): readonly FilterTerm[] {
  const terms = termsOf(filters);
  for (const term of terms) if (term.field !== 'q') filteredField(resource, term, shown);
  return terms;
}

/** What is left of a look that was kept, when fields have gone or are not for this reader. */
export function lookLeftFor(
  resource: PanelResource,
  shown: Shown,
  kept: ListLook,
): { readonly look: ListLook; readonly dropped: readonly string[] } {
  const { filters = {}, sortBy, direction, ...rest } = kept;
  const usable = Object.entries(filters).filter(([name, value]) => isUsable(resource, shown, name, value));
  const known = new Set(usable.map(([name]) => name));
  const dropped = Object.keys(filters).filter((name) => !known.has(name));
  const sort = sortBy === undefined ? null : resource.field(sortBy);
  const isSortKept = sort?.visible === true && !sort.sealed && shown(sort);
  return {
    look: {
      ...rest,
      ...(kept.filters ? { filters: Object.fromEntries(usable) } : {}),
      ...(isSortKept ? { sortBy, direction: direction ?? 'asc' } : {}),
    },
    dropped: [...new Set(dropped.map((name) => name.split('~~')[0] ?? name))],
  };
}

function isUsable(resource: PanelResource, shown: Shown, name: string, value: string): boolean {
  try {
    termsFor(resource, shown, { filters: { [name]: value } });
    return true;
  } catch (error) {
    if (error instanceof PanelRefusal) return false;
    throw error;
  }
}

/**
 * A field that is not shown cannot be sorted by: the order would tell its value. One that is sealed has no order.
 * @throws PanelRefusal sort-unknown
 */
export function sortFor(resource: PanelResource, shown: Shown, { sortBy, direction }: ListLook): Sort {
  const usual = resource.contribution.sort;
  const by = sortBy ?? usual?.by ?? resource.titleField.name;
  const field = resource.field(by);
  const isKnown = field?.visible === true && !field.sealed && shown(field);
  if (isKnown) return { field, direction: direction ?? usual?.direction ?? 'asc' };
  if (sortBy === undefined) return { field: resource.idField, direction: direction ?? 'asc' };
  throw new PanelRefusal({ code: 'sort-unknown', field: by }, 400);
}

/** What a list may show: whatever a record's page shows, the usual columns first. */
export function columnsToChooseFrom(resource: PanelResource, shown: Shown): readonly PanelField[] {
  const { listFields, showFields = [] } = resource.contribution;
  return [...new Set([...listFields, ...showFields])]
    .map((name) => resource.field(name))
    .filter((field): field is PanelField => field !== null && field.visible && shown(field));
}

/** The chosen columns, in their order; the usual ones where none of the chosen is left. */
export function columnsFor(resource: PanelResource, shown: Shown, look: ListLook): readonly PanelField[] {
  const possible = columnsToChooseFrom(resource, shown);
  const chosen = (look.columns ?? []).flatMap((name) => possible.filter((field) => field.name === name));
  if (chosen.length > 0) return [...new Set(chosen)];
  return possible.filter(({ name }) => resource.contribution.listFields.includes(name));
}
