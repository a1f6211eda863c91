import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fixedClock } from '../../../../src/values/clock.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { aDraft, openApiHouse, type Api, type ApiHouse } from '../../../../test/integration/api/api-house.js';

const QUARTER = 'from=2026-01-01&to=2026-03-31';

forEachDialect('the API of analytics', (_dialect, open) => {
  let database: TestDatabase;
  let house: ApiHouse;
  let operator: Api;
  let manager: Api;

  beforeAll(async () => {
    database = await open();
    house = await openApiHouse(database, { clock: fixedClock('2026-03-20T12:00:00Z') });
    operator = house.api(await house.keyOf('operator'));
    manager = house.api(await house.keyOf('manager'));
  });
  afterAll(() => database.close());

  it('answers figures by time and currency, with those of the period before and totals', async () => {
    const { body } = await operator
      .get(`/analytics/query?measures=sales,invoices&by=month&${QUARTER}&currency=JPY&compare=previous`)
      .expect(200);
    expect(body).toMatchObject({
      compared: { from: '2025-10-01', to: '2025-12-31' },
      isCut: false,
      totals: [{ currency: 'JPY', values: { sales: '10099', invoices: '2' }, before: { sales: '0' } }],
    });
    const rows = body.rows as { keys: { month: { id: string } }; values: { sales: string } }[];
    expect(rows.map(({ keys, values }) => [keys.month.id, values.sales])).toEqual([
      ['2026-01-01', '10000'],
      ['2026-02-01', '0'],
      ['2026-03-01', '99'],
    ]);
  });

  it('counts for each key its own rows alone', async () => {
    const { body } = await manager.get(`/analytics/query?measures=sales&by=office&${QUARTER}`).expect(200);
    expect((body.rows as { keys: { office: { id: string } } }[]).map(({ keys }) => keys.office.id)).toEqual([
      house.rows.officeA,
    ]);
    const none = house.api(await house.keyOf('operator', ['billing.geo.read']));
    await none.get(`/analytics/query?measures=sales&${QUARTER}`).expect(403);
  });

  it('answers 304 to who has the answer, until somebody writes', async () => {
    const ask = () => operator.get(`/analytics/query?measures=sales&${QUARTER}&currency=EUR`);
    const first = await ask().expect(200);
    const etag = first.headers['etag'] ?? '';
    await ask().set('If-None-Match', etag).expect(304);
    const draft = await operator.post('/invoices', aDraft(house.rows.repA, '7.00')).expect(201);
    await operator
      .post(`/invoices/${draft.body.id}/issue`, { issueDate: '2026-03-19' })
      .set('If-Match', '*')
      .expect(200);
    const changed = await ask().set('If-None-Match', etag).expect(200);
    expect(changed.body.totals).not.toEqual(first.body.totals);
  });

  it('says what can be asked for, and refuses the rest in words', async () => {
    const { body } = await operator.get('/analytics/measures').set('Accept-Language', 'uk').expect(200);
    expect(body.measures).toContainEqual(
      expect.objectContaining({ name: 'sales', unit: 'money', kind: 'flow', title: 'Продажі' }),
    );
    const unknown = await operator.get(`/analytics/query?measures=weather&${QUARTER}`).expect(422);
    expect(unknown.body).toMatchObject({ code: 'unknown-measure' });
    expect(unknown.body.detail).not.toBe('unknown-measure');
    const cut = await operator.get(`/analytics/query?measures=sales&by=weather&${QUARTER}`).expect(400);
    expect(cut.body.errors).toMatchObject([{ parameter: 'by' }]);
    const turned = await operator
      .get('/analytics/query?measures=sales&from=2026-03-01&to=2026-02-01')
      .expect(422);
    expect(turned.body.code).toBe('dates-reversed');
  });

  it('tells a review in the language that is asked for, and plans beside facts', async () => {
    const { body } = await operator
      .get('/analytics/review?period=2026-02')
      .set('Accept-Language', 'ru')
      .expect(200);
    expect(body.title).toBe('Обзор за февраль 2026 г.');
    expect(body.facts.length).toBeGreaterThan(0);
    await operator.get('/analytics/review?period=2026-W60').expect(422);
    const plan = await operator.get('/analytics/plan?measure=sales&from=2026-01&to=2026-03').expect(200);
    expect(plan.body).toEqual({ rows: [] });
  });
});
