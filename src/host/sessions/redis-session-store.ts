import type { Redis } from 'ioredis';
import { SESSION_ABSOLUTE_MS, type SessionStore, type StoredSession } from './session-store.js';

const SESSION = 'countinghouse:session:';
/** The ids of a user's sessions; some of them may have ended. */
const SESSIONS_OF = 'countinghouse:sessions-of:';

// In one step: a session that was ended in the meantime stays ended, and nobody's change is lost.
const REPLACE = `
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[2], 'PXAT', ARGV[3])
  return 1`;

export function createRedisSessionStore(redis: Redis): SessionStore {
  const change: SessionStore['change'] = async (id, make) => {
    const stored = await redis.get(SESSION + id);
    if (stored === null) return null;
    const after = make(JSON.parse(stored) as StoredSession);
    const isChanged = await redis.eval(
      REPLACE,
      1,
      SESSION + id,
      stored,
      JSON.stringify(after),
      after.expiresAt,
    );
    return isChanged === 1 ? after : change(id, make);
  };

  const idsOf = async (userId: string, except = ''): Promise<readonly string[]> =>
    (await redis.smembers(SESSIONS_OF + userId)).filter((id) => id !== except);

  return {
    async save(session) {
      await redis.set(SESSION + session.id, JSON.stringify(session), 'PXAT', session.expiresAt);
      await redis.sadd(SESSIONS_OF + session.userId, session.id);
      await redis.pexpire(SESSIONS_OF + session.userId, SESSION_ABSOLUTE_MS);
    },
    async find(id) {
      const stored = await redis.get(SESSION + id);
      return stored === null ? null : (JSON.parse(stored) as StoredSession);
    },
    change,
    async remove(id) {
      const stored = await redis.getdel(SESSION + id);
      if (stored !== null) await redis.srem(SESSIONS_OF + (JSON.parse(stored) as StoredSession).userId, id);
    },
    async of(userId, now) {
      const ids = await idsOf(userId);
      if (ids.length === 0) return [];
      const stored = await redis.mget(ids.map((id) => SESSION + id));
      const ended = ids.filter((_, at) => stored[at] === null);
      if (ended.length > 0) await redis.srem(SESSIONS_OF + userId, ...ended);
      return stored
        .filter((text) => typeof text === 'string')
        .map((text) => JSON.parse(text) as StoredSession)
        .filter(({ expiresAt }) => expiresAt > now)
        .sort((one, other) => other.createdAt - one.createdAt);
    },
    async removeAllOf(userId, except) {
      const ids = await idsOf(userId, except);
      if (ids.length === 0) return 0;
      const removed = await redis.del(ids.map((id) => SESSION + id));
      await redis.srem(SESSIONS_OF + userId, ...ids);
      return removed;
    },
  };
}
