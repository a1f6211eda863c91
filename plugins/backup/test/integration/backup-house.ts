// A house that makes backups into folders, over a fresh database; its jobs are run here, as a worker would start them.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostTables } from '../../../../generated/tables/host.js';
import { createUser } from '../../../../src/host/sessions/users.js';
import type { JobRun } from '../../../../src/kernel/contributions.js';
import type { Environment } from '../../../../src/kernel/environment.js';
import type { Actor, Role } from '../../../../src/kernel/permissions.js';
import { definePlugin, type PluginContext } from '../../../../src/kernel/plugin.js';
import type { Transaction } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { systemClock, type Clock } from '../../../../src/values/clock.js';
import { err, ok } from '../../../../src/values/result.js';
import type { TestDatabase } from '../../../../test/harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { builtInPlugins } from '../../../index.js';
import { copies } from '../../adapters/database/copies.js';
import { destinations } from '../../adapters/database/destinations.js';
import { drills } from '../../adapters/database/drills.js';
import { plans } from '../../adapters/database/plans.js';
import { runs } from '../../adapters/database/runs.js';
import { rhythm } from '../../adapters/rhythm.js';
import { makeCarryOutBackup } from '../../app/making/carry-out-backup.js';
import { makeMakeBackup } from '../../app/making/make-backup.js';
import { makeProveCopyJob } from '../../app/copies/prove-copy.js';
import { makeSaveDestination } from '../../app/places/save-destination.js';
import type { PlaceToSave } from '../../contract/doors.js';
import type { StoredCopy, StoredRun } from '../../app/stored.js';
import type { ArchiveParts } from '../../app/making/write-archive.js';
import { writeBackup } from '../../app/making/write-backup.js';
import { archiveFiles, archiveKeys } from '../../contract/archive-file.js';
import { destination, type Destination } from '../../contract/destination.js';
import { given } from './a-backup.js';

const SECOND_TRY = 2;

/** A place that is away: it fails as a network does. */
export const awayDestination: Destination = {
  kind: 'away',
  fields: [],
  parse: () => ok({}),
  open: async () => {
    const fails = (): Promise<never> => Promise.reject(new Error('the network is down'));
    return ok({ put: fails, list: fails, get: fails, remove: fails });
  },
};

/** A place that a person has to mend. */
export const fullDestination: Destination = {
  kind: 'full',
  fields: [{ name: 'token', required: false, secret: true }],
  parse: () => ok({}),
  open: async () => {
    const refuses = async () => err({ code: 'place-full', place: 'full' });
    return ok({ put: refuses, list: refuses, get: refuses, remove: refuses });
  },
};

const elsewhere = definePlugin({
  name: 'elsewhere',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['backup'],
  permissions: [],
  register(house) {
    for (const each of [awayDestination, fullDestination]) house.contribute(destination, each);
  },
});

export const parts: ArchiveParts & { readonly rhythm: typeof rhythm; readonly drills: typeof drills } = {
  ...{ destinations, plans, runs, copies, drills, rhythm },
  async writeArchive(context, archive) {
    const lock = given(await context.use(archiveKeys).lock());
    const writing = { copies: context.copies, archives: context.use(archiveFiles), files: noFiles };
    return writeBackup(writing, context, { ...archive, lock });
  },
};

async function* noFiles() {
  // Nothing: these specifications are about rows and places.
}

export interface Start {
  readonly attempt?: number;
  readonly lastAttempt?: boolean;
  readonly signal?: AbortSignal;
}

export interface BackupHouse {
  readonly test: TestHouse;
  readonly context: PluginContext;
  readonly root: string;
  /** a folder of its own, set up as a place */
  folder(
    name: string,
    change?: Partial<PlaceToSave>,
  ): Promise<{ readonly id: string; readonly path: string }>;
  place(name: string, kind: string, change?: Partial<PlaceToSave>): Promise<string>;
  user(role: Role): Promise<Actor>;
  ask(...destinationIds: readonly string[]): Promise<string>;
  make(runId: string, start?: Start): Promise<void>;
  prove(copyId: string): Promise<void>;
  run(runId: string): Promise<StoredRun>;
  copiesOf(runId: string): Promise<readonly StoredCopy[]>;
  /** kinds of notices that a user has */
  told(actor: Actor): Promise<readonly string[]>;
  close(): void;
}

export async function openBackups(
  database: TestDatabase,
  options: {
    readonly clock?: Clock;
    readonly environment?: Environment;
    readonly jobs?: PluginContext['jobs'];
  } = {},
): Promise<BackupHouse> {
  const { clock = systemClock, environment = {}, jobs } = options;
  const root = mkdtempSync(join(tmpdir(), 'backup-house-'));
  const test = await assembleTestHouse(database, {
    ...{ clock, environment, plugins: [...builtInPlugins, elsewhere] },
    ...(jobs ? { ports: { jobs } } : {}),
  });
  const context = test.house.context('backup');
  const save = makeSaveDestination(destinations);
  const make = makeCarryOutBackup(parts);
  const prove = makeProveCopyJob(parts);

  async function place(name: string, kind: string, change: Partial<PlaceToSave> = {}): Promise<string> {
    const kept = { keepLast: 3, keepDaily: 7, keepWeekly: 5, keepMonthly: 12 };
    const asked: PlaceToSave = { ...{ name, kind, active: true, place: {} }, ...kept, ...change };
    return given(await save(context, admin, asked, null)).id;
  }

  return {
    ...{ test, context, root, place },
    async folder(name, change = {}) {
      const path = join(root, name);
      mkdirSync(path, { recursive: true });
      return { path, id: await place(name, 'file', { place: { folder: path }, ...change }) };
    },
    async user(role) {
      const email = `${role}@house.test`;
      const person = { email, name: role, role, language: 'en', password: 'a long pass-phrase' } as const;
      const made = await createUser({ database: database.port, clock: systemClock }, admin, person);
      return (await context.people.actor(given(made).id))!;
    },
    async ask(...destinationIds) {
      const asked = { sets: [], rows: 'jsonl', destinationIds } as const;
      return given(await makeMakeBackup(parts)(context, admin, asked, 'hand')).runId;
    },
    make: (runId, start) => make(aJob(context, { runId, rows: 'jsonl' as const }, start)),
    prove: (copyId) => prove(aJob(context, { copyId })),
    run: async (runId) => (await runs.find(context.database.queries, runId))!,
    copiesOf: (runId) => copies.ofRuns(context.database.queries, [runId]),
    async told(actor) {
      const rows = await queriesOf<HostTables>(context.database.queries)
        .selectFrom('notice')
        .select('kind')
        .where('user_id', '=', actor.userId)
        .execute();
      return rows.map(({ kind }) => kind);
    },
    close() {
      test.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A start of a job. Effects are made in a transaction; who may make them is the worker's affair, and tried with real workers. */
export function aJob<Data>(
  context: PluginContext,
  data: Data,
  { attempt = SECOND_TRY, lastAttempt = false, signal = new AbortController().signal }: Start = {},
): JobRun<Data> {
  return {
    ...{ id: 'a-job', data, attempt, lastAttempt, context, signal },
    progress: async () => undefined,
    effectOnce: <T>(_key: string, effect: (tx: Transaction) => Promise<T>) =>
      context.database.transaction(effect),
  };
}
