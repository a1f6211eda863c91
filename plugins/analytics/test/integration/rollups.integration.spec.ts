import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import {
  day,
  openBilling,
  operator,
  value,
  type BillingHouse,
} from '../../../billing/test/integration/billing-house.js';
import { analyticsTables } from '../../adapters/database/tables.js';
import { openAnalytics, type AnalyticsHouse } from './analytics-house.js';

forEachDialect('rollups', (_dialect, open) => {
  let database: TestDatabase;
  let house: BillingHouse;
  let analytics: AnalyticsHouse;
  let representativeId: string;

  const tables = () => analyticsTables(database.port.queries);
  const images = () => tables().selectFrom('analytics_change').selectAll().orderBy('id').execute();

  beforeAll(async () => {
    database = await open();
    house = openBilling(database, { now: '2026-03-20T12:00:00Z' });
    analytics = openAnalytics(database);
    representativeId = await house.representative();
  }, 120_000);
  beforeEach(() => analytics.foldAll());
  afterAll(() => database.close());

  it('hear nothing of drafts, and of every other change in its own transaction', async () => {
    const draft = { representativeId, currency: null, termDays: null, taxInclusive: false, note: null };
    const line = {
      productId: null,
      description: 'x',
      quantity: 1000n,
      unitPrice: 500n,
      discountRate: 0,
      taxRate: 0,
    };
    const { invoiceId } = value(
      await house.billing.createDraftInvoice(operator, { ...draft, lines: [line as never] }),
    );
    expect(await images()).toEqual([]);
    value(await house.billing.issueInvoice(operator, { invoiceId, issueDate: day('2026-03-01') }));
    expect(await images()).toMatchObject([
      {
        source: 'invoice',
        sign: 1,
        part: 'issued',
        day: '2026-03-01',
        due_day: '2026-03-31',
        amount: 500n,
        outstanding: 500n,
      },
    ]);
    await house.tables.updateTable('invoice').set({ note: 'seen' }).where('id', '=', invoiceId).execute();
    expect(await images()).toHaveLength(1);

    await house.paid({ representativeId, amount: 500n, on: day('2026-03-05'), allocate: true });
    expect((await images()).slice(1)).toMatchObject([
      { source: 'payment', sign: 1, part: 'bank', day: '2026-03-05', amount: 500n },
      { source: 'invoice', sign: -1, part: 'issued', outstanding: 500n, settled_day: null },
      { source: 'invoice', sign: 1, part: 'paid', outstanding: 0n, settled: 500n, settled_day: '2026-03-05' },
      { source: 'allocation', sign: 1, representative_id: representativeId, day: '2026-03-05', amount: 500n },
    ]);
    expect(await analytics.differences()).toEqual([]);
  });

  it('are right before a fold and after it, and keep no row of nothing', async () => {
    const invoiceId = await house.issued({ representativeId, total: 900n, on: day('2026-01-31') });
    await analytics.foldAll();
    expect(await analytics.differences()).toEqual([]);
    value(await house.billing.voidInvoice(operator, { invoiceId, reason: 'x', date: day('2026-02-02') }));
    expect(await analytics.differences()).toEqual([]);
    await analytics.foldAll();
    expect(await images()).toEqual([]);
    expect(await analytics.differences()).toEqual([]);
    const rows = await tables()
      .selectFrom('analytics_office_day')
      .select(['fact', 'part', 'amount'])
      .where('day', 'in', ['2026-01-31', '2026-02-02', '2026-03-02'])
      .orderBy('fact')
      .execute();
    expect(rows).toEqual([
      { fact: 'sale', part: 'void', amount: 900n },
      { fact: 'void', part: 'void', amount: 900n },
    ]);
  });

  it('take what is reversed away on the day of the reversal', async () => {
    const collected = async (from: string, to: string) => {
      const { totals } = await analytics.ask({
        measures: ['collected', 'payments'],
        by: [],
        from: day(from),
        to: day(to),
      });
      return totals.map(({ values }) => values);
    };
    const before = await collected('2026-03-01', '2026-03-12');
    const terms = { amount: 4_400n, on: day('2026-03-08') };
    const paymentId = await house.paid({ representativeId, ...terms });
    await analytics.foldAll();
    const reversal = { paymentId, reason: 'bounced', on: day('2026-03-11') };
    value(await house.billing.reversePayment(operator, reversal));
    expect(await images()).toMatchObject([
      { source: 'payment', sign: -1, part: 'bank', day: '2026-03-11', amount: 4_400n },
    ]);
    for (const fold of [false, true]) {
      if (fold) await analytics.foldAll();
      expect(await collected('2026-03-08', '2026-03-10')).toEqual([{ collected: '44.00', payments: '1' }]);
      expect(await collected('2026-03-11', '2026-03-11')).toEqual([{ collected: '-44.00', payments: '-1' }]);
      expect(await collected('2026-03-01', '2026-03-12')).toEqual(before);
      expect(await analytics.differences()).toEqual([]);
    }
  });

  it('hear of a reversal that is mended by hand', async () => {
    const paymentId = await house.paid({ representativeId, amount: 900n, on: day('2026-03-09') });
    value(await house.billing.reversePayment(operator, { paymentId, reason: 'x', on: day('2026-03-10') }));
    await house.tables
      .updateTable('payment_reversal')
      .set({ reversed_on: '2026-03-12' })
      .where('payment_id', '=', paymentId)
      .execute();
    expect(await analytics.differences()).toEqual([]);
    await house.tables.deleteFrom('payment_reversal').where('payment_id', '=', paymentId).execute();
    expect(await analytics.differences()).toEqual([]);
  });

  it('are not told of an invoice that was issued on no day', async () => {
    const invoiceId = await house.issued({ representativeId, total: 700n, on: day('2026-01-15') });
    await analytics.foldAll();
    const dateless = house.tables.updateTable('invoice').where('id', '=', invoiceId);
    await dateless.set({ issue_date: null }).execute();
    expect(await images()).toMatchObject([{ source: 'invoice', sign: -1, day: '2026-01-15', amount: 700n }]);
    await analytics.foldAll();
    await dateless.set({ total: 800n, outstanding: 800n }).execute();
    const officeId = await house.office();
    const moved = house.tables.updateTable('representative').where('id', '=', representativeId);
    await moved.set({ office_id: officeId }).execute();
    expect((await images()).filter(({ day: on }) => on === null || on === '2026-01-15')).toEqual([]);
    expect(await analytics.differences()).toEqual([]);
    await analytics.foldAll();

    await dateless.set({ issue_date: day('2026-01-16') }).execute();
    expect(await images()).toMatchObject([{ source: 'invoice', sign: 1, day: '2026-01-16', amount: 800n }]);
    await analytics.foldAll();
    expect(await analytics.differences()).toEqual([]);
  });

  it('move with a representative to its new office', async () => {
    await house.issued({ representativeId, total: 300n, on: day('2026-02-01') });
    await house.paid({ representativeId, amount: 100n, on: day('2026-02-03'), allocate: true });
    const paymentId = await house.paid({ representativeId, amount: 70n, on: day('2026-02-04') });
    value(await house.billing.reversePayment(operator, { paymentId, reason: 'x', on: day('2026-02-06') }));
    await analytics.foldAll();
    const officeId = await house.office();
    await house.issued({ representativeId, total: 200n, on: day('2026-02-02') });
    await house.tables
      .updateTable('representative')
      .set({ office_id: officeId })
      .where('id', '=', representativeId)
      .execute();
    expect(await analytics.differences()).toEqual([]);
    await analytics.foldAll();
    expect(await analytics.differences()).toEqual([]);
    const { rows } = await analytics.ask({
      measures: ['sales', 'collected'],
      by: ['office'],
      from: day('2026-01-01'),
      to: day('2026-12-31'),
    });
    expect(rows.map(({ keys }) => keys.office?.id)).toEqual([officeId]);
  });

  it('show what was spoilt, and are mended', async () => {
    await tables()
      .updateTable('analytics_office_day')
      .set((row) => ({ amount: row('amount', '+', 1n) }))
      .where('fact', '=', 'payment')
      .execute();
    await tables().deleteFrom('analytics_representative_month').where('fact', '=', 'sale').execute();
    const found = await analytics.differences();
    expect(found.map(({ rollup }) => rollup)).toContain('analytics_representative_month');
    expect(found).toContainEqual(
      expect.objectContaining({
        rollup: 'analytics_office_day',
        missing: expect.objectContaining({ amount: '-1', row_count: '0' }) as unknown,
      }),
    );
    await analytics.rebuild();
    expect(await analytics.differences()).toEqual([]);
  });
});
