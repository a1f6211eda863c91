import type { Dialect } from '../../kernel/ports.js';
import { DatabaseUnavailable } from '../../kernel/database-unavailable.js';

const LOST_SOCKET = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
];

const LOST: Record<Dialect, readonly string[]> = {
  sqlite: [
    'SQLITE_BUSY',
    'SQLITE_CANTOPEN',
    'SQLITE_FULL',
    'SQLITE_IOERR',
    'SQLITE_NOTADB',
    'SQLITE_READONLY',
    // the folder cannot be made
    'EACCES',
    'EEXIST',
    'ENOSPC',
    'ENOTDIR',
    'EROFS',
  ],
  mysql: [
    ...LOST_SOCKET,
    'PROTOCOL_CONNECTION_LOST',
    'PROTOCOL_SEQUENCE_TIMEOUT',
    'ER_SERVER_SHUTDOWN',
    'ER_NORMAL_SHUTDOWN',
    'ER_CONNECTION_KILLED',
    'ER_CON_COUNT_ERROR',
    'ER_TOO_MANY_USER_CONNECTIONS',
    'ER_OPTION_PREVENTS_STATEMENT',
  ],
  // class 08 connection, 57P0x shutdown and crash, 53300 too many connections
  postgresql: [
    ...LOST_SOCKET,
    '08000',
    '08001',
    '08003',
    '08004',
    '08006',
    '57P01',
    '57P02',
    '57P03',
    '57P05',
    '53300',
  ],
};

// What the drivers throw without a code.
const LOST_MESSAGE =
  /connection terminated|connection is in closed state|not queryable|timeout exceeded when trying to connect|pool is closed|connection is closed|queue limit/i;

// Another transaction was in the way: the same work may succeed when it is done again from its beginning.
const CONFLICT: Record<Dialect, readonly string[]> = {
  sqlite: ['SQLITE_BUSY_SNAPSHOT'],
  // ER_CHECKREAD: MariaDB, when a row changed since the snapshot
  mysql: ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD'],
  postgresql: ['40001', '40P01', '55P03'],
};

export function isConflict(dialect: Dialect, failure: unknown): boolean {
  return CONFLICT[dialect].includes(codeOf(failure));
}

export function isLostConnection(dialect: Dialect, failure: unknown): boolean {
  const code = codeOf(failure);
  if (dialect === 'sqlite')
    return (
      LOST.sqlite.some((lost) => code === lost || code.startsWith(`${lost}_`)) &&
      !isConflict(dialect, failure)
    );
  return LOST[dialect].includes(code) || LOST_MESSAGE.test(messageOf(failure));
}

/** What a driver throws, told apart: the machine is broken (DatabaseUnavailable), or the statement is (as it came). */
export function failureOf(dialect: Dialect, failure: unknown): unknown {
  if (failure instanceof DatabaseUnavailable) return failure;
  return isLostConnection(dialect, failure) ? new DatabaseUnavailable(failure) : failure;
}

export function codeOf(failure: unknown): string {
  if (typeof failure !== 'object' || failure === null || !('code' in failure)) return '';
  return String(failure.code);
}

/** Errors of native modules are not always instances of this realm's Error. */
export function messageOf(failure: unknown): string {
  return typeof failure === 'object' && failure !== null && 'message' in failure
    ? String(failure.message)
    : '';
}
