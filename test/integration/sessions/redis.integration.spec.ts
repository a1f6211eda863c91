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

  it('keeps a session until its end, and not a moment longer', async () => {
    const store = createRedisSessionStore(redis);
    const now = Date.now();
    const session: StoredSession = {
      id: key,
      userId: 'u',
      credential: 'c',
      createdAt: now,
      expiresAt: now + 60_000,
      authenticatedAt: now,
      methods: ['password'],
    };
    await store.save(session);
    expect(await store.find(key)).toEqual(session);
    await store.extend(session, now + 90_000);
    expect(await redis.pexpiretime(`countinghouse:session:${key}`)).toBe(now + 90_000);
    await store.confirm({ ...session, expiresAt: now + 90_000 }, now + 5);
    expect(await store.find(key)).toMatchObject({ authenticatedAt: now + 5, expiresAt: now + 90_000 });
    await store.remove(key);
    await store.extend(session, now + 120_000);
    expect(await store.find(key)).toBeNull();
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
