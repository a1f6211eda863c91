import type { HostTables } from '../../../generated/tables/host.js';
import { queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { newId } from '../../values/ids.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import type { ListLook } from '../admin/lists/list-ask.js';
import type { PanelReader } from '../admin/panel-reader.js';
import { conflictOf } from '../admin/database-conflict.js';
import type { Database } from '../../kernel/ports.js';
import { readLook } from './look-schema.js';

export const SHARE_VIEWS = 'host.views.share';
const VIEWS_AT_MOST = 100;

/** A list as somebody wants to see it again. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly look: ListLook;
  readonly shared: boolean;
  readonly isMine: boolean;
  readonly version: number;
}

export interface ViewDraft {
  readonly name: string;
  readonly look: ListLook;
  readonly shared: boolean;
}

/** One's own, and those that somebody shared, by name. */
export async function viewsFor(database: Database, reader: PanelReader, model: string): Promise<SavedView[]> {
  const rows = await tables(database)
    .selectFrom('saved_view')
    .selectAll()
    .where('resource', '=', model)
    .where((either) =>
      either.or([either('user_id', '=', reader.actor.userId ?? ''), either('shared', '=', true)]),
    )
    .orderBy('name')
    .limit(VIEWS_AT_MOST * 2)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    look: readLook(JSON.parse(row.view)),
    shared: row.shared,
    isMine: row.user_id === reader.actor.userId,
    version: row.version,
  }));
}

export async function findViewFor(
  database: Database,
  reader: PanelReader,
  model: string,
  id: string,
): Promise<SavedView | null> {
  return (await viewsFor(database, reader, model)).find((view) => view.id === id) ?? null;
}

interface Means {
  readonly database: Database;
  readonly clock: Clock;
}

/** Refusals: view-sharing, view-name-taken, views-too-many. */
export async function saveView(
  { database, clock }: Means,
  reader: PanelReader,
  model: string,
  draft: ViewDraft,
): Promise<Result<{ readonly id: string }, Refusal>> {
  const { userId } = reader.actor;
  if (userId === null) return err({ code: 'view-unknown' });
  if (draft.shared && !reader.may(SHARE_VIEWS)) return err({ code: 'view-sharing' });
  const mine = (await viewsFor(database, reader, model)).filter(({ isMine }) => isMine);
  if (mine.length >= VIEWS_AT_MOST) return err({ code: 'views-too-many', max: VIEWS_AT_MOST });
  const id = newId();
  const now = clock.now();
  return unlessTaken(draft.name, async () => {
    await tables(database)
      .insertInto('saved_view')
      .values({
        id,
        user_id: userId,
        resource: model,
        name: draft.name,
        view: JSON.stringify(draft.look),
        shared: draft.shared,
        created_at: now,
        updated_at: now,
        version: 1,
      })
      .execute();
    return ok({ id });
  });
}

/** Changes a view of one's own. Refusals: view-unknown, view-sharing, view-name-taken, view-stale. */
export async function changeView(
  { database, clock }: Means,
  reader: PanelReader,
  { id, version }: { readonly id: string; readonly version: number },
  change: Partial<ViewDraft>,
): Promise<Result<{ readonly id: string }, Refusal>> {
  const own = await ownView(database, reader, id);
  if (!own) return err({ code: 'view-unknown' });
  if (change.shared && !reader.may(SHARE_VIEWS)) return err({ code: 'view-sharing' });
  return unlessTaken(change.name ?? '', async () => {
    const changed = await tables(database)
      .updateTable('saved_view')
      .set({
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.look ? { view: JSON.stringify(change.look) } : {}),
        ...(change.shared === undefined ? {} : { shared: change.shared }),
        updated_at: clock.now(),
        version: version + 1,
      })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    return changed.numUpdatedRows === 1n ? ok({ id }) : err({ code: 'view-stale' });
  });
}

/** Refusals: view-unknown. */
export async function removeView(
  database: Database,
  reader: PanelReader,
  id: string,
): Promise<Result<{ readonly id: string }, Refusal>> {
  const own = await ownView(database, reader, id);
  if (!own) return err({ code: 'view-unknown' });
  await tables(database).deleteFrom('saved_view').where('id', '=', id).execute();
  return ok({ id });
}

function ownView(database: Database, reader: PanelReader, id: string) {
  return tables(database)
    .selectFrom('saved_view')
    .select('id')
    .where('id', '=', id)
    .where('user_id', '=', reader.actor.userId ?? '')
    .executeTakeFirst();
}

async function unlessTaken<T>(
  name: string,
  work: () => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  try {
    return await work();
  } catch (error) {
    if (conflictOf(error) === 'duplicate') return err({ code: 'view-name-taken', name });
    throw error;
  }
}

const tables = (database: Database) => queriesOf<HostTables>(database.queries);
