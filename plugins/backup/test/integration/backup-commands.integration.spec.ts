import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInPlugins } from '../../../index.js';
import { runCommandLine } from '../../../../src/host/cli/run-command-line.js';

interface Answer {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly recipient: string;
  readonly identity: string;
}

const hasAge = spawnSync('age', ['--version']).error === undefined;
const withAge = hasAge ? it : it.skip;
if (!hasAge) console.warn('age is not installed: what it makes of a backup is not seen.');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'house-backup-'));
  await mkdir(join(folder, 'storage/reports/runs'), { recursive: true });
  await mkdir(join(folder, 'storage/host/uploads'), { recursive: true });
  await writeFile(join(folder, 'storage/reports/runs/one.pdf'), 'a report');
  await writeFile(join(folder, 'storage/host/uploads/half'), 'half a file');
  process.env['COUNTINGHOUSE_PASSWORD'] = 'a password that is long enough';
  expect(await run('migrate')).toMatchObject({ code: 0, error: '' });
  expect(
    await run('user', 'create', 'somebody@house.test', '--role', 'admin', '--name', 'Somebody'),
  ).toMatchObject({ code: 0, error: '' });
}, 120_000);
afterAll(async () => {
  delete process.env['COUNTINGHOUSE_PASSWORD'];
  await rm(folder, { recursive: true, force: true });
});

async function run(...words: readonly string[]) {
  let [out, error] = ['', ''];
  const environment = {
    DATABASE_URL: `file:${join(folder, 'house.db')}`,
    STORAGE: join(folder, 'storage'),
    SECRET_KEY: 'a key of 32 characters for these alone',
    LANG: 'en',
  };
  const code = await runCommandLine(
    { words, environment, out: (text) => void (out += text), error: (text) => void (error += text) },
    builtInPlugins,
  );
  return { code, error, out, answer: <T = Answer>() => JSON.parse(out) as T };
}

describe('A backup from the command line', () => {
  it('says which file it is, its digest, and every table with its rows', async () => {
    const made = await run('backup', 'make', '--to', `file:${join(folder, 'made')}`, '--json');
    expect(made).toMatchObject({ code: 0, error: '' });
    const { file, bytes, sha256, tables } = made.answer();
    expect(Object.keys(made.answer())).toEqual(['file', 'bytes', 'sha256', 'tables']);
    expect((await readFile(file)).length).toBe(bytes);
    expect(tables).toContainEqual({ table: 'app_user', rows: 1 });
    const verified = await run('backup', 'verify', file, '--json');
    expect([verified.code, verified.answer()]).toMatchObject([0, { sha256, bytes, tables, files: 1 }]);
  });

  withAge(
    'opens by Debian’s age with the house’s key and with another’s, and holds the files that plugins keep',
    async () => {
      const key = join(folder, 'another.key');
      execFileSync('age-keygen', ['-o', key], { stdio: 'ignore' });
      const recipient = execFileSync('age-keygen', ['-y', key], { encoding: 'utf8' }).trim();
      const words = [
        'backup',
        'make',
        '--to',
        `file:${join(folder, 'for-two')}`,
        '--recipient',
        recipient,
        '--rows',
        'csv',
      ];
      const { file } = (await run(...words, '--json')).answer();
      const own = join(folder, 'house.key');
      await writeFile(own, (await run('backup', 'identity', '--reveal')).out);
      for (const each of [key, own]) {
        const tar = execFileSync('age', ['-d', '-i', each, file], { maxBuffer: 1e9 });
        const names = execFileSync('tar', ['-tzf', '-'], { input: tar, encoding: 'utf8' }).split('\n');
        expect(names).toEqual(
          expect.arrayContaining(['tables/app_user.csv', 'files/reports/runs/one.pdf', 'manifest.json']),
        );
        expect(names.filter((name) => name.startsWith('files/'))).toEqual(['files/reports/runs/one.pdf']);
        expect(await run('backup', 'verify', file, '--identity', each)).toMatchObject({ code: 0, error: '' });
      }
    },
  );

  it('under a passphrase is opened by it; beside keys it opens a key', async () => {
    const secret = join(folder, 'passphrase');
    await writeFile(secret, 'correct horse battery\n');
    const make = [
      'backup',
      'make',
      '--to',
      `file:${join(folder, 'locked')}`,
      '--passphrase-file',
      secret,
      '--json',
    ];
    const alone = (await run(...make)).answer();
    expect(await run('backup', 'verify', alone.file, '--passphrase-file', secret)).toMatchObject({
      code: 0,
      error: '',
    });
    expect(await run('backup', 'verify', alone.file)).toMatchObject({
      code: 1,
      error: expect.stringContaining('None of the given keys opens this file'),
    });
    const { recipient } = (await run('backup', 'identity', '--json')).answer();
    const both = (await run(...make, '--recipient', recipient)).answer();
    const words = ['--identity', `${both.file}.key.age`, '--passphrase-file', secret];
    expect(await run('backup', 'verify', both.file, ...words)).toMatchObject({ code: 0, error: '' });
    expect(await run('backup', 'verify', both.file)).toMatchObject({ code: 0, error: '' });
  });

  it('shows its secret key to who asks for it alone', async () => {
    const { out } = await run('backup', 'identity');
    expect(out).toMatch(/^age1[a-z0-9]+$/);
    const revealed = (await run('backup', 'identity', '--reveal', '--json')).answer();
    expect(revealed).toMatchObject({
      recipient: out,
      identity: expect.stringMatching(/^AGE-SECRET-KEY-1[A-Z0-9]+$/),
    });
  });

  it.each([
    [['make', '--to', 'tape:1'], 'is no place for a backup'],
    [['make', '--to', 'file:'], 'cannot be the field'],
    [['make', '--to', 'file:/dev/null/x'], 'Nothing can be written to'],
    [['make', '--to', 'file:/tmp', '--recipient', 'age1x'], 'is no public key of age'],
    [['make', '--to', 'file:/tmp', '--rows', 'xml'], 'is no form of rows'],
    [['make', '--to', 'file:/tmp', '--sets', 'nonsense'], 'There is no set'],
    [['verify', '/nowhere'], 'cannot be read'],
    [['verify', 'package.json'], 'not encrypted by age'],
    [['verify', 'package.json', '--identity', 'package.json'], 'There is no secret key in package.json'],
  ])('is refused by a sentence: %j', async (words, sentence) => {
    const answer = await run('backup', ...words);
    expect([answer.code, answer.error]).toEqual([1, expect.stringContaining(sentence)]);
  });

  it('that was refused left nothing behind', async () => {
    const left = (await readdir('/tmp')).filter((name) => /^countinghouse-.*\.part$/.test(name));
    expect(left).toEqual([]);
  });
});
