import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { doorsOf, nameOf, type Door } from './doors.js';
import { openFullHouse, type FullHouse, type Walker } from './full-house.js';
import { filled, idsOf, knock, NEVER, type Answer, type Fill } from './knock.js';
import { changedTables, type Dump } from './row-keeper.js';
import { AMOUNT_B, MARK_B } from './two-sides.js';
import { hostileBodies, hostileQueries } from './trespass.js';

/** Thousands of questions: only a house that hangs is cut off. */
jest.setTimeout(600_000);

let house: FullHouse;
let doors: readonly Door[];
let before: Dump;

beforeAll(async () => {
  house = await openFullHouse();
  const { app, open } = house.served;
  if (!app) throw new Error('nothing is served');
  doors = doorsOf(app, open.house).filter(({ method, path }) => method !== 'USE' && path !== '/metrics');
  before = house.rows.dump();
}, 120_000);
afterEach(() => void house.rows.restore(before));
afterAll(() => house?.close());

const MODEL_PLACE = /\{(?!text\})\w+\}/;
const reading = () => doors.filter(({ method }) => method === 'GET');
const pointing = () =>
  doors.filter((door) => MODEL_PLACE.test(door.path + JSON.stringify(door.body ?? null)));

/** Whatever of side B stands in an answer: its texts, its amounts however they are grouped, and ids that the request did not name. */
function foundOfB({ text, location }: Answer, asked: string): readonly string[] {
  const answer = `${text} ${location}`;
  const digits = answer.replaceAll(/(?<=\d)[\s.,'\u00a0\u202f](?=\d)/g, '');
  const ids = [...house.b.values()]
    .map((row) => String(row['id'] ?? ''))
    .filter((id) => id !== '' && !asked.includes(id));
  return [
    ...(answer.toUpperCase().includes(MARK_B) && !asked.toUpperCase().includes(MARK_B) ? [MARK_B] : []),
    ...(digits.includes(AMOUNT_B) && !asked.includes(AMOUNT_B) ? [AMOUNT_B] : []),
    ...ids.filter((id) => answer.includes(id)),
  ];
}

/** What an answer says apart from what is new in every one. */
const steady = ({ status, text, location }: Answer, ...ids: readonly string[]): string => {
  const plain = ids.reduce((said, id) => said.replaceAll(id, 'ID'), `${status} ${location} ${text}`);
  return plain
    .replaceAll(/nonce(?:__ = '|="|-)[^'";]*/g, 'NONCE')
    .replaceAll(/"(?:version|etag|now|at|serverTime|lastSeenAt)":"[^"]*"/g, '"AT"')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{22}/g, 'REQUEST');
};

describe.each(['representative', 'manager'])('Side B, to the %s of side A,', (name) => {
  let walker: Walker;
  beforeAll(() => {
    walker = house.walker(name);
  });

  it('is in no answer to what they ask about their own side', async () => {
    const own = idsOf(walker.own, house.a);
    const leaks: string[] = [];
    for (const door of reading()) {
      for (const query of ['', ...hostileQueries(door, house)]) {
        const asked = { ...door, path: door.path + query };
        const found = foundOfB(await knock(house, walker, asked, own), filled(asked.path, own));
        if (found.length > 0) leaks.push(`${nameOf(asked)}: ${found.join(', ')}`);
      }
    }
    expect(leaks).toEqual([]);
  });

  it('makes no difference to any of those answers, were it gone', async () => {
    const own = idsOf(walker.own, house.a);
    const ask = async (): Promise<readonly string[]> => {
      const answers: string[] = [];
      for (const door of reading()) {
        if (door.path.endsWith('.pdf') || door.path.endsWith('/pdf')) continue;
        answers.push(`${nameOf(door)} → ${steady(await knock(house, walker, door, own))}`);
      }
      return answers;
    };
    await ask();
    const withB = await ask();
    const idsB = new Set([...house.b.values()].map(({ id }) => id));
    house.rows.remove((row) => Object.values(row).some((value) => isOfB(value, idsB)));
    const withoutB = await ask();
    expect(withoutB.filter((answer, at) => answer !== withB[at])).toEqual([]);
  });

  it('is, in the address and in the body, what is not there at all', async () => {
    const theirs = idsOf(house.b);
    const nobodys: Fill = (model) => (model === 'text' ? 'ZQ' : NEVER);
    const told: string[] = [];
    for (const door of pointing()) {
      const asked = filled(door.path + JSON.stringify(door.body ?? null), theirs);
      const answer = await knock(house, walker, door, theirs);
      const found = foundOfB(answer, asked);
      if (found.length > 0) told.push(`${nameOf(door)}: ${found.join(', ')}`);
      const ids = [...house.b.values()].map((row) =>
        String(row['id'] ?? row['month'] ?? row['address'] ?? ''),
      );
      const none = await knock(house, walker, door, nobodys);
      if (steady(answer, ...ids.filter((id) => id !== '')) !== steady(none, NEVER))
        told.push(
          `${nameOf(door)}: ${answer.status} for theirs, ${none.status} for nobody's: ${answer.text.slice(0, 150)}`,
        );
    }
    expect(told).toEqual([]);
    expect(changedTables(before, house.rows.dump()).map(String)).toEqual([]);
  });

  it('is not changed, and not told of, by forms on their own records that point to it', async () => {
    const own = idsOf(walker.own, house.a);
    const wrong: string[] = [];
    for (const door of doors.filter(({ method }) => method !== 'GET')) {
      for (const body of hostileBodies(door, house)) {
        const answer = await knock(house, walker, { ...door, body }, own);
        const found = foundOfB(answer, JSON.stringify(body));
        if (answer.status >= 500 && !answer.text.includes('documents-unavailable'))
          wrong.push(`${nameOf(door)}: ${answer.status} ${JSON.stringify(body).slice(0, 150)}`);
        if (found.length > 0) wrong.push(`${nameOf(door)}: ${found.join(', ')}`);
        const now = house.rows.dump();
        if (ofB(now) !== ofB(before)) wrong.push(`${nameOf(door)} changed rows of side B`);
        if (changedTables(before, now).length > 0) house.rows.restore(before);
      }
    }
    expect(wrong).toEqual([]);
  });
});

function isOfB(value: unknown, ids: ReadonlySet<unknown>): boolean {
  return ids.has(value) || (typeof value === 'string' && value.includes(MARK_B));
}

/** The rows of side B, and whatever points to them. */
function ofB(dump: Dump): string {
  const ids = new Set([...house.b.values()].map(({ id }) => id).filter((id) => id !== undefined));
  const rows = [...dump].flatMap(([table, all]) =>
    all
      .filter((row) => Object.values(row).some((value) => isOfB(value, ids)))
      .map(
        (row) =>
          `${table} ${JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))}`,
      ),
  );
  return rows.sort().join('\n');
}
