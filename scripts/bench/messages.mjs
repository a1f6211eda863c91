// 10,000 tellings queued as plugins queue them and sent by a channel that does nothing, beside the bare work of it in the same run: the same
// rows inserted by hand, and two updates of each, committed one by one, that no outbox which survives its worker can do without.
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../installation.mjs';
import { seconds } from './measure.mjs';
import { openRaw } from './raw-database.mjs';

const TELLINGS = 10_000;
const PEOPLE = 1_000;
/** tellings of one call */
const CALL = 1_000;
/** rows of one bare insertion */
const ROWS = 500;
const AT_ONCE = 16;

/**
 * @param {{ url: string }} product a migrated database
 * @param {(what: string, figure: string) => void} line prints one figure
 */
export async function benchMessages({ url }, line) {
  const house = await openHouse(url);
  const queue = await seconds(() => house.tell());
  const send = await seconds(() => house.send());
  if (queue.result !== TELLINGS || send.result !== TELLINGS || house.arrived() !== TELLINGS)
    throw new Error(`${queue.result} were queued and ${house.arrived()} arrived, not ${TELLINGS}`);
  await house.close();
  const bare = await openBare(url);
  const insert = await seconds(() => bare.insert());
  const update = await seconds(() => bare.update());
  await bare.close();
  line(
    `${TELLINGS.toLocaleString('en')} messages`,
    [
      `queued in ${queue.seconds.toFixed(2)} s, by hand ${insert.seconds.toFixed(2)} s`,
      `sent in ${send.seconds.toFixed(1)} s, ${Math.round(TELLINGS / send.seconds).toLocaleString('en')} a second`,
      `two updates of each by hand ${update.seconds.toFixed(1)} s`,
    ].join('; '),
  );
}

async function openHouse(url) {
  const { aKind, openDatabase, openMessages, secretKey, silentLog, systemClock, testChannel, toUser } =
    await bundledHouse();
  const database = await openDatabase({ url, log: silentLog, clock: systemClock, secretKey });
  const post = testChannel('post', AT_ONCE);
  const house = await openMessages(database, { channels: [post], kinds: [aKind('guest.news')] });
  const people = await house.users(PEOPLE);
  const tellings = Array.from({ length: TELLINGS }, (_, number) => ({
    ...{ kind: 'guest.news', facts: { number }, uniqueKey: `bench:${number}` },
    to: [toUser(people[number % PEOPLE])],
  }));
  return {
    async tell() {
      let told = 0;
      for (let from = 0; from < TELLINGS; from += CALL)
        told += await database.port.transaction((tx) =>
          house.service.tellMany(tx, tellings.slice(from, from + CALL)),
        );
      return told;
    },
    send: () => house.send(),
    arrived: () => post.arrived.length,
    async close() {
      house.close();
      await database.close();
    },
  };
}

/** Specifications are not built, so the house that they send from is put together here; within the repository, where packages are found. */
async function bundledHouse() {
  const { build } = await import('esbuild');
  const folder = join(root, 'var/bench');
  await mkdir(folder, { recursive: true });
  const outfile = join(folder, 'messages-house.mjs');
  const contents = `export { openDatabase } from './src/host/database/open-database.ts';
    export { systemClock } from './src/values/clock.ts';
    export { TEST_SECRET_KEY as secretKey } from './test/harness/secret-key.ts';
    export { silentLog } from './test/harness/silent-log.ts';
    export * from './plugins/notifications/test/integration/messages-house.ts';`;
  await build({
    ...{ stdin: { contents, resolveDir: root, loader: 'ts' }, absWorkingDir: root, outfile },
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', logLevel: 'warning' },
  });
  return import(pathToFileURL(outfile).href);
}

/** The very rows that the house wrote, under other keys and waiting again. */
async function openBare(url) {
  const db = await openRaw(url);
  const rows = (await db.all('select * from message')).map((row) => ({
    ...{ ...row, id: randomUUID(), unique_key: randomUUID(), state: 'waiting' },
  }));
  return {
    async insert() {
      await db.begin();
      const { insert } = db.importer();
      for (let from = 0; from < rows.length; from += ROWS)
        await insert('message', Object.keys(rows[0]), rows.slice(from, from + ROWS).map(Object.values));
      await db.commit();
    },
    async update() {
      for (const { id } of rows)
        for (const state of ['sending', 'sent'])
          await db.all('update message set state = ? where id = ? returning id', [state, id]);
    },
    close: () => db.close(),
  };
}
