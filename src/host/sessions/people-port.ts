import type { HostTables } from '../../../generated/tables/host.js';
import type { Language } from '../../kernel/permissions.js';
import type { Database, People, Person } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { actorOfUser, findUserById } from './users.js';

/** Those who may sign in, as plugins know them. */
export function peoplePort(database: Database): People {
  return {
    async actor(userId) {
      const user = await findUserById(database, userId);
      return user?.active ? actorOfUser(database, user) : null;
    },
    async named(userIds) {
      if (userIds.length === 0) return [];
      const rows = await queriesOf<HostTables>(database.queries)
        .selectFrom('app_user')
        .select(['id', 'name', 'email', 'language'])
        .where('id', 'in', [...userIds])
        .execute();
      return rows.map(personOf);
    },
    async find({ term, roles, limit }) {
      const everybody = await queriesOf<HostTables>(database.queries)
        .selectFrom('app_user')
        .select(['id', 'name', 'email', 'language'])
        .where('active', '=', true)
        .where('role', 'in', [...roles])
        .orderBy('name')
        .execute();
      // Not in SQL: an embedded database knows upper and lower case of Latin letters alone.
      const wanted = term.toLowerCase();
      const found = everybody.filter(({ name }) => name.toLowerCase().includes(wanted));
      return found.slice(0, limit).map(personOf);
    },
  };
}

function personOf(row: Omit<Person, 'language'> & { readonly language: string }): Person {
  return { ...row, language: row.language as Language };
}
