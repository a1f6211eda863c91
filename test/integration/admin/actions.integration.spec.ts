import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BillingTables } from '../../../generated/tables/billing.js';
import type { HostTables } from '../../../generated/tables/host.js';
import { jsonText } from '../../../src/host/database/json-text.js';
import { queriesOf } from '../../../src/query/queries.js';
import { openTestDatabase } from '../../harness/database.js';
import { browser, openPanelHouse, PASSWORD, signedIn, type Browser, type PanelHouse } from './panel-house.js';
import { auditEntries } from '../../harness/audit.js';

const STAMP = '/admin/x/host/actions/Invoice/stamp';

describe('An action of a plugin', () => {
  let house: PanelHouse;
  let operator: Browser;
  let admin: Browser;
  const tables = () => queriesOf<BillingTables & HostTables>(house.database.port.queries);

  beforeAll(async () => {
    house = await openPanelHouse(await openTestDatabase('sqlite'));
    operator = await signedIn(house, 'operator@demo.test');
    admin = await signedIn(house, 'admin@demo.test');
  });
  afterAll(() => house.database.close());

  it('shows its form, what it starts with, and the record that it is about', async () => {
    const [id = ''] = house.rows.invoicesA;
    const { body } = await operator.get(`${STAMP}?ids=${id}`).expect(200);
    expect(body).toMatchObject({
      confirm: null,
      danger: false,
      fields: [
        { name: 'text', kind: 'text', required: true, options: null, reference: null },
        { name: 'to', kind: 'reference', required: false, reference: 'Representative' },
      ],
      defaults: { amount: '12' },
      records: [{ id, title: 'A-1' }],
    });
  });

  it('is told what its form has, and no more', async () => {
    const [id = ''] = house.rows.invoicesA;
    const { body } = await operator
      .post(STAMP)
      .send({ ids: [id], input: { text: 'x', role: 'admin', constructor: 'y' } })
      .expect(200);
    expect(body).toEqual({
      message: `counter:stamped ${id} text`,
      redirect: '/admin',
      download: null,
      reveal: null,
      undo: null,
    });
  });

  it('that cannot be taken back is carried out once the title was typed; over several, their number', async () => {
    const [id = ''] = house.rows.invoicesA;
    const several = [id, ...house.rows.invoicesB];
    const shred = (ids: readonly string[], typed?: unknown) =>
      operator.post('/admin/x/host/actions/Invoice/shred').send({ ids, input: {}, typed });
    const view = await operator.get(`/admin/x/host/actions/Invoice/shred?ids=${id}`).expect(200);
    expect(view.body).toMatchObject({ typed: 'A-1' });
    for (const typed of [undefined, '', 'A-2', '1', ['A-1']])
      expect((await shred([id], typed).expect(422)).body).toMatchObject({
        code: 'typed-title-wrong',
        detail: 'What was typed is not “A-1”. Nothing was done.',
      });
    expect((await shred([id], 'A-1').expect(200)).body).toMatchObject({ message: 'counter:shredded 1' });
    await shred(several, 'A-1').expect(422);
    await shred(several, String(several.length)).expect(200);
  });

  it('refuses in a sentence of the reader’s language', async () => {
    const [id = ''] = house.rows.invoicesA;
    const refused = await operator
      .post(STAMP)
      .send({ ids: [id], input: { text: 'no' } })
      .expect(422);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.body).toEqual({
      type: 'about:blank',
      title: 'user-unknown',
      status: 422,
      code: 'user-unknown',
      detail: 'There is no such user.',
    });
    await operator.post('/admin/x/host/language').send({ language: 'uk' }).expect(204);
    const again = await operator
      .post(STAMP)
      .send({ ids: [id], input: { text: 'no' } })
      .expect(422);
    expect((again.body as { detail: string }).detail).toBe('Такого користувача немає.');
    await operator.post('/admin/x/host/language').send({ language: 'en' }).expect(204);
  });

  it('is not carried out where it is not offered', async () => {
    const [, id = ''] = house.rows.invoicesA;
    await tables().updateTable('invoice').set({ status: 'void' }).where('id', '=', id).execute();
    const { body } = await operator
      .post(STAMP)
      .send({ ids: [id], input: { text: 'x' } })
      .expect(422);
    expect(body).toMatchObject({ code: 'action-unavailable' });
    const list = await operator
      .get('/admin/api/resources/Invoice/actions/list?filters.number=A-2')
      .expect(200);
    const [record] = (list.body as { records: { recordActions: { name: string }[] }[] }).records;
    expect(record?.recordActions.map(({ name }) => name)).toEqual(['show']);
  });

  it.each([[{ ids: [], input: {} }], [{ ids: ['nobody'], input: {} }], [{ ids: 'x', input: [] }], [{}]])(
    'answers %j without a stumble',
    async (call) => {
      expect([400, 404]).toContain((await operator.post(STAMP).send(call)).status);
    },
  );

  it('creates a user who may sign in, and shows nobody the password', async () => {
    const input = {
      email: 'New@House.test',
      name: 'New',
      password: 'first password!',
      role: 'representative',
      language: 'uk',
    };
    const unbound = await admin
      .post('/admin/x/host/actions/User/create-user')
      .send({ ids: [], input })
      .expect(422);
    expect(unbound.body).toMatchObject({ code: 'user-role-unbound' });
    const { body } = await admin
      .post('/admin/x/host/actions/User/create-user')
      .send({ ids: [], input: { ...input, representativeId: house.rows.repB } })
      .expect(200);
    const { redirect } = body as { redirect: string };
    const shown = await admin.get(redirect.replace('/admin/', '/admin/api/')).expect(200);
    expect(shown.body).toMatchObject({
      record: {
        params: { email: 'new@house.test', role: 'representative' },
        populated: { representativeId: { title: 'Representative RB' } },
      },
    });
    expect(shown.text).not.toMatch(/argon2|passwordHash/);
    const someone = browser(house);
    await someone
      .post('/admin/login')
      .type('form')
      .send({ email: 'new@house.test', password: 'first password!' })
      .expect(303);
    const list = await someone.get('/admin/api/resources/Invoice/actions/list').expect(200);
    expect((list.body as { records: { title: string }[] }).records.map(({ title }) => title)).toEqual([
      'B-1',
      'B-2',
    ]);
    const short = await admin
      .post('/admin/x/host/actions/User/create-user')
      .send({ ids: [], input: { ...input, role: 'operator', password: 'short' } })
      .expect(422);
    expect((short.body as { detail: string }).detail).toBe('A password has between 12 and 128 characters.');
  });

  it('sets a password, and whoever had the old one is out', async () => {
    const { id } = await tables()
      .selectFrom('app_user')
      .select('id')
      .where('email', '=', 'manager@demo.test')
      .executeTakeFirstOrThrow();
    await admin
      .post('/admin/x/host/actions/User/set-password')
      .send({ ids: [id], input: { password: 'another password' } })
      .expect(200);
    await browser(house)
      .post('/admin/login')
      .type('form')
      .send({ email: 'manager@demo.test', password: PASSWORD })
      .expect(401);
    const audit = await auditEntries(house.database.port)
      .where('entity_id', '=', id)
      .where('action', '=', 'host.change-password')
      .executeTakeFirstOrThrow();
    expect(jsonText(audit)).not.toMatch(/argon2|another password/);
  });

  it('leaves an administrator in', async () => {
    const { id, version } = await tables()
      .selectFrom('app_user')
      .select(['id', 'version'])
      .where('email', '=', 'admin@demo.test')
      .executeTakeFirstOrThrow();
    const { body } = await admin
      .post(`/admin/api/resources/User/records/${id}/edit`)
      .send({ role: 'operator', version: String(version) })
      .expect(200);
    expect(body).toMatchObject({
      notice: {
        type: 'error',
        message: 'You cannot take away your own role or lock yourself out; another administrator can.',
      },
    });
  });

  it('stands beside the settings, which are changed once and then read', async () => {
    const read = async () =>
      (
        (await admin.get('/admin/x/host/settings').expect(200)).body as {
          plugins: {
            plugin: string;
            version: string;
            fields: { name: string; value: unknown; label: string }[];
          }[];
        }
      ).plugins[0]!;
    const before = await read();
    expect(before.fields.map(({ name }) => name)).toEqual([
      'name',
      'zone',
      'currency',
      'language',
      'address',
      'taxNumber',
      'apiRequestsPerMinute',
      'mailBounceAddresses',
      'dkimDomain',
      'dkimSelector',
      'dkimKey',
      'auditContentDays',
      'auditAnchorEmail',
      'secondFactorAdmin',
      'secondFactorOperator',
      'secondFactorManager',
      'secondFactorRepresentative',
    ]);
    const save = (version: string, values: object) =>
      admin.post('/admin/x/host/settings').send({ plugin: 'host', version, values });
    await save(before.version, { currency: 'UAH' }).expect(200);
    await save(before.version, { currency: 'EUR' }).expect(422);
    await save((await read()).version, { currency: 'XXQ' }).expect(422);
    expect((await read()).fields.find(({ name }) => name === 'currency')?.value).toBe('UAH');
  });

  it('stands beside the home page and the health of the house', async () => {
    expect((await operator.get('/admin/x/host/home').expect(200)).body).toMatchObject({
      widgets: [{ plugin: 'counter', name: 'sum', content: { kind: 'figure', value: '7' } }],
    });
    const widget = async (id: string): Promise<unknown> =>
      (await operator.get(`/admin/x/host/home?widget=${id}`).expect(200)).body;
    expect(await widget('counter.sum')).toMatchObject({ widgets: [{ name: 'sum' }] });
    expect(await widget('counter.other')).toEqual({ widgets: [] });
    expect((await admin.get('/admin/x/host/health').expect(200)).body).toMatchObject({
      state: 'well',
      boot: [{ state: 'up' }, { state: 'up' }],
      checks: [{ plugin: 'host', name: 'audit', state: 'well' }],
    });
  });
});
