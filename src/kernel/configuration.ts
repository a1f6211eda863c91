import { BootRefused } from './failures.js';
import type { Environment, VariableName } from './environment.js';
import type { ProcessRole } from './plugin.js';

/** What the environment says, read once at start. */
export interface Configuration {
  readonly host: string;
  readonly port: number;
  /** null: not told; then the address is that of HOST and PORT */
  readonly publicUrl: string | null;
  readonly databaseUrl: string;
  readonly jobsUrl: string | null;
  readonly redisUrl: string | null;
  /** where mail is handed in; null: the house sends none */
  readonly smtpUrl: string | null;
  readonly secretKey: string;
  /** that stood in SECRET_KEY before: they still open what they sealed */
  readonly formerKeys: readonly string[];
  readonly role: ProcessRole | 'all';
  readonly production: boolean;
  /** whether `…@demo.test` may sign in */
  readonly demoLogins: boolean;
  readonly migrateAtStart: boolean;
  /** npm names or paths */
  readonly extraPlugins: readonly string[];
  readonly storage: string;
  readonly browserPath: string | null;
  readonly metricsToken: string | null;
  readonly trustedProxies: number;
  readonly drainSeconds: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** as it is: of it each plugin is told the variables that it declares */
  readonly environment: Environment;
}

/** Public, so no protection: a production start refuses to run on it. */
const DEVELOPMENT_KEY = 'countinghouse-development-key-that-anybody-can-read';
const KEY_LENGTH = 32;

/**
 * Reads the environment. An empty variable counts as not set.
 * @throws BootRefused variable-invalid, variable-missing
 */
export function readConfiguration(environment: Environment): Configuration {
  const text = (name: VariableName): string | null => environment[name]?.trim() || null;
  const production = text('NODE_ENV') === 'production';
  return {
    host: text('HOST') ?? '127.0.0.1',
    port: whole('PORT', text('PORT') ?? '3000', 65_535),
    publicUrl: address('PUBLIC_URL', text('PUBLIC_URL'), ['http:', 'https:']),
    databaseUrl: address('DATABASE_URL', text('DATABASE_URL') ?? 'file:var/countinghouse.db', DATABASES),
    jobsUrl: address('JOBS_URL', text('JOBS_URL'), QUEUES),
    redisUrl: address('REDIS_URL', text('REDIS_URL'), ['redis:', 'rediss:']),
    smtpUrl: address('SMTP_URL', text('SMTP_URL'), ['smtp:', 'smtps:']),
    secretKey: secretKey(text('SECRET_KEY'), production),
    formerKeys: formerKeys(text('SECRET_KEY_PREVIOUS')),
    role: oneOf('ROLE', text('ROLE') ?? 'all', ['web', 'worker', 'bot', 'all']),
    production,
    demoLogins: demoLogins(text('DEMO'), production),
    migrateAtStart: flag('MIGRATE', text('MIGRATE') ?? '1'),
    extraPlugins: (text('COUNTINGHOUSE_PLUGINS') ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    storage: text('STORAGE') ?? 'var/files',
    browserPath: text('PUPPETEER_EXECUTABLE_PATH'),
    metricsToken: text('METRICS_TOKEN'),
    trustedProxies: whole('TRUST_PROXY', text('TRUST_PROXY') ?? '0', 10),
    drainSeconds: whole('DRAIN_SECONDS', text('DRAIN_SECONDS') ?? '0', 300),
    logLevel: oneOf('LOG_LEVEL', text('LOG_LEVEL') ?? 'info', ['debug', 'info', 'warn', 'error']),
    environment,
  };
}

/** The roles of plugins that a process of this ROLE runs. */
export function processRoles(role: Configuration['role']): readonly ProcessRole[] {
  return role === 'all' ? ['web', 'worker', 'bot'] : [role];
}

const DATABASES = ['file:', 'mysql:', 'mariadb:', 'postgresql:', 'postgres:'];
const QUEUES = ['mongodb:', 'mongodb+srv:', 'postgresql:', 'postgres:', 'redis:', 'rediss:'];

function whole(variable: VariableName, value: string, max: number): number {
  if (/^\d+$/.test(value) && Number(value) <= max) return Number(value);
  throw new BootRefused('variable-invalid', { variable, value, expected: `a whole number from 0 to ${max}` });
}

function oneOf<const Choice extends string>(
  variable: VariableName,
  value: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  throw new BootRefused('variable-invalid', { variable, value, expected: choices.join(', ') });
}

function flag(variable: VariableName, value: string): boolean {
  return oneOf(variable, value, ['0', '1']) === '1';
}

function address<Value extends string | null>(
  variable: VariableName,
  value: Value,
  schemes: readonly string[],
): Value {
  if (value === null || schemes.some((scheme) => isAddress(value, scheme))) return value;
  // A password may stand in it, so only its scheme is repeated.
  const shown = `${value.split(':')[0]}:…`;
  throw new BootRefused('variable-invalid', {
    variable,
    value: shown,
    expected: schemes.map((scheme) => `${scheme}…`).join(', '),
  });
}

function isAddress(value: string, scheme: string): boolean {
  if (!value.startsWith(scheme)) return false;
  return scheme === 'file:' ? value.length > scheme.length : URL.canParse(value);
}

function secretKey(value: string | null, production: boolean): string {
  const expected = `a secret of at least ${KEY_LENGTH} characters (openssl rand -hex 32)`;
  if (value !== null && value.length < KEY_LENGTH) {
    throw new BootRefused('variable-invalid', {
      variable: 'SECRET_KEY',
      value: `${value.length} characters long`,
      expected,
    });
  }
  if (value === null && production)
    throw new BootRefused('variable-missing', { variable: 'SECRET_KEY', expected });
  if (value === DEVELOPMENT_KEY && production) {
    throw new BootRefused('variable-invalid', {
      variable: 'SECRET_KEY',
      value: 'the key of development',
      expected,
    });
  }
  return value ?? DEVELOPMENT_KEY;
}

function formerKeys(value: string | null): readonly string[] {
  const keys = (value ?? '').split(',').map((key) => key.trim());
  return keys.filter((key) => key !== '');
}

/** The password of the demo logins is printed in the README. */
function demoLogins(value: string | null, production: boolean): boolean {
  if (value === null) return !production;
  if (!flag('DEMO', value)) return false;
  if (!production) return true;
  throw new BootRefused('variable-invalid', {
    variable: 'DEMO',
    value,
    expected: '0 or not set when NODE_ENV is production',
  });
}
