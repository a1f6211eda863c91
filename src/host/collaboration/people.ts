import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Actor, Role } from '../../kernel/permissions.js';
import type { PluginContext } from '../../kernel/plugin-context.js';
import { queriesOf } from '../../query/queries.js';
import { actorOfUser, findUserById } from '../sessions/users.js';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** A record as its address in the panel names it. */
export interface RecordPlace {
  readonly model: string;
  readonly id: string;
}

export const READ_COMMENTS = 'host.comments.read';

/** So many are asked whether they see the record before a search for a name gives up. */
const CANDIDATES = 60;

/** Those of the people who may see the record and what is written under it, as they are at this moment. */
export async function thoseWhoSee(
  context: PluginContext,
  place: RecordPlace,
  userIds: readonly string[],
): Promise<readonly Person[]> {
  const found = await Promise.all(userIds.map((id) => findPerson(context, place, id)));
  return found.filter((person) => person !== null);
}

/** Whom one may mention under the record: people who see it, by a part of the name, oneself left out. */
export async function findMentionable(
  context: PluginContext,
  reader: Actor,
  place: RecordPlace,
  search: { readonly term: string; readonly limit: number },
): Promise<readonly Person[]> {
  const everybody = await peopleOf(context)
    .selectFrom('app_user')
    .select(['id', 'name'])
    .where('active', '=', true)
    .where('id', '!=', reader.userId ?? '')
    .orderBy('name')
    .execute();
  // Not in SQL: an embedded database knows upper and lower case of Latin letters alone.
  const term = search.term.toLowerCase();
  const candidates = everybody.filter(({ name }) => name.toLowerCase().includes(term)).slice(0, CANDIDATES);
  const people = await thoseWhoSee(
    context,
    place,
    candidates.map(({ id }) => id),
  );
  return people.slice(0, search.limit);
}

/** Names by id, of whoever is or was a user. */
export async function namesOf(
  context: PluginContext,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await peopleOf(context)
    .selectFrom('app_user')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(userIds)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function findPerson(context: PluginContext, place: RecordPlace, id: string): Promise<Person | null> {
  const user = await findUserById(context.database, id);
  if (!user?.active) return null;
  const actor = await actorOfUser(context.database, user);
  if (!context.may(actor, READ_COMMENTS)) return null;
  const [record] = await context.records.visible(actor, place.model, [place.id]);
  return record ? { id, name: user.name, role: user.role } : null;
}

function peopleOf(context: PluginContext): Kysely<HostTables> {
  return queriesOf<HostTables>(context.database.queries);
}
