import { useQueryParams } from 'adminjs';

export type Filters = Readonly<Record<string, string>>;

export interface ListQuery {
  readonly filters: Filters;
  /** keeps the sort order, begins at the first page; an empty value takes the filter away */
  readonly setFilters: (filters: Filters) => void;
  readonly goToPage: (page: number) => void;
  readonly sort: (property: string, direction: 'asc' | 'desc') => void;
}

/** What the list shows, kept in the page's address so that it can be sent to a colleague. */
export function useListQuery(): ListQuery {
  const { filters, storeParams } = useQueryParams<Record<string, unknown>, Record<string, string>>();
  return {
    filters: filters ?? {},
    setFilters: (next) => storeParams({ filters: withoutEmpty(next), page: '1' }),
    goToPage: (page) => storeParams({ page: String(page) }),
    sort: (sortBy, direction) => storeParams({ sortBy, direction, page: '1' }),
  };
}

function withoutEmpty(filters: Filters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== '' && value !== undefined),
  );
}
