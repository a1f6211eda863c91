import { describe, expect, it } from '@jest/globals';
import { processRoles, readConfiguration } from '../configuration.js';
import type { Environment } from '../environment.js';
import { ENVIRONMENT } from '../environment.js';

const key = 'k'.repeat(32);

describe('the configuration', () => {
  it('is whole without any variable', () => {
    expect(readConfiguration({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: 'file:var/countinghouse.db',
      jobsUrl: null,
      role: 'all',
      demoLogins: true,
      migrateAtStart: true,
      extraPlugins: [],
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfiguration({ PORT: '', REDIS_URL: ' ' })).toMatchObject({ port: 3000, redisUrl: null });
  });

  it('reads further plugins from a list', () => {
    expect(readConfiguration({ COUNTINGHOUSE_PLUGINS: 'a, ./b/plugin.js,' }).extraPlugins).toEqual([
      'a',
      './b/plugin.js',
    ]);
  });

  it('never lets the demo sign in to a production house', () => {
    expect(readConfiguration({ NODE_ENV: 'production', SECRET_KEY: key }).demoLogins).toBe(false);
  });

  it.each([
    ['web', ['web']],
    ['worker', ['worker']],
    ['bot', ['bot']],
    ['all', ['web', 'worker', 'bot']],
  ])('ROLE=%s runs the plugins of %j', (ROLE, roles) => {
    expect(processRoles(readConfiguration({ ROLE }).role)).toEqual(roles);
  });

  it('reads each variable of the table that the documents are written from', () => {
    const read = new Set<string>();
    readConfiguration(new Proxy<Environment>({}, { get: (_, name) => void read.add(String(name)) }));
    expect([...read].sort()).toEqual(
      ENVIRONMENT.filter((variable) => !('command' in variable))
        .map(({ name }) => name as string)
        .sort(),
    );
  });

  it.each<[Environment, string]>([
    [{ PORT: 'http' }, 'PORT is "http", but must be a whole number from 0 to 65535.'],
    [{ PORT: '70000' }, 'PORT is "70000", but must be a whole number from 0 to 65535.'],
    [{ ROLE: 'boss' }, 'ROLE is "boss", but must be web, worker, bot, all.'],
    [
      { DATABASE_URL: 'oracle://scott:tiger@host/db' },
      'DATABASE_URL is "oracle:…", but must be file:…, mysql:…, mariadb:…, postgresql:…, postgres:….',
    ],
    [
      { DATABASE_URL: 'file:' },
      'DATABASE_URL is "file:…", but must be file:…, mysql:…, mariadb:…, postgresql:…, postgres:….',
    ],
    [
      { PUBLIC_URL: 'office.example.com' },
      'PUBLIC_URL is "office.example.com:…", but must be http:…, https:….',
    ],
    [
      { NODE_ENV: 'production' },
      'SECRET_KEY is not set, but must be a secret of at least 32 characters (openssl rand -hex 32).',
    ],
    [
      { SECRET_KEY: 'short' },
      'SECRET_KEY is "5 characters long", but must be a secret of at least 32 characters (openssl rand -hex 32).',
    ],
    [
      { NODE_ENV: 'production', SECRET_KEY: key, DEMO: '1' },
      'DEMO is "1", but must be 0 or not set when NODE_ENV is production.',
    ],
    [{ MIGRATE: 'yes' }, 'MIGRATE is "yes", but must be 0, 1.'],
  ])('%j is refused', (environment, sentence) => {
    expect(() => readConfiguration(environment)).toThrow(new Error(sentence));
  });
});
