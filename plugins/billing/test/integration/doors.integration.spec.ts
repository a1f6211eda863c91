import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import type { AdminAction, HttpReply } from '../../../../src/kernel/contributions.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { fixedClock } from '../../../../src/values/clock.js';
import { invoiceActions } from '../../adapters/admin/invoice-actions.js';
import { paymentActions } from '../../adapters/admin/payment-actions.js';
import { periodActions } from '../../adapters/admin/period-actions.js';
import { searchProviders } from '../../adapters/admin/search.js';
import { widgets } from '../../adapters/admin/widgets.js';
import { commands } from '../../adapters/cli/commands.js';
import { routes } from '../../adapters/http/routes.js';
import { receivables } from '../../contract/receivables.js';
import { codeOf, day, openBilling, value, type BillingHouse } from './billing-house.js';

const actions = [...invoiceActions, ...paymentActions, ...periodActions];
const NOW = '2026-03-15T12:00:00Z';

forEachDialect('the doors of billing', (_dialect, open) => {
  let database: TestDatabase;
  let assembled: TestHouse;
  let context: PluginContext;
  let house: BillingHouse;
  let representativeId: string;
  let invoiceId: string;

  beforeAll(async () => {
    database = await open();
    assembled = await assembleTestHouse(database, { clock: fixedClock(NOW) });
    context = assembled.house.context('billing');
    house = openBilling(database, { now: NOW });
    representativeId = await house.representative({ code: 'HARBOUR' });
  });
  afterAll(async () => {
    assembled.close();
    await database.close();
  });

  function press(name: string, ids: readonly string[], input: Readonly<Record<string, unknown>>) {
    const [resource, actionName] = name.split('.');
    const action = actions.find((one) => one.resource === resource && one.name === actionName) as AdminAction;
    return action.run({ context, actor: admin, language: 'en', ids, input });
  }

  function command(name: string, options: Readonly<Record<string, string>>, ...args: readonly string[]) {
    const found = commands.find((one) => one.name === name)!;
    return found.run({ context, actor: admin, arguments: args, options, json: true, note() {} });
  }

  function get(
    path: string,
    params: Readonly<Record<string, string>>,
    query: Readonly<Record<string, string>>,
    actor: Actor = admin,
  ): Promise<HttpReply> {
    const route = routes.find((one) => one.path === path)!;
    return route.handle({
      context,
      actor,
      language: 'en',
      params,
      query,
      body: {},
      signal: new AbortController().signal,
    });
  }

  it('draft an invoice from what was typed, change it, issue it and print it', async () => {
    const typed = {
      representativeId,
      termDays: '14',
      taxInclusive: false,
      lines: [
        { description: 'Transit', quantity: '1.5', unitPrice: '100.00', discountRate: '10', taxRate: '21' },
        { description: '', quantity: '', unitPrice: '' },
      ],
    };
    const drafted = value(await press('Invoice.new-draft', [], typed));
    invoiceId = /records\/(.+)\/show/.exec(drafted.redirect!)![1]!;
    const edit = actions.find((one) => one.name === 'edit-draft')!;
    const shown = await edit.defaults!({ context, actor: admin, language: 'en', ids: [invoiceId] });
    expect(shown).toMatchObject({
      currency: 'EUR',
      lines: [{ quantity: '1.5', unitPrice: '100.00', discountRate: '10', taxRate: '21' }],
    });
    value(await press('Invoice.edit-draft', [invoiceId], shown));
    const issued = value(await press('Invoice.issue', [invoiceId], {}));
    expect(issued.message).toMatchObject({
      key: 'billing:actions.Invoice.issue.done',
      facts: { number: 'INV-2026-00001' },
    });
    expect((await house.invoice(invoiceId)).total).toBe(16_335n);
    expect(value(await press('Invoice.print', [invoiceId], {})).download).toBe(
      `/admin/x/billing/invoices/${invoiceId}/pdf`,
    );
  });

  it.each([
    ['field-required', { representativeId: '' }],
    ['not-an-amount', { lines: [{ description: 'x', quantity: '1', unitPrice: '1,00' }] }],
    ['too-many-decimals', { lines: [{ description: 'x', quantity: '1', unitPrice: '1.005' }] }],
    ['not-a-quantity', { lines: [{ description: 'x', quantity: '-1', unitPrice: '1' }] }],
    ['rate-out-of-range', { lines: [{ description: 'x', quantity: '1', unitPrice: '1', taxRate: '101' }] }],
    ['unknown-currency', { currency: 'EUX' }],
    ['not-a-count', { termDays: '-3' }],
    ['text-too-long', { note: 'x'.repeat(1001) }],
  ])('refuse a draft with %s', async (code, change) => {
    expect(codeOf(await press('Invoice.new-draft', [], { representativeId, lines: [], ...change }))).toBe(
      code,
    );
  });

  it('record a payment and allocate it by hand', async () => {
    const typed = {
      representativeId,
      amount: '100.00',
      method: 'bank',
      receivedOn: '2026-03-15',
      allocate: false,
    };
    const recorded = value(await press('Payment.record', [], typed));
    const paymentId = /records\/(.+)\/show/.exec(recorded.redirect!)![1]!;
    const parts = [{ invoiceId, amount: '60.00' }];
    const allocated = value(await press('Payment.allocate-by-hand', [paymentId], { parts }));
    expect(allocated.message.facts).toEqual({ amount: '60.00', currency: 'EUR' });
    value(await press('Payment.allocate', [paymentId], {}));
    expect((await house.invoice(invoiceId)).outstanding).toBe(6_335n);
  });

  it('take a payment back, once and with a reason', async () => {
    const paymentId = await house.paid({ representativeId, amount: 500n });
    const before = (await house.invoice(invoiceId)).outstanding;
    expect(codeOf(await press('Payment.reverse', [paymentId], { reason: '' }))).not.toBe('done');
    const reversed = value(await press('Payment.reverse', [paymentId], { reason: 'bounced' }));
    expect(reversed.message.key).toBe('billing:actions.Payment.reverse.done');
    expect(await house.payment(paymentId)).toMatchObject({ reversedOn: '2026-03-15', unallocated: 0n });
    expect(codeOf(await press('Payment.reverse', [paymentId], { reason: 'again' }))).toBe(
      'payment-reversed-already',
    );
    const { available } = paymentActions.find(({ name }) => name === 'reverse')!;
    expect([null, '2026-03-15'].map((reversedOn) => available!({ reversedOn }))).toEqual([true, false]);
    expect((await house.invoice(invoiceId)).outstanding).toBe(before);
  });

  it('print the ageing as programs read it', async () => {
    const { json } = value(await command('ageing', { 'as-of': '2026-05-15' }));
    expect(json).toEqual({
      asOf: '2026-05-15',
      currency: 'EUR',
      total: '63.35',
      buckets: [
        { bucket: 'current', invoices: 0, amount: '0.00' },
        { bucket: '1-30', invoices: 0, amount: '0.00' },
        { bucket: '31-60', invoices: 1, amount: '63.35' },
        { bucket: '61-90', invoices: 0, amount: '0.00' },
        { bucket: '90+', invoices: 0, amount: '0.00' },
      ],
    });
    expect(codeOf(await command('ageing', { 'as-of': '2026-02-30' }))).toBe('impossible-date');
    expect(codeOf(await command('statement', { from: 'x', to: '2026-01-01' }, 'HARBOUR'))).toBe('not-a-date');
    const statement = value(await command('statement', { from: '2026-01-01', to: '2026-12-31' }, 'HARBOUR'));
    expect(statement.json).toMatchObject({
      opening: '0.00',
      closing: '63.35',
      entries: [
        { kind: 'invoice', balance: '163.35' },
        { kind: 'payment', amount: '-100.00' },
        { kind: 'payment', amount: '-5.00' },
        { kind: 'payment-reversal', amount: '5.00', balance: '63.35' },
      ],
    });
  });

  it('show nobody else’s account', async () => {
    const stranger: Actor = {
      ...admin,
      role: 'representative',
      representativeId: await house.representative(),
    };
    const days = { from: '2026-01-01', to: '2026-12-31' };
    const path = '/representatives/:id/statement';
    expect(await get(path, { id: representativeId }, days, stranger)).toMatchObject({
      refusal: { code: 'representative-not-found' },
    });
    expect(await get(path, { id: representativeId }, days)).toMatchObject({ json: { closing: '63.35' } });
    expect(await get('/invoices/:id/pdf', { id: invoiceId }, {}, stranger)).toMatchObject({
      status: 404,
      refusal: { code: 'unknown-invoice' },
    });
    const found = (index: number, term: string) =>
      searchProviders[index]!.search({ context, actor: stranger, term, limit: 10 });
    expect(await found(0, 'INV-2026')).toEqual([]);
    // Everybody here has the same name: it finds itself alone.
    expect(await found(1, 'harbour telecom')).toMatchObject([
      { link: `/admin/resources/Representative/records/${stranger.representativeId}/show` },
    ]);
    const service = context.use(receivables);
    const asked = { representativeId, currency: null, from: day('2026-01-01'), to: day('2026-12-31') };
    expect(codeOf(await service.statement(stranger, asked))).toBe('representative-not-found');
    expect(await service.ageing(stranger, { asOf: day('2026-03-15'), currency: null })).toEqual([]);
  });

  it('find by number and by name, and show figures on the home page', async () => {
    const [invoices, representatives] = searchProviders;
    expect(await invoices!.search({ context, actor: admin, term: 'INV-2026', limit: 5 })).toHaveLength(1);
    expect(await invoices!.search({ context, actor: admin, term: 'INV%', limit: 5 })).toHaveLength(0);
    expect(await representatives!.search({ context, actor: admin, term: 'harbour', limit: 1 })).toHaveLength(
      1,
    );
    const figures = await Promise.all(
      widgets.map(({ load }) => load({ context, actor: admin, language: 'en' })),
    );
    expect(figures).toMatchObject([
      { value: '63.35' },
      { value: '0' },
      { value: '163.35' },
      { value: '100.00' },
      { value: '0' },
    ]);
  });

  it('close a month and open it again', async () => {
    value(await press('Period.close', [], { month: '2026-02' }));
    expect(codeOf(await press('Period.close', [], { month: '2026-13' }))).toBe('not-a-month');
    value(await press('Period.reopen', ['2026-02'], {}));
  });
});
