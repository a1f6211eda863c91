// A house as it is shipped: built, in a process of its own, on a free port, with a database and folders that nobody else has.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { servedEnvironment } from '../../harness/services.js';

export const JOURNEY_SECRET_KEY = 'the secret key of a journey, 32 characters and more';
export const DEMO_PASSWORD = 'countinghouse';

export interface ServedHouse {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** gone after `close()` */
  readonly folder: string;
  /** `countinghouse <words>` against the same database, while the house is open */
  command(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<CommandOutcome>;
  /** Ends the process and waits for it. The folder stays where something failed, to be looked at. */
  close(keep: 'keep the folder' | 'remove the folder'): Promise<void>;
}

export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HouseOptions {
  /** with the demo's people, invoices and logins; otherwise empty */
  readonly demo: boolean;
  /** at `http://localhost:PORT`: passkeys are for a name, never for a bare address */
  readonly named?: boolean;
}

const root = process.cwd();
/** Longer than any machine needs: only a house that never opens is cut off. */
const OPENING_MS = 120_000;

export async function openServedHouse({ demo, named = false }: HouseOptions): Promise<ServedHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'journey-'));
  const port = named ? await freePort() : 0;
  const environment = {
    ...environmentOf(folder),
    ...(named ? { PORT: String(port), PUBLIC_URL: `http://localhost:${port}` } : {}),
  };
  const command: ServedHouse['command'] = (words, more = {}) =>
    runCommand(words, { ...environment, ...more });
  await mustSucceed(command(['migrate']));
  if (demo) await mustSucceed(command(['seed', 'demo']));

  const output = join(folder, 'house.log');
  const file = openSync(output, 'a');
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', file, file],
  });
  closeSync(file);
  const url = await addressOf(child, output);
  return {
    url,
    folder,
    command,
    async close(keep) {
      await end(child);
      if (keep === 'remove the folder') rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Nothing of the machine's own settings reaches the house: it would open somebody's real database. */
function environmentOf(folder: string): NodeJS.ProcessEnv {
  return {
    ...servedEnvironment(),
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: '',
    DATABASE_URL: `file:${join(folder, 'house.db')}`,
    STORAGE: join(folder, 'files'),
    SECRET_KEY: JOURNEY_SECRET_KEY,
    JOBS_URL: '',
    REDIS_URL: '',
    ROLE: 'all',
    DEMO: '1',
    COUNTINGHOUSE_PLUGINS: '',
    LOG_LEVEL: 'warn',
    LANG: 'C',
    LC_ALL: '',
  };
}

async function mustSucceed(running: Promise<CommandOutcome>): Promise<void> {
  const { code, stderr } = await running;
  if (code !== 0) throw new Error(`A command of the house ended with ${code}:\n${stderr}`);
}

function runCommand(words: readonly string[], env: NodeJS.ProcessEnv): Promise<CommandOutcome> {
  const child = spawn(process.execPath, ['bin/countinghouse.mjs', ...words], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The house says where it is open once it is. */
async function addressOf(child: ChildProcess, output: string): Promise<string> {
  const openedBy = Date.now() + OPENING_MS;
  while (Date.now() < openedBy && child.exitCode === null) {
    const [, address] = /open: (http:\S+)/.exec(readFileSync(output, 'utf8')) ?? [];
    if (address) return address;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await end(child);
  throw new Error(`The house did not open. It said:\n${readFileSync(output, 'utf8')}`);
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
