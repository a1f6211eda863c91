import type { HostTables } from '../../../generated/tables/host.js';
import type { Language } from '../../kernel/permissions.js';
import type { Database, People } from '../../kernel/ports.js';
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
      return rows.map((row) => ({ ...row, language: row.language as Language }));
    },
  };
}
