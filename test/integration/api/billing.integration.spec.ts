import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { aDraft, openApiHouse, type ApiHouse } from './api-house.js';

forEachDialect('billing through the API', (_dialect, open) => {
  let database: TestDatabase;
  let house: ApiHouse;
  beforeAll(async () => {
    database = await open();
    house = await openApiHouse(database);
  });
  afterAll(() => database.close());

  it('takes an invoice from its draft to its last cent', async () => {
    const api = house.api(await house.keyOf('operator'));
    const drafted = await api.post('/invoices', aDraft(house.rows.repA, '121.00')).expect(201);
    expect(drafted.body).toMatchObject({
      status: 'draft',
      number: null,
      total: { amount: '121.00', currency: 'EUR' },
    });
    expect(drafted.headers['location']).toBe(`/api/v1/invoices/${drafted.body.id}`);
    const changed = await api
      .patch(`/invoices/${drafted.body.id}`, { note: 'March' })
      .set('If-Match', '"1"')
      .expect(200);
    expect(changed.body).toMatchObject({ note: 'March', version: 2, total: { amount: '121.00' } });
    expect(changed.headers['etag']).toBe('"2"');
    const issued = await api.post(`/invoices/${drafted.body.id}/issue`).expect(200);
    expect(issued.body.number).toMatch(/^INV/);
    const paid = await api
      .post('/payments', {
        representativeId: house.rows.repA,
        amount: { amount: '21.00', currency: 'EUR' },
        method: 'bank',
      })
      .expect(201);
    const put = await api
      .post(`/payments/${paid.body.id}/allocations`, {
        parts: [{ invoiceId: issued.body.id, amount: { amount: '21', currency: 'EUR' } }],
      })
      .expect(200);
    expect(put.body).toMatchObject({
      unallocated: { amount: '0.00' },
      allocations: [{ invoiceId: issued.body.id }],
    });
    const partly = await api.get(`/invoices/${drafted.body.id}`).expect(200);
    expect(partly.body).toMatchObject({ status: 'partly_paid', outstanding: { amount: '100.00' } });

    const [{ id: allocationId }] = put.body.allocations;
    await api.post(`/allocations/${allocationId}/reversal`).expect(200);
    const owed = await api.get(`/invoices/${drafted.body.id}`).expect(200);
    expect(owed.body).toMatchObject({ status: 'issued', outstanding: { amount: '121.00' } });
    const credited = await api
      .post(`/invoices/${drafted.body.id}/credit-notes`, {
        amount: { amount: '1.00', currency: 'EUR' },
        reason: 'An hour without light',
      })
      .expect(201);
    expect(credited.body).toMatchObject({ invoiceId: drafted.body.id, amount: { amount: '1.00' } });
    await api.post(`/payments/${paid.body.id}/allocations`).expect(200);

    const back = await api.post(`/payments/${paid.body.id}/reversal`, { reason: 'Bounced' }).expect(200);
    expect(back.body).toMatchObject({
      amount: { amount: '21.00' },
      unallocated: { amount: '0.00' },
      reversedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown,
      reversalReason: 'Bounced',
    });
    expect(back.body.allocations.map(({ amount }: { amount: { amount: string } }) => amount.amount)).toEqual(
      expect.arrayContaining(['21.00', '-21.00']),
    );
    const open_ = await api.get(`/invoices/${drafted.body.id}`).expect(200);
    expect(open_.body).toMatchObject({ status: 'partly_paid', outstanding: { amount: '120.00' } });
    const twice = await api.post(`/payments/${paid.body.id}/reversal`, { reason: 'Bounced' }).expect(422);
    expect(twice.body.code ?? twice.body.type).toContain('payment-reversed-already');
    await api.post(`/payments/${house.rows.repA}/reversal`, { reason: 'Bounced' }).expect(404);
    const listed = await api.get(`/payments?representativeId=${house.rows.repA}`).expect(200);
    expect(listed.body.data[0]).toMatchObject({ reversedOn: back.body.reversedOn });
  });
});
