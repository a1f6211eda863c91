import type { Redis } from 'ioredis';
import type { SessionStore, StoredSession } from './session-store.js';

const PREFIX = 'countinghouse:session:';

export function createRedisSessionStore(redis: Redis): SessionStore {
  const write = async (session: StoredSession): Promise<void> => {
    await redis.set(PREFIX + session.id, JSON.stringify(session), 'PXAT', session.expiresAt);
  };
  // XX: a session that was ended in the meantime stays ended.
  const rewrite = async (session: StoredSession): Promise<void> => {
    await redis.set(PREFIX + session.id, JSON.stringify(session), 'PXAT', session.expiresAt, 'XX');
  };
  return {
    save: write,
    async find(id) {
      const stored = await redis.get(PREFIX + id);
      return stored === null ? null : (JSON.parse(stored) as StoredSession);
    },
    extend: (session, expiresAt) => rewrite({ ...session, expiresAt }),
    confirm: (session, authenticatedAt) => rewrite({ ...session, authenticatedAt }),
    async remove(id) {
      await redis.del(PREFIX + id);
    },
  };
}
