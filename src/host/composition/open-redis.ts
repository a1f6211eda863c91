import type { Redis } from 'ioredis';
import type { HouseLog } from '../telemetry/create-log.js';

/** Null without a REDIS_URL. It is connected to when it is first asked. */
export async function openRedis(url: string | null, log: HouseLog): Promise<Redis | null> {
  if (url === null) return null;
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { maxRetriesPerRequest: 2, lazyConnect: true });
  redis.on('error', (error: unknown) => log.logger('redis').warn({ err: error }, 'redis is away'));
  return redis;
}
