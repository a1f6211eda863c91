import { useLocation, useNavigate } from 'react-router-dom';

/** Filters by field and operator, `total~~from`; without one the field alone. */
export type Filters = Readonly<Record<string, string>>;

/** What the list shows, kept in the page's address so that it can be sent to a colleague. */
export interface ListAddress {
  readonly filters: Filters;
  /** of the saved view that it began with */
  readonly view: string | null;
  /** as the server is asked */
  readonly query: string;
  /** keeps everything else, begins at the first page; an empty value takes the filter away */
  readonly setFilters: (filters: Filters) => void;
  /** null takes a part away */
  readonly change: (parts: Parts) => void;
  /** the same page of the browser's history */
  readonly replace: (parts: Parts) => void;
}

export type Parts = Readonly<Record<string, string | null>>;

const PREFIX = 'filters.';
/** AdminJS's own words in an address, of no use to the server. */
const NOT_ASKED = ['refresh', 'recordIds'];

export function useListAddress(): ListAddress {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const params = [...new URLSearchParams(search)].filter(([name]) => !NOT_ASKED.includes(name));
  const change = (parts: Parts, options?: { replace: boolean }): void => {
    const kept = params.filter(([name]) => !(name in parts));
    const added = Object.entries(parts).filter((part): part is [string, string] => Boolean(part[1]));
    navigate({ pathname, search: spell([...kept, ...added]) }, options);
  };
  const filters = filtersOf(params);
  const none = Object.fromEntries(Object.keys(filters).map((name) => [PREFIX + name, null]));
  return {
    filters,
    view: params.find(([name]) => name === 'view')?.[1] ?? null,
    query: spell(params),
    setFilters: (next) => change({ ...none, ...filterParts(next), ...FIRST_PAGE }),
    change,
    replace: (parts) => change(parts, { replace: true }),
  };
}

/** Says also that somebody has been here: a visit without any word in the address begins with the reader's own view. */
export const FIRST_PAGE: Parts = { page: '1', after: null, before: null };

export function filterParts(filters: Filters): Parts {
  return Object.fromEntries(Object.entries(filters).map(([name, value]) => [PREFIX + name, value]));
}

export function filtersOf(params: readonly (readonly [string, string])[]): Filters {
  return Object.fromEntries(
    params
      .filter(([name, value]) => name.startsWith(PREFIX) && value !== '')
      .map(([name, value]) => [name.slice(PREFIX.length), value]),
  );
}

/** Readable: the browser's own spelling would hide every `~` and comma behind a per cent sign. */
export function spell(params: readonly (readonly [string, string])[]): string {
  const word = (text: string): string =>
    encodeURIComponent(text).replaceAll('%2C', ',').replaceAll('%3A', ':');
  return params.map(([name, value]) => `${word(name)}=${word(value)}`).join('&');
}
