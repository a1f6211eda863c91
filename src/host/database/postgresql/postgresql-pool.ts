import pg from 'pg';

const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 30_000;
const CONNECTIONS = 10;

const OF_TYPE: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: (text) => BigInt(text),
  [pg.types.builtins.DATE]: (text) => text,
  // without a zone: instants are stored in UTC
  [pg.types.builtins.TIMESTAMP]: (text) => new Date(`${text.replace(' ', 'T')}Z`),
};

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    OF_TYPE[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
};

/** `postgresql://user:password@host:port/database?connections=20&sslmode=require` */
export function postgresqlPool(url: string): pg.Pool {
  const address = new URL(url);
  const connections = Number(address.searchParams.get('connections') ?? CONNECTIONS);
  address.searchParams.delete('connections');
  const pool = new pg.Pool({
    connectionString: address.href,
    max: connections,
    types,
    options: '-c timezone=UTC -c lock_timeout=15s',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    keepAlive: true,
  });
  // Without listeners a server that ends a connection would end the process; the pool makes a new one when it is needed.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
