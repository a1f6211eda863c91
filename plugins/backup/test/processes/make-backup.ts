// A worker that carries out the backup RUN_ID of DATABASE_URL, says at which stage it is, and stands still for ever at the stage HELD_AT:
// `begun`, `writing`, `sending`, `stored`, `proving`. Its storage is STORAGE.
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { createStorage } from '../../../../src/host/storage/create-storage.js';
import { systemClock } from '../../../../src/values/clock.js';
import { assembleTestHouse } from '../../../../test/harness/house.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { silentLog } from '../../../../test/harness/silent-log.js';
import { makeCarryOutBackup } from '../../app/making/carry-out-backup.js';
import { makeProveCopyJob } from '../../app/copies/prove-copy.js';
import { aJob, parts } from '../integration/backup-house.js';

const { DATABASE_URL: url = '', RUN_ID: runId = '', HELD_AT: heldAt = '', STORAGE: root = '' } = process.env;

async function reached(stage: string): Promise<void> {
  process.stdout.write(`${stage}\n`);
  // A timer keeps the process: it ends by a signal alone.
  if (stage === heldAt) await new Promise(() => setInterval(() => undefined, 60_000));
}

const database = await openDatabase({
  ...{ url, log: silentLog, clock: systemClock, secretKey: TEST_SECRET_KEY },
});
const storage = createStorage(root);
const test = await assembleTestHouse({ ...database, close: () => database.close() }, { ports: { storage } });
const context = test.house.context('backup');
const watched: typeof parts = {
  ...parts,
  async writeArchive(ofRun, archive) {
    return parts.writeArchive(ofRun, {
      ...archive,
      progress: async (records) => {
        await archive.progress(records);
        await reached('writing');
      },
    });
  },
  copies: {
    ...parts.copies,
    async change(queries, id, states, change) {
      const isChanged = await parts.copies.change(queries, id, states, change);
      if (change.state === 'sending') await reached('sending');
      return isChanged;
    },
  },
};

await reached('begun');
await makeCarryOutBackup(watched)(aJob(context, { runId, rows: 'jsonl' as const }));
await reached('stored');
for (const { id, state } of await parts.copies.ofRuns(context.database.queries, [runId])) {
  if (state !== 'stored') continue;
  await reached('proving');
  await makeProveCopyJob(parts)(aJob(context, { copyId: id }));
}
test.close();
await database.close();
