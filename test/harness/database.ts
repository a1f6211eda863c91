// Fresh, migrated databases for specifications: a file of its own on SQLite, a database of its own on the servers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { describe } from '@jest/globals';
import { sql } from 'kysely';
import { migrate } from '../../src/host/database/migrate.js';
import { openDatabase, type HouseDatabase } from '../../src/host/database/open-database.js';
import type { Dialect, Logger } from '../../src/kernel/ports.js';
import { queriesOf } from '../../src/query/queries.js';
import { systemClock, type Clock } from '../../src/values/clock.js';
import { silentLog } from './silent-log.js';
import { addressOf, dialectsUnderTest } from './services.js';
import { TEST_SECRET_KEY } from './secret-key.js';

export interface TestDatabase extends HouseDatabase {
  /** closes it and takes it away */
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  readonly clock?: Clock;
  readonly log?: Logger;
  /** false: without tables */
  readonly migrated?: boolean;
}

export { silentLog };

/** A database of one's own, gone after `close()`. Other processes reach it by its `url`. */
export async function openTestDatabase(
  dialect: Dialect,
  options: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const { clock = systemClock, log = silentLog, migrated = true } = options;
  const place = await makePlace(dialect);
  const house = await openDatabase({ url: place.url, log, clock, secretKey: TEST_SECRET_KEY });
  try {
    if (migrated) await migrate(house);
  } catch (failure) {
    await house.close();
    await place.remove();
    throw failure;
  }
  return {
    ...house,
    async close() {
      await house.close();
      await place.remove();
    },
  };
}

type Opener = (options?: TestDatabaseOptions) => Promise<TestDatabase>;

/**
 * The same specification on every reachable database. One that is not reachable is skipped by name, and is a failure where
 * services are promised (CI, or REQUIRE_SERVICES=1).
 */
export function forEachDialect(title: string, body: (dialect: Dialect, open: Opener) => void): void {
  const reachable = dialectsUnderTest();
  const isNarrowed = Boolean(process.env['TEST_DIALECTS']);
  for (const dialect of ['sqlite', 'mysql', 'postgresql'] as const) {
    const open: Opener = (options) => openTestDatabase(dialect, options);
    if (reachable.includes(dialect)) describe(`${title} (${dialect})`, () => body(dialect, open));
    else if (isNarrowed)
      describe.skip(`${title} (${dialect}) [skipped: TEST_DIALECTS leaves it out]`, () =>
        body(dialect, open));
    else if (servicesAreRequired())
      describe(`${title} (${dialect})`, () => body(dialect, () => Promise.reject(missing(dialect))));
    else
      describe.skip(`${title} (${dialect}) [skipped: ${missing(dialect).message}]`, () =>
        body(dialect, open));
  }
}

function servicesAreRequired(): boolean {
  return process.env['REQUIRE_SERVICES'] === '1' || process.env['CI'] === 'true';
}

function missing(dialect: Dialect): Error {
  return new Error(`${dialect === 'mysql' ? 'TEST_MYSQL_URL' : 'TEST_POSTGRES_URL'} is not set`);
}

interface Place {
  readonly url: string;
  remove(): Promise<void>;
}

async function makePlace(dialect: Dialect): Promise<Place> {
  if (dialect === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'house-'));
    return {
      url: `file:${join(folder, 'house.db')}`,
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const server = addressOf(dialect);
  if (!server) throw missing(dialect);
  const name = `house_${randomBytes(8).toString('hex')}`;
  await onServer(server, sql`create database ${sql.id(name)}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const force = dialect === 'postgresql' ? sql`with (force)` : sql``;
  return {
    url: url.href,
    remove: () => onServer(server, sql`drop database if exists ${sql.id(name)} ${force}`),
  };
}

async function onServer(url: string, statement: ReturnType<typeof sql>): Promise<void> {
  const server = await openDatabase({ url, log: silentLog, clock: systemClock, secretKey: TEST_SECRET_KEY });
  try {
    await statement.execute(queriesOf<unknown>(server.port.queries));
  } finally {
    await server.close();
  }
}
