import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { forEachDialect } from '../../harness/database.js';
import { openPanelHouse, signedIn, type Browser, type PanelHouse } from './panel-house.js';

interface ListAnswer {
  readonly meta: { readonly total: number };
  readonly records: readonly {
    readonly id: string;
    readonly title: string;
    readonly params: Record<string, unknown>;
  }[];
}

/** Representative A looks for anything of B's, through every door. */
forEachDialect('What belongs to somebody else', (_dialect, open) => {
  let house: PanelHouse;
  let rep: Browser;
  let manager: Browser;
  let operator: Browser;

  beforeAll(async () => {
    house = await openPanelHouse(await open());
    rep = await signedIn(house, 'representative@demo.test');
    manager = await signedIn(house, 'manager@demo.test');
    operator = await signedIn(house, 'operator@demo.test');
  });
  afterAll(() => house.database.close());

  const titles = async (agent: Browser, path: string): Promise<string[]> => {
    const { body } = await agent.get(`/admin/api/resources/${path}`).expect(200);
    return (body as ListAnswer).records.map(({ title }) => title).sort();
  };

  it('is not in the list, nor in its total', async () => {
    const { body } = await rep.get('/admin/api/resources/Invoice/actions/list').expect(200);
    const list = body as ListAnswer;
    expect(list.records.map(({ title }) => title)).toEqual(['A-1', 'A-2']);
    expect(list.meta.total).toBe(2);
    expect(JSON.stringify(body)).not.toContain(house.rows.repB);
    expect(await titles(operator, 'Invoice/actions/list')).toEqual(['A-1', 'A-2', 'B-1', 'B-2']);
    expect(await titles(manager, 'Invoice/actions/list')).toEqual(['A-1', 'A-2']);
  });

  it.each([
    'filters.number=B',
    'filters.q=B-1',
    'filters.status~~in=issued,draft',
    'filters.total~~from=0',
    'filters.currency=JPY',
    'filters.issueDate~~from=2026-01-10&filters.issueDate~~to=2026-01-20',
  ])('is not found by %s', async (query) => {
    const found = await titles(rep, `Invoice/actions/list?${query}`);
    expect(found.filter((title) => title.startsWith('B'))).toEqual([]);
    expect(
      (await titles(operator, `Invoice/actions/list?${query}`)).filter((title) => title.startsWith('B')),
    ).not.toEqual([]);
  });

  it('is not found by a filter on its owner', async () => {
    expect(await titles(rep, `Invoice/actions/list?filters.representativeId=${house.rows.repB}`)).toEqual([]);
    expect(
      await titles(operator, `Invoice/actions/list?filters.representativeId=${house.rows.repB}`),
    ).toEqual(['B-1', 'B-2']);
  });

  it('does not come up by sorting or by paging', async () => {
    expect(await titles(rep, 'Invoice/actions/list?sortBy=total&direction=desc&perPage=1&page=3')).toEqual(
      [],
    );
    expect(await titles(rep, 'Invoice/actions/list?sortBy=representativeId&direction=desc')).toEqual([
      'A-1',
      'A-2',
    ]);
  });

  it('cannot be shown, edited or deleted', async () => {
    const [invoice] = house.rows.invoicesB;
    for (const path of [
      `Invoice/records/${invoice}/show`,
      `Representative/records/${house.rows.repB}/show`,
    ]) {
      await rep.get(`/admin/api/resources/${path}`).expect(404);
    }
    await rep.get(`/admin/api/resources/Representative/records/${house.rows.repB}/edit`).expect(403);
    await manager
      .post(`/admin/api/resources/Representative/records/${house.rows.repB}/edit`)
      .send({ name: 'Mine', version: '1' })
      .expect(404);
    const { body: after } = await operator.get(
      `/admin/api/resources/Representative/records/${house.rows.repB}/show`,
    );
    expect(after).toMatchObject({ record: { params: { name: 'Representative RB' } } });
  });

  it('is not among the choices of a reference', async () => {
    const choices = async (agent: Browser, query: string) =>
      (
        (await agent.get(`/admin/x/host/choices/Representative?${query}`).expect(200)).body as {
          choices: { title: string }[];
        }
      ).choices.map(({ title }) => title);
    expect(await choices(rep, 'q=')).toEqual(['Representative RA']);
    expect(await choices(rep, `ids=${house.rows.repA},${house.rows.repB}`)).toEqual(['Representative RA']);
    expect(await choices(operator, 'q=rb')).toEqual(['Representative RB']);
    await rep.get('/admin/x/host/choices/Office').expect(403);
    expect(await titles(rep, 'Representative/actions/search/R')).toEqual(['Representative RA']);
  });

  it('cannot be acted upon, one by one or together', async () => {
    const [a = ''] = house.rows.invoicesA;
    const [b = ''] = house.rows.invoicesB;
    await manager.get(`/admin/x/host/actions/Invoice/stamp?ids=${b}`).expect(404);
    await manager
      .post('/admin/x/host/actions/Invoice/stamp')
      .send({ ids: [b], input: { text: 'x' } })
      .expect(404);
    await manager
      .post('/admin/x/host/actions/Invoice/stamp')
      .send({ ids: [a, b], input: { text: 'x' } })
      .expect(400);
    await manager
      .post('/admin/x/host/actions/Invoice/stamp')
      .send({ ids: [a], input: { text: 'x', to: house.rows.repB } })
      .expect(404);
    await manager
      .post('/admin/x/host/actions/Invoice/stamp')
      .send({ ids: [a], input: { text: 'x', to: house.rows.repA } })
      .expect(200);
    await rep
      .post('/admin/x/host/actions/Invoice/stamp')
      .send({ ids: [a], input: { text: 'x' } })
      .expect(403);
  });

  it('is not in the search of the whole house', async () => {
    const hits = async (agent: Browser) =>
      (
        (await agent.get('/admin/x/host/search?q=-1').expect(200)).body as { hits: { title: string }[] }
      ).hits.map(({ title }) => title);
    expect(await hits(rep)).toEqual(['A-1']);
    expect(await hits(operator)).toEqual(['A-1', 'B-1']);
  });

  it('cannot be reached by moving one’s own record there', async () => {
    const { body } = await manager
      .post(`/admin/api/resources/Representative/records/${house.rows.repA}/edit`)
      .send({ officeId: house.rows.officeB, version: '1' });
    expect(body).toMatchObject({
      record: { errors: { officeId: { message: 'Please choose one of the records that are offered.' } } },
      notice: { type: 'error' },
    });
  });

  it('is not named by a reference that the reader may not open', async () => {
    const { body } = await rep
      .get(`/admin/api/resources/Representative/records/${house.rows.repA}/show`)
      .expect(200);
    expect(Object.keys((body as { record: { params: object } }).record.params)).not.toContain('officeId');
    expect(JSON.stringify(body)).not.toContain('Office A');
  });
});
