import type { HouseDatabase } from '../../../src/host/database/open-database.js';
import { openTestDatabase } from '../../harness/database.js';
import { addressOf, type Dialect, type ServiceName } from '../../harness/services.js';

/** Where one contract suite keeps its rows and its wake-ups. */
export interface ContractPlace {
  readonly database: HouseDatabase;
  readonly jobsUrl: string | null;
  /** ends every connection to the server that is not ours */
  cutConnections(): Promise<void>;
  close(): Promise<void>;
}

export interface ContractBackend {
  readonly title: string;
  /** why it cannot be tried here */
  readonly missing: string | null;
  /** inside the process: there is no connection to cut */
  readonly embedded: boolean;
  open(): Promise<ContractPlace>;
}

export function contractBackends(): readonly ContractBackend[] {
  return [
    own('SQLite', 'sqlite'),
    own('MySQL or MariaDB', 'mysql'),
    own('PostgreSQL', 'postgresql'),
    vendors("Agenda's PostgreSQL backend", 'postgresql', 'TEST_POSTGRES_URL', openAgendaPostgres),
    vendors("Agenda's Redis backend", 'redis', 'TEST_REDIS_URL', openAgendaRedis),
    vendors("Agenda's MongoDB backend", 'mongodb', 'MONGODB_URL', openAgendaMongo),
  ];
}

function own(title: string, dialect: Dialect): ContractBackend {
  const address = dialect === 'sqlite' ? 'embedded' : addressOf(dialect);
  return {
    title: `our own backend, ${title}`,
    missing: address ? null : `TEST_${dialect === 'mysql' ? 'MYSQL' : 'POSTGRES'}_URL is not set`,
    embedded: dialect === 'sqlite',
    async open() {
      const database = await openTestDatabase(dialect);
      return {
        database,
        jobsUrl: null,
        cutConnections: () => cutOwn(database, address!),
        close: () => database.close(),
      };
    },
  };
}

function vendors(
  title: string,
  service: ServiceName,
  variable: string,
  open: (address: string) => Promise<Omit<ContractPlace, 'database'>>,
): ContractBackend {
  const address = addressOf(service);
  return {
    title,
    missing: address ? null : `${variable} is not set`,
    embedded: false,
    async open() {
      const database = await openTestDatabase('sqlite');
      const place = await open(address!);
      return {
        ...place,
        database,
        close: async () => {
          await place.close();
          await database.close();
        },
      };
    },
  };
}

async function cutOwn(database: HouseDatabase, address: string): Promise<void> {
  if (database.dialect === 'postgresql') return cutPostgres(address, new URL(database.url).pathname.slice(1));
  const { createConnection } = await import('mysql2/promise');
  const server = await createConnection(address);
  const [found] = await server.query('select id from information_schema.processlist where db = ?', [
    new URL(database.url).pathname.slice(1),
  ]);
  for (const { id } of found as { id: number }[]) await server.query(`kill ${id}`).catch(() => {});
  await server.end();
}

async function cutPostgres(address: string, name: string): Promise<void> {
  await withPostgres(address, (server) =>
    server.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [name],
    ),
  );
}

async function openAgendaPostgres(address: string): Promise<Omit<ContractPlace, 'database'>> {
  const name = `jobs_contract_${process.pid}_${Date.now()}`;
  await withPostgres(address, (server) => server.query(`create database ${name}`));
  const url = new URL(address);
  url.pathname = `/${name}`;
  return {
    jobsUrl: url.href,
    cutConnections: () => cutPostgres(address, name),
    close: () => withPostgres(address, (server) => server.query(`drop database ${name} with (force)`)),
  };
}

async function withPostgres(
  address: string,
  work: (server: { query(sql: string, values?: unknown[]): Promise<unknown> }) => Promise<unknown>,
): Promise<void> {
  const { default: pg } = await import('pg');
  const server = new pg.Client({ connectionString: address });
  await server.connect();
  try {
    await work(server);
  } finally {
    await server.end();
  }
}

/** The names of a house's jobs carry a prefix of their own, so many may share one Redis. */
async function openAgendaRedis(address: string): Promise<Omit<ContractPlace, 'database'>> {
  const { Redis } = await import('ioredis');
  const url = new URL(address);
  // A database of its own: cutting connections there disturbs nobody else.
  url.pathname = '/11';
  const server = new Redis(address);
  return {
    jobsUrl: url.href,
    async cutConnections() {
      const clients = String(await server.client('LIST'));
      for (const [, id] of clients.matchAll(/^id=(\d+) .* db=11 /gm))
        await server.client('KILL', 'ID', Number(id));
    },
    close: async () => server.disconnect(),
  };
}

async function openAgendaMongo(address: string): Promise<Omit<ContractPlace, 'database'>> {
  const { MongoClient } = await import('@agendajs/mongo-backend');
  const server = await new MongoClient(address).connect();
  const url = new URL(address);
  url.pathname = `/jobs_contract_${process.pid}_${Date.now()}`;
  return {
    jobsUrl: url.href,
    async cutConnections() {
      const found = await server.db('admin').command({ currentOp: 1, $all: true });
      const clients = (found['inprog'] as { connectionId?: number; client?: string }[]).filter(
        (operation) => operation.client,
      );
      for (const { connectionId } of clients) {
        if (connectionId !== undefined)
          await server
            .db('admin')
            .command({ killOp: 1, op: connectionId })
            .catch(() => {});
      }
    },
    async close() {
      await server.db(url.pathname.slice(1)).dropDatabase();
      await server.close();
    },
  };
}
