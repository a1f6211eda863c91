// A statement is dropped, looked at, taken with a new account, and adds nothing when it comes again.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violations } from '../../../../test/journeys/harness/accessibility.js';
import { journey } from '../../../../test/journeys/harness/journey.js';
import { goTo, said, signIn } from '../../../../test/journeys/harness/panel.js';

const STATEMENTS = '/admin/pages/reconciliation-statements';
const MT940 = [
  ':20:STARTUMS',
  ':25:DE02120300000000202051',
  ':28C:1/1',
  ':60F:C260301EUR1000,00',
  ':61:2603020302C125,50NTRFINV-1',
  ':86:Invoice INV-2026-00001',
  ':61:2603020302C125,50NTRFINV-2',
  ':86:Invoice INV-2026-00002',
  ':62F:C260302EUR1251,00',
  '-',
  '',
].join('\r\n');

journey('A bank statement from the file to the books', { demo: true }, (step) => {
  let page: Page;
  const choose = (content: string): Promise<void> =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'march.sta', mimeType: 'text/plain', buffer: Buffer.from(content) });

  step('what stands in a file is shown before anything is written', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'admin@demo.test');
    await goTo(page, STATEMENTS);
    await choose(MT940);
    await page.getByRole('heading', { name: 'DE02120300000000202051 · EUR' }).waitFor();
    await page.getByText('Adds up').first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  step('it is taken, and opens its account', async () => {
    await page.getByLabel('Name').fill('Second account');
    await page.getByRole('button', { name: 'Take 2 new movements' }).click();
    await said(page, 'The statements are taken; their transactions are being settled.');
    await page.getByRole('link', { name: 'Second account' }).first().waitFor();
  });

  step('the same file adds nothing', async () => {
    await choose(MT940);
    await page.getByRole('button', { name: 'Take it; nothing is new' }).click();
    await said(page, 'Everything in this file was here already.');
  });

  step('one that does not add up waits for a reason', async () => {
    await choose(MT940.replace('1251,00', '1300,00'));
    await page.getByText(/Does not add up/).waitFor();
    const take = page.getByRole('button', { name: 'Take it; nothing is new' });
    expect(await take.isDisabled()).toBe(true);
    await page.getByLabel('Why it is taken as it is').fill('The bank has confirmed it');
    await take.click();
    await page.getByText('Taken as it is').first().waitFor();
  });
});
