import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BillingTables } from '../../../generated/tables/billing.js';
import type { HostTables } from '../../../generated/tables/host.js';
import { queriesOf } from '../../../src/query/queries.js';
import { forEachDialect } from '../../harness/database.js';
import { HUGE, openPanelHouse, signedIn, type Browser, type PanelHouse } from './panel-house.js';
import { auditEntries } from '../../harness/audit.js';

interface RecordAnswer {
  readonly record: {
    readonly id: string;
    readonly params: Record<string, unknown>;
    readonly errors: Record<string, { readonly message: string }>;
  };
  readonly notice: { readonly type: string; readonly message: string };
  readonly redirectUrl?: string;
}

forEachDialect('Records', (_dialect, open) => {
  let house: PanelHouse;
  let operator: Browser;
  const tables = () => queriesOf<BillingTables & HostTables>(house.database.port.queries);

  beforeAll(async () => {
    house = await openPanelHouse(await open());
    operator = await signedIn(house, 'operator@demo.test');
  });
  afterAll(() => house.database.close());

  const show = async (model: string, id: string): Promise<Record<string, unknown>> =>
    (
      (await operator.get(`/admin/api/resources/${model}/records/${id}/show`).expect(200))
        .body as RecordAnswer
    ).record.params;
  const edit = async (model: string, id: string, form: object): Promise<RecordAnswer> =>
    (await operator.post(`/admin/api/resources/${model}/records/${id}/edit`).send(form).expect(200))
      .body as RecordAnswer;
  const create = async (model: string, form: object): Promise<RecordAnswer> =>
    (await operator.post(`/admin/api/resources/${model}/actions/new`).send(form).expect(200))
      .body as RecordAnswer;
  const numbers = async (query: string): Promise<string[]> =>
    (
      (await operator.get(`/admin/api/resources/Invoice/actions/list?${query}`).expect(200)).body as {
        records: { title: string }[];
      }
    ).records.map(({ title }) => title);

  it('show amounts to the last digit, in units of their own currency', async () => {
    expect(await show('Product', house.rows.product)).toMatchObject({
      unitPrice: '90071992547409.93',
      taxRate: '5.5',
      active: true,
      currency: 'EUR',
    });
    expect(await show('Representative', house.rows.repB)).toMatchObject({
      creditLimit: '9007199254740993',
      currency: 'JPY',
    });
    expect(await show('Invoice', house.rows.invoicesA[0] ?? '')).toMatchObject({
      total: '100.00',
      issueDate: '2026-01-01',
      createdAt: '2026-01-02T03:04:05.678Z',
    });
  });

  it('keep an amount that no float can hold', async () => {
    const { record, notice } = await edit('Product', house.rows.product, {
      unitPrice: '90071992547409.95',
      taxRate: '7,25',
      version: '1',
    });
    expect(notice).toEqual({ type: 'success', message: 'Saved.' });
    expect(record.params).toMatchObject({ unitPrice: '90071992547409.95', taxRate: '7.25', version: 2 });
    const row = await tables()
      .selectFrom('product')
      .select(['unit_price', 'tax_rate'])
      .where('id', '=', house.rows.product)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ unit_price: HUGE + 2n, tax_rate: 72_500 });
  });

  it('are created with what the house fills in itself, and an audit entry', async () => {
    const { record, redirectUrl } = await create('Product', {
      code: 'P2',
      name: 'Yen line',
      unitPrice: '1200',
      currency: 'JPY',
      taxRate: '0',
      active: 'true',
    });
    expect(redirectUrl).toBe(`/admin/resources/Product/records/${record.id}/show`);
    const row = await tables()
      .selectFrom('product')
      .selectAll()
      .where('id', '=', record.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ unit_price: 1200n, version: 1, active: true });
    const entry = await auditEntries(house.database.port)
      .where('entity_id', '=', record.id)
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({
      actor: 'operator@demo.test',
      action: 'counter.create-product',
      entity: 'Product',
      before: null,
    });
    expect(JSON.parse(entry.after ?? '{}')).toMatchObject({ code: 'P2', unitPrice: '1200' });
  });

  it('take from a form what it may set, and nothing else', async () => {
    const stolen = {
      id: 'mine',
      version: '1',
      email: 'taken@evil.example',
      createdAt: '2000-01-01',
      currency: 'USD',
      office_id: house.rows.officeB,
      name: 'Renamed',
    };
    const { record } = await edit('Representative', house.rows.repA, stolen);
    expect(record.params).toMatchObject({
      id: house.rows.repA,
      name: 'Renamed',
      currency: 'EUR',
      officeId: house.rows.officeA,
    });
    const row = await tables()
      .selectFrom('representative')
      .selectAll()
      .where('id', '=', house.rows.repA)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ email: 'ra@secret.example', currency: 'EUR', office_id: house.rows.officeA });
    expect(row.created_at).toEqual(new Date('2026-01-02T03:04:05.678Z'));
    const audit = await auditEntries(house.database.port)
      .where('entity_id', '=', house.rows.repA)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(audit.after ?? '{}')).toEqual({
      name: 'Renamed',
      version: 2,
      updatedAt: expect.any(String),
    });
  });

  it('are not overwritten from an older version', async () => {
    const first = await edit('Representative', house.rows.repB, { name: 'First', version: '1' });
    expect(first.notice.type).toBe('success');
    const second = await edit('Representative', house.rows.repB, { name: 'Second', version: '1' });
    expect(second.notice).toEqual({
      type: 'error',
      message:
        'Somebody saved this record meanwhile. Nothing of yours is written yet, and nothing that you typed is lost.',
    });
    const without = await edit('Representative', house.rows.repB, { name: 'Third' });
    expect(without.notice.type).toBe('error');
    expect(await show('Representative', house.rows.repB)).toMatchObject({ name: 'First', version: 2 });
  });

  it('say which field cannot be taken, and change nothing', async () => {
    const { record, notice } = await create('Representative', {
      code: 'RA',
      name: '',
      officeId: 'nowhere',
      geoId: house.rows.geo,
      currency: 'XXQ',
      creditLimit: '12.345',
    });
    expect(notice).toMatchObject({ type: 'error' });
    expect(Object.keys(record.errors).sort()).toEqual(['creditLimit', 'currency', 'name', 'officeId']);
    const taken = await create('Representative', {
      code: 'RA',
      name: 'Twin',
      officeId: house.rows.officeA,
      geoId: house.rows.geo,
      currency: 'EUR',
    });
    expect(taken.record.errors).toEqual({
      code: { type: 'field-taken', message: 'Another record already has this value.' },
    });
    const ruled = await create('Representative', {
      code: 'RN',
      name: 'Nobody',
      officeId: house.rows.officeA,
      geoId: house.rows.geo,
      currency: 'EUR',
    });
    expect(ruled.notice).toEqual({ type: 'error', message: 'A user needs a name and a role.' });
    expect(await tables().selectFrom('representative').select('id').execute()).toHaveLength(2);
  });

  it('can be emptied where they may be empty', async () => {
    const { version } = await show('Representative', house.rows.repA);
    const { record } = await edit('Representative', house.rows.repA, {
      creditLimit: '',
      version: String(version),
    });
    expect(record.params['creditLimit']).toBeNull();
  });

  it('are deleted all or none, and not while something points to them', async () => {
    const spare = await create('Office', {
      code: 'C',
      name: 'Office C',
      geoId: house.rows.geo,
      active: true,
    });
    const both = `${spare.record.id},${house.rows.officeA}`;
    const { body } = await operator
      .post(`/admin/api/resources/Office/bulk/bulkDelete?recordIds=${both}`)
      .send({});
    expect(body).toMatchObject({
      notice: { type: 'error', message: 'Other records still point here, so nothing was changed.' },
    });
    const { body: one } = await operator
      .post(`/admin/api/resources/Office/records/${spare.record.id}/delete`)
      .send({});
    expect(one).toMatchObject({
      notice: { type: 'success', message: '1 record deleted.' },
      redirectUrl: '/admin/resources/Office',
    });
    expect(
      (await tables().selectFrom('office').select('code').orderBy('code').execute()).map(({ code }) => code),
    ).toEqual(['A', 'B']);
  });

  it.each([
    ['filters.number=-1', ['A-1', 'B-1']],
    ['filters.number=a-2', ['A-2']],
    ['filters.q=b-', ['B-1', 'B-2']],
    ['filters.number=%25', []],
    ['filters.number=_-1', []],
    ['filters.total~~from=100&filters.total~~to=10000', ['A-1', 'B-1']],
    ['filters.total~~from=10000.01', ['A-2']],
    ['filters.total=100.00', ['A-1']],
    ['filters.status=void', []],
    ['filters.currency~~in=JPY,KWD', ['B-1', 'B-2']],
    ['filters.issueDate~~from=2026-01-15&filters.issueDate~~to=2026-02-01', ['B-1', 'A-2']],
    ['filters.issueDate=2026-03-01', ['B-2']],
    ['filters.createdAt~~from=2026-01-02&filters.createdAt~~to=2026-01-02', ['A-1', 'B-1', 'A-2', 'B-2']],
    ['filters.createdAt~~from=2026-01-03', []],
    ['sortBy=total&direction=desc&perPage=2', ['A-2', expect.stringMatching('-1')]],
    ['perPage=3&page=2', ['B-2']],
    ['page=9999999', []],
  ])('are listed by %s', async (query, expected) => {
    expect(await numbers(query)).toEqual(expected);
  });

  it.each([
    'filters.note=secret',
    'filters.importRef=x',
    'filters.note~~in=a',
    'filters.nothing=x',
    'sortBy=note',
    'sortBy=importRef',
    'sortBy=total%3Bdrop',
    'filters.total=abc',
    'filters.issueDate~~from=2026-02-31',
  ])('are not listed by %s', async (query) => {
    const answer = await operator.get(`/admin/api/resources/Invoice/actions/list?${query}`).expect(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(JSON.stringify(answer.body)).not.toContain('secret of');
  });

  it('keep their hidden columns to themselves', async () => {
    for (const path of [
      'Invoice/actions/list',
      `Invoice/records/${house.rows.invoicesA[0]}/show`,
      'Representative/actions/list',
      `Representative/records/${house.rows.repA}/edit`,
      'Representative/actions/search/secret',
    ]) {
      const { text } = await operator.get(`/admin/api/resources/${path}`).expect(200);
      expect(text).not.toMatch(/secret/);
    }
  });

  it('are found whatever the case of the letters, Cyrillic ones too', async () => {
    await create('Product', {
      code: 'P3',
      name: 'Зв’язок Київ',
      unitPrice: '1',
      currency: 'UAH',
      taxRate: '0',
    });
    const { body } = await operator.get(`/admin/x/host/choices/Product?q=${encodeURIComponent('київ')}`);
    expect(body).toMatchObject({ choices: [{ title: 'Зв’язок Київ' }] });
  });

  it('carry the buttons that they have, and whether one acts at once', async () => {
    const { body } = await operator
      .get(`/admin/api/resources/Office/records/${house.rows.officeA}/show`)
      .expect(200);
    const { record: office } = body as {
      record: { recordActions: { name: string; component?: unknown }[] } | undefined;
    };
    expect(office?.recordActions.map(({ name }) => name).sort()).toEqual(['delete', 'edit', 'show']);
    expect(office?.recordActions.find(({ name }) => name === 'delete')?.component).toBe(false);
  });

  it('are listed by related record', async () => {
    expect(await numbers(`filters.representativeId=${house.rows.repB}&sortBy=number&direction=desc`)).toEqual(
      ['B-2', 'B-1'],
    );
  });
});
