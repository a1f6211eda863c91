import type { Redis } from 'ioredis';
import type { Database } from '../../kernel/ports.js';
import { createDatabaseSessionStore } from './database-session-store.js';
import { createRedisSessionStore } from './redis-session-store.js';
import type { SessionStore } from './session-store.js';

export function createSessionStore(redis: Redis | null, database: Database): SessionStore {
  return redis ? createRedisSessionStore(redis) : createDatabaseSessionStore(database);
}
