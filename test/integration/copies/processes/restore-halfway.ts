// Brings a row back, says that it is halfway, and waits there to be killed.
import { createCopies } from '../../../../src/host/copies/create-copies.js';
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { theHouse } from '../../../../src/kernel/permissions.js';
import { systemClock } from '../../../../src/values/clock.js';
import { TEST_SECRET_KEY } from '../../../harness/secret-key.js';
import { rowsOfEveryKind } from '../rows-of-every-kind.js';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const keys = { secretKey: TEST_SECRET_KEY };
const database = await openDatabase({
  ...keys,
  url: process.env['DATABASE_URL'] ?? '',
  log,
  clock: systemClock,
});
const copies = createCopies({
  ...{ database, clock: systemClock, log, keys },
  storage: { folder: () => Promise.reject(new Error('nothing is copied here')) },
  house: () => ({ copyRules: [], proofs: [] }),
});
const restored = { whole: true, madeAt: '2026-03-01T00:00:00.000Z', sha256: 'c'.repeat(64) };
await copies.restore(theHouse('system'), restored, async (restoration) => {
  const geo = copies.tables.find(({ name }) => name === 'geo');
  if (geo) await restoration.insert(geo, rowsOfEveryKind().geo);
  process.stdout.write('halfway\n');
  setInterval(() => undefined, 1000);
  await new Promise(() => undefined);
});
