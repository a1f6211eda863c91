import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { HostTables } from '../../../generated/tables/host.js';
import { createAllowance } from '../../../src/host/api/allowance.js';
import { createApiKey, revokeApiKey } from '../../../src/host/api/api-keys.js';
import { createDatabaseThrottle } from '../../../src/host/sessions/throttle.js';
import { queriesOf } from '../../../src/query/queries.js';
import type { Clock } from '../../../src/values/clock.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { signedIn, system } from '../admin/panel-house.js';
import { aDraft, openApiHouse, type ApiHouse } from './api-house.js';

const DAY_MS = 24 * 60 * 60_000;

forEachDialect('a key to the API', (_dialect, open) => {
  let database: TestDatabase;
  let house: ApiHouse;
  let now: number;
  const clock: Clock = { now: () => new Date(now) };
  const tables = () => queriesOf<HostTables>(database.port.queries);
  const idOf = async (key: string): Promise<string> => {
    const prefix = key.split('_').slice(0, 2).join('_');
    return (
      await tables().selectFrom('api_key').select('id').where('prefix', '=', prefix).executeTakeFirstOrThrow()
    ).id;
  };

  beforeAll(async () => {
    now = Date.now();
    database = await open();
    house = await openApiHouse(database, { clock });
  });
  afterAll(() => database.close());

  it('is kept as a digest alone', async () => {
    const key = await house.keyOf('operator');
    const row = await tables().selectFrom('api_key').selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(key.split('_')[2]);
    expect(key.startsWith(`${row.prefix}_`)).toBe(true);
  });

  it('opens what its scopes name, of what its user may', async () => {
    const reads = house.api(await house.keyOf('operator', ['billing.invoice.read']));
    await reads.get('/invoices').expect(200);
    expect((await reads.get('/payments').expect(403)).body.code).toBe('not-allowed');
    await reads.post('/invoices', aDraft(house.rows.repA)).expect(403);
    const writes = house.api(await house.keyOf('operator', ['billing.invoice.draft']));
    await writes.post('/invoices', aDraft(house.rows.repA)).expect(403);
    const more = await house.keyOf('representative', ['billing.invoice.draft', 'billing.invoice.read']);
    await house.api(more).post('/invoices', aDraft(house.rows.repA)).expect(403);
    const { body } = await reads.get(`/invoices/${house.rows.invoicesA[0]}`).expect(200);
    expect(Object.keys(body)).not.toContain('allocations');
  });

  it('shows its user’s rows alone', async () => {
    const api = house.api(await house.keyOf('representative'));
    const { body } = await api.get('/invoices').expect(200);
    expect(body.data.map(({ id }: { id: string }) => id).sort()).toEqual([...house.rows.invoicesA].sort());
    await api.get(`/invoices/${house.rows.invoicesB[0]}`).expect(404);
    await api.get(`/representatives/${house.rows.repB}`).expect(404);
    await api.get(`/representatives/${house.rows.repB}/balance`).expect(404);
    await api.get(`/representatives/${house.rows.repB}/statement?from=2026-01-01&to=2026-12-31`).expect(404);
    const filtered = await api.get(`/invoices?representativeId=${house.rows.repB}`).expect(200);
    expect(filtered.body).toEqual({ data: [], next: null });
    const own = await api.get(`/representatives/${house.rows.repA}`).expect(200);
    expect(own.body).not.toHaveProperty('creditLimit');
    const manager = house.api(await house.keyOf('manager'));
    const seen = await manager.get(`/representatives/${house.rows.repA}`).expect(200);
    expect(seen.body.creditLimit).toEqual({ amount: '90071992547409.93', currency: 'EUR' });
    await manager.get(`/invoices/${house.rows.invoicesB[0]}`).expect(404);
    await manager.get(`/invoices/${house.rows.invoicesA[0]}`).expect(200);
    await manager
      .post('/payments', {
        representativeId: house.rows.repB,
        amount: { amount: '1', currency: 'JPY' },
        method: 'bank',
      })
      .expect(422);
  });

  it('ends on its day, when it is revoked, and within a second of its user', async () => {
    const short = await house.keyOf('operator', undefined, 1);
    await house.api(short).get('/products').expect(200);
    now += DAY_MS;
    expect((await house.api(short).get('/products').expect(401)).headers['www-authenticate']).toMatch(
      /^Bearer/,
    );
    const revoked = await house.keyOf('operator');
    await house.api(revoked).get('/products').expect(200);
    await revokeApiKey({ database: database.port, clock }, system, await idOf(revoked), null);
    now += 1000;
    expect((await house.api(revoked).get('/products').expect(401)).body.code).toBe('api-key-invalid');
    const lively = await house.keyOf('manager');
    await house.api(lively).get('/products').expect(200);
    const user = await house.userOf('manager');
    await tables().updateTable('app_user').set({ active: false }).where('id', '=', user).execute();
    now += 1000;
    await house.api(lively).get('/products').expect(401);
    await tables().updateTable('app_user').set({ active: true }).where('id', '=', user).execute();
  });

  it('notes when it was used, at most once a minute', async () => {
    const key = await house.keyOf('operator');
    const id = await idOf(key);
    const usedAt = async (): Promise<number | undefined> =>
      (
        await tables()
          .selectFrom('api_key')
          .select('last_used_at')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).last_used_at?.getTime();
    const use = async (): Promise<void> => {
      await house.api(key).get('/products').expect(200);
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    await use();
    const first = await usedAt();
    expect(first).toBe(now);
    now += 30_000;
    await use();
    expect(await usedAt()).toBe(first);
    now += 30_000;
    await use();
    expect(await usedAt()).toBe(now);
  });

  it('is made with what its user has, for a year at most', async () => {
    const userId = await house.userOf('operator');
    const means = { database: database.port, clock };
    const make = (change: object) =>
      createApiKey(means, system, { userId, name: 'k', scopes: ['a'], days: 1, ...change }, ['a', 'b']);
    const codes = await Promise.all(
      [{ name: ' ' }, { days: 0 }, { days: 366 }, { days: 1.5 }, { scopes: [] }, { scopes: ['c'] }].map(
        async (change) => {
          const made = await make(change);
          return made.ok ? 'made' : made.error.code;
        },
      ),
    );
    expect(codes).toEqual([
      'api-key-name',
      'api-key-days',
      'api-key-days',
      'api-key-days',
      'api-key-scopes',
      'api-key-scope-foreign',
    ]);
    expect((await make({ days: 365 })).ok).toBe(true);
  });

  it('that is wrong is nobody’s, whatever cookie comes along, and an address that tries many has to wait', async () => {
    const browser = await signedIn(house, 'operator@demo.test');
    await browser.get('/api/v1/products').expect(200);
    const wrong = await browser.get('/api/v1/products').set('Authorization', 'Bearer chk_wrong').expect(401);
    expect(wrong.headers['content-type']).toBe('application/problem+json');
    await browser.get('/api/v1/products').set('Authorization', 'Basic x').expect(401);
    let last = wrong;
    for (let tries = 0; tries < 70 && last.status === 401; tries += 1)
      last = await browser.get('/api/v1/products').set('Authorization', 'Bearer chk_wrong');
    expect(last.status).toBe(429);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    await house
      .api(await house.keyOf('operator'))
      .get('/products')
      .expect(200);
  });

  it('and a session are counted, and wait when they are spent', async () => {
    await tables()
      .insertInto('setting')
      .values({
        plugin: 'host',
        name: 'apiRequestsPerMinute',
        value: '60',
        secret: false,
        updated_at: clock.now(),
        updated_by: null,
      })
      .execute();
    // Settings are read fresh after a second, of real time.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    now += 61_000;
    const api = house.api(await house.keyOf('operator'));
    const first = await api.get('/products').expect(200);
    expect(first.headers['ratelimit-policy']).toBe('"default";q=60;w=60');
    expect(first.headers['ratelimit']).toBe('"default";r=59;t=60');
    const rest = await Promise.all(Array.from({ length: 65 }, () => api.get('/products')));
    expect(rest.filter(({ status }) => status === 200)).toHaveLength(59);
    const refused = rest.find(({ status }) => status === 429)!;
    expect(refused.body).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    now += 61_000;
    await api.get('/products').expect(200);
  });

  it('is counted once, however many processes count', async () => {
    const allowances = [1, 2].map(() => createAllowance(createDatabaseThrottle(database.port, clock), clock));
    const spent = await Promise.all(
      Array.from({ length: 150 }, (_, turn) => allowances[turn % 2]!('key:shared', 100)),
    );
    expect(spent.filter(({ allowed }) => allowed)).toHaveLength(100);
  });

  it('asks in a browser for the house’s own page', async () => {
    const browser = await signedIn(house, 'operator@demo.test');
    const foreign = await browser
      .post('/api/v1/invoices')
      .set('Sec-Fetch-Site', 'cross-site')
      .send(aDraft(house.rows.repA))
      .expect(403);
    expect(foreign.body.code).toBe('foreign-origin');
    const made = await browser.post('/api/v1/invoices').send(aDraft(house.rows.repA)).expect(201);
    const trail = await tables()
      .selectFrom('audit_entry')
      .select('via')
      .where('entity_id', '=', made.body.id)
      .executeTakeFirstOrThrow();
    expect(trail.via).toBe('api');
  });

  it('does what is dangerous at once; a session only soon after it showed who it is', async () => {
    const path = '/privacy/retention/runs';
    const browser = await signedIn(house, 'admin@demo.test');
    const before = now;
    now += 10 * 60_000 + 1;
    const late = await browser.post(`/api/v1${path}`).expect(403);
    expect(late.body.code).toBe('reauthentication-required');
    now = before;
    await browser.post(`/api/v1${path}`).expect(201);
    now += 10 * 60_000 + 1;
    const key = await house.keyOf('admin');
    const { body } = await house.api(key).post(path);
    expect(body.code).toBe('retention-running');
  });

  it('has a reference and a document for whoever is signed in', async () => {
    const browser = await signedIn(house, 'operator@demo.test');
    const page = await browser.get('/api/docs').expect(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    const [script] = [...page.text.matchAll(/src="([^"]+)"/g)].map(([, address]) => address!);
    const asset = await browser.get(script!).expect(200);
    expect(asset.headers['cache-control']).toContain('immutable');
    expect(asset.headers['content-encoding']).toBe('gzip');
    await browser.get('/api/docs/assets/x/other.js').expect(404);
    expect((await browser.get('/api/v1/openapi.json').expect(200)).body.openapi).toBe('3.1.0');
    await house.api(null).get('/openapi.json').expect(401);
    await house.api(null).post('/openapi.json').expect(405);
  });
});
