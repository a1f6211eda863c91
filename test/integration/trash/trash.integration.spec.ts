import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { HostTables } from '../../../generated/tables/host.js';
import { models } from '../../../generated/model.js';
import type { BillingTables } from '../../../generated/tables/billing.js';
import { headSigner } from '../../../src/host/audit/chain.js';
import { verifyStoredChain } from '../../../src/host/audit/stored-chain.js';
import { insertRow, readRows } from '../../../src/host/trash/stored-rows.js';
import { queriesOf } from '../../../src/query/queries.js';
import { newId } from '../../../src/values/ids.js';
import { auditEntries } from '../../harness/audit.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';
import { HUGE, openPanelHouse, signedIn, type Browser, type PanelHouse } from '../admin/panel-house.js';

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly deletedBy: string | null;
}

forEachDialect('the trash', (_, open) => {
  let database: TestDatabase;
  let house: PanelHouse;
  let operator: Browser;
  beforeAll(async () => {
    database = await open();
    house = await openPanelHouse(database);
    operator = await signedIn(house, 'operator@demo.test');
  });
  afterAll(() => database.close());

  const billing = () => queriesOf<BillingTables>(database.port.queries);
  const remove = async (model: string, id: string): Promise<string> => {
    const { body } = await operator
      .post(`/admin/api/resources/${model}/records/${id}/delete`)
      .send({})
      .expect(200);
    expect(body.notice.type).toBe('success');
    expect(body.undo.href).toBe('/admin/x/host/trash/restore');
    return (body.undo.body.ids as string[])[0]!;
  };
  const restore = (browser: Browser, ids: readonly string[]) =>
    browser.post('/admin/x/host/trash/restore').send({ ids });
  const listed = async (browser: Browser): Promise<readonly Listed[]> =>
    ((await browser.get('/admin/x/host/trash').expect(200)).body as { entries: Listed[] }).entries;
  const aProduct = async (code: string): Promise<string> => {
    const id = newId();
    const now = new Date('2026-03-04T05:06:07.089Z');
    const values = { id, code, name: `Line ${code}`, unit_price: HUGE, currency: 'EUR', tax_rate: 55_000 };
    await billing()
      .insertInto('product')
      .values({ ...values, active: false, description: null, created_at: now, updated_at: now, version: 7 })
      .execute();
    return id;
  };
  const product = (id: string) =>
    billing().selectFrom('product').selectAll().where('id', '=', id).executeTakeFirst();

  it('keeps what is removed, and gives back the very row', async () => {
    const id = await aProduct('T1');
    const before = await product(id);
    const entry = await remove('Product', id);
    expect(await product(id)).toBeUndefined();
    expect(await listed(operator)).toMatchObject([
      { id: entry, title: 'Line T1', kind: expect.any(String), deletedBy: 'The operator' },
    ]);
    const { body } = await restore(operator, [entry]).expect(200);
    expect(body).toEqual({
      message: '“Line T1” is back where it was.',
      redirect: `/admin/resources/Product/records/${id}/show`,
    });
    expect(await product(id)).toEqual(before);
    expect(await listed(operator)).toEqual([]);
  });

  it('gives back once: the second time nothing happens', async () => {
    const id = await aProduct('T2');
    const entry = await remove('Product', id);
    const answers = await Promise.all([restore(operator, [entry]), restore(operator, [entry])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    await restore(operator, [entry]).expect(404);
  });

  it('refuses in a sentence when the code was taken meanwhile, and brings back none of several', async () => {
    const [taken, other] = [await aProduct('T3'), await aProduct('T4')];
    const entries = [await remove('Product', taken), await remove('Product', other)];
    const meanwhile = await aProduct('T3');
    const { body } = await restore(operator, entries).expect(422);
    expect(body).toMatchObject({ code: 'trash-taken', detail: expect.stringContaining('“Line T3”') });
    expect(await product(other)).toBeUndefined();
    await billing().deleteFrom('product').where('id', '=', meanwhile).execute();
    await restore(operator, entries).expect(200);
    expect(await product(other)).toBeDefined();
  });

  it('refuses in a sentence when what it belongs to is gone', async () => {
    const [geo, office] = [newId(), newId()];
    const now = new Date();
    const stamps = { created_at: now, updated_at: now };
    await billing()
      .insertInto('geo')
      .values({ id: geo, code: 'G9', name: 'Nine', ...stamps })
      .execute();
    await billing()
      .insertInto('office')
      .values({ id: office, code: 'O9', name: 'Office 9', geo_id: geo, ...stamps })
      .execute();
    const entry = await remove('Office', office);
    await billing().deleteFrom('geo').where('id', '=', geo).execute();
    expect((await restore(operator, [entry]).expect(422)).body).toMatchObject({ code: 'trash-parent-gone' });
  });

  it('is closed to whoever may not remove such a record, and shows nobody a record out of reach', async () => {
    const entry = await remove('Product', await aProduct('T5'));
    const manager = await signedIn(house, 'manager@demo.test');
    expect(await listed(manager)).toEqual([]);
    await restore(manager, [entry]).expect(404);
    await manager
      .post('/admin/x/host/trash/delete')
      .send({ ids: [entry] })
      .expect(404);
    const representative = await signedIn(house, 'representative@demo.test');
    await representative.get('/admin/x/host/trash').expect(403);
    await restore(representative, [entry]).expect(403);
    await restore(operator, [entry]).expect(200);
  });

  it('deletes for good when asked to, and says so in the audit trail', async () => {
    const id = await aProduct('T6');
    const entry = await remove('Product', id);
    await operator
      .post('/admin/x/host/trash/delete')
      .send({ ids: [entry], typed: 'Line T6' })
      .expect(200);
    await restore(operator, [entry]).expect(404);
    const trail = await auditEntries(database.port).where('entity_id', '=', id).execute();
    expect(trail.map(({ action }) => action)).toEqual(['counter.remove-product', 'host.delete-for-good']);
  });

  it('deletes nothing for good whose title was not typed; of several, their number', async () => {
    const entries = [
      await remove('Product', await aProduct('T61')),
      await remove('Product', await aProduct('T62')),
    ];
    const deleteForGood = (ids: readonly string[], typed?: unknown) =>
      operator.post('/admin/x/host/trash/delete').send({ ids, typed });
    for (const typed of [undefined, '', 'Line T62', '1', ['Line T61']])
      expect((await deleteForGood(entries.slice(0, 1), typed).expect(422)).body).toMatchObject({
        code: 'typed-title-wrong',
        detail: 'What was typed is not “Line T61”. Nothing was done.',
      });
    for (const typed of [undefined, 'Line T61', '1', 2])
      expect((await deleteForGood(entries, typed).expect(422)).body).toMatchObject({
        code: 'typed-title-wrong',
      });
    expect((await listed(operator)).map(({ id }) => id)).toEqual(expect.arrayContaining(entries));
    await deleteForGood(entries, '2').expect(200);
    await restore(operator, entries).expect(404);
  });

  it('is emptied of what was thrown away thirty days ago, and of nothing else', async () => {
    const [old, young] = [await aProduct('T7'), await aProduct('T8')];
    const entries = [await remove('Product', old), await remove('Product', young)];
    const host = queriesOf<HostTables>(database.port.queries);
    await host
      .updateTable('trash_entry')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('id', '=', entries[0]!)
      .execute();
    const job = house.house.jobs.find(({ value }) => value.name === 'host.empty-trash')!.value;
    await job.run({
      ...{ id: newId(), data: null, attempt: 1, lastAttempt: true, context: house.house.context('host') },
      signal: new AbortController().signal,
      progress: () => Promise.resolve(),
      effectOnce: () => Promise.reject(new Error('makes no effect')),
    });
    await restore(operator, [entries[0]!]).expect(404);
    await restore(operator, [entries[1]!]).expect(200);
  });

  it('tells the books nothing, and leaves the audit trail whole', async () => {
    const host = queriesOf<HostTables>(database.port.queries);
    expect(await host.selectFrom('outbox_event').selectAll().execute()).toEqual([]);
    expect(await verifyStoredChain(database.port, headSigner(TEST_SECRET_KEY))).toMatchObject({ faults: 0 });
  });

  it('keeps values of every kind as they are', async () => {
    const kinds = new Set(
      models.flatMap(({ fields }) => fields.flatMap((field) => (field.kind === 'scalar' ? field.value : []))),
    );
    const id = newId();
    const rows = {
      text: { model: 'Setting', table: 'setting', where: { plugin: 'kept' } },
      rest: { model: 'Invoice', table: 'invoice', where: { id: house.rows.invoicesA[1]! } },
    };
    await queriesOf<HostTables>(database.port.queries)
      .insertInto('setting')
      .values({
        plugin: 'kept',
        name: id,
        value: 'Ї “quoted” \\ 0',
        secret: true,
        updated_at: new Date(1),
        updated_by: null,
      })
      .execute();
    for (const { model, table, where } of Object.values(rows)) {
      const all = () =>
        queriesOf<Record<string, Record<string, unknown>>>(database.port.queries)
          .selectFrom(table)
          .selectAll();
      const before = await all().where(Object.keys(where)[0]!, '=', Object.values(where)[0]).execute();
      const after = await database.port.transaction(async (tx) => {
        const any = queriesOf<Record<string, Record<string, unknown>>>(tx.queries);
        const [kept] = await readRows(any, { model, where });
        await any.deleteFrom(table).where(Object.keys(where)[0]!, '=', Object.values(where)[0]).execute();
        await insertRow(any, JSON.parse(JSON.stringify(kept)) as typeof kept & object);
        return any
          .selectFrom(table)
          .selectAll()
          .where(Object.keys(where)[0]!, '=', Object.values(where)[0])
          .execute();
      });
      expect(after).toEqual(before);
    }
    expect([...kinds].sort()).toEqual(
      expect.arrayContaining(['bigint', 'boolean', 'date', 'datetime', 'integer', 'text']),
    );
  });
});
