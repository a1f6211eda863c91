// A worker that carries out the request REQUEST_ID (JOB `erase` or `export`) of DATABASE_URL, says at which stage it is, and stands still
// for ever at the stage HELD_AT: `begun`, `itself`, `texts`, `written`. Its storage is STORAGE.
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { createStorage } from '../../../../src/host/storage/create-storage.js';
import { theHouse } from '../../../../src/kernel/permissions.js';
import { systemClock } from '../../../../src/values/clock.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { silentLog } from '../../../../test/harness/silent-log.js';
import type { ErasureParts } from '../../app/erase-subject.js';
import { makeExportSubject, type ExportParts } from '../../app/export-subject.js';
import { makePerformErasure } from '../../app/perform-erasure.js';
import { erasureParts, exportParts } from '../../parts.js';
import { openPrivacy } from '../integration/privacy-house.js';

const { DATABASE_URL: url = '', REQUEST_ID: id = '', HELD_AT: heldAt = '', JOB: job = '' } = process.env;

async function reached(stage: string): Promise<void> {
  process.stdout.write(`${stage}\n`);
  // A timer keeps the process: it ends by a signal alone.
  if (stage === heldAt) await new Promise(() => setInterval(() => undefined, 60_000));
}

const { signal } = new AbortController();
const database = await openDatabase({
  ...{ url, log: silentLog, clock: systemClock, secretKey: TEST_SECRET_KEY },
});
const storage = createStorage(process.env['STORAGE'] ?? '');
const test = await openPrivacy({ ...database, close: () => database.close() }, { ports: { storage } });
const context = test.house.context('privacy');

const watchedErasure: ErasureParts = {
  ...erasureParts,
  forgetter: {
    ...erasureParts.forgetter,
    async forgetTheRest(work) {
      await reached('itself');
      await erasureParts.forgetter.forgetTheRest(work);
      await reached('texts');
    },
  },
};
const watchedExport: ExportParts = {
  ...exportParts,
  async write(asked) {
    const written = await exportParts.write(asked);
    await reached('written');
    return written;
  },
};

await reached('begun');
if (job === 'erase')
  await makePerformErasure(watchedErasure)(context, id, { actor: theHouse('job'), signal, repeats: false });
else
  await makeExportSubject(watchedExport)({
    ...{ id: 'a-job', data: { exportId: id }, attempt: 1, lastAttempt: false, context, signal },
    progress: () => Promise.resolve(),
    effectOnce: (_key, effect) => context.database.transaction(effect),
  });
test.close();
await database.close();
