// A closed month takes nothing more, whoever asks and on whichever way.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anInvoice, aRepresentative } from './harness/books.js';
import { journey } from './harness/journey.js';
import { action, ask, chooseRecord, goTo, said, signIn } from './harness/panel.js';

const NAME = 'Quayside Voice';

journey('Closing a month', { demo: true }, (step) => {
  let page: Page;
  let representativeId: string;
  let month: string;

  const refused = (sentence: string | RegExp): Promise<void> =>
    page.locator('main').getByRole('alert').filter({ hasText: sentence }).waitFor();
  const dayIn = (day: string): string => `${month}-${day}`;
  const recordPayment = async (receivedOn: string): Promise<void> => {
    await goTo(page, '/admin/resources/Payment/actions/record');
    await chooseRecord(page.getByLabel(/^Representative/), NAME);
    await page.getByLabel(/^Amount/).fill('10');
    await page.getByLabel('Received on').fill(receivedOn);
    await action(page, 'Record payment').click();
  };

  step('the form proposes last month; the one that is not over is refused', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'operator@demo.test');
    representativeId = await aRepresentative(page, NAME);
    await goTo(page, '/admin/resources/Period');
    await action(page, 'Close a month').click();
    const field = page.getByLabel(/^Month/);
    month = await field.inputValue();
    expect(month).toMatch(/^\d{4}-\d{2}$/);
    await field.fill(monthAfter(month));
    await action(page, 'Close a month').click();
    await refused('is not over yet. Close it when it has ended.');
  });

  step('before the month is closed it takes a payment', async () => {
    await recordPayment(dayIn('03'));
    await said(page, 'The payment is recorded.');
  });

  step('the month is closed', async () => {
    await goTo(page, '/admin/resources/Period/actions/close');
    await page.getByText('Nothing can be posted into it afterwards.').waitFor();
    expect(await page.getByLabel(/^Month/).inputValue()).toBe(month);
    await action(page, 'Close a month').click();
    await said(page, /is closed\./);
    await goTo(page, `/admin/resources/Period?filters.month=${month}`);
    await page.getByRole('row').getByText('Closed', { exact: true }).first().waitFor();
  });

  step('it is not closed twice', async () => {
    await goTo(page, '/admin/resources/Period/actions/close');
    await page.getByLabel(/^Month/).fill(month);
    await action(page, 'Close a month').click();
    await refused('is closed already.');
  });

  step('a payment of that month is refused with a sentence', async () => {
    await recordPayment(dayIn('04'));
    await refused(/closed/);
    const listed = await ask(
      page,
      `/admin/api/resources/Payment/actions/list?filters.representativeId=${representativeId}`,
    );
    expect((JSON.parse(listed.text) as { records: unknown[] }).records).toHaveLength(1);
  });

  step('so is an invoice that would be issued into it', async () => {
    const draft = await ask(page, '/admin/x/host/actions/Invoice/new-draft', {
      ids: [],
      input: { representativeId, lines: [{ description: 'Circuit', quantity: '1', unitPrice: '5' }] },
    });
    const id = /records\/([^/]+)\/show/.exec((JSON.parse(draft.text) as { redirect: string }).redirect)![1]!;
    await goTo(page, `/admin/resources/Invoice/records/${id}/issue`);
    await page.getByLabel('Issued on').fill(dayIn('05'));
    await action(page, 'Issue').click();
    await refused(/closed/);
    await goTo(page, `/admin/resources/Invoice/records/${id}/show`);
    await page.getByText('Draft', { exact: true }).first().waitFor();
  });

  step('in Ukrainian the refusal is Ukrainian', async ({ visitor }) => {
    const accountant = await visitor({ storageState: await page.context().storageState() });
    await accountant.goto('/admin');
    const tongue = { language: 'uk' };
    expect((await ask(accountant, '/admin/x/host/language', tongue)).status).toBe(204);
    const answer = await ask(accountant, '/admin/x/host/actions/Payment/record', {
      ids: [],
      input: { representativeId, amount: '10', method: 'bank', receivedOn: dayIn('04') },
    });
    expect(answer.status).toBe(422);
    const { detail } = JSON.parse(answer.text) as { detail: string };
    expect(detail).toMatch(/закрит/i);
    expect((await ask(accountant, '/admin/x/host/language', { language: 'en' })).status).toBe(204);
  });

  step('today goes on as before', async () => {
    const invoice = await anInvoice(page, { representativeId, total: '5.00', termDays: 10 });
    expect(invoice.number).not.toBe('');
  });

  step('only an administrator opens the month again, and then it takes the payment', async ({ visitor }) => {
    await goTo(page, `/admin/resources/Period/records/${month}/show`);
    expect(await action(page, 'Open again').count()).toBe(0);
    const admin = await visitor();
    await signIn(admin, 'admin@demo.test');
    await goTo(admin, `/admin/resources/Period/records/${month}/show`);
    await action(admin, 'Open again').click();
    await admin.getByText('Its figures may change.').waitFor();
    await action(admin, 'Open again').click();
    await said(admin, /is open again\./);
    await recordPayment(dayIn('04'));
    await said(page, 'The payment is recorded.');
  });
});

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
