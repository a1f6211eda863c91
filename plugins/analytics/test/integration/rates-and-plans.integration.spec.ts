import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AnalyticsTables } from '../../../../generated/tables/analytics.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { forEachDialect } from '../../../../test/harness/database.js';
import { auditEntries } from '../../../../test/harness/audit.js';
import {
  openPanelHouse,
  signedIn,
  type Browser,
  type PanelHouse,
} from '../../../../test/integration/admin/panel-house.js';
import { builtInPlugins } from '../../../index.js';

interface Answer {
  readonly record: { readonly id: string; readonly params: Readonly<Record<string, unknown>> };
  readonly notice: { readonly type: string; readonly message: string };
}

forEachDialect('exchange rates and plans', (_dialect, open) => {
  let house: PanelHouse;
  let operator: Browser;
  let manager: Browser;
  const tables = () => queriesOf<AnalyticsTables>(house.database.port.queries);

  beforeAll(async () => {
    house = await openPanelHouse(await open(), { plugins: builtInPlugins });
    operator = await signedIn(house, 'operator@demo.test');
    manager = await signedIn(house, 'manager@demo.test');
  });
  afterAll(() => house.database.close());

  const create = async (model: string, form: object, by = operator): Promise<Answer> =>
    (await by.post(`/admin/api/resources/${model}/actions/new`).send(form)).body as Answer;
  const edit = async (model: string, id: string, form: object): Promise<Answer> =>
    (await operator.post(`/admin/api/resources/${model}/records/${id}/edit`).send(form)).body as Answer;
  const listed = async (model: string, by: Browser): Promise<readonly Record<string, unknown>[]> => {
    const answer = await by.get(`/admin/api/resources/${model}/actions/list`).expect(200);
    return (answer.body as { readonly records: readonly Answer['record'][] }).records.map(
      ({ params }) => params,
    );
  };

  const rate = {
    base: 'EUR',
    quote: 'UAH',
    from: '2026-11-01',
    rate: '48.12345678',
    source: 'National Bank of Ukraine',
  };

  it('keeps a rate to its eighth place, shows it without needless zeros, and enters who stated it', async () => {
    const { record, notice } = await create('ExchangeRate', rate);
    expect([notice.type, record.params['rate']]).toEqual(['success', '48.12345678']);
    const changed = await edit('ExchangeRate', record.id, { rate: '1,0845', version: '1' });
    expect(changed.record.params['rate']).toBe('1.0845');
    const kept = await tables().selectFrom('exchange_rate').select('rate').executeTakeFirstOrThrow();
    expect(kept.rate).toBe(108_450_000n);
    const audited = await auditEntries(house.database.port).where('entity', '=', 'ExchangeRate').execute();
    expect(audited.map(({ action, after }) => [action, JSON.parse(after ?? '{}').rate])).toEqual([
      ['analytics.create-exchange-rate', '4812345678'],
      ['analytics.update-exchange-rate', '108450000'],
    ]);
    const history = await operator.get(`/admin/x/host/records/ExchangeRate/${record.id}/history`).expect(200);
    expect(JSON.stringify(history.body)).toContain('"48.12345678"');
  });

  it('takes one rate for two currencies and a day, and no rate of a currency to itself or of nothing', async () => {
    const said = async (form: object) => (await create('ExchangeRate', { ...rate, ...form })).notice.message;
    expect(await said({})).toBe('There is already a record with these values. Nothing was changed.');
    expect(await said({ quote: 'EUR' })).toBe(
      'A unit of EUR is always worth one EUR. Choose two currencies.',
    );
    expect(await said({ from: '2026-12-01', rate: '0' })).toBe('A rate is more than zero.');
    expect(await said({ from: '2026-12-01', rate: '1.123456789' })).not.toBe('Created.');
    expect(await tables().selectFrom('exchange_rate').select('id').execute()).toHaveLength(1);
  });

  const plan = { month: '2026-11', measure: 'sales', currency: 'EUR', amount: '120000.50' };

  it('keeps one plan for a month of an office, and one of the whole network', async () => {
    const { record } = await create('Target', plan);
    expect(record.params['amount']).toBe('120000.50');
    const { officeA, officeB } = house.rows;
    for (const officeId of [officeA, officeB])
      expect((await create('Target', { ...plan, officeId })).notice.message).toBe('Created.');
    for (const officeId of ['', officeA]) {
      const again = await create('Target', { ...plan, officeId, amount: '1' });
      expect(again.notice.message).toBe('There is already a record with these values. Nothing was changed.');
    }
    expect((await create('Target', { ...plan, currency: 'JPY', amount: '9' })).notice.type).toBe('success');
    const moved = await edit('Target', record.id, { month: '2026-12', amount: '5.00', version: '1' });
    expect(moved.record.params).toMatchObject({ month: '2026-11', amount: '5.00' });
  });

  it('refuses a month that there is not, a measure that is not planned, and less than nothing', async () => {
    const { length } = await tables().selectFrom('target').select('id').execute();
    expect((await create('Target', { ...plan, month: '2026-13' })).notice.message).toContain('2026-13');
    expect((await create('Target', { ...plan, month: '2027-01', measure: 'weather' })).notice.type).toBe(
      'error',
    );
    expect((await create('Target', { ...plan, month: '2027-01', amount: '-1' })).notice.message).toBe(
      'A plan is not less than zero.',
    );
    expect(await tables().selectFrom('target').select('id').execute()).toHaveLength(length);
  });

  it('shows a manager the plans of its offices alone, and lets it change none', async () => {
    expect((await listed('Target', manager)).map(({ officeId }) => officeId)).toEqual([house.rows.officeA]);
    expect(await listed('ExchangeRate', manager)).toHaveLength(1);
    await manager.post('/admin/api/resources/Target/actions/new').send(plan).expect(403);
    const representative = await signedIn(house, 'representative@demo.test');
    await representative.get('/admin/api/resources/Target/actions/list').expect(403);
    await representative.get('/admin/api/resources/ExchangeRate/actions/list').expect(403);
  });
});
