import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { aDraft, openApiHouse, type Api, type ApiHouse } from './api-house.js';

interface Row {
  readonly id: string;
  readonly number: string | null;
  readonly issueDate: string | null;
  readonly total: { readonly amount: string };
}

forEachDialect('lists of the API', (_dialect, open) => {
  let database: TestDatabase;
  let house: ApiHouse;
  let api: Api;
  beforeAll(async () => {
    database = await open();
    house = await openApiHouse(database);
    api = house.api(await house.keyOf('operator'));
    for (const amount of ['7.00', '3.00', '5.00'])
      await api.post('/invoices', aDraft(house.rows.repA, amount)).expect(201);
  });
  afterAll(() => database.close());

  const walk = async (query: string): Promise<Row[]> => {
    const rows: Row[] = [];
    let next: string | null = `/invoices?${query}`;
    while (next !== null) {
      const { body, headers }: Response = await api.get(next).expect(200);
      rows.push(...body.data);
      if (body.next === null) expect(headers['link']).toBeUndefined();
      else expect(headers['link']).toBe(`<${body.next}>; rel="next"`);
      next = body.next === null ? null : body.next.replace('/api/v1', '');
      if (rows.length > 50) throw new Error('the list does not end');
    }
    return rows;
  };

  for (const sort of ['issueDate', 'dueDate', 'number', 'total', 'createdAt']) {
    it(`walks every invoice once by ${sort}, up and down, whatever the page`, async () => {
      const whole = await walk(`sort=${sort}&limit=100`);
      expect(whole).toHaveLength(7);
      for (const limit of [1, 2, 3]) expect(await walk(`sort=${sort}&limit=${limit}`)).toEqual(whole);
      const down = await walk(`sort=-${sort}&limit=2`);
      const dated = (rows: Row[]): Row[] => rows.filter(({ number }) => number !== null);
      if (sort === 'total' || sort === 'createdAt') expect(down).toEqual([...whole].reverse());
      else {
        expect(dated(down)).toEqual(dated([...whole]).reverse());
        expect(down.slice(-3).every(({ number }) => number === null)).toBe(true);
      }
    });
  }

  it('filters by what is asked, all of it at once', async () => {
    const count = async (query: string): Promise<number> => (await walk(query)).length;
    expect(await count('status=draft')).toBe(3);
    expect(await count('status=draft,issued')).toBe(7);
    expect(await count('currency=JPY')).toBe(2);
    expect(await count('number=A-1')).toBe(1);
    expect(await count('issuedFrom=2026-01-15&issuedTo=2026-02-01')).toBe(2);
    expect(await count('dueFrom=2026-02-01')).toBe(2);
    expect(await count('open=true')).toBe(4);
    expect(await count(`representativeId=${house.rows.repA}&status=issued`)).toBe(2);
    expect(await count('updatedSince=2026-01-03T00:00:00Z')).toBe(3);
  });

  it('refuses what it does not know, and says where', async () => {
    const unknown = await api.get('/invoices?statis=draft').set('Accept-Language', 'uk').expect(400);
    expect(unknown.body).toMatchObject({ code: 'request-invalid', title: 'Bad Request' });
    expect(unknown.body.detail).toMatch(/[а-яі]/);
    const limit = await api.get('/invoices?limit=101').expect(400);
    expect(limit.body.errors).toMatchObject([{ parameter: 'limit' }]);
    const line = await api
      .post('/invoices', { representativeId: house.rows.repA, lines: [{ quantity: 1 }] })
      .set('Accept-Language', 'ru')
      .expect(400);
    expect(line.body.errors).toMatchObject([{ pointer: '#/lines/0/quantity' }]);
    expect(line.body.errors[0].message).toMatch(/[а-я]/);
    await api.get('/invoices?limit=1&limit=2').expect(400);
    await api.get('/ageing?asOf=2026-02-30').expect(400);
    for (const cursor of [
      'x',
      'bnVsbA',
      Buffer.from('["-issueDate","2026-02-31","x"]').toString('base64url'),
    ])
      expect((await api.get(`/invoices?cursor=${cursor}`).expect(400)).body.code).toBe('cursor-invalid');
    const { body } = await api.get('/invoices?limit=1&sort=total').expect(200);
    await api.get(body.next.replace('/api/v1', '').replace('sort=total', 'sort=-total')).expect(400);
  });

  it('refuses other contents than JSON, and too much of it', async () => {
    await api.post('/invoices').set('Content-Type', 'text/plain').send('{}').expect(415);
    await api.post('/invoices').set('Content-Type', 'application/json').send('{').expect(400);
    const large = await api.post('/invoices', { note: 'x'.repeat(1_100_000) }).expect(413);
    expect(large.headers['content-type']).toBe('application/problem+json');
  });

  it('fits twenty-five invoices into twelve kilobytes', async () => {
    for (let made = 0; made < 20; made += 1) {
      const { body } = await api.post('/invoices', aDraft(house.rows.repA, '12345678.90')).expect(201);
      await api.post(`/invoices/${body.id}/issue`).expect(200);
    }
    const { text, body } = await api.get('/invoices?status=issued,draft&limit=25').expect(200);
    expect(body.data).toHaveLength(25);
    expect(text.length).toBeLessThan(12_000);
  });

  it('lists the rest of billing as well', async () => {
    expect((await api.get('/representatives?sort=-name&limit=1').expect(200)).body.data).toMatchObject([
      { code: 'RB' },
    ]);
    expect((await api.get('/representatives?code=RA&active=true').expect(200)).body.data).toHaveLength(1);
    expect((await api.get('/products?active=true').expect(200)).body.data).toMatchObject([
      { code: 'P1', unitPrice: { amount: '90071992547409.93', currency: 'EUR' }, taxRate: '5.5' },
    ]);
    const paid = {
      representativeId: house.rows.repB,
      amount: { amount: '60', currency: 'JPY' },
      method: 'cash',
    };
    await api.post('/payments', { ...paid, reference: 'wire 7', allocate: true }).expect(201);
    const listed = await api.get('/payments?reference=wire%207&unallocated=true').expect(200);
    expect(listed.body.data).toHaveLength(0);
    expect((await api.get('/payments?sort=amount&method=cash').expect(200)).body.data).toHaveLength(1);
    const balance = await api.get(`/representatives/${house.rows.repB}/balance`).expect(200);
    expect(balance.body.balances).toMatchObject([{ owed: { amount: '10039', currency: 'JPY' } }]);
    const statement = await api
      .get(`/representatives/${house.rows.repB}/statement?from=2026-01-01&to=2026-12-31`)
      .expect(200);
    expect(statement.body).toMatchObject({ isComplete: true, closing: { amount: '10039', currency: 'JPY' } });
    const ageing = await api.get('/ageing?currency=JPY').expect(200);
    expect(ageing.body.currencies).toMatchObject([{ total: { amount: '10039', currency: 'JPY' } }]);
    await api.get(`/representatives/${house.rows.repB}/statement?from=2026-12-31&to=2026-01-01`).expect(422);
    await api.get('/ageing?currency=XXX').expect(422);
  });

  it('refuses amounts of another currency, and lines without one', async () => {
    const mixed = await api.post('/invoices', aDraft(house.rows.repA, '1', 'JPY')).expect(422);
    expect(mixed.body).toMatchObject({ code: 'amount-in-other-currency' });
    const { body } = await api.post('/invoices', aDraft(house.rows.repA, '1')).expect(201);
    const moved = await api
      .patch(`/invoices/${body.id}`, { currency: 'JPY' })
      .set('If-Match', '*')
      .expect(422);
    expect(moved.body.code).toBe('lines-in-other-currency');
    const voided = await api.post(`/invoices/${body.id}/void`, { reason: 'No' }).expect(422);
    expect(voided.body.code).toBe('invoice-not-issued');
  });
});
