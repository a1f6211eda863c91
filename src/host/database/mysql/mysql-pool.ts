import { createPool, type Pool, type PoolConnection } from 'mysql2';
import type { TypeCastField, TypeCastNext } from 'mysql2';

const CONNECT_TIMEOUT_MS = 10_000;
const CONNECTIONS = 10;

const SESSION = [
  // As PostgreSQL does by default: after a row lock is granted the next statement sees what its former holder wrote.
  'set session transaction isolation level read committed',
  "set session sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', innodb_lock_wait_timeout = 15",
];

/** `mysql://user:password@host:port/database?connections=20&ssl=true` */
export function mysqlPool(url: string): Pool {
  const address = new URL(url);
  return createPool({
    host: address.hostname.replace(/^\[|\]$/g, ''),
    port: Number(address.port || 3306),
    user: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    database: decodeURIComponent(address.pathname.slice(1)),
    ...(address.searchParams.get('ssl') === 'true' ? { ssl: { rejectUnauthorized: true } } : {}),
    connectionLimit: Number(address.searchParams.get('connections') ?? CONNECTIONS),
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableKeepAlive: true,
    charset: 'UTF8MB4_UNICODE_CI',
    timezone: 'Z',
    dateStrings: ['DATE'],
    supportBigNumbers: true,
    // An update that changes nothing still found its row; driver and builder read the number found from the server's message,
    // and an insert that met its own key counts as none.
    flags: ['-FOUND_ROWS'],
    stringifyObjects: true,
    multipleStatements: false,
    typeCast,
  });
}

function typeCast(field: TypeCastField, next: TypeCastNext): unknown {
  if (field.type === 'LONGLONG') {
    const text = field.string();
    return text === null ? null : BigInt(text);
  }
  if (field.type === 'TINY' && field.length === 1) {
    const text = field.string();
    return text === null ? null : text !== '0';
  }
  if (field.type === 'DATETIME') {
    // The driver would read the year 1 as 2001.
    const text = field.string();
    return text === null ? null : new Date(`${text.replace(' ', 'T')}Z`);
  }
  return next();
}

const prepared = new WeakSet<PoolConnection>();

export async function acquire(pool: Pool): Promise<PoolConnection> {
  const connection = await new Promise<PoolConnection>((resolve, reject) => {
    pool.getConnection((failure, found) => (failure ? reject(failure) : resolve(found)));
  });
  if (prepared.has(connection)) return connection;
  // Without a listener a connection that the server ends would end the process.
  connection.on('error', () => undefined);
  try {
    for (const statement of SESSION) await send(connection, statement, []);
  } catch (failure) {
    connection.destroy();
    throw failure;
  }
  prepared.add(connection);
  return connection;
}

export function send(
  connection: PoolConnection,
  text: string,
  parameters: readonly unknown[],
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.query(text, [...parameters], (failure, result) =>
      failure ? reject(failure) : resolve(result),
    );
  });
}
