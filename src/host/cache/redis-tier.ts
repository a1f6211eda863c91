import { RedisDriver } from 'bentocache/drivers/redis';
import type { CreateDriverResult, L2CacheDriver } from 'bentocache/types';
import type { Redis } from 'ioredis';

/** Redis, for as long as it answers: nobody waits for one that is away, and what would stand there is made anew. */
export function redisTier(redis: Redis, prefix: string): CreateDriverResult<L2CacheDriver> {
  return { options: {}, factory: () => new ReadyRedis(redis, prefix) };
}

class ReadyRedis extends RedisDriver {
  constructor(
    private readonly redis: Redis,
    prefix: string,
  ) {
    super({ connection: redis, prefix });
  }

  override async get(key: string): Promise<string | undefined> {
    return this.isReady() ? super.get(key) : undefined;
  }

  override async set(key: string, value: string, ttl?: number): Promise<boolean> {
    return this.isReady() && super.set(key, value, ttl);
  }

  private isReady(): boolean {
    // A refused connection is told to the client's own listener, and it goes on trying.
    if (this.redis.status === 'wait') this.redis.connect().catch(() => undefined);
    return this.redis.status === 'ready';
  }
}
