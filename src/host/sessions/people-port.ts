import type { HostTables } from '../../../generated/tables/host.js';
import type { Language, Role } from '../../kernel/permissions.js';
import type { Database, People, Person, Standing } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { actorOfUser, changeLanguage, findUserById } from './users.js';

const IDS_AT_ONCE = 500;

/** Those who may sign in, as plugins know them. */
export function peoplePort(database: Database): People {
  return {
    async actor(userId) {
      const user = await findUserById(database, userId);
      return user?.active ? actorOfUser(database, user) : null;
    },
    async setLanguage(actor, language) {
      const { userId } = actor;
      if (userId === null) throw new Error(`${actor.name} is no user, so it reads no language`);
      await database.transaction(async (tx) => {
        await changeLanguage(tx, userId, language);
        await tx.audit({
          ...{ actor, action: 'host.change-language', entity: 'User', entityId: userId },
          ...{ before: { language: actor.language }, after: { language } },
        });
      });
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
    async standing(userIds) {
      const found: Standing[] = [];
      for (let from = 0; from < userIds.length; from += IDS_AT_ONCE) {
        const rows = await queriesOf<HostTables>(database.queries)
          .selectFrom('app_user')
          .select(['id', 'name', 'email', 'language', 'role'])
          .select(['representative_id as representativeId', 'manager_id as managerId'])
          .where('active', '=', true)
          .where('id', 'in', userIds.slice(from, from + IDS_AT_ONCE))
          .execute();
        found.push(...rows.map((row) => ({ ...row, ...personOf(row), role: row.role as Role })));
      }
      return found;
    },
    async standingFor(queries, { representativeIds = [], managerIds = [] }) {
      const found: Standing[] = [];
      for (const [column, as, ids] of [
        ['representative_id', 'representative', representativeIds],
        ['manager_id', 'manager', managerIds],
      ] as const) {
        for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
          const rows = await queriesOf<HostTables>(queries)
            .selectFrom('app_user')
            .select(['id', 'name', 'email', 'language', 'role'])
            .select(['representative_id as representativeId', 'manager_id as managerId'])
            .where('active', '=', true)
            .where('role', '=', as)
            .where(column, 'in', ids.slice(from, from + IDS_AT_ONCE))
            .orderBy('id')
            .execute();
          found.push(...rows.map((row) => ({ ...row, ...personOf(row), role: row.role as Role })));
        }
      }
      return found;
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
