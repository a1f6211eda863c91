import type { HostTables } from '../../../generated/tables/host.js';
import type { HttpReply, HttpRequest } from '../../kernel/contributions.js';
import type { House } from '../../kernel/plugin.js';
import type { Database } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { upsert } from '../../query/upsert.js';
import { USE_PANEL } from '../admin/access-contribution.js';

/** `list.Invoice`, `home` */
const NAME = /^[a-zA-Z][\w.-]{0,119}$/;
const LONGEST = 20_000;

/** What the panel remembers of a person, on every device: one's own, so the panel's own permission is enough. */
export function contributePreferences(house: House): void {
  const path = '/preferences/:name';
  house.route({
    method: 'GET',
    path,
    permission: USE_PANEL,
    handle: (request) => inOwnDrawer(request, show),
  });
  house.route({
    method: 'PUT',
    path,
    permission: USE_PANEL,
    handle: (request) => inOwnDrawer(request, keep),
  });
  house.route({
    method: 'DELETE',
    path,
    permission: USE_PANEL,
    handle: (request) => inOwnDrawer(request, drop),
  });
}

interface Drawer {
  readonly userId: string;
  readonly name: string;
}

function inOwnDrawer(
  request: HttpRequest,
  work: (request: HttpRequest, drawer: Drawer) => Promise<HttpReply>,
): Promise<HttpReply> {
  const { userId } = request.actor;
  const name = request.params['name'] ?? '';
  if (userId === null || !NAME.test(name))
    return Promise.resolve({ status: 404, refusal: { code: 'not-found' } });
  return work(request, { userId, name });
}

async function show({ context }: HttpRequest, { userId, name }: Drawer): Promise<HttpReply> {
  return { json: { value: await readPreference(context.database, userId, name) } };
}

async function keep({ context, body }: HttpRequest, { userId, name }: Drawer): Promise<HttpReply> {
  const value = JSON.stringify(body['value'] ?? null);
  if (value.length > LONGEST) return { status: 422, refusal: { code: 'preference-too-long' } };
  const row = { user_id: userId, name, value, updated_at: context.clock.now() };
  const insert = tables(context.database).insertInto('user_preference').values(row);
  await upsert(context.database.dialect, insert, {
    key: ['user_id', 'name'],
    set: ['value', 'updated_at'],
  }).execute();
  return { json: { value: body['value'] ?? null } };
}

async function drop({ context }: HttpRequest, { userId, name }: Drawer): Promise<HttpReply> {
  await tables(context.database)
    .deleteFrom('user_preference')
    .where('user_id', '=', userId)
    .where('name', '=', name)
    .execute();
  return { json: { value: null } };
}

/** Null where nothing is remembered. */
export async function readPreference(database: Database, userId: string, name: string): Promise<unknown> {
  const row = await tables(database)
    .selectFrom('user_preference')
    .select('value')
    .where('user_id', '=', userId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row ? (JSON.parse(row.value) as unknown) : null;
}

const tables = (database: Database) => queriesOf<HostTables>(database.queries);
