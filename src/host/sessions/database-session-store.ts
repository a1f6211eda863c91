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
          data: JSON.stringify({ credential: session.credential }),
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
    async remove(id) {
      await queries.deleteFrom('session').where('id', '=', id).execute();
    },
  };
}

interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly data: string;
  readonly created_at: Date;
  readonly expires_at: Date;
}

function fromRow(row: SessionRow): StoredSession {
  const data = JSON.parse(row.data) as { credential: string };
  return {
    id: row.id,
    userId: row.user_id,
    credential: data.credential,
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at.getTime(),
  };
}
