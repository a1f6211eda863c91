// 10,000 representatives written, listed and looked for by their addresses as the house does it, beside the same statements of the same query
// builder in the same database, of which nothing is sealed.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../installation.mjs';
import { percentiles, seconds } from './measure.mjs';

const PEOPLE = 10_000;
/** rows of one insertion */
const ROWS = 500;
const READINGS = { runs: 20, warmUp: 3 };
const SEARCHES = { runs: 200, warmUp: 20 };
const LISTED = ['id', 'code', 'name', 'contact_name', 'email', 'phone', 'address', 'active'];

/**
 * @param {{ url: string }} product a migrated database
 * @param {(what: string, figure: string) => void} line prints one figure
 */
export async function benchSealing({ url }, line) {
  const house = await openHouse(url);
  const places = await somewhere(house.db);
  const sealed = await measure(house.db, places, 'email');
  // What is looked for stands in a column of the same width, which is not indexed either.
  const clear = await measure(house.db.withoutPlugins(), places, 'email_index');
  await house.close();
  const compare = (what, unit, one, other) =>
    line(
      what,
      `${one.toFixed(2)} ${unit}; in the clear ${other.toFixed(2)} ${unit}; ratio ${(one / other).toFixed(1)}`,
    );
  compare(`${PEOPLE.toLocaleString('en')} people written`, 's', sealed.write, clear.write);
  compare(`${PEOPLE.toLocaleString('en')} people read`, 'ms', sealed.read, clear.read);
  compare('a page of 25', 'ms', sealed.page, clear.page);
  compare('one found by an address', 'ms', sealed.find, clear.find);
}

async function measure(db, places, addressed) {
  await db.deleteFrom('representative').execute();
  const people = Array.from({ length: PEOPLE }, (_, number) => aPerson(number, places, addressed));
  const write = await seconds(async () => {
    for (let from = 0; from < PEOPLE; from += ROWS)
      await db
        .insertInto('representative')
        .values(people.slice(from, from + ROWS))
        .execute();
  });
  const list = db.selectFrom('representative').select(LISTED).orderBy('code');
  const found = (number) => list.where(addressed, '=', addressOf((number * 37) % PEOPLE)).execute();
  if ((await list.execute()).length !== PEOPLE || (await found(1)).length !== 1)
    throw new Error('Not everybody who was written is found.');
  return {
    write: write.seconds,
    read: (await percentiles(() => list.execute(), READINGS)).p50,
    page: (await percentiles(() => list.limit(25).execute(), SEARCHES)).p50,
    find: (await percentiles(found, SEARCHES)).p50,
  };
}

const addressOf = (number) => `person.${number}@example.test`;

function aPerson(number, places, addressed) {
  const now = new Date();
  const code = `P${String(number).padStart(6, '0')}`;
  return {
    ...{ id: randomUUID(), code, name: `Person ${number}`, currency: 'EUR', language: 'en', active: true },
    ...{ contact_name: `Somebody of ${number}`, email: addressOf(number), phone: `+370 600 ${number}` },
    ...{ address: `${number} Long Street, LV-1010 Riga`, created_at: now, updated_at: now, version: 1 },
    ...{ ...places, [addressed]: addressOf(number) },
  };
}

async function somewhere(db) {
  const now = new Date();
  const place = (code) => ({
    id: randomUUID(),
    code,
    name: code,
    active: true,
    created_at: now,
    updated_at: now,
  });
  const [geo, office] = [place('GEO'), place('OFFICE')];
  await db.insertInto('geo').values(geo).execute();
  await db
    .insertInto('office')
    .values({ ...office, geo_id: geo.id })
    .execute();
  return { geo_id: geo.id, office_id: office.id };
}

async function openHouse(url) {
  const load = (path) => import(pathToFileURL(join(root, 'dist/src', path)).href);
  const { openDatabase } = await load('host/database/open-database.js');
  const { queriesOf } = await load('query/queries.js');
  const { systemClock } = await load('values/clock.js');
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const secretKey = 'a key of 32 characters for measuring only';
  const house = await openDatabase({ url, log, clock: systemClock, secretKey });
  return { db: queriesOf(house.port.queries), close: () => house.close() };
}
