import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { COLUMNS, lineOf, readAccessTable, writeAccessTable, type AccessTable } from './access-table.js';
import { doorsOf, nameOf, unfilled, type Door } from './doors.js';
import { ONE_LESS, ONE_MORE, openFullHouse, type FullHouse, type Walker } from './full-house.js';
import { idsOf, knock, type Answer } from './knock.js';
import { ROLES } from '../../src/kernel/permissions.js';

/** Doors that answer something else than yes or no to an empty form. */
const FORMS: Readonly<Record<string, unknown>> = {
  'POST   /admin/x/host/my-sessions/end': { id: '{Session}' },
};

let house: FullHouse;
let doors: readonly Door[];
let met: AccessTable;
const failures: string[] = [];

beforeAll(async () => {
  house = await openFullHouse();
  const { app, open } = house.served;
  if (!app) throw new Error('nothing is served');
  doors = doorsOf(app, open.house);
  met = await walkEveryDoor();
  if (process.env['WRITE_ACCESS_TABLE'] === '1') writeAccessTable(met);
}, 300_000);
afterAll(() => house?.close());

async function walkEveryDoor(): Promise<AccessTable> {
  const table = new Map<string, string>();
  const before = house.rows.dump();
  for (const door of doors.filter(({ method }) => method !== 'USE')) {
    const marks: string[] = [];
    for (const [letter, name] of COLUMNS) {
      const walker = house.walker(name);
      const answer = await knockAt(door, walker);
      marks.push(isRefused(door, answer) ? '.' : letter);
      if (door.method !== 'GET' && answer.status < 400) house.rows.restore(before);
    }
    table.set(nameOf(door), marks.join(''));
  }
  for (const door of doors.filter(({ method }) => method === 'USE'))
    table.set(nameOf(door), '.'.repeat(COLUMNS.length));
  return table;
}

async function knockAt(door: Door, walker: Walker): Promise<Answer> {
  const form = FORMS[nameOf(door)];
  const answer = await knock(
    house,
    walker,
    form ? { ...door, body: form } : door,
    idsOf(walker.own, house.a),
  );
  const isPrinter = answer.status === 503 && answer.text.includes('documents-unavailable');
  if (answer.status >= 500 && !isPrinter)
    failures.push(`${answer.status} for ${walker.name} at ${nameOf(door)}: ${answer.text.slice(0, 200)}`);
  return answer;
}

function isRefused(door: Door, { status, location }: Answer): boolean {
  if (status === 303 && location.startsWith('/admin/login') && !door.path.startsWith('/admin/log'))
    return true;
  // A wrong password is an answer of the door, not a closed one.
  if (status === 401 && door.path.startsWith('/admin/login')) return false;
  return [401, 403, 404].includes(status);
}

it('knows what stands in the address of every door (PLACES of test/access/doors.ts)', () => {
  expect(unfilled(doors)).toEqual([]);
});

it('opens every door to those whom the table names, and to nobody else', () => {
  const written = readAccessTable();
  const missing = [...met]
    .filter(([door, marks]) => written.get(door) !== marks)
    .map(([door, marks]) => {
      const was = written.get(door);
      return was === undefined ? lineOf(door, marks) : `${lineOf(door, marks)}   (the table says ${was})`;
    });
  const gone = [...written.keys()].filter((door) => !met.has(door));
  expect({ 'lines to add or to look into': missing, 'lines without a door': gone }).toEqual({
    'lines to add or to look into': [],
    'lines without a door': [],
  });
});

it('opens what a plugin contributed to nobody without its permission, and to every role that has it', () => {
  const wrong = doors.flatMap((door) => {
    const { permissions } = door;
    if (permissions === undefined) return [];
    const marks = met.get(nameOf(door)) ?? '';
    const amiss = COLUMNS.some(([letter, name], at) => {
      const has = permissions.every((permission) => mayGo(name, door, permission));
      // A permission more opens no rows that the role has none of; one less takes the actions on those rows along.
      const isExact = ROLES.some((role) => role === name);
      return isExact ? has !== (marks[at] === letter) : marks[at] === letter && !has;
    });
    return amiss ? [`${lineOf(nameOf(door), marks)}   (${permissions.join(', ')})`] : [];
  });
  expect(wrong).toEqual([]);
});

function mayGo(name: string, { path }: Door, permission: string): boolean {
  const role = ROLES.find((known) => name.startsWith(known));
  const { may } = house.served.open.house;
  if (name === 'key-of-the-operator')
    return path.startsWith('/api/v1/') && may({ role: 'operator' }, permission);
  const overrides = {
    allowed: name === 'manager-and-more' ? [ONE_MORE] : [],
    refused: name === 'operator-but-less' ? [ONE_LESS] : [],
  };
  return role !== undefined && may({ role, overrides }, permission);
}

it('breaks at none of them', () => {
  expect(failures).toEqual([]);
});
