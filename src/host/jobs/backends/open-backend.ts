import type { AgendaBackend } from 'agenda';
import type { Database, Logger } from '../../../kernel/ports.js';
import type { DatabaseClock } from '../database-clock.js';
import { openSqlRepository } from './sql-repository.js';

export interface OpenBackend {
  readonly backend: AgendaBackend;
  close(): Promise<void>;
}

interface Opening {
  readonly database: Database;
  readonly clock: DatabaseClock;
  readonly lockLifetimeMs: number;
  readonly log: Logger;
}

/** What keeps the wake-ups: the house's own database, or what JOBS_URL names. A vendor is loaded only when it is named. */
export async function openBackend(url: string | null, opening: Opening): Promise<OpenBackend> {
  if (url === null) return openOwnDatabase(opening);
  const scheme = url.slice(0, url.indexOf(':'));
  if (scheme === 'mongodb' || scheme === 'mongodb+srv') return openMongo(url, opening);
  if (scheme === 'postgresql' || scheme === 'postgres') return openPostgres(url, opening);
  if (scheme === 'redis' || scheme === 'rediss') return openRedis(url, opening);
  throw new Error(
    `JOBS_URL begins with "${scheme}:". It may be mongodb:, postgresql: or redis:, or be left out: then jobs are kept in the house's own database.`,
  );
}

function openOwnDatabase({ database, clock, lockLifetimeMs }: Opening): OpenBackend {
  const repository = openSqlRepository(database, clock, lockLifetimeMs);
  return {
    backend: {
      name: 'sql',
      repository,
      ownsConnection: false,
      connect: () => repository.connect(),
      disconnect: async () => {},
    },
    close: async () => {},
  };
}

async function openPostgres(url: string, { log }: Opening): Promise<OpenBackend> {
  const [{ PostgresBackend }, { default: pg }] = await Promise.all([
    import('@agendajs/postgres-backend'),
    import('pg'),
  ]);
  const pool = new pg.Pool({
    connectionString: url,
    max: 5,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // A connection that dies while idle ends the process unless somebody listens; so does one that dies while lent out.
  pool.on('error', (error) => log.warn({ error }, 'the jobs database has closed a connection'));
  pool.on('connect', (client) =>
    client.on('error', (error) => log.warn({ error }, 'a connection to the jobs database broke')),
  );
  return {
    backend: named('postgresql', new PostgresBackend({ pool, disableNotifications: true })),
    close: () => pool.end(),
  };
}

async function openRedis(url: string, { log }: Opening): Promise<OpenBackend> {
  const [{ RedisBackend }, { Redis }] = await Promise.all([
    import('@agendajs/redis-backend'),
    import('ioredis'),
  ]);
  const redis = new Redis(url, {
    maxRetriesPerRequest: 2,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  redis.on('error', (error) => log.warn({ error }, 'the connection to Redis broke'));
  return {
    backend: named('redis', new RedisBackend({ redis, keyPrefix: 'countinghouse:jobs:' })),
    close: async () => redis.disconnect(),
  };
}

async function openMongo(url: string, { log }: Opening): Promise<OpenBackend> {
  const { MongoBackend, MongoClient } = await import('@agendajs/mongo-backend');
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  client.on('error', (error) => log.warn({ error }, 'the connection to MongoDB broke'));
  return { backend: named('mongodb', new MongoBackend({ mongo: client.db() })), close: () => client.close() };
}

/** Agenda's own names are for people ("PostgreSQL"); ours stands in front of a wake-up's id. */
function named(name: string, inner: AgendaBackend): AgendaBackend {
  return {
    name,
    repository: inner.repository,
    ownsConnection: false,
    connect: () => inner.connect(),
    disconnect: () => inner.disconnect(),
  };
}
