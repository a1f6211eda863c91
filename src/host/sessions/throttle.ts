import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { insertIgnore } from '../../query/insert-ignore.js';
import { queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';

export interface Limit {
  readonly attempts: number;
  readonly windowMs: number;
}

export interface Taken {
  /** of those asked for, how many are within the limit */
  readonly granted: number;
  /** that nobody has taken yet */
  readonly left: number;
  /** until the counter begins anew */
  readonly resetMs: number;
}

/** Counts attempts where every process of the house sees them. */
export interface Throttle {
  /** Counts one attempt; 0 if it is within the limit, else the milliseconds to wait. */
  spend(key: string, limit: Limit): Promise<number>;
  /** Counts up to `points` attempts at once, for whoever counts on by itself. */
  take(key: string, limit: Limit, points: number): Promise<Taken>;
  /** Gives one attempt back: it was not a guess. */
  refund(key: string): Promise<void>;
  /** Forgets the attempts under a key. */
  forget(key: string): Promise<void>;
}

export function createThrottle(redis: Redis | null, database: Database, clock: Clock): Throttle {
  return redis ? createRedisThrottle(redis) : createDatabaseThrottle(database, clock);
}

export function createDatabaseThrottle(database: Database, clock: Clock): Throttle {
  const take: Throttle['take'] = (key, limit, points) =>
    database.transaction(async (tx) => {
      const now = clock.now();
      await tables(tx).deleteFrom('rate_limit').where('expire_at', '<=', now).execute();
      await openWindow(tx, key, new Date(now.getTime() + limit.windowMs));
      await tables(tx)
        .updateTable('rate_limit')
        .set((row) => ({ points: row('points', '+', points) }))
        .where('key', '=', key)
        .execute();
      const counter = await tables(tx)
        .selectFrom('rate_limit')
        .select(['points', 'expire_at'])
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      return takenOf(counter.points, (counter.expire_at ?? now).getTime() - now.getTime(), limit, points);
    });
  return {
    spend: async (key, limit) => waitOf(await take(key, limit, 1)),
    take,
    async refund(key) {
      await tables(database)
        .updateTable('rate_limit')
        .set((row) => ({ points: row('points', '-', 1) }))
        .where('key', '=', key)
        .where('points', '>', 0)
        .execute();
    },
    async forget(key) {
      await tables(database).deleteFrom('rate_limit').where('key', '=', key).execute();
    },
  };
}

function takenOf(counted: number, remainingMs: number, limit: Limit, points: number): Taken {
  const before = Math.min(limit.attempts, counted - points);
  return {
    granted: Math.min(points, limit.attempts - before),
    left: Math.max(0, limit.attempts - counted),
    resetMs: Math.max(1, remainingMs),
  };
}

function waitOf({ granted, resetMs }: Taken): number {
  return granted > 0 ? 0 : resetMs;
}

function tables(source: Database | Transaction): Kysely<HostTables> {
  return queriesOf<HostTables>(source.queries);
}

async function openWindow(tx: Transaction, key: string, expireAt: Date): Promise<void> {
  const row = tables(tx).insertInto('rate_limit').values({ key, points: 0, expire_at: expireAt });
  await insertIgnore(tx.dialect, row, 'key').execute();
}

// One step in the server, so that two processes cannot both count the same attempt, or leave a counter without an end.
const COUNT = `
  local n = redis.call('INCRBY', KEYS[1], ARGV[2])
  if n == tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
  return { n, redis.call('PTTL', KEYS[1]) }`;

// A counter that ended in the meantime is not started again below zero and without an end.
const UNCOUNT = `if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('DECR', KEYS[1]) end`;

export function createRedisThrottle(redis: Redis): Throttle {
  const name = (key: string): string => `countinghouse:throttle:${key}`;
  const take: Throttle['take'] = async (key, limit, points) => {
    const counter = (await redis.eval(COUNT, 1, name(key), limit.windowMs, points)) as [number, number];
    return takenOf(counter[0], counter[1], limit, points);
  };
  return {
    spend: async (key, limit) => waitOf(await take(key, limit, 1)),
    take,
    async refund(key) {
      await redis.eval(UNCOUNT, 1, name(key));
    },
    async forget(key) {
      await redis.del(name(key));
    },
  };
}
