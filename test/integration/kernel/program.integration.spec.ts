import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { builtInPlugins } from '../../../plugins/index.js';
import { serveHouse, type ServedHouse } from '../../../src/host/composition/serve-house.js';
import { definePlugin, type Plugin, type ProcessRole } from '../../../src/kernel/plugin.js';

let folder: string;
let environment: Readonly<Record<string, string>>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'house-program-'));
  environment = {
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'house.db')}`,
    STORAGE: join(folder, 'files'),
    LOG_LEVEL: 'error',
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const said: string[] = [];
/** Says when it is started and stopped, and answers slowly. */
const slow = definePlugin({
  name: 'slow',
  version: '1.0.0',
  host: '*',
  permissions: [],
  register: () => undefined,
  start: async () => void said.push('start'),
  stop: async () => void said.push('stop'),
});
const failing = (rest: Partial<Plugin>): Plugin =>
  definePlugin({
    name: 'failing',
    version: '1.0.0',
    host: '*',
    permissions: [],
    register: () => undefined,
    start: async () => {
      throw new Error('no network');
    },
    ...rest,
  });

describe('a house that serves', () => {
  let served: ServedHouse;
  beforeAll(async () => {
    served = await serveHouse(environment, [...builtInPlugins, slow, failing({})]);
  });
  afterAll(() => served.drain());
  const status = async (path: string): Promise<number> =>
    (await fetch(served.address + path, { redirect: 'manual' })).status;

  it('has migrated, is ready, and shows its panel to those who sign in', async () => {
    expect(await status('/readyz')).toBe(200);
    expect(await status('/admin/login')).toBe(200);
    expect(await status('/admin')).toBe(303);
    expect(await status('/')).toBe(303);
    expect(await (await fetch(`${served.address}/metrics`)).text()).toContain(
      'countinghouse_events{state="waiting"} 0',
    );
  });

  it('works without a plugin that failed, and says why', () => {
    expect(said).toEqual(['start']);
    expect(served.open.house.bootReport()).toContainEqual(
      expect.objectContaining({ plugin: 'failing', state: 'failed', reason: 'start: no network' }),
    );
  });

  it('drains: ends its plugins and takes no more requests', async () => {
    await Promise.all([served.drain(), served.drain()]);
    expect(said).toEqual(['start', 'stop']);
    await expect(status('/healthz')).rejects.toThrow();
  });
});

describe('a house does not start', () => {
  it('without an essential plugin', async () => {
    await expect(serveHouse(environment, [...builtInPlugins, failing({ essential: true })])).rejects.toThrow(
      'Plugin "failing" failed in start: no network. The house does not start without "failing".',
    );
  });

  it('with migrations pending, when it may not apply them', async () => {
    const fresh = { ...environment, DATABASE_URL: `file:${join(folder, 'fresh.db')}`, MIGRATE: '0' };
    await expect(serveHouse(fresh, builtInPlugins)).rejects.toThrow(/^The database lacks \d+ migration/);
  });

  it('where another program listens', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(serveHouse({ ...environment, PORT: String(port) }, builtInPlugins)).rejects.toThrow(
      `Another program listens on 127.0.0.1:${port}`,
    );
    await new Promise((resolve) => other.close(resolve));
  });
});

it('a worker serves nothing', async () => {
  const worker = await serveHouse({ ...environment, ROLE: 'worker' }, builtInPlugins);
  expect(worker.address).toBeNull();
  await worker.drain();
});

it('a process for bots serves nothing, takes no job, and starts what talks through bots', async () => {
  const started: string[] = [];
  const talking = (name: string, roles: readonly ProcessRole[]) =>
    definePlugin({
      ...{ name, roles, version: '0.1.0', host: '*', permissions: [] },
      register: () => undefined,
      start: async () => void started.push(name),
    });
  const bots = await serveHouse({ ...environment, ROLE: 'bot' }, [
    talking('chatter', ['bot']),
    talking('desk', ['web']),
    talking('toil', ['worker']),
  ]);
  expect(bots.address).toBeNull();
  expect(await bots.open.jobs.opened()).toBeNull();
  expect(started).toEqual(['chatter']);
  await bots.drain();
});

describe('the program', () => {
  let program: ChildProcess | undefined;
  beforeAll(() => void execFileSync(process.execPath, ['scripts/build.mjs']), 300_000);
  afterAll(() => void program?.kill('SIGKILL'));

  const start = (extra: Readonly<Record<string, string>>) => {
    const child = spawn(process.execPath, ['dist/src/main.js'], {
      env: { PATH: process.env['PATH'], ...environment, ...extra },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { out: '', error: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.error += chunk.toString()));
    const code = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { child, output, code };
  };

  it('prints where it listens, and ends with 0 when it is told to', async () => {
    const { child, output, code } = start({ LANG: 'uk_UA.UTF-8' });
    program = child;
    while (!output.out.includes('\n')) await wait(20);
    const address = /http:\S+/.exec(output.out)?.[0] ?? '';
    expect(output.out).toBe(`Countinghouse відкрито: ${address}\n`);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await code).toBe(0);
  });

  it('refuses with one sentence in the language of the terminal, and 1', async () => {
    const { output, code } = start({ LANG: 'ru_RU.UTF-8', NODE_ENV: 'production' });
    expect(await code).toBe(1);
    expect(output).toEqual({
      out: '',
      error: 'SECRET_KEY не задана, а нужно: a secret of at least 32 characters (openssl rand -hex 32).\n',
    });
  });
});
