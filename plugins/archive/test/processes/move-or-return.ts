// Moves the year YEAR of DATABASE_URL to a file, or brings it back (DEED: move, return), with a copy in the folder PLACE; says at which
// stage it is, and stands still for ever at the stage HELD_AT. Its storage is STORAGE.
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { createStorage } from '../../../../src/host/storage/create-storage.js';
import { systemClock } from '../../../../src/values/clock.js';
import { admin, assembleTestHouse } from '../../../../test/harness/house.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { silentLog } from '../../../../test/harness/silent-log.js';
import { makeMoveYear } from '../../app/move-year.js';
import { makeReturnYear } from '../../app/return-year.js';
import { archiveNeeds } from '../../use-cases.js';

const { DATABASE_URL: url = '', STORAGE: root = '', PLACE: place = '' } = process.env;
const { YEAR = '', DEED: deed = '', HELD_AT: heldAt = '' } = process.env;

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
const needs = archiveNeeds(test.house.context('archive'));

/** The same, with a stage after it. */
function then<Args extends unknown[], Value>(
  work: (...args: Args) => Promise<Value>,
  stage: string,
): (...args: Args) => Promise<Value> {
  return async (...args) => {
    const done = await work(...args);
    await reached(stage);
    return done;
  };
}

const { archive, files, totals, years } = needs;
const watched: typeof needs = {
  ...needs,
  years: {
    ...years,
    begin: then(years.begin, 'beginning'),
    moved: then(years.moved, 'noted'),
    returned: then(years.returned, 'noted'),
  },
  files: {
    ...files,
    write: then(files.write, 'written'),
    copy: then(files.copy, 'copied'),
    remove: then(files.remove, 'cleared'),
  },
  totals: { ...totals, keep: then(totals.keep, 'kept'), forget: then(totals.forget, 'forgotten') },
  archive: {
    ...archive,
    hold: then(archive.hold, 'held'),
    remove: then(archive.remove, 'removing'),
    putBack: then(archive.putBack, 'putting-back'),
  },
};
const run = { signal: new AbortController().signal, progress: () => reached('writing') };
const done =
  deed === 'move'
    ? await makeMoveYear(watched)(admin, { year: Number(YEAR), to: [`file:${place}`], jobId: null }, run)
    : await makeReturnYear(watched)(admin, { year: Number(YEAR), path: null }, run);
await reached(done.ok ? 'done' : done.error.code);
test.close();
await database.close();
