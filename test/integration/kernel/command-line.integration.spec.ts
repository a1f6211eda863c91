import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInPlugins } from '../../../plugins/index.js';
import { runCommandLine } from '../../../src/host/cli/run-command-line.js';
import { openDatabase } from '../../../src/host/database/open-database.js';
import { findUserByEmail } from '../../../src/host/sessions/users.js';
import { definePlugin, type Plugin } from '../../../src/kernel/plugin.js';
import { systemClock } from '../../../src/values/clock.js';
import { err, ok } from '../../../src/values/result.js';
import { silentLog } from '../../harness/database.js';
import { readConfiguration } from '../../../src/kernel/configuration.js';

/** Commands that do what a test asks of them. */
const probe = definePlugin({
  name: 'probe',
  version: '1.0.0',
  host: '*',
  permissions: [],
  register(house) {
    house.command({
      name: 'probe say',
      description: 'Says it again.',
      arguments: ['word'],
      options: [{ name: 'loudly', kind: 'boolean', description: 'In capitals.' }],
      async run({ arguments: [word = ''], options, actor, note }) {
        note('listening');
        const text = options['loudly'] === true ? word.toUpperCase() : word;
        return ok({ json: { text, amount: 12345678901234567890n, by: actor.name }, text });
      },
    });
    house.command({
      name: 'probe refuse',
      description: 'Refuses.',
      run: async () => err({ code: 'not-found' }),
    });
    house.command({
      name: 'probe report',
      description: 'Refuses, and reports why.',
      run: async () => ok({ json: {}, text: 'bad', refused: true }),
    });
    house.command({
      name: 'probe break',
      description: 'Breaks.',
      run: async () => {
        throw new Error('a bug');
      },
    });
  },
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'house-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(
  line: string,
  environment: Readonly<Record<string, string>> = {},
  plugins: readonly Plugin[] = [...builtInPlugins, probe],
): Promise<{ readonly code: number; readonly out: string; readonly error: string }> {
  const said = { out: '', error: '' };
  const code = await runCommandLine(
    {
      words: line.split(' ').filter((word) => word !== ''),
      environment: {
        DATABASE_URL: `file:${join(folder, 'house.db')}`,
        STORAGE: join(folder, 'files'),
        ...environment,
      },
      out: (text) => (said.out += `${text}\n`),
      error: (text) => (said.error += `${text}\n`),
    },
    plugins,
  );
  return { code, ...said };
}

describe('on a database that is not migrated', () => {
  it('a command refuses and says how to mend it', async () => {
    expect(await run('probe say hello')).toEqual({
      code: 1,
      out: '',
      error: expect.stringMatching(
        /^The database lacks \d+ migration\(s\), .* run `npx countinghouse migrate`\.\n$/,
      ),
    });
  });

  it('doctor says so too', async () => {
    const { code, out } = await run('doctor --json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      state: 'failing',
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'migrations', state: 'failing', mend: 'npx countinghouse migrate' }),
      ]),
    });
  });

  it('migrate applies what is new, once', async () => {
    expect(await run('migrate')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ migrations? w/) });
    expect(await run('migrate --language uk')).toEqual({
      code: 0,
      out: 'База даних актуальна.\n',
      error: '',
    });
  });
});

describe('a command of a plugin', () => {
  it('prints its text, and its report with --json; progress goes to standard error', async () => {
    expect(await run('probe say hello --loudly')).toEqual({ code: 0, out: 'HELLO\n', error: 'listening\n' });
    const { out } = await run('probe say hello --json');
    expect(JSON.parse(out)).toEqual({ text: 'hello', amount: '12345678901234567890', by: 'cli' });
  });

  it('exits 1 with a sentence when it refuses, 1 with its report when that is bad', async () => {
    expect(await run('probe refuse')).toEqual({
      code: 1,
      out: '',
      error: 'There is nothing at this address.\n',
    });
    expect(await run('probe refuse', { LANG: 'ru_RU.UTF-8' })).toMatchObject({
      error: 'По этому адресу ничего нет.\n',
    });
    expect(await run('probe report')).toEqual({ code: 1, out: 'bad\n', error: '' });
  });

  it('exits 1 with the reason when it breaks', async () => {
    expect(await run('probe break')).toEqual({
      code: 1,
      out: '',
      error: 'Something went wrong inside the house: a bug\n',
    });
  });
});

describe('wrong use exits 2 with a sentence', () => {
  it.each([
    ['', 'Name a command.'],
    ['fly', 'There is no command “fly”. `countinghouse --help` lists all of them.'],
    ['probe fly', 'There is no command “probe fly”. `countinghouse --help` lists all of them.'],
    ['probe say', '`probe say` needs: <word>.'],
    ['probe say a b', '`probe say` does not take “b”.'],
    ['probe say a --softly', '`probe say` does not know the option --softly.'],
    ['doctor --language de', '“de” is not a language of the house: en, uk or ru.'],
  ])('%s', async (line, sentence) => {
    expect(await run(line)).toEqual({ code: 2, out: '', error: `${sentence}\n` });
  });
});

describe('help', () => {
  it('lists every command in the language of the reader', async () => {
    const { code, out } = await run('--help --language uk');
    expect(code).toBe(0);
    expect(out).toContain('Використання: countinghouse');
    for (const name of [
      'migrate',
      'seed demo',
      'doctor',
      'user create <email>',
      'job list',
      'probe say <word>',
    ])
      expect(out).toContain(name);
  });

  it('tells what one command takes', async () => {
    expect((await run('probe say --help')).out).toMatch(/probe say <word>[\s\S]*--loudly {2,}In capitals\./);
  });
});

describe('the demo', () => {
  it('makes its logins once', async () => {
    const first = await run('seed demo --json');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({
      logins: expect.arrayContaining(['admin@demo.test', 'operator@demo.test']),
    });
    expect((await run('seed demo --json')).out).toBe(first.out);
  });

  it('is not made in production', async () => {
    const former = { SECRET_KEY_PREVIOUS: readConfiguration(process.env).secretKey };
    const environment = { NODE_ENV: 'production', SECRET_KEY: 'k'.repeat(32), ...former };
    expect(await run('seed demo', environment)).toMatchObject({
      code: 1,
      error: expect.stringContaining('passwords are public'),
    });
  });
});

describe('user create', () => {
  it('reads the password from the environment', async () => {
    process.env['COUNTINGHOUSE_PASSWORD'] = 'correct horse battery';
    try {
      expect(await run('user create Olena@Shop.test --role operator --user-language uk')).toMatchObject({
        code: 0,
      });
    } finally {
      delete process.env['COUNTINGHOUSE_PASSWORD'];
    }
    const database = await openDatabase({
      url: `file:${join(folder, 'house.db')}`,
      log: silentLog,
      clock: systemClock,
      secretKey: readConfiguration(process.env).secretKey,
    });
    expect(await findUserByEmail(database.port, 'olena@shop.test')).toMatchObject({
      role: 'operator',
      language: 'uk',
    });
    await database.close();
  });

  it.each([
    ['user create a@b.cd --role operator', 'A password has between 12 and 128 characters.'],
    ['user create a@b.cd --role boss', 'The role must be one of: admin, operator, manager, representative.'],
    ['user create a@b.cd --role admin --user-language de', 'The house does not speak that language.'],
  ])('%s is refused', async (line, sentence) => {
    expect(await run(line)).toEqual({ code: 1, out: '', error: `${sentence}\n` });
  });
});

describe('jobs and events', () => {
  it('are listed, retried, run and cancelled by number', async () => {
    const listed = JSON.parse((await run('job list --json')).out) as unknown;
    expect(listed).toMatchObject({ jobs: [{ name: 'backup.make', state: 'scheduled' }] });
    expect(await run('job list --state tired')).toMatchObject({
      code: 1,
      error: expect.stringContaining('“tired” is not a state of jobs'),
    });
    expect(await run('job retry 1')).toMatchObject({
      code: 1,
      error: 'Only a failed or cancelled job can be retried; nothing was changed.\n',
    });
    expect(await run('events retry')).toEqual({ code: 0, out: '0 deliveries start again.\n', error: '' });
  });
});

describe('a house that cannot be opened', () => {
  it.each([
    [{ PORT: 'http' }, 'PORT is "http", but must be a whole number from 0 to 65535.'],
    [
      { COUNTINGHOUSE_PLUGINS: './src/values/result.ts' },
      'COUNTINGHOUSE_PLUGINS names "./src/values/result.ts", which exports no `plugin`',
    ],
    [{ COUNTINGHOUSE_PLUGINS: 'countinghouse-plugin-nobody-wrote' }, 'which could not be loaded: '],
    [
      { DATABASE_URL: 'mysql://somebody:hush@127.0.0.1:9/nothing' },
      'The database at mysql://127.0.0.1:9/nothing cannot be reached',
    ],
  ])('%j', async (environment, sentence) => {
    const { code, out, error } = await run('probe say hello', environment);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toContain(sentence);
    expect(error).not.toContain('hush');
  });

  it('because a plugin that it names requires another', async () => {
    const lonely = definePlugin({
      name: 'lonely',
      version: '1.0.0',
      host: '*',
      requires: ['friend'],
      permissions: [],
      register: () => undefined,
    });
    expect((await run('doctor', {}, [lonely])).error).toContain('Plugin "lonely" requires "friend"');
  });
});
