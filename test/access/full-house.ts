// The house as it is served, with the built-in plugins, rows of two sides and somebody of every role: what the table of access and
// the search for other people's rows walk through.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInPlugins } from '../../plugins/index.js';
import type { HostTables } from '../../generated/tables/host.js';
import { newKey } from '../../src/host/api/key-format.js';
import { serveHouse, type ServedHouse } from '../../src/host/composition/serve-house.js';
import { digestOf } from '../../src/host/sessions/tokens.js';
import { createUser, type NewUser } from '../../src/host/sessions/users.js';
import type { Database } from '../../src/kernel/ports.js';
import { queriesOf } from '../../src/query/queries.js';
import { systemClock } from '../../src/values/clock.js';
import { newId } from '../../src/values/ids.js';
import { admin } from '../harness/house.js';
import { TEST_SECRET_KEY } from '../harness/secret-key.js';
import { noteMounts } from './express-doors.js';
import { keepRows, type RowKeeper } from './row-keeper.js';
import { MARK_B, writeOwn, writeSide, type Side } from './two-sides.js';

export const PASSWORD = 'a long enough password';

/** Somebody who walks, and what a request of theirs carries. */
export interface Walker {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** rows that are this person's own, before those of side A */
  readonly own: Side;
}

export interface FullHouse {
  readonly address: string;
  readonly served: ServedHouse;
  readonly rows: RowKeeper;
  readonly a: Side;
  readonly b: Side;
  walker(name: string): Walker;
  close(): Promise<void>;
}

interface Person {
  readonly name: string;
  readonly user: Pick<NewUser, 'role' | 'managerId' | 'representativeId'>;
  readonly allowed?: string;
  readonly refused?: string;
}

export async function openFullHouse(): Promise<FullHouse> {
  noteMounts();
  const folder = mkdtempSync(join(tmpdir(), 'full-house-'));
  const file = join(folder, 'house.db');
  const served = await serveHouse(
    {
      ...{ DATABASE_URL: `file:${file}`, STORAGE: join(folder, 'files'), SECRET_KEY: TEST_SECRET_KEY },
      ...{ HOST: '127.0.0.1', PORT: '0', ROLE: 'web', LOG_LEVEL: 'error', DEMO: '1' },
      PUPPETEER_EXECUTABLE_PATH: process.env['PUPPETEER_EXECUTABLE_PATH'],
    },
    builtInPlugins,
  );
  const { port } = served.open.database;
  const { a, b } = await writeBothSides(port);
  const walkers = new Map<string, Walker>();
  for (const person of peopleOf(a)) {
    const id = await makePerson(port, person);
    // Before their rows are there: whoever has a passkey is asked for it.
    const { headers, sessionId } = await signIn(served, person.name);
    const own = await writeOwn(port, id, a);
    const all = new Map([...own, ['Session', { id: sessionId }] as const]);
    walkers.set(person.name, { name: person.name, own: all, headers });
  }
  const keys = await writeKeys(served, walkers);
  for (const [name, headers] of keys)
    walkers.set(name, { name, own: walkers.get('operator')?.own ?? a, headers });
  walkers.set('stranger', { name: 'stranger', own: new Map(), headers: {} });
  const rows = keepRows(file);
  return {
    ...{ served, rows, a, b, address: served.address ?? '' },
    walker(name) {
      const walker = walkers.get(name);
      if (!walker) throw new Error(`nobody is called ${name}`);
      return walker;
    },
    async close() {
      rows.close();
      await served.drain();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The one permission more, and the one less, that stand in the table as a sample. */
export const ONE_MORE = 'billing.period.read';
export const ONE_LESS = 'billing.invoice.read';

function peopleOf(a: Side): readonly Person[] {
  const managerId = String(a.get('Manager')?.['id']);
  const representativeId = String(a.get('Representative')?.['id']);
  return [
    { name: 'admin', user: { role: 'admin' } },
    { name: 'operator', user: { role: 'operator' } },
    { name: 'manager', user: { role: 'manager', managerId } },
    { name: 'representative', user: { role: 'representative', representativeId } },
    { name: 'manager-and-more', user: { role: 'manager', managerId }, allowed: ONE_MORE },
    { name: 'operator-but-less', user: { role: 'operator' }, refused: ONE_LESS },
  ];
}

async function writeBothSides(database: Database): Promise<{ readonly a: Side; readonly b: Side }> {
  const somebody = (side: string, user: Person['user']) =>
    makePerson(database, { name: `${side.toLowerCase()}-somebody`, user });
  const a = await writeSide(database, 'A', await somebody('ZZQQA', { role: 'operator' }));
  const theirs = await somebody(MARK_B, { role: 'representative', representativeId: newId() });
  // Products and exchange rates belong to nobody in particular.
  const shared = new Map(['Product', 'ExchangeRate'].map((model) => [model, a.get(model) ?? {}]));
  const b = await writeSide(database, 'B', theirs, shared);
  await queriesOf<HostTables>(database.queries)
    .updateTable('app_user')
    .set({ representative_id: String(b.get('Representative')?.['id']) })
    .where('id', '=', theirs)
    .execute();
  const links = await queriesOf<HostTables>(database.queries)
    .selectFrom('audit_entry')
    .select('id')
    .orderBy('seq')
    .execute();
  return {
    a: new Map([...a, ['AuditEntry', links[0] ?? {}]]),
    b: new Map([...b].filter(([model]) => !shared.has(model)).concat([['AuditEntry', links[1] ?? {}]])),
  };
}

/** Two keys of the operator: one with every permission there is, one with none. */
async function writeKeys(
  { open }: ServedHouse,
  walkers: ReadonlyMap<string, Walker>,
): Promise<readonly (readonly [string, Walker['headers']])[]> {
  const everything = open.house.permissions.map(({ value }) => value.name);
  const scopes = { 'key-of-the-operator': everything, 'key-without-scopes': [] };
  const userId = String(walkers.get('operator')?.own.get('User')?.['id']);
  const written = Object.entries(scopes).map(async ([name, permissions]) => {
    const { text, prefix } = newKey();
    const row = {
      ...{
        id: newId(),
        user_id: userId,
        name,
        prefix,
        digest: digestOf(text),
        scopes: JSON.stringify(permissions),
      },
      ...{ created_at: new Date(), expires_at: new Date('2036-01-01'), last_used_at: null, revoked_at: null },
    };
    await queriesOf<HostTables>(open.database.port.queries).insertInto('api_key').values(row).execute();
    return [name, { authorization: `Bearer ${text}` }] as const;
  });
  return Promise.all(written);
}

const emailOf = (name: string): string => `${name}@house.test`;

async function makePerson(database: Database, { name, user, allowed, refused }: Person): Promise<string> {
  const created = await createUser({ database, clock: systemClock }, admin, {
    email: emailOf(name),
    name: `${name} of the house`,
    password: PASSWORD,
    ...user,
  });
  if (!created.ok) throw new Error(`${name}: ${created.error.code}`);
  const { id } = created.value;
  const override = { id: newId(), user_id: id, created_at: new Date() };
  const tables = queriesOf<HostTables>(database.queries);
  if (allowed)
    await tables
      .insertInto('user_permission')
      .values({ ...override, permission: allowed, allowed: true })
      .execute();
  if (refused)
    await tables
      .insertInto('user_permission')
      .values({ ...override, permission: refused, allowed: false })
      .execute();
  return id;
}

interface SignedIn {
  readonly headers: Walker['headers'];
  readonly sessionId: string;
}

async function signIn(served: ServedHouse, name: string): Promise<SignedIn> {
  const answer = await fetch(`${served.address}/admin/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ email: emailOf(name), password: PASSWORD }),
  });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  if (answer.status !== 303 || cookie === '') throw new Error(`${name} cannot sign in: ${answer.status}`);
  return { headers: { cookie }, sessionId: digestOf(cookie.slice(cookie.indexOf('=') + 1)) };
}
