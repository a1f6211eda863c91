import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { BillingTables } from '../../../generated/tables/billing.js';
import type { HostTables } from '../../../generated/tables/host.js';
import { bulkJob } from '../../../src/host/admin/bulk/bulk-job.js';
import { createTranslator } from '../../../src/host/i18n/create-translator.js';
import type { JobRun } from '../../../src/kernel/contributions.js';
import type { Jobs } from '../../../src/kernel/ports.js';
import { queriesOf } from '../../../src/query/queries.js';
import { systemClock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { forEachDialect } from '../../harness/database.js';
import { ledger } from './ledger-plugin.js';
import { openPanelHouse, signedIn, type Browser, type PanelHouse } from './panel-house.js';

interface ListAnswer {
  readonly meta: {
    readonly total: number;
    readonly perPage: number;
    readonly sortBy: string;
    readonly direction: string;
    readonly columns: readonly string[];
    readonly next?: string;
    readonly previous?: string;
    readonly view?: string;
    readonly filters?: Record<string, string>;
  };
  readonly records: readonly {
    readonly id: string;
    readonly title: string;
    readonly params: Record<string, unknown>;
    readonly populated: Record<string, { readonly title: string }>;
    readonly recordActions: readonly { readonly name: string }[];
    readonly bulkActions: readonly { readonly name: string }[];
  }[];
}
interface ViewsAnswer {
  readonly views: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly isMine: boolean;
    readonly dropped: number;
    readonly look: { readonly filters?: Record<string, string> };
  }[];
  readonly defaultView: string | null;
  readonly mayShare: boolean;
}
interface BulkAnswer {
  readonly report: {
    readonly total: number;
    readonly done: number;
    readonly refused: readonly { title: string; reason: string }[];
  } | null;
  readonly job: string | null;
}

forEachDialect('Lists', (_dialect, open) => {
  let house: PanelHouse;
  let operator: Browser;
  let manager: Browser;
  let rep: Browser;
  const scheduled: { name: string; data: unknown }[] = [];
  const jobs = {
    schedule: async (name: string, data: unknown) => {
      scheduled.push({ name, data });
      return 'job-1';
    },
  } as unknown as Jobs;
  const tables = () => queriesOf<BillingTables & HostTables>(house.database.port.queries);

  beforeAll(async () => {
    house = await openPanelHouse(await open(), { plugins: [ledger], jobs });
    operator = await signedIn(house, 'operator@demo.test');
    manager = await signedIn(house, 'manager@demo.test');
    rep = await signedIn(house, 'representative@demo.test');
  });
  beforeEach(async () => {
    await tables().deleteFrom('user_preference').execute();
    await tables().deleteFrom('saved_view').execute();
  });
  afterAll(() => house.database.close());

  const list = async (agent: Browser, query = '', model = 'Invoice'): Promise<ListAnswer> =>
    (await agent.get(`/admin/api/resources/${model}/actions/list?${query}`).expect(200)).body as ListAnswer;
  const numbers = async (agent: Browser, query = ''): Promise<readonly string[]> =>
    (await list(agent, query)).records.map(({ title }) => title);
  const views = async (agent: Browser): Promise<ViewsAnswer> =>
    (await agent.get('/admin/x/host/views/Invoice').expect(200)).body as ViewsAnswer;
  const remember = (agent: Browser, value: object) =>
    agent.put('/admin/x/host/preferences/list.Invoice').send({ value }).expect(200);

  const manyInvoices = async (
    count: number,
    of: { readonly status?: string },
  ): Promise<readonly string[]> => {
    const now = new Date();
    const rows = Array.from({ length: count }, (_, at) => ({
      id: newId(),
      number: `M-${String(at).padStart(4, '0')}`,
      representative_id: house.rows.repA,
      status: 'draft',
      currency: 'EUR',
      issue_date: at % 3 === 0 && of.status === undefined ? null : '2026-05-01',
      total: BigInt(at),
      created_at: now,
      updated_at: now,
      ...of,
    }));
    await tables().insertInto('invoice').values(rows).execute();
    return rows.map(({ id }) => id);
  };
  const without = (ids: readonly string[]) => tables().deleteFrom('invoice').where('id', 'in', ids).execute();

  it('name their buttons, and send what the columns need and no more', async () => {
    const [first] = (await list(operator)).records;
    expect(first).toEqual({
      id: house.rows.invoicesA[0],
      title: 'A-1',
      params: {
        number: 'A-1',
        representativeId: house.rows.repA,
        status: 'issued',
        issueDate: '2026-01-01',
        total: '100.00',
        currency: 'EUR',
      },
      populated: {
        representativeId: { title: house.rows.repA, opens: true },
      },
      recordActions: [{ name: 'show' }, { name: 'delete' }],
      bulkActions: [{ name: 'bulkDelete' }, { name: 'stamp' }, { name: 'shred' }],
    });
    const { records } = await list(rep, 'columns=total,nothing,total');
    expect(records[0]).toMatchObject({
      params: { total: '100.00' },
      bulkActions: [],
      recordActions: [{ name: 'show' }],
    });
  });

  it('go on from row to row, forwards and back, whatever is empty', async () => {
    const ids = await manyInvoices(23, {});
    try {
      for (const sort of [
        'sortBy=issueDate&direction=asc',
        'sortBy=issueDate&direction=desc',
        'sortBy=total&direction=desc',
      ]) {
        const whole = await numbers(operator, `${sort}&perPage=100`);
        const walked: string[] = [];
        const pages: ListAnswer[] = [];
        let cursor = '';
        do {
          const page = await list(operator, `${sort}&perPage=5&page=${pages.length + 1}${cursor}`);
          pages.push(page);
          walked.push(...page.records.map(({ title }) => title));
          cursor = `&after=${page.meta.next ?? ''}`;
        } while (pages.at(-1)!.meta.next !== undefined);
        expect(walked).toEqual(whole);
        const back = await list(operator, `${sort}&perPage=5&page=2&before=${pages[2]!.meta.previous}`);
        expect(back.records).toEqual(pages[1]!.records);
      }
    } finally {
      await without(ids);
    }
    await operator.get('/admin/api/resources/Invoice/actions/list?after=nonsense').expect(400);
  });

  it('are remembered for a reader, on every device; the address wins', async () => {
    await remember(operator, {
      columns: ['total', 'number'],
      perPage: 3,
      sortBy: 'total',
      direction: 'desc',
    });
    const elsewhere = await signedIn(house, 'operator@demo.test');
    expect((await list(elsewhere)).meta).toMatchObject({
      ...{ columns: ['total', 'number'], perPage: 3, sortBy: 'total', direction: 'desc' },
    });
    expect(
      (await list(elsewhere, 'perPage=2&sortBy=number&direction=asc&columns=number')).meta,
    ).toMatchObject({
      ...{ columns: ['number'], perPage: 2, sortBy: 'number', direction: 'asc' },
    });
    expect((await list(manager)).meta).toMatchObject({ perPage: 25, sortBy: 'issueDate' });
    await operator.delete('/admin/x/host/preferences/list.Invoice').expect(200);
    expect((await list(elsewhere)).meta).toMatchObject({ perPage: 25, sortBy: 'issueDate' });
  });

  it('stay open when what is remembered no longer fits', async () => {
    await remember(operator, {
      columns: ['gone'],
      perPage: 'many',
      sortBy: 'importRef',
      defaultView: 'nobody',
    });
    expect((await list(operator)).meta).toMatchObject({
      ...{ columns: ['number', 'representativeId', 'status', 'issueDate', 'total'], perPage: 25 },
    });
    await operator
      .put('/admin/x/host/preferences/list.Invoice')
      .send({ value: 'x'.repeat(30_000) })
      .expect(422);
    await operator.get('/admin/x/host/preferences/..%2Fother').expect(404);
  });

  it('are saved as views: begun with, changed, renamed, deleted, each by its maker alone', async () => {
    const look = {
      filters: { 'status~~in': 'issued', 'total~~from': '1000' },
      sortBy: 'total',
      direction: 'desc',
    };
    const { body: made } = await operator
      .post('/admin/x/host/views/Invoice')
      .send({ name: 'Large', look })
      .expect(200);
    const { id } = made as { id: string };
    await operator.post('/admin/x/host/views/Invoice').send({ name: 'Large', look }).expect(422);
    await operator
      .post('/admin/x/host/views/Invoice')
      .send({ name: 'Wrong', look: { filters: { 'importDigest~~is': 'x' } } })
      .expect(400);
    expect((await views(manager)).views).toEqual([]);

    await remember(operator, { defaultView: id });
    const begun = await list(operator);
    expect(begun.meta).toMatchObject({ view: id, filters: look.filters, sortBy: 'total' });
    expect(begun.records.map(({ title }) => title)).toEqual(['A-2', 'B-1']);
    expect((await list(operator, 'page=1')).meta.view).toBeUndefined();

    const change = (agent: Browser, form: object) =>
      agent.put(`/admin/x/host/views/Invoice/${id}`).send(form);
    await change(operator, { name: 'Larger', version: 1 }).expect(200);
    expect((await change(operator, { name: 'Stale', version: 1 }).expect(422)).body).toMatchObject({
      code: 'view-stale',
    });
    await change(manager, { name: 'Mine', version: 2 }).expect(404);
    await manager.delete(`/admin/x/host/views/Invoice/${id}`).expect(404);
    expect((await views(operator)).views).toMatchObject([{ name: 'Larger', version: 2, isMine: true }]);
    await operator.delete(`/admin/x/host/views/Invoice/${id}`).expect(200);
    expect((await views(operator)).views).toEqual([]);
    expect((await list(operator)).meta.view).toBeUndefined();
  });

  it('are shared by those who may, and never widen what their reader sees', async () => {
    const look = { filters: { importRef: 'secret', 'total~~from': '50' } };
    await manager
      .post('/admin/x/host/views/Invoice')
      .send({ name: 'Mine', look: {}, shared: true })
      .expect(422);
    const { body } = await operator
      .post('/admin/x/host/views/Invoice')
      .send({ name: 'Ours', look, shared: true })
      .expect(200);
    const [shared] = (await views(rep)).views;
    expect(shared).toMatchObject({
      name: 'Ours',
      isMine: false,
      dropped: 1,
      look: { filters: { 'total~~from': '50' } },
    });
    expect((await views(operator)).views[0]).toMatchObject({ dropped: 0, look });
    await rep
      .put('/admin/x/host/preferences/list.Invoice')
      .send({ value: { defaultView: (body as { id: string }).id } })
      .expect(200);
    const begun = await list(rep);
    expect(begun.meta.filters).toEqual({ 'total~~from': '50' });
    expect(begun.records.map(({ title }) => title)).toEqual(['A-1', 'A-2']);
  });

  it('keep a field with a permission from whoever has it not, by every door', async () => {
    const [invoice = ''] = house.rows.invoicesA;
    await tables()
      .updateTable('representative')
      .set({ address: 'Secret Street' })
      .where('id', '=', house.rows.repA)
      .execute();
    const read = (agent: Browser, path: string) => agent.get(`/admin/${path}`);
    const doors = [
      'api/resources/Invoice/actions/list?columns=number,importRef',
      `api/resources/Invoice/records/${invoice}/show`,
      'api/resources/Representative/actions/list?columns=code,address,creditLimit',
      `api/resources/Representative/records/${house.rows.repA}/show`,
      `api/resources/Representative/records/${house.rows.repA}/edit`,
      'api/resources/Representative/actions/search/RA',
      'x/host/choices/Representative',
      'x/host/search?q=RA',
      'x/host/export/Representative',
      'resources/Representative',
    ];
    for (const door of doors) {
      const { text } = await read(manager, door).expect(200);
      expect([
        door,
        /Secret Street|creditLimit|secret of|"propertyPath":"importRef"/.exec(text)?.[0],
      ]).toEqual([door, undefined]);
    }
    expect((await read(operator, doors[0]!)).text).toContain('secret of A-1');
    expect((await read(operator, 'x/host/choices/Representative')).text).toContain('Secret Street');
    for (const query of ['filters.importRef=secret', 'filters.importRef~~empty=no', 'sortBy=importRef'])
      await read(manager, `api/resources/Invoice/actions/list?${query}`).expect(400);
    for (const door of ['x/host/choices/Representative?q=Secret', 'x/host/search?q=Secret'])
      expect((await read(manager, door)).text).not.toContain(house.rows.repA);
    const form = { address: 'Taken', creditLimit: '1', name: 'Renamed', version: '1' };
    await manager
      .post(`/admin/api/resources/Representative/records/${house.rows.repA}/edit`)
      .send(form)
      .expect(200);
    const row = await tables()
      .selectFrom('representative')
      .select(['address', 'name', 'credit_limit'])
      .where('id', '=', house.rows.repA)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ address: 'Secret Street', name: 'Renamed' });
    expect(row.credit_limit).not.toBe(1n);
  });

  it('leave as CSV with what the reader sees, nothing in it a formula', async () => {
    await tables()
      .updateTable('invoice')
      .set({ number: '=1+1' })
      .where('id', '=', house.rows.invoicesA[0] ?? '')
      .execute();
    const query = 'columns=number,total,status&sortBy=total&direction=desc&filters.total~~to=10000';
    const { text, headers } = await rep.get(`/admin/x/host/export/Invoice?${query}`).expect(200);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="?Invoice-/);
    const lines = text.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(lines.slice(1)).toEqual([expect.stringMatching(/^'=1\+1,100\.00,EUR,/)]);
    await rep.get('/admin/x/host/export/Nothing').expect(404);
    await rep.get('/admin/x/host/export/Invoice?filters.importRef=s').expect(400);
    await tables()
      .updateTable('invoice')
      .set({ number: 'A-1' })
      .where('id', '=', house.rows.invoicesA[0] ?? '')
      .execute();
  });

  const stampAll = (agent: Browser, filters: object, expected: number, input: object = {}) =>
    agent.post('/admin/x/host/bulk/Invoice/stamp').send({ all: { filters, expected }, input });

  it('are acted upon as a whole, and say what was refused and why', async () => {
    const ids = await manyInvoices(5, { status: 'void' });
    try {
      const { body: view } = await operator
        .get('/admin/x/host/bulk/Invoice/stamp?expected=9&filters.total~~from=0')
        .expect(200);
      expect(view).toMatchObject({ count: 9, fields: [{ name: 'text' }] });
      const { body } = await stampAll(operator, { 'total~~from': '0' }, 9).expect(200);
      const { report } = body as BulkAnswer;
      expect(report).toMatchObject({ total: 9, done: 4 });
      expect(report?.refused.map(({ title }) => title).sort()).toEqual([
        'M-0000',
        'M-0001',
        'M-0002',
        'M-0003',
        'M-0004',
      ]);
      expect(report?.refused[0]?.reason).toBeTruthy();
      expect((await stampAll(operator, {}, 8).expect(422)).body).toMatchObject({ code: 'bulk-more-now' });
      const { body: refused } = await stampAll(operator, { number: 'A-' }, 2, { text: 'no' }).expect(200);
      expect(refused).toMatchObject({ report: { done: 0, refused: [{}, {}] } });
    } finally {
      await without(ids);
    }
    await stampAll(operator, {}, 0).expect(400);
    await stampAll(operator, { 'importDigest~~is': 'x' }, 9).expect(400);
    await stampAll(rep, {}, 9).expect(403);
    await operator
      .post('/admin/x/host/bulk/Invoice/sink')
      .send({ all: { filters: {}, expected: 1 } })
      .expect(404);
    expect(
      (await operator.get('/admin/x/host/bulk/Invoice/stamp?expected=1&filters.number=zzz').expect(422)).body,
    ).toMatchObject({
      code: 'bulk-nothing',
    });
  });

  it('are acted upon for good as a whole once their number was typed', async () => {
    const all = { filters: {}, expected: 4 };
    const shred = (typed?: unknown) =>
      operator.post('/admin/x/host/bulk/Invoice/shred').send({ all, input: {}, typed });
    for (const typed of [undefined, 4, '3'])
      expect((await shred(typed).expect(422)).body).toMatchObject({ code: 'typed-title-wrong' });
    expect((await shred('4').expect(200)).body).toMatchObject({ report: { done: 4, refused: [] } });
  });

  it('are deleted as a whole, one by one', async () => {
    const ids = await manyInvoices(4, { status: 'draft' });
    const { body } = await operator
      .post('/admin/x/host/bulk/Invoice/bulkDelete')
      .send({ all: { filters: { number: 'M-' }, expected: 4 } })
      .expect(200);
    expect(body).toMatchObject({ report: { total: 4, done: 4, refused: [] } });
    expect(await tables().selectFrom('invoice').select('id').where('id', 'in', ids).execute()).toEqual([]);
    expect(await numbers(operator, 'sortBy=number')).toEqual(['A-1', 'A-2', 'B-1', 'B-2']);
  });

  it('are worked through by a job when they are many, with the permissions of that moment', async () => {
    const ids = await manyInvoices(201, { status: 'draft' });
    try {
      const { body } = await stampAll(operator, { number: 'M-' }, 201).expect(200);
      expect(body).toEqual({ report: null, job: 'job-1' });
      const [order] = scheduled;
      expect(order).toMatchObject({
        name: 'host.run-bulk-action',
        data: { model: 'Invoice', expected: 201 },
      });
      const job = bulkJob({
        house: () => house.house,
        database: house.database.port,
        translator: await createTranslator('locales'),
        clock: systemClock,
      });
      const steps: (readonly [number, number?])[] = [];
      const run = (): Promise<void> =>
        job.run({
          id: 'job-1',
          data: job.parse(order?.data),
          attempt: 1,
          lastAttempt: true,
          context: house.house.context('host'),
          signal: new AbortController().signal,
          progress: async (done, total) => void steps.push([done, total]),
          effectOnce: () => Promise.reject(new Error('not used')),
        } as JobRun<ReturnType<typeof job.parse>>);
      await run();
      expect(steps.at(-1)).toEqual([201, 201]);

      const now = new Date();
      await tables()
        .insertInto('job')
        .values({
          ...{ id: 'job-1', name: 'host.run-bulk-action', data: JSON.stringify(order?.data), state: 'done' },
          ...{ progress: 201, total: 201, fence: 1n, created_at: now, updated_at: now },
        })
        .execute();
      const { body: progress } = await operator.get('/admin/x/host/bulk-runs/job-1').expect(200);
      expect(progress).toMatchObject({ state: 'done', report: { total: 201, done: 201, refused: [] } });
      await manager.get('/admin/x/host/bulk-runs/job-1').expect(404);

      await tables()
        .updateTable('app_user')
        .set({ role: 'representative' })
        .where('email', '=', 'operator@demo.test')
        .execute();
      await expect(run()).rejects.toMatchObject({ refusal: { code: 'forbidden' } });
      await tables()
        .updateTable('app_user')
        .set({ active: false })
        .where('email', '=', 'operator@demo.test')
        .execute();
      await expect(run()).rejects.toThrow('may not sign in');
    } finally {
      await tables()
        .updateTable('app_user')
        .set({ role: 'operator', active: true })
        .where('email', '=', 'operator@demo.test')
        .execute();
      await without(ids);
    }
  });
});
