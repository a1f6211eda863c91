import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import type { AnalyticsTables } from '../../../../generated/tables/analytics.js';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { HttpReply } from '../../../../src/kernel/contributions.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { fixedClock } from '../../../../src/values/clock.js';
import { newId } from '../../../../src/values/ids.js';
import { dashboardRoutes } from '../../adapters/http/dashboard-routes.js';
import type { DashboardView, SavedDashboard, WidgetContent } from '../../app/dashboard/content.js';

type Query = Readonly<Record<string, string>>;

forEachDialect('the dashboard’s doors', (_dialect, open) => {
  let database: TestDatabase;
  let assembled: TestHouse;
  let operator: Actor;
  let colleague: Actor;
  let manager: Actor;
  let representative: Actor;
  let riga: string;

  beforeAll(async () => {
    database = await open();
    assembled = await assembleTestHouse(database, { clock: fixedClock('2026-11-27T10:00:00Z') });
    let people: { managerId?: string; representativeId?: string } = {};
    for (const { plugin, value } of assembled.house.seeds)
      people = { ...people, ...(await value.run(assembled.house.context(plugin))) };
    const tables = queriesOf<BillingTables>(database.port.queries);
    const office = await tables
      .selectFrom('office')
      .select('id')
      .where('code', '=', 'RIGA')
      .executeTakeFirst();
    riga = office!.id;
    const person = (role: Actor['role']): Actor => ({ ...admin, role, userId: newId(), via: 'panel' });
    operator = person('operator');
    colleague = person('operator');
    manager = { ...person('manager'), managerId: people.managerId!, officeIds: [riga] };
    representative = { ...person('representative'), representativeId: people.representativeId! };
  });
  afterAll(async () => {
    assembled.close();
    await database.close();
  });

  const ask = (
    actor: Actor,
    door: string,
    {
      query = {},
      body = {},
      id = '',
    }: { query?: Query; body?: Readonly<Record<string, unknown>>; id?: string } = {},
  ): Promise<HttpReply> => {
    const route = dashboardRoutes.find(({ method, path }) => `${method} ${path}` === door)!;
    return route.handle({
      context: assembled.house.context('analytics'),
      actor,
      language: 'en',
      params: { dashboard: id },
      query,
      body,
      signal: new AbortController().signal,
    });
  };
  const seen = async (actor: Actor, query: Query = {}): Promise<DashboardView> => {
    const reply = await ask(actor, 'GET /dashboard', { query });
    return (reply as { json: DashboardView }).json;
  };
  const content = (view: DashboardView, widget: string) =>
    view.widgets.find((one) => one.widget === widget)?.content;
  const figures = (view: DashboardView, widget: string) => {
    const found = content(view, widget) as Extract<WidgetContent, { kind: 'figures' }>;
    return found.figures.map(({ currency, value, before }) => ({ currency, value, before }));
  };
  const codeOf = (reply: HttpReply): string => ('refusal' in reply ? reply.refusal.code : 'done');
  const kept = async (actor: Actor): Promise<readonly SavedDashboard[]> => {
    const reply = await ask(actor, 'GET /dashboards');
    return (reply as { json: { dashboards: SavedDashboard[] } }).json.dashboards;
  };

  it('answers with everything on the page, by currency, and with the rates where it was converted', async () => {
    const view = await seen(operator);
    expect(view.days).toEqual({ from: '2025-12-01', to: '2026-11-27' });
    expect(view.compared).toEqual({ from: '2024-12-01', to: '2025-11-27' });
    expect(view.widgets.map(({ widget }) => widget)).toEqual(view.layout.map(({ widget }) => widget));
    expect(figures(view, 'figure.sales').map(({ currency }) => currency)).toEqual([
      'EUR',
      'JPY',
      'UAH',
      'USD',
    ]);
    const converted = await seen(operator, { in: 'EUR' });
    expect(figures(converted, 'figure.sales').map(({ currency }) => currency)).toEqual(['EUR']);
    expect(converted.rates.length).toBeGreaterThan(0);
  });

  it('shows a manager the offices that are the manager’s, exactly', async () => {
    const own = await seen(manager);
    const ofRiga = await seen(operator, { office: riga });
    for (const widget of ['figure.sales', 'figure.outstanding', 'figure.profit'])
      expect(figures(own, widget)).toEqual(figures(ofRiga, widget));
    expect(figures(own, 'figure.sales')).not.toEqual(figures(await seen(operator), 'figure.sales'));
  });

  it('shows a representative a dashboard of itself, and offers nothing of the house’s', async () => {
    const own = await seen(representative);
    const { representativeId } = representative;
    const ofIt = await seen(operator, { representative: representativeId! });
    for (const widget of ['figure.sales', 'figure.outstanding', 'figure.collected'])
      expect(figures(own, widget)).toEqual(figures(ofIt, widget));
    expect(own.widgets.find(({ widget }) => widget === 'figure.outstanding')?.title).toBe('You owe');
    expect(own.boxes.narrowedBy).toEqual(['currency']);
    const offered = own.offered.map(({ widget }) => widget);
    expect(offered.filter((name) => /profit|representatives|plan|attention/.test(name))).toEqual([]);
    const forced = await seen(representative, { widgets: 'figure.profit,measure.sales.office.bar,ageing' });
    expect(forced.widgets.map(({ widget }) => widget)).toEqual(['ageing']);
  });

  it('refuses in one widget’s place what only that one cannot answer', async () => {
    const view = await seen(operator, { representative: newId(), widgets: 'figure.profit,figure.sales' });
    expect(content(view, 'figure.profit')).toEqual({
      kind: 'refused',
      sentence: '“Profit” cannot be cut by “Representative”.',
    });
    expect(content(view, 'figure.sales')).toMatchObject({ kind: 'figures' });
  });

  it('leads to the rows behind a figure, of just those offices', async () => {
    const view = await seen(operator, { office: riga, widgets: 'figure.sales' });
    const found = content(view, 'figure.sales') as Extract<WidgetContent, { kind: 'figures' }>;
    const address = new URL(found.figures[0]?.link ?? '', 'http://house.test');
    expect(address.pathname).toBe('/admin/resources/Invoice');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      'filters.status~~notin': 'draft,void',
      'filters.issueDate~~from': '2025-12-01',
      'filters.issueDate~~to': '2026-11-27',
    });
    const tables = queriesOf<BillingTables>(database.port.queries);
    const ids = await tables
      .selectFrom('representative')
      .select('id')
      .where('office_id', '=', riga)
      .execute();
    const named = address.searchParams.get('filters.representativeId~~in')?.split(',').sort();
    expect(named).toEqual(ids.map(({ id }) => id).sort());
  });

  it('is the same answer, by its tag, until something changes', async () => {
    const tag = async (actor: Actor, query: Query = {}) =>
      (await ask(actor, 'GET /dashboard', { query })) as { etag: string };
    const { etag } = await tag(operator);
    expect((await tag(operator)).etag).toBe(etag);
    expect((await tag(operator, { compare: 'none' })).etag).not.toBe(etag);
    await ask(operator, 'PUT /dashboard/arrangement', {
      body: { layout: [{ widget: 'ageing', width: 4, height: 2 }] },
    });
    expect((await tag(operator)).etag).not.toBe(etag);
    expect((await seen(operator)).layout).toEqual([{ widget: 'ageing', width: 4, height: 2 }]);
    await ask(operator, 'PUT /dashboard/arrangement', { body: { layout: null } });
    expect((await tag(operator)).etag).toBe(etag);
  });

  it('is saved, shared, opened by others and changed by its owner alone', async () => {
    const draft = {
      name: 'Receivables',
      shared: true,
      layout: [{ widget: 'ageing', width: 2, height: 2 }],
      filters: 'period=this-year&currency=EUR&nonsense=1',
    };
    const saved = await ask(operator, 'POST /dashboards', { body: draft });
    const { id, version } = (saved as { json: { id: string; version: number } }).json;
    expect(codeOf(await ask(operator, 'POST /dashboards', { body: draft }))).toBe('dashboard-name-taken');
    expect(await kept(colleague)).toEqual([
      {
        id,
        name: 'Receivables',
        isMine: false,
        shared: true,
        version,
        filters: 'period=this-year&currency=EUR',
      },
    ]);
    expect((await seen(colleague, { dashboard: id })).layout).toEqual(draft.layout);
    const change = { name: 'Mine now', version };
    expect(codeOf(await ask(colleague, 'PUT /dashboards/:dashboard', { id, body: change }))).toBe(
      'dashboard-unknown',
    );
    const renamed = { name: 'Owed', shared: false, version };
    expect(codeOf(await ask(operator, 'PUT /dashboards/:dashboard', { id, body: renamed }))).toBe('done');
    const late = await ask(operator, 'PUT /dashboards/:dashboard', { id, body: renamed });
    expect({ code: codeOf(late), status: 'status' in late && late.status }).toEqual({
      code: 'dashboard-stale',
      status: 409,
    });
    expect(await kept(colleague)).toEqual([]);
    expect(codeOf(await ask(colleague, 'GET /dashboard', { query: { dashboard: id } }))).toBe(
      'dashboard-unknown',
    );
    expect(codeOf(await ask(operator, 'DELETE /dashboards/:dashboard', { id }))).toBe('done');
    expect(await kept(operator)).toEqual([]);
  });

  it('is shared only by who may, and has a name', async () => {
    const draft = { name: 'Ours', shared: true, layout: [], filters: '' };
    expect(codeOf(await ask(representative, 'POST /dashboards', { body: draft }))).toBe('dashboard-sharing');
    expect(codeOf(await ask(operator, 'POST /dashboards', { body: { ...draft, name: '  ' } }))).toBe(
      'dashboard-incomplete',
    );
  });

  it('open what cannot be read any more as the house arranges it, and list the others beside it', async () => {
    const reader = { ...operator, userId: newId() };
    const layout = [{ widget: 'figure.sales', width: 2, height: 1 }];
    for (const name of ['spoiled', 'whole'])
      await ask(reader, 'POST /dashboards', {
        body: { name, shared: false, layout, filters: 'period=week' },
      });
    const [spoiled, whole] = await kept(reader);
    await queriesOf<AnalyticsTables>(database.port.queries)
      .updateTable('dashboard')
      .set({ layout: '[{"widget":', filters: '' })
      .where('id', '=', spoiled!.id)
      .execute();

    expect(await kept(reader)).toEqual([{ ...spoiled, filters: '' }, whole]);
    const [opened, asTheHouse] = [await seen(reader, { dashboard: spoiled!.id }), await seen(reader)];
    expect(opened.dashboard?.name).toBe('spoiled');
    expect(opened.layout).toEqual(asTheHouse.layout);
    expect((await seen(reader, { dashboard: whole!.id })).layout).toEqual(layout);
    const mended = { version: spoiled!.version, layout };
    expect(codeOf(await ask(reader, 'PUT /dashboards/:dashboard', { id: spoiled!.id, body: mended }))).toBe(
      'done',
    );
    expect((await seen(reader, { dashboard: spoiled!.id })).layout).toEqual(layout);
  });
});
