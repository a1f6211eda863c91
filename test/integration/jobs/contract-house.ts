import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openJobLedger, type JobRow } from '../../../src/host/jobs/job-ledger.js';
import { createJobs, type HouseJobs } from '../../../src/host/jobs/create-jobs.js';
import { jobQueries } from '../../../src/host/jobs/job-tables.js';
import type { Jobs, JobState, JobView } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import { silentLog } from '../../harness/database.js';
import type { ContractPlace } from './contract-backends.js';
import {
  CONTRACT_TIMING,
  contractContext,
  contractJobs,
  counted,
  watch,
  type Watch,
} from './contract-jobs.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const HERE = join(ROOT, 'test/integration/jobs');
const PATIENCE_MS = 45_000;

type Kind = keyof ReturnType<typeof contractJobs>;
const UNREPEATED: readonly Kind[] = [
  'count',
  'slow',
  'failing',
  'broken',
  'stuck',
  'steps',
  'pair',
  'beacon',
  'apply',
];

export interface SpawnedWorker {
  kill(): Promise<void>;
  exitCode(): number | null;
}

/** A house that schedules and watches, and any number of workers beside it; all names carry a prefix of this house alone. */
export interface ContractHouse {
  readonly port: Jobs;
  readonly seen: Watch;
  name(kind: string): string;
  now(): Promise<Date>;
  startWorker(kinds?: readonly Kind[]): Promise<HouseJobs>;
  stopWorkers(): Promise<void>;
  spawnWorker(kinds: readonly Kind[], options?: { readonly hourAhead?: boolean }): Promise<SpawnedWorker>;
  /** the job when it has reached the state */
  view(id: string, state: JobState): Promise<JobView>;
  rows(kind: string): Promise<JobRow[]>;
  /** keys of the effects that were made, in order, as often as they were made */
  effects(): Promise<string[]>;
  addWithoutWake(kind: string, data: unknown): Promise<string>;
  /** uses up the attempts of a job */
  spend(id: string): Promise<void>;
  cutConnections(): Promise<void>;
  close(): Promise<void>;
}

export async function openHouse({
  database,
  jobsUrl,
  cutConnections,
}: ContractPlace): Promise<ContractHouse> {
  const prefix = `contract-${newId().slice(-12)}`;
  const seen = watch();
  const definitions = contractJobs(prefix, seen);
  const workers: HouseJobs[] = [];
  const children: SpawnedWorker[] = [];
  const queries = () => jobQueries(database.port.queries);

  const open = (kinds: readonly Kind[]): Promise<HouseJobs> =>
    createJobs({
      url: jobsUrl,
      database,
      definitions: kinds.map((kind) => definitions[kind]),
      contextOf: () => contractContext(database.port),
      log: silentLog,
      zone: async () => 'UTC',
      timing: CONTRACT_TIMING,
    });
  const scheduler = await open(UNREPEATED);

  async function stopWorkers(): Promise<void> {
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
  }

  return {
    port: scheduler.port,
    seen,
    stopWorkers,
    cutConnections,
    name: (kind) => `${prefix}.${kind}`,
    now: () => database.port.now(),
    async startWorker(kinds = UNREPEATED) {
      const worker = await open(kinds);
      workers.push(worker);
      await worker.start();
      return worker;
    },
    async spawnWorker(kinds, { hourAhead = false } = {}) {
      const child = await spawnWorker([database.url, jobsUrl ?? '-', prefix, kinds.join(',')], hourAhead);
      children.push(child);
      return child;
    },
    view: (id, state) =>
      until(`job ${id} to be ${state}`, async () => {
        const found = await scheduler.port.find(id);
        return found?.state === state ? found : null;
      }),
    rows: (kind) =>
      queries()
        .selectFrom('job')
        .selectAll()
        .where('name', '=', `${prefix}.${kind}`)
        .orderBy('run_at')
        .execute(),
    async effects() {
      const made = await queries()
        .selectFrom('outbox_event')
        .select('payload')
        .where('name', '=', counted.name)
        .orderBy('id')
        .execute();
      return made
        .map(({ payload }) => (JSON.parse(payload) as { key: string }).key)
        .filter((key) => key.startsWith(`${prefix}:`))
        .map((key) => key.slice(prefix.length + 1));
    },
    async addWithoutWake(kind, data) {
      const id = newId();
      await openJobLedger(database.port).add({
        id,
        name: `${prefix}.${kind}`,
        data,
        runAt: null,
        uniqueKey: null,
        maxAttempts: 3,
        requestedBy: null,
      });
      return id;
    },
    async spend(id) {
      await queries()
        .updateTable('job')
        .set((row) => ({ attempts: row.ref('max_attempts') }))
        .where('id', '=', id)
        .execute();
    },
    async close() {
      await Promise.all(children.map((child) => child.kill()));
      await stopWorkers();
      await scheduler.close();
    },
  };
}

/** Asks until there is an answer that is neither false nor null; a refused question is asked again. */
export async function until<T>(what: string, ask: () => Promise<T | null | false>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  let refusal: unknown = null;
  while (performance.now() < deadline) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      refusal = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain for ${what}.`, { cause: refusal });
}

let built: Promise<string> | null = null;

/** The worker's script with all it imports of ours, in one file that plain node runs. */
async function buildWorker(): Promise<string> {
  const folder = join(ROOT, 'var/test-workers');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'jobs-worker.mjs');
  const options = {
    entryPoints: [join(HERE, 'worker-process.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: file,
  };
  // In a process of its own: esbuild does not start inside jest's sandbox.
  await promisify(execFile)(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { build } from 'esbuild'; await build(${JSON.stringify(options)});`,
    ],
    { cwd: ROOT },
  );
  return file;
}

async function spawnWorker(parameters: readonly string[], hourAhead: boolean): Promise<SpawnedWorker> {
  const script = await (built ??= buildWorker());
  const preload = hourAhead ? ['--import', join(HERE, 'hour-ahead.mjs')] : [];
  const child = spawn(process.execPath, [...preload, script, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr.on('data', (text: Buffer) => (complained += text.toString()));
  await until('the worker process', async () => {
    if (child.exitCode !== null) throw new Error(`The worker process ended: ${complained}`);
    return said.includes('ready');
  });
  return { kill: () => kill(child), exitCode: () => child.exitCode };
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
