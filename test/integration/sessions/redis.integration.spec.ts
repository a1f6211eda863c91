import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { createRedisSessionStore } from '../../../src/host/sessions/redis-session-store.js';
import type { StoredSession } from '../../../src/host/sessions/session-store.js';
import { createRedisThrottle } from '../../../src/host/sessions/throttle.js';
import { describeWith } from '../../harness/services.js';

describeWith('redis', 'Sessions and throttle in Redis', (url) => {
  let redis: Redis;
  const key = randomBytes(8).toString('hex');
  beforeAll(() => {
    redis = new Redis(url);
  });
  afterAll(async () => {
    await redis.quit();
  });

  const now = Date.now();
  const aSession = (id: string, userId = key): StoredSession => ({
    id,
    userId,
    credential: 'c',
    createdAt: now,
    expiresAt: now + 60_000,
    address: '127.0.0.1',
    browser: 'Firefox, Linux',
    lastSeenAt: now,
    authenticatedAt: now,
    methods: ['password'],
  });

  it('keeps a session until its end, and not a moment longer', async () => {
    const store = createRedisSessionStore(redis);
    const session = aSession(key);
    await store.save(session);
    expect(await store.find(key)).toEqual(session);
    await store.change(key, (before) => ({ ...before, expiresAt: now + 90_000 }));
    expect(await redis.pexpiretime(`countinghouse:session:${key}`)).toBe(now + 90_000);
    await store.remove(key);
    expect(await store.change(key, (before) => ({ ...before, expiresAt: now + 120_000 }))).toBeNull();
    expect(await store.find(key)).toBeNull();
  });

  it('loses no change of two at once', async () => {
    const store = createRedisSessionStore(redis);
    await store.save(aSession(key));
    await Promise.all([
      store.change(key, (before) => ({ ...before, lastSeenAt: now + 1 })),
      store.change(key, (before) => ({ ...before, authenticatedAt: now + 2 })),
      store.change(key, (before) => ({ ...before, credential: 'd' })),
    ]);
    expect(await store.find(key)).toMatchObject({
      lastSeenAt: now + 1,
      authenticatedAt: now + 2,
      credential: 'd',
    });
    await store.remove(key);
  });

  it('knows the sessions of a user, and ends all but one', async () => {
    const store = createRedisSessionStore(redis);
    for (const name of ['a', 'b', 'c', 'd']) await store.save(aSession(`${key}-${name}`));
    await store.save(aSession(`${key}-x`, `${key}-other`));
    await store.remove(`${key}-c`);
    await redis.del(`countinghouse:session:${key}-d`);
    const ids = async () => (await store.of(key, now)).map(({ id }) => id).sort();
    expect(await ids()).toEqual([`${key}-a`, `${key}-b`]);
    expect(await redis.smembers(`countinghouse:sessions-of:${key}`)).toHaveLength(2);
    expect(await store.removeAllOf(key, `${key}-b`)).toBe(1);
    expect(await ids()).toEqual([`${key}-b`]);
    expect(await store.of(`${key}-other`, now)).toHaveLength(1);
    await store.removeAllOf(key);
    await store.removeAllOf(`${key}-other`);
    expect(await ids()).toEqual([]);
  });

  it('counts attempts in a window, gives back and forgets', async () => {
    const throttle = createRedisThrottle(redis);
    const limit = { attempts: 2, windowMs: 60_000 };
    expect([await throttle.spend(key, limit), await throttle.spend(key, limit)]).toEqual([0, 0]);
    expect(await throttle.spend(key, limit)).toBeGreaterThan(59_000);
    await throttle.refund(key);
    await throttle.refund(key);
    expect(await throttle.spend(key, limit)).toBe(0);
    await throttle.forget(key);
    await throttle.refund(key);
    expect(await throttle.spend(key, { attempts: 1, windowMs: 60_000 })).toBe(0);
    await throttle.forget(key);
  });
});
