import type { Kysely } from 'kysely';
import { everything, nothing, type Actor, type RowScope } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import { streamRows } from '../../../../src/query/stream-rows.js';
import type { Cell, Dataset, DatasetAsked } from '../../contract/dataset.js';

/** The plugin's own table, as Kysely sees it. */
interface Tables {
  readonly visit: { readonly visited_on: string; readonly office_id: string; readonly note: string };
}

const COLUMNS = { visited: 'visited_on', note: 'note' } as const;

/** Titles: `datasets.visits.title`, `datasets.visits.visited` and `datasets.visits.note` of the plugin's locale files. */
export const visitsDataset: Dataset = {
  name: 'visits',
  permission: 'visits.read',
  columns: [
    { name: 'visited', kind: 'date' },
    { name: 'note', kind: 'text' },
  ],
  count: () => Promise.resolve(null),
  async *rows(asked) {
    for await (const row of streamRows(visitsOf(asked)))
      yield [asked.columns.map((name) => cellOf(row, name))];
  },
};

function visitsOf({ context, actor, from, to, limit, sort }: DatasetAsked) {
  const queries: Kysely<Tables> = queriesOf<Tables>(context.database.queries);
  let query = applyScope(queries.selectFrom('visit').select(['visited_on', 'note']), scopeOfVisits(actor));
  if (from !== null) query = query.where('visited_on', '>=', from);
  if (to !== null) query = query.where('visited_on', '<=', to);
  if (limit !== null) query = query.limit(limit);
  return query.orderBy('visited_on', sort?.direction ?? 'asc');
}

function scopeOfVisits({ role, officeIds }: Actor): RowScope {
  if (role === 'representative') return nothing;
  return role === 'manager' ? { kind: 'in', column: 'office_id', values: officeIds } : everything;
}

function cellOf(row: Pick<Tables['visit'], 'visited_on' | 'note'>, name: string): Cell {
  return name in COLUMNS ? row[COLUMNS[name as keyof typeof COLUMNS]] : null;
}
