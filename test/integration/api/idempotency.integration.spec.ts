import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BillingTables } from '../../../generated/tables/billing.js';
import type { HostTables } from '../../../generated/tables/host.js';
import { clearOldIdempotencyKeys } from '../../../src/host/api/clear-old-keys.js';
import { ClaimLost, createIdempotencyKeys } from '../../../src/host/api/idempotency.js';
import type { JobRun } from '../../../src/kernel/contributions.js';
import { queriesOf } from '../../../src/query/queries.js';
import type { Clock } from '../../../src/values/clock.js';
import { ok } from '../../../src/values/result.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { aDraft, openApiHouse, type ApiHouse } from './api-house.js';

forEachDialect('an Idempotency-Key', (_dialect, open) => {
  let database: TestDatabase;
  let house: ApiHouse;
  let key: string;
  let now: number;
  const clock: Clock = { now: () => new Date(now) };
  const tables = () => queriesOf<HostTables & BillingTables>(database.port.queries);

  beforeAll(async () => {
    now = Date.now();
    database = await open();
    house = await openApiHouse(database, { clock });
    key = await house.keyOf('operator');
  });
  afterAll(() => database.close());

  const payment = (amount: string) => ({
    representativeId: house.rows.repA,
    amount: { amount, currency: 'EUR' },
    method: 'bank',
    reference: amount,
  });
  const pay = (name: string, amount: string, of = key) =>
    house.api(of).post('/payments', payment(amount)).set('Idempotency-Key', name);
  const paymentsOf = async (amount: string): Promise<number> =>
    (await tables().selectFrom('payment').select('id').where('reference', '=', amount).execute()).length;
  const newestKey = () =>
    tables()
      .selectFrom('idempotency_key')
      .selectAll()
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();

  it('answers the same request the same, and does nothing again', async () => {
    const first = await pay('once', '11.00').expect(201);
    now += 1000;
    const again = await pay('once', '11.00').expect(201);
    expect(again.text).toBe(first.text);
    expect(again.headers['location']).toBe(first.headers['location']);
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    expect(await paymentsOf('11.00')).toBe(1);
  });

  it('refuses another request under the same key, and knows nobody else’s', async () => {
    await pay('mine', '12.00').expect(201);
    const other = await pay('mine', '12.01').expect(422);
    expect(other.body.code).toBe('idempotency-key-reused');
    const colleague = await house.keyOf('admin');
    await pay('mine', '12.00', colleague).expect(201);
    expect(await paymentsOf('12.00')).toBe(2);
  });

  it('keeps a refusal as well, but not a request that was never understood', async () => {
    const wrong = house.api(key);
    const refused = () =>
      wrong
        .post('/payments', { ...payment('13.00'), receivedOn: '2199-01-01' })
        .set('Idempotency-Key', 'later');
    expect((await refused().expect(422)).body.code).toBe('date-in-future');
    expect((await refused().expect(422)).headers['idempotent-replayed']).toBe('true');
    await wrong.post('/payments', { representativeId: 7 }).set('Idempotency-Key', 'garbled').expect(400);
    await pay('garbled', '13.01').expect(201);
    await pay('not fit for a key', '13.02').expect(400);
  });

  it('lets twenty equal requests at once make one effect', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay('twenty', '20.00')));
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    for (const { status, headers } of answers.filter((answer) => answer.status !== 201)) {
      expect(status).toBe(409);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(await paymentsOf('20.00')).toBe(1);
    expect((await pay('twenty', '20.00').expect(201)).text).toBe(made[0]!.text);
  });

  it('tells of an effect whose request died before it answered', async () => {
    now += 1000;
    const first = await pay('died', '30.00').expect(201);
    const { id } = await newestKey();
    await tables()
      .updateTable('idempotency_key')
      .set({ status: null, body: null })
      .where('id', '=', id)
      .execute();
    expect((await pay('died', '30.00').expect(409)).body.code).toBe('idempotency-key-running');
    now += 61_000;
    const again = await pay('died', '30.00').expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await paymentsOf('30.00')).toBe(1);
  });

  it('is free again after a request that died, or failed, before its effect', async () => {
    const keys = createIdempotencyKeys(database.port, clock);
    const dead = await keys.claim('somebody', 'k', 'r');
    expect(dead.kind).toBe('held');
    expect((await keys.claim('somebody', 'k', 'r')).kind).toBe('running');
    now += 61_000;
    const next = await keys.claim('somebody', 'k', 'r');
    if (dead.kind !== 'held' || next.kind !== 'held') throw new Error(next.kind);
    await keys.release(next.claim);
    expect((await keys.claim('somebody', 'k', 'r')).kind).toBe('held');
  });

  it('rolls back what a request did that was taken for dead', async () => {
    const keys = createIdempotencyKeys(database.port, clock);
    const slow = await keys.claim('somebody', 'slow', 'r');
    now += 61_000;
    const quick = await keys.claim('somebody', 'slow', 'r');
    if (slow.kind !== 'held' || quick.kind !== 'held') throw new Error(quick.kind);
    const rename = (claim: typeof slow.claim, name: string) =>
      keys.databaseUnder(claim).transaction(async (tx) => {
        await queriesOf<BillingTables>(tx.queries)
          .updateTable('geo')
          .set({ name })
          .where('id', '=', house.rows.geo)
          .execute();
        return ok({ name });
      });
    await rename(quick.claim, 'Quick');
    await expect(rename(slow.claim, 'Slow')).rejects.toThrow(ClaimLost);
    const geo = await tables()
      .selectFrom('geo')
      .select('name')
      .where('id', '=', house.rows.geo)
      .executeTakeFirstOrThrow();
    expect(geo.name).toBe('Quick');
    now += 61_000;
    expect(await keys.claim('somebody', 'slow', 'r')).toMatchObject({
      kind: 'effected',
      done: { name: 'Quick' },
    });
  });

  it('notes nothing where the work refuses', async () => {
    now += 1000;
    const keys = createIdempotencyKeys(database.port, clock);
    const held = await keys.claim('somebody', 'refuses', 'r');
    if (held.kind !== 'held') throw new Error(held.kind);
    await keys.databaseUnder(held.claim).transaction(async () => ({ ok: false, error: { code: 'no' } }));
    const { effect } = await newestKey();
    expect(effect).toBeNull();
  });

  it('is a new one after a day, and cleared away', async () => {
    await pay('old', '40.00').expect(201);
    now += 24 * 60 * 60_000 + 1000;
    key = await house.keyOf('operator');
    const before = await tables().selectFrom('idempotency_key').select('id').execute();
    expect(before.length).toBeGreaterThan(0);
    const context = {
      ...house.house.context('host'),
      database: { ...database.port, now: () => Promise.resolve(clock.now()) },
    };
    await clearOldIdempotencyKeys.run({
      ...{ id: 'j', data: null, attempt: 1, lastAttempt: false, context },
      signal: new AbortController().signal,
      progress: () => Promise.resolve(),
    } as unknown as JobRun<null>);
    expect(await tables().selectFrom('idempotency_key').select('id').execute()).toEqual([]);
  });

  it('takes back nothing that a PATCH changed: its version says what it was made of', async () => {
    const api = house.api(key);
    const { body } = await api.post('/invoices', aDraft(house.rows.repA)).expect(201);
    const change = () =>
      api.patch(`/invoices/${body.id}`, { note: 'A' }).set('If-Match', '"1"').set('Idempotency-Key', 'patch');
    const first = await change().expect(200);
    const again = await change().expect(200);
    expect([again.text, again.headers['etag']]).toEqual([first.text, '"2"']);
    const stale = await api.patch(`/invoices/${body.id}`, { note: 'B' }).set('If-Match', '"1"').expect(412);
    expect(stale.body).toMatchObject({ code: 'changed-meanwhile', version: 2 });
    expect((await api.patch(`/invoices/${body.id}`, { note: 'B' }).expect(428)).body.code).toBe(
      'version-required',
    );
    await api.patch(`/invoices/${body.id}`, { note: 'B' }).set('If-Match', 'two').expect(400);
    await api.delete(`/invoices/${body.id}`).set('Idempotency-Key', 'gone').expect(204);
    await api.delete(`/invoices/${body.id}`).set('Idempotency-Key', 'gone').expect(204);
    await api.delete(`/invoices/${body.id}`).expect(404);
  });
});
