import type { HostTables } from '../../../generated/tables/host.js';
import type { Database } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import type { SessionStore, StoredSession } from './session-store.js';

export function createDatabaseSessionStore(database: Database): SessionStore {
  const queries = queriesOf<HostTables>(database.queries);
  return {
    async save(session) {
      // Whoever signs in sweeps: an expired row is of no use to anybody, and no job is needed for it.
      await queries.deleteFrom('session').where('expires_at', '<', new Date(session.createdAt)).execute();
      await queries
        .insertInto('session')
        .values({
          id: session.id,
          user_id: session.userId,
          data: dataOf(session),
          created_at: new Date(session.createdAt),
          expires_at: new Date(session.expiresAt),
        })
        .execute();
    },
    async find(id) {
      const row = await queries.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst();
      return row?.user_id ? fromRow({ ...row, user_id: row.user_id }) : null;
    },
    async extend(session, expiresAt) {
      await queries
        .updateTable('session')
        .set({ expires_at: new Date(expiresAt) })
        .where('id', '=', session.id)
        .execute();
    },
    async confirm(session, authenticatedAt) {
      await queries
        .updateTable('session')
        .set({ data: dataOf({ ...session, authenticatedAt }) })
        .where('id', '=', session.id)
        .execute();
    },
    async remove(id) {
      await queries.deleteFrom('session').where('id', '=', id).execute();
    },
  };
}

type SessionData = Pick<StoredSession, 'credential' | 'authenticatedAt' | 'methods'>;

interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly data: string;
  readonly created_at: Date;
  readonly expires_at: Date;
}

function dataOf({ credential, authenticatedAt, methods }: StoredSession): string {
  return JSON.stringify({ credential, authenticatedAt, methods });
}

function fromRow(row: SessionRow): StoredSession {
  const { credential, authenticatedAt, methods } = JSON.parse(row.data) as SessionData;
  return {
    id: row.id,
    userId: row.user_id,
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    credential,
    authenticatedAt,
    methods,
  };
}
