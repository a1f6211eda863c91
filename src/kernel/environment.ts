export type Environment = Readonly<Record<string, string | undefined>>;

/** One variable of the environment. This table is what the house reads and what docs/generated/environment.md is written from. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly meaning: string;
  /** as a person would read it; empty: none */
  readonly default: string;
  readonly example: string;
  /** the one command that reads it; absent: the house, at its start */
  readonly command?: string;
}

export const ENVIRONMENT = [
  {
    name: 'HOST',
    meaning: 'Address that the web server listens on.',
    default: '127.0.0.1',
    example: '0.0.0.0',
  },
  {
    name: 'PORT',
    meaning: 'Port that the web server listens on; 0 takes a free one.',
    default: '3000',
    example: '8080',
  },
  {
    name: 'PUBLIC_URL',
    meaning: 'Address that people type; https makes the cookies secure.',
    default: 'http://HOST:PORT',
    example: 'https://office.example.com',
  },
  {
    name: 'DATABASE_URL',
    meaning: 'Where the data lives: `file:` (SQLite), `mysql://` (MySQL, MariaDB) or `postgresql://`.',
    default: 'file:var/countinghouse.db',
    example: 'mysql://user:password@db.example.com:3306/countinghouse',
  },
  {
    name: 'JOBS_URL',
    meaning:
      'Where jobs are queued: `mongodb://`, `postgresql://` or `redis://`; without it the database queues them.',
    default: '',
    example: 'mongodb://mongo.example.com/countinghouse',
  },
  {
    name: 'REDIS_URL',
    meaning: 'Redis for sessions and login limits; without it the database keeps them.',
    default: '',
    example: 'redis://cache.example.com:6379',
  },
  {
    name: 'SMTP_URL',
    meaning:
      'Mail server for invitations and new passwords; `?from=` names the sender. Without it an administrator passes the links on.',
    default: '',
    example: 'smtps://user:password@mail.example.com:465?from=office@example.com',
  },
  {
    name: 'SECRET_KEY',
    meaning:
      'At least 32 characters from which the keys of everything that stands encrypted in the database are derived. Keep a copy: without it none of that can be read.',
    default: 'required in production; otherwise a key for development',
    example: 'the output of `openssl rand -hex 32`',
  },
  {
    name: 'SECRET_KEY_PREVIOUS',
    meaning:
      'Former SECRET_KEYs, separated by commas: they still open what was sealed under them until `countinghouse keys rotate` has sealed it anew.',
    default: '',
    example: 'the SECRET_KEY of last year',
  },
  {
    name: 'ROLE',
    meaning:
      'What this process does: `web` serves, `worker` runs jobs, `bot` talks to people through bots that fetch their messages, `all` does all three.',
    default: 'all',
    example: 'worker',
  },
  {
    name: 'NODE_ENV',
    meaning: '`production` demands a SECRET_KEY and refuses the demo logins.',
    default: 'development',
    example: 'production',
  },
  {
    name: 'DEMO',
    meaning: '`1` lets the demo logins (…@demo.test) sign in. Refused in production.',
    default: '1 outside production',
    example: '0',
  },
  {
    name: 'MIGRATE',
    meaning: '`0`: a start with migrations pending is refused instead of applying them.',
    default: '1',
    example: '0',
  },
  {
    name: 'COUNTINGHOUSE_PLUGINS',
    meaning: 'Further plugins, separated by commas: npm packages, or paths that begin with a dot or a slash.',
    default: '',
    example: 'countinghouse-plugin-loyalty,./docs/examples/hello-plugin/plugin.js',
  },
  {
    name: 'STORAGE',
    meaning: 'Folder for files that plugins keep (uploads, rows that failed).',
    default: 'var/files',
    example: '/srv/countinghouse/files',
  },
  {
    name: 'PUPPETEER_EXECUTABLE_PATH',
    meaning: 'Chromium or Chrome that prints PDFs; without it one is looked for.',
    default: '',
    example: '/usr/bin/chromium',
  },
  {
    name: 'METRICS_TOKEN',
    meaning: 'Bearer token that opens /metrics from elsewhere; without it only this machine may read them.',
    default: '',
    example: 'a long random text',
  },
  {
    name: 'TRUST_PROXY',
    meaning:
      'How many reverse proxies stand before the house, so that the address of a client is read from what they forward.',
    default: '0',
    example: '1',
  },
  {
    name: 'DRAIN_SECONDS',
    meaning:
      'How long a process that is told to end goes on serving while /readyz answers 503, so that a balancer turns away first.',
    default: '0',
    example: '5',
  },
  { name: 'LOG_LEVEL', meaning: '`debug`, `info`, `warn` or `error`.', default: 'info', example: 'debug' },
  {
    name: 'COUNTINGHOUSE_PASSWORD',
    meaning: 'Password of the user that `countinghouse user create` creates.',
    default: '',
    example: 'a long sentence',
    command: 'user create',
  },
] as const satisfies readonly EnvironmentVariable[];

export type VariableName = (typeof ENVIRONMENT)[number]['name'];
