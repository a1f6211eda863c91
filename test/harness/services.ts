// Where the servers are that a specification speaks to, and what it says when one is absent. Start them by hand
// with `node scripts/services.mjs start`; `npm run check` starts them by itself.
import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';

export type ServiceName = 'mysql' | 'postgresql' | 'redis' | 'mongodb' | 'chromium';
export type Dialect = 'sqlite' | 'mysql' | 'postgresql';

const VARIABLES: Record<ServiceName, string> = {
  mysql: 'TEST_MYSQL_URL',
  postgresql: 'TEST_POSTGRES_URL',
  redis: 'TEST_REDIS_URL',
  mongodb: 'MONGODB_URL',
  chromium: 'PUPPETEER_EXECUTABLE_PATH',
};

/** The address of a reachable server (for `chromium` the path of its binary), or undefined. */
export function addressOf(service: ServiceName): string | undefined {
  return process.env[VARIABLES[service]] || undefined;
}

/**
 * The databases that this run is held against: SQLite always, the others where they are reachable.
 * TEST_DIALECTS=sqlite,mysql narrows the list.
 */
export function dialectsUnderTest(): readonly Dialect[] {
  const wanted = process.env['TEST_DIALECTS']?.split(',').map((name) => name.trim());
  const reachable: Dialect[] = ['sqlite'];
  if (addressOf('mysql')) reachable.push('mysql');
  if (addressOf('postgresql')) reachable.push('postgresql');
  return wanted ? reachable.filter((dialect) => wanted.includes(dialect)) : reachable;
}

/** The environment of a house that a specification starts from dist/: what runs in it counts as covered. */
export function servedEnvironment(): NodeJS.ProcessEnv {
  const folder = process.env['SERVED_COVERAGE'];
  return folder ? { ...process.env, NODE_V8_COVERAGE: folder } : { ...process.env };
}

type Body = (address: string) => void;

/** A `describe` that runs where the server is reachable, and elsewhere skips in a sentence that says what to set. */
export function describeWith(service: ServiceName, title: string, body: Body): void {
  const address = addressOf(service);
  describeOrSkip(title, address, `${VARIABLES[service]} is not set`, body);
}

/** A `describe` over a file that is not part of the repository, such as a customer's real ledger. */
export function describeWithFile(path: string, title: string, body: Body): void {
  describeOrSkip(title, existsSync(path) ? path : undefined, `${path} is not there`, body);
}

function describeOrSkip(title: string, address: string | undefined, reason: string, body: Body): void {
  if (address) describe(title, () => body(address));
  // The body still declares its tests, so that the report counts and names each one that did not run.
  else describe.skip(`${title} [skipped: ${reason}]`, () => body(''));
}
