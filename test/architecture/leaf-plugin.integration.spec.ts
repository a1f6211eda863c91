import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './plugin-sources.js';

interface Deletion {
  /** with everything that requires it */
  readonly gone: readonly string[];
  /** the specifications of the rest are run as well; they are the same for whoever is gone, so not every time */
  readonly runsSpecifications: boolean;
}

const DELETIONS: readonly Deletion[] = [
  { gone: ['telegram'], runsSpecifications: false },
  { gone: ['telegram', 'notifications'], runsSpecifications: false },
  { gone: ['telegram', 'notifications', 'daily-entries'], runsSpecifications: true },
  { gone: ['reconciliation'], runsSpecifications: true },
  { gone: ['telegram', 'reports'], runsSpecifications: false },
  { gone: ['telegram', 'analytics', 'reports', 'archive'], runsSpecifications: true },
  { gone: ['archive', 'backup'], runsSpecifications: true },
  { gone: ['privacy'], runsSpecifications: true },
];
const LEFT_BEHIND = ['.git', 'node_modules', 'dist', 'generated', 'var', 'coverage'];
const READY_WITHIN_MS = 60_000;
const BUILT_WITHIN_MS = 300_000;

function copyWithout(gone: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'countinghouse-leaf-'));
  for (const name of readdirSync(root).filter((each) => !LEFT_BEHIND.includes(each))) {
    const filter = (source: string): boolean => !gone.some((plugin) => isOf(plugin, relative(root, source)));
    cpSync(join(root, name), join(folder, name), { recursive: true, filter });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Its folder, its models, its views, its page among the documents, its locales: each carries the plugin's name. */
function isOf(plugin: string, path: string): boolean {
  const owned = [
    `plugins/${plugin}`,
    `prisma/schema/${plugin}.prisma`,
    `views/${plugin}`,
    `docs/${plugin}.md`,
  ];
  return owned.includes(path) || new RegExp(`^locales/\\w+/${plugin}\\.json$`).test(path);
}

/** Its line in the register: the import, and the name that it brings in. */
function strikeFromRegister(folder: string, plugin: string): void {
  const path = join(folder, 'plugins/index.ts');
  const register = readFileSync(path, 'utf8');
  const line = register.split('\n').find((each) => each.includes(`./${plugin}/`));
  if (line === undefined) throw new Error(`plugins/index.ts does not name ${plugin}`);
  const names = [
    ...line.matchAll(
      /\b(?!import\b|export\b|from\b|default\b|as\b|plugin\b)([A-Za-z_$][\w$]*)\b(?=[^'"]*from)/g,
    ),
  ];
  const rest = register.replace(`${line}\n`, '');
  writeFileSync(
    path,
    names.reduce((text, [name]) => text.replace(new RegExp(`\\s*\\b${name}\\b,?`, 'g'), ''), rest),
  );
}

function environmentOf(folder: string, port: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: `file:${join(folder, 'var/countinghouse.db')}`,
    SECRET_KEY: 'a'.repeat(64),
    DEMO: '1',
  };
}

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function statusOnceReady(url: string): Promise<number | undefined> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let status: number | undefined;
  while (status !== 200 && Date.now() < deadline) {
    status = await fetch(url).then(
      (answer) => answer.status,
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return status;
}

describe.each(DELETIONS)('a house from which $gone was deleted', ({ gone, runsSpecifications }) => {
  let house = '';
  let served: ChildProcess | undefined;
  let env: NodeJS.ProcessEnv;
  const node = (...args: string[]): string =>
    execFileSync(process.execPath, args, {
      cwd: house,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  beforeAll(async () => {
    house = copyWithout(gone);
    for (const plugin of gone) strikeFromRegister(house, plugin);
    env = environmentOf(house, await freePort());
    node('scripts/generate.mjs');
    node('scripts/build.mjs');
    node('bin/countinghouse.mjs', 'migrate');
  }, BUILT_WITHIN_MS);

  afterAll(() => {
    served?.kill('SIGKILL');
    if (house) rmSync(house, { recursive: true, force: true });
  });

  it('has no trace of it in what is built', () => {
    const built = readdirSync(join(house, 'dist'), { recursive: true, encoding: 'utf8' });
    // A folder within another plugin may bear its name.
    const isTrace = (path: string): boolean => {
      const parts = path.split('/');
      return gone.some((plugin) => parts.includes(plugin) && (parts[0] !== 'plugins' || parts[1] === plugin));
    };
    expect(built.filter(isTrace)).toEqual([]);
  });

  it(
    'boots and is ready',
    async () => {
      served = spawn(process.execPath, ['dist/src/main.js'], { cwd: house, env, stdio: 'ignore' });
      await expect(statusOnceReady(`http://127.0.0.1:${env['PORT']}/readyz`)).resolves.toBe(200);
    },
    READY_WITHIN_MS + 5_000,
  );

  if (runsSpecifications) {
    it(
      'passes its other specifications',
      () => {
        const jest = [
          '--experimental-vm-modules',
          'node_modules/jest/bin/jest.js',
          '--selectProjects',
          'unit',
        ];
        expect(() => node(...jest, '--silent', '--maxWorkers=2')).not.toThrow();
      },
      BUILT_WITHIN_MS,
    );
  }
});
