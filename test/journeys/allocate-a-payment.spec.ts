// Money comes in and is put against what is owed: by the house, taken back, by hand.
import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { anInvoice, aRepresentative, type IssuedInvoice } from './harness/books.js';
import { journey } from './harness/journey.js';
import { action, arrived, chooseRecord, fact, goTo, said, signIn } from './harness/panel.js';

const NAME = 'Quayside Voice';

journey('A payment and what becomes of it', { demo: true }, (step) => {
  let page: Page;
  let sooner: IssuedInvoice;
  let later: IssuedInvoice;
  let payment: string;

  const openInvoice = ({ id }: IssuedInvoice) => goTo(page, `/admin/resources/Invoice/records/${id}/show`);
  const openPayment = () => goTo(page, `/admin/resources/Payment/records/${payment}/show`);
  const stateOf = async (invoice: IssuedInvoice): Promise<string> => {
    await openInvoice(invoice);
    return `${await fact(page, 'Status').innerText()}, ${await amount('Left to pay')} left`;
  };
  const amount = async (name: string): Promise<string> =>
    (await fact(page, name).innerText()).replace(/[^\d.,]/g, '');
  const allocations = (): Locator => page.getByRole('region', { name: 'Allocations' }).locator('tbody tr');
  const refused = (sentence: string): Promise<void> =>
    page.locator('main').getByRole('alert').filter({ hasText: sentence }).waitFor();

  step('a representative owes two invoices', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'operator@demo.test');
    const representativeId = await aRepresentative(page, NAME);
    later = await anInvoice(page, { representativeId, total: '60.00', termDays: 30 });
    sooner = await anInvoice(page, { representativeId, total: '100.00', termDays: 10 });
    expect(await stateOf(sooner)).toBe('Issued, 100.00 left');
    expect(await stateOf(later)).toBe('Issued, 60.00 left');
  });

  step('its payment is recorded, and waits', async () => {
    await goTo(page, '/admin/resources/Payment');
    await action(page, 'Record payment').click();
    await chooseRecord(page.getByLabel(/^Representative/), NAME);
    await page.getByLabel(/^Amount/).fill('130');
    await page.getByLabel('Reference').fill('transfer of the journey');
    await page.getByLabel('Put it against the oldest invoices at once').uncheck();
    await action(page, 'Record payment').click();
    await said(page, 'The payment is recorded.');
    await page.waitForURL('**/resources/Payment/records/*/show');
    await arrived(page);
    payment = /records\/([^/]+)\/show/.exec(page.url())![1]!;
    expect(await amount('Not allocated')).toBe('130.00');
  });

  step('put against the oldest first, it pays one invoice and a part of the next', async () => {
    await action(page, 'Allocate, oldest first').click();
    await page.getByText('against the oldest open invoices?').waitFor();
    await action(page, 'Allocate, oldest first').click();
    await said(page, 'Allocated: 130.00 EUR.');
    await openPayment();
    expect(await amount('Not allocated')).toBe('0.00');
    await allocations().nth(1).waitFor();
    expect(await action(page, 'Allocate, oldest first').count()).toBe(0);
    expect(await stateOf(sooner)).toBe('Paid, 0.00 left');
    expect(await stateOf(later)).toBe('Partly paid, 30.00 left');
  });

  step('an allocation that is undone gives both back what they had', async () => {
    await openPayment();
    await allocations().filter({ hasText: sooner.number }).getByRole('link').first().click();
    await page.waitForURL('**/resources/Allocation/records/*/show');
    await action(page, 'Undo').click();
    await page.getByText('The invoice opens again and the money is free.').waitFor();
    await action(page, 'Undo').click();
    await said(page, 'The allocation is undone.');
    await openPayment();
    expect(await amount('Not allocated')).toBe('100.00');
    expect(await stateOf(sooner)).toBe('Issued, 100.00 left');
    expect(await stateOf(later)).toBe('Partly paid, 30.00 left');
  });

  step('the undoing is a row of its own: nothing was deleted', async () => {
    await openPayment();
    await allocations().nth(2).waitFor();
    expect(await allocations().count()).toBe(3);
    expect(await allocations().filter({ hasText: sooner.number }).count()).toBe(2);
  });

  step('by hand, more than the invoice leaves is refused', async () => {
    await action(page, 'Allocate by hand').click();
    await page.waitForURL('**/allocate-by-hand');
    await action(page, 'Add a line').click();
    await chooseRecord(page.getByLabel('Invoice, line 1'), later.number);
    await page.getByLabel('Amount, line 1').fill('30.01');
    await action(page, 'Allocate by hand').click();
    await refused(`Invoice ${later.number} leaves 30.00 EUR to pay. Allocate that much at most.`);
  });

  step('and more than is left of the payment', async () => {
    await action(page, 'Add a line').click();
    await page.getByLabel('Amount, line 1').fill('30');
    await chooseRecord(page.getByLabel('Invoice, line 2'), sooner.number);
    await page.getByLabel('Amount, line 2').fill('80');
    await action(page, 'Allocate by hand').click();
    await refused('The payment has 100.00 EUR left. Allocate that much at most.');
  });

  step('what fits is taken', async () => {
    await page.getByLabel('Amount, line 2').fill('70');
    await action(page, 'Allocate by hand').click();
    await said(page, 'Allocated: 100.00 EUR.');
    await openPayment();
    expect(await amount('Not allocated')).toBe('0.00');
    expect(await stateOf(later)).toBe('Paid, 0.00 left');
    expect(await stateOf(sooner)).toBe('Partly paid, 30.00 left');
  });

  step('the account adds up', async ({ house }) => {
    const span = ['--from', '2020-01-01', '--to', '2099-12-31', '--json'];
    const { code, stdout } = await house.command(['statement', 'QUAYSIDE-VOICE', ...span]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ opening: '0.00', closing: '30.00', currency: 'EUR' });
  });

  step(
    'the transfer bounces: it is taken back whole, with a reason, and everything is owed again',
    async () => {
      await openPayment();
      await action(page, 'Reverse payment').click();
      await page.waitForURL('**/reverse');
      await page.getByText('Take this payment back whole?').waitFor();
      await page.getByLabel(/^Reason/).fill('the bank called it back');
      await action(page, 'Reverse payment').click();
      await said(page, 'The payment is reversed.');
      await openPayment();
      await page
        .getByRole('region', { name: 'Payment reversals' })
        .getByText('the bank called it back')
        .waitFor();
      expect(await fact(page, 'Reversed on').innerText()).toMatch(/\d{4}/);
      expect(await amount('Not allocated')).toBe('0.00');
      expect(await action(page, 'Reverse payment').count()).toBe(0);
      expect(await stateOf(sooner)).toBe('Issued, 100.00 left');
      expect(await stateOf(later)).toBe('Issued, 60.00 left');
    },
  );

  step('and the account says so', async ({ house }) => {
    const span = ['--from', '2020-01-01', '--to', '2099-12-31', '--json'];
    const { stdout } = await house.command(['statement', 'QUAYSIDE-VOICE', ...span]);
    const { closing, entries } = JSON.parse(stdout) as { closing: string; entries: { kind: string }[] };
    expect(closing).toBe('160.00');
    expect(entries.at(-1)).toMatchObject({ kind: 'payment-reversal', amount: '130.00', balance: '160.00' });
  });
});
