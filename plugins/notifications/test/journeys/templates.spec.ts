// What a notice says: one is chosen, read about a real invoice in another language, looked at as on a phone, and asked for as a test.
import { expect } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { violations } from '../../../../test/journeys/harness/accessibility.js';
import { anInvoice, aRepresentative, type IssuedInvoice } from '../../../../test/journeys/harness/books.js';
import { journey } from '../../../../test/journeys/harness/journey.js';
import { goTo, signIn } from '../../../../test/journeys/harness/panel.js';

const TEMPLATES = '/admin/pages/notifications-templates';

journey('The templates of notices', { demo: true }, (step) => {
  let page: Page;
  let invoice: IssuedInvoice;
  const letter = (): FrameLocator => page.frameLocator('iframe');

  step('shows a notice about made-up facts', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'admin@demo.test');
    const representativeId = await aRepresentative(page, 'Quiet Harbour');
    invoice = await anInvoice(page, { representativeId, total: '120.00', termDays: 14 });
    await goTo(page, TEMPLATES);
    await page.getByLabel('Notice', { exact: true }).selectOption({ label: 'New invoices' });
    await letter().locator('body').getByText('Countinghouse').first().waitFor();
    expect(await letter().locator('body').innerText()).not.toContain(invoice.number);
    expect(await violations(page)).toEqual([]);
  });

  step('shows it about the invoice that is chosen', async () => {
    const field = page.getByRole('combobox', { name: 'Record' });
    await field.click();
    await field.fill(invoice.number);
    await page.getByRole('option', { name: invoice.number }).first().click();
    await letter().locator('body', { hasText: invoice.number }).waitFor();
    await page.locator('main pre', { hasText: invoice.number }).waitFor();
  });

  step('shows it in another language, dark and narrow', async () => {
    await page.getByLabel('Language', { exact: true }).selectOption('uk');
    await letter().locator('html[lang="uk"]').waitFor();
    await letter().locator('body', { hasText: invoice.number }).waitFor();
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.getByRole('button', { name: '320 pixels wide' }).click();
    const { width } = (await page.locator('iframe').boundingBox())!;
    expect(width).toBe(320);
    expect(await violations(page)).toEqual([]);
  });

  step('says why no test goes out where the house has no mail server', async () => {
    await page.getByRole('button', { name: 'Send me a test: E-mail' }).click();
    await page.locator('main').getByText('No e-mail can be sent from here: set SMTP_URL.').waitFor();
  });
});
