import type { ListLookKeeper } from '../../views/list-looks.js';
import { filtersIn } from '../filters/filter-term.js';
import type { PanelReader } from '../panel-reader.js';
import { PanelRefusal } from '../panel-refusal.js';
import type { PanelEntry, PanelRegistry } from '../panel-registry.js';
import { DEEPEST_ROW, type Page, type RawRecord, type Reach } from '../record-reads.js';
import { cursorOf, readCursor, type Sort } from './keyset.js';
import { columnsFor, lookIn, rowsPerPage, sortFor, termsFor, type ListLook } from './list-ask.js';
import { listRows, type ListRow } from './list-rows.js';

type Query = Readonly<Record<string, unknown>>;

export interface ListAnswer {
  readonly meta: ListMeta;
  readonly records: readonly ListRow[];
}

export interface ListMeta {
  /** stops at DEEPEST_ROW; `totalText` then ends with a plus */
  readonly total: number;
  readonly totalText: string;
  readonly page: number;
  readonly perPage: number;
  readonly sortBy: string;
  readonly direction: 'asc' | 'desc';
  readonly columns: readonly string[];
  /** where `?after=` goes on, and `?before=` goes back; absent where there is nothing more */
  readonly next?: string;
  readonly previous?: string;
  /** of the view that a fresh visit began with */
  readonly view?: string;
  readonly filters?: Readonly<Record<string, string>>;
}

/** The list of a model, as the panel's front end asks for it: permission, row scope, then the rows, with nothing that repeats. */
export async function answerList(
  registry: PanelRegistry,
  looks: ListLookKeeper,
  reader: PanelReader,
  model: string,
  query: Query,
): Promise<ListAnswer> {
  const entry = enterList(registry, reader, model);
  const reach = await registry.reach(entry, reader);
  const asked = lookIn(query, filtersIn(query));
  const { look, view } = await looks.lookFor(entry, reader, reach.shown, asked, query);
  const columns = columnsFor(entry.resource, reach.shown, look);
  const sort = sortFor(entry.resource, reach.shown, look);
  const page = await readPage(registry, entry, reach, look, sort, query);
  return {
    meta: {
      ...page.meta,
      totalText: new Intl.NumberFormat(reader.language).format(page.meta.total) + (page.isLonger ? '+' : ''),
      sortBy: sort.field.name,
      direction: sort.direction,
      columns: columns.map(({ name }) => name),
      ...(view ? { view, filters: look.filters ?? {} } : {}),
    },
    records: await listRows(registry, entry, reader, reach, columns, page.rows),
  };
}

/** @throws PanelRefusal action-unknown, forbidden */
export function enterList(registry: PanelRegistry, reader: PanelReader, model: string): PanelEntry {
  const entry = registry.entry(model);
  if (!entry) throw new PanelRefusal({ code: 'action-unknown' }, 404);
  if (!reader.may(entry.resource.contribution.permissions.read))
    throw new PanelRefusal({ code: 'forbidden' }, 403);
  return entry;
}

async function readPage(
  registry: PanelRegistry,
  entry: PanelEntry,
  reach: Reach,
  look: ListLook,
  sort: Sort,
  query: Query,
) {
  const { resource, reads } = entry;
  const terms = termsFor(resource, reach.shown, look);
  const perPage = rowsPerPage(look);
  const page = pageNumber(query, perPage);
  const from = placeIn(query, sort) ?? { offset: (page - 1) * perPage };
  // One more than is shown tells whether there is a next page.
  const [found, counted] = await Promise.all([
    reads.page(registry.database, reach, terms, { limit: perPage + 1, sort, from }),
    reads.count(registry.database, reach, terms),
  ]);
  const isBackwards = 'before' in from;
  const hasMore = found.length > perPage;
  const rows = isBackwards ? found.slice(hasMore ? 1 : 0) : found.slice(0, perPage);
  const [first, last] = [rows[0], rows.at(-1)];
  const cursor = (row: RawRecord): string => cursorOf(sort, resource.idField, row);
  return {
    rows,
    isLonger: counted > DEEPEST_ROW,
    meta: {
      total: Math.min(counted, DEEPEST_ROW),
      perPage,
      page,
      ...(last && (hasMore || isBackwards) ? { next: cursor(last) } : {}),
      ...(first && (isBackwards ? hasMore : page > 1 || 'after' in from) ? { previous: cursor(first) } : {}),
    },
  };
}

/** Behind DEEPEST_ROW a number no longer finds the page, a cursor does. */
function pageNumber({ page, after, before }: Query, perPage: number): number {
  const asked = Math.max(1, Math.trunc(Number(page) || 1));
  const deepest = Math.max(1, Math.ceil(DEEPEST_ROW / perPage));
  return typeof after === 'string' || typeof before === 'string' ? asked : Math.min(asked, deepest);
}

function placeIn({ after, before }: Query, sort: Sort): Page['from'] | null {
  if (typeof after === 'string' && after !== '') return { after: readCursor(sort, after) };
  if (typeof before === 'string' && before !== '') return { before: readCursor(sort, before) };
  return null;
}
