// A change of keys is killed, and others work meanwhile: nothing is lost, and nothing is left under the former key.
import { once } from 'node:events';
import { setImmediate as breathe } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { BillingTables } from '../../../generated/tables/billing.js';
import { openDatabase, type HouseDatabase } from '../../../src/host/database/open-database.js';
import { partsOf } from '../../../src/host/sealing/sealed-value.js';
import { markOf, waitingByTable } from '../../../src/host/sealing/seal-everything.js';
import { queriesOf } from '../../../src/query/queries.js';
import { systemClock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../harness/database.js';
import { startScript, type ScriptProcess } from '../../harness/script-process.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';

const NEW_KEY = 'the key that comes after the one of the specifications';
const MANAGERS = 450;
const SCRIPT = 'test/integration/sealing/processes/reseal.ts';

const emailOf = (at: number): string => `m${at}@example.test`;

forEachDialect('a change of keys', (_dialect, open) => {
  let database: TestDatabase;
  let rotating: HouseDatabase;

  beforeAll(async () => {
    database = await open();
    rotating = await openDatabase({
      ...{ url: database.url, secretKey: NEW_KEY, formerKeys: [TEST_SECRET_KEY] },
      ...{ log: silentLog, clock: systemClock },
    });
  });
  afterAll(async () => {
    await rotating.close();
    await database.close();
  });
  beforeEach(async () => {
    const at = new Date();
    const rows = Array.from({ length: MANAGERS }, (_, number) => ({
      ...{ id: newId(), code: `m${number}`, name: `Manager ${number}`, created_at: at, updated_at: at },
      ...{ email: emailOf(number), phone: `+370 600 ${number}` },
    }));
    await under(database).insertInto('manager').values(rows).execute();
  });
  afterEach(async () => {
    await under(database).deleteFrom('manager').execute();
    await under(database).withTables<{ setting: { plugin: string } }>().deleteFrom('setting').execute();
  });

  const under = (house: HouseDatabase) => queriesOf<BillingTables>(house.port.queries);
  const sealing = () => ({ database: rotating.port, ring: rotating.ring, tables: rotating.sealed });
  const process = (standStill = ''): Promise<ScriptProcess> =>
    startScript(SCRIPT, {
      ...{ DATABASE_URL: database.url, SECRET_KEY: NEW_KEY, FORMER_KEY: TEST_SECRET_KEY },
      STAND_STILL: standStill,
    });
  async function killedAt(standStill: string): Promise<void> {
    const { child, lines } = await process(standStill);
    const ended = once(child, 'close');
    while (!lines.includes('still')) {
      await Promise.race([once(child.stdout!, 'data'), ended]);
      if (child.exitCode !== null) throw new Error(`It ended by itself: ${lines.join()}`);
    }
    child.kill('SIGKILL');
    await ended;
    expect(lines).toEqual(['begins', 'still']);
  }
  const keysStored = async (): Promise<readonly (string | undefined)[]> => {
    const stored = await under(database).withoutPlugins().selectFrom('manager').select('email').execute();
    return stored.map(({ email }) => partsOf(email ?? '')?.keyId);
  };
  async function readsEverything(): Promise<void> {
    const read = await under(rotating).selectFrom('manager').select(['code', 'email', 'phone']).execute();
    const expected = Array.from({ length: MANAGERS }, (_, number) => ({
      ...{ code: `m${number}`, email: emailOf(number), phone: `+370 600 ${number}` },
    }));
    expect(new Set(read.map((row) => JSON.stringify(row)))).toEqual(
      new Set(expected.map((row) => JSON.stringify(row))),
    );
    const found = under(rotating).selectFrom('manager').select('code');
    for (const number of [0, 201, MANAGERS - 1])
      expect(await found.where('email', '=', emailOf(number)).execute()).toEqual([{ code: `m${number}` }]);
  }

  it.each([
    ['within its first transaction', 'transaction 150', 0],
    ['between two batches', 'batch 1', 200],
    ['within a later transaction', 'transaction 650', 200],
    ['when a table is done', 'batch 3', MANAGERS],
  ])('killed %s leaves whole batches and is ended by the next one', async (_when, standStill, done) => {
    await killedAt(standStill);
    const sealed = (await keysStored()).filter((key) => key === rotating.ring.keyId);
    expect(sealed).toHaveLength(done);
    expect(await markOf(sealing())).toBeNull();
    await readsEverything();
    expect((await (await process()).done).at(-1)).toBe('done');
    expect(new Set(await keysStored())).toEqual(new Set([rotating.ring.keyId]));
    expect(await waitingByTable(sealing())).toEqual([]);
    expect(await markOf(sealing())).toBe('wanted');
    await readsEverything();
  });

  it('takes nothing from whoever writes meanwhile, under either key', async () => {
    const writers = [database, rotating];
    const written = new Map<string, string>();
    const { lines, done } = await process();
    for (let turn = 0; !lines.includes('done') || turn < MANAGERS; turn += 1) {
      const number = (turn * 7) % MANAGERS;
      const email = `later-${turn}@example.test`;
      const house = writers[turn % 2] ?? rotating;
      await under(house).updateTable('manager').set({ email }).where('code', '=', `m${number}`).execute();
      written.set(`m${number}`, email);
      // What the other process says comes between two of them.
      await breathe();
    }
    await done;
    const rows = await under(rotating).selectFrom('manager').select(['code', 'email']).execute();
    expect(new Map(rows.map(({ code, email }) => [code, email]))).toEqual(written);
    // What a process of yesterday's key wrote behind it is found by the next one.
    expect((await (await process()).done).at(-1)).toBe('done');
    expect(new Set(await keysStored())).toEqual(new Set([rotating.ring.keyId]));
  });
});
