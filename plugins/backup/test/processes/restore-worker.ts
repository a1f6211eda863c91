// A worker of a whole house over DATABASE_URL, with the storage STORAGE: it takes every job and hands on every event. It stands still for
// ever at the stage HELD_AT of a restoration: `begun`, `files`, `rows`, `committed`.
import { lateJobs } from '../../../../src/host/composition/late-jobs.js';
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { createRelay } from '../../../../src/host/events/create-relay.js';
import { createJobs } from '../../../../src/host/jobs/create-jobs.js';
import { createStorage } from '../../../../src/host/storage/create-storage.js';
import type { JobRun } from '../../../../src/kernel/contributions.js';
import { systemClock } from '../../../../src/values/clock.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { silentLog } from '../../../../test/harness/silent-log.js';
import { countRows } from '../../adapters/database/count-rows.js';
import { findRows } from '../../adapters/database/find-rows.js';
import { restoreRequests } from '../../adapters/database/restore-requests.js';
import { makeFetchCopy } from '../../adapters/files/fetch-copy.js';
import { openStored } from '../../adapters/files/open-stored.js';
import { putFiles } from '../../adapters/files/put-files.js';
import { RESTORE } from '../../app/restoring/decide-restoration.js';
import type { RequestJob } from '../../app/restoring/look-at-archive.js';
import { makeRestoreBackup } from '../../app/restoring/restore-backup.js';
import { makeRunRestoration } from '../../app/restoring/run-restoration.js';
import { archiveFiles, archiveKeys } from '../../contract/archive-file.js';
import { openHouse } from '../integration/a-restored-house.js';
import { WORKER_TIMING } from './worker-timing.js';

const { DATABASE_URL: url = '', STORAGE: root = '', HELD_AT: heldAt = '' } = process.env;

async function reached(stage: string): Promise<void> {
  process.stdout.write(`${stage}\n`);
  // A timer keeps the process: it ends by a signal alone.
  if (stage === heldAt) await new Promise(() => setInterval(() => undefined, 60_000));
}

const database = await openDatabase({
  ...{ url, log: silentLog, clock: systemClock, secretKey: TEST_SECRET_KEY },
});
const jobs = lateJobs(async () =>
  createJobs({
    ...{ url: null, database, log: silentLog, zone: async () => 'UTC', timing: WORKER_TIMING },
    contextOf: (plugin) => house.test.house.context(plugin),
    definitions: house.test.house.jobs.map(({ plugin, value }) => ({
      plugin,
      definition:
        value.name === RESTORE ? { ...value, run: (job) => watched(job as JobRun<RequestJob>) } : value,
    })),
  }),
);
const house = await openHouse(database, { storage: createStorage(root), jobs: jobs.port });

const restore = makeRestoreBackup({
  ...{ findRows, countRows, archives: (context) => context.use(archiveFiles) },
  async putFiles(context, files) {
    const put = await putFiles(context, files);
    await reached('files');
    return put;
  },
});
const watched = makeRunRestoration({
  fetchCopy: makeFetchCopy(openStored),
  houseKeys: (context) => context.use(archiveKeys).keys(),
  requests: {
    ...restoreRequests,
    async change(queries, id, states, change) {
      const isChanged = await restoreRequests.change(queries, id, states, change);
      if (change.state === 'done') await reached('rows');
      return isChanged;
    },
  },
  async restore(...order) {
    await reached('begun');
    const done = await restore(...order);
    await reached('committed');
    return done;
  },
});

const relay = createRelay({
  ...{ database: database.port, log: silentLog, pollMs: 200 },
  subscriptions: () => house.test.house.subscriptions,
  contextOf: (plugin) => house.test.house.context(plugin),
});
await (await jobs.open()).start();
relay.start();
await reached('ready');
