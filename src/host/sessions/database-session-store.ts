import type { HostTables } from '../../../generated/tables/host.js';
import type { Database } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import type { SessionStore, StoredSession } from './session-store.js';

export function createDatabaseSessionStore(database: Database): SessionStore {
  const queries = queriesOf<HostTables>(database.queries);

  const rowOf = (id: string) => queries.selectFrom('session').selectAll().where('id', '=', id);

  const change: SessionStore['change'] = async (id, make) => {
    const row = await rowOf(id).executeTakeFirst();
    const before = row && fromRow(row);
    if (!before) return null;
    const after = make(before);
    const changed = await queries
      .updateTable('session')
      .set({ data: dataOf(after), expires_at: new Date(after.expiresAt) })
      .where('id', '=', id)
      .where('data', '=', row.data)
      .executeTakeFirst();
    // Somebody else has changed it in between: their change is kept, ours is made upon it.
    return changed.numUpdatedRows > 0n || dataOf(after) === row.data ? after : change(id, make);
  };

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
      const row = await rowOf(id).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    change,
    async remove(id) {
      await queries.deleteFrom('session').where('id', '=', id).execute();
    },
    async of(userId, now) {
      const rows = await queries
        .selectFrom('session')
        .selectAll()
        .where('user_id', '=', userId)
        .where('expires_at', '>', new Date(now))
        .orderBy('created_at', 'desc')
        .execute();
      return rows.map(fromRow).filter((session) => session !== null);
    },
    async removeAllOf(userId, except = '') {
      const { numDeletedRows } = await queries
        .deleteFrom('session')
        .where('user_id', '=', userId)
        .where('id', '<>', except)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

interface SessionRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly data: string;
  readonly created_at: Date;
  readonly expires_at: Date;
}

type SessionData = Pick<
  StoredSession,
  'credential' | 'address' | 'browser' | 'lastSeenAt' | 'authenticatedAt' | 'methods'
>;

function dataOf({
  credential,
  address,
  browser,
  lastSeenAt,
  authenticatedAt,
  methods,
}: StoredSession): string {
  return JSON.stringify({
    credential,
    address,
    browser,
    lastSeenAt,
    authenticatedAt,
    methods,
  } satisfies SessionData);
}

function fromRow(row: SessionRow): StoredSession | null {
  if (row.user_id === null) return null;
  const createdAt = row.created_at.getTime();
  const unknown = {
    address: '',
    browser: '',
    lastSeenAt: createdAt,
    authenticatedAt: createdAt,
    methods: [],
  };
  return {
    // A session from before the house remembered this of it.
    ...unknown,
    ...(JSON.parse(row.data) as Pick<SessionData, 'credential'> & Partial<SessionData>),
    id: row.id,
    userId: row.user_id,
    createdAt,
    expiresAt: row.expires_at.getTime(),
  };
}
