// A list is made one's own: filtered, its columns chosen, kept as a view; it looks the same after a reload and on another device.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violations } from './harness/accessibility.js';
import { journey } from './harness/journey.js';
import { goTo, said, signIn } from './harness/panel.js';

const INVOICES = '/admin/resources/Invoice';

journey('A list', { demo: true }, (step) => {
  let page: Page;

  const rows = (): Promise<readonly string[]> => page.locator('main tbody tr').allInnerTexts();
  const headings = (of: Page): Promise<readonly string[]> =>
    of.locator('main thead .ch-sort').allInnerTexts();
  const chips = (): Promise<readonly string[]> => page.locator('main .ch-chips > li').allInnerTexts();
  const settled = async (): Promise<void> => {
    await page.locator('main .ch-table-frame[aria-busy="false"]').waitFor();
  };

  step('is filtered in words, by keyboard', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'operator@demo.test');
    await goTo(page, INVOICES);
    await page.getByRole('button', { name: 'Filters' }).press('Enter');
    const filters = page.getByRole('form', { name: 'Filters' });
    await filters.getByLabel('Total: how to compare').selectOption('between');
    await filters.getByLabel('Total: from').fill('1000');
    await filters.getByLabel('Total: to').fill('5000');
    await filters.getByRole('group', { name: 'Status' }).last().getByLabel('Issued').press('Space');
    await filters.getByLabel('Issued on: how to compare').selectOption('during');
    await filters.getByLabel('Issued on', { exact: true }).last().selectOption('this-year');
    await filters.getByRole('button', { name: 'Apply' }).press('Enter');
    await page.waitForURL(/filters\.total~~from=1000/);
    await settled();
    expect((await chips()).join('\n')).toMatch(
      /Status is any of Issued[\s\S]*this year[\s\S]*Total between 1,000/,
    );
    for (const row of await rows()) expect(row).toContain('Issued');
    expect(await violations(page)).toEqual([]);
  });

  step('drops one filter, and stays as it is after a reload', async () => {
    await page.getByRole('button', { name: /^Remove: Issued on/ }).click();
    await page.waitForURL((url) => !url.search.includes('during'));
    await settled();
    const before = await rows();
    await page.reload();
    await settled();
    expect(await rows()).toEqual(before);
    expect(await chips()).toHaveLength(2);
  });

  step(
    'shows the columns, the order and the number of rows that were chosen, on another device too',
    async ({ visitor }) => {
      await page.locator('summary', { hasText: 'Columns' }).click();
      await page.getByRole('checkbox', { name: 'Due on' }).uncheck();
      await page.getByRole('button', { name: 'Move Left to pay up' }).press('Enter');
      await page.keyboard.press('Escape');
      await page.getByLabel('Rows per page').selectOption('10');
      await page.waitForURL(/perPage=10/);
      await page.getByRole('button', { name: 'Total', exact: true }).click();
      await page.waitForURL(/sortBy=total/);
      await settled();
      const chosen = await headings(page);
      expect(chosen).toEqual(['Number', 'Representative', 'Status', 'Issued on', 'Left to pay', 'Total']);
      const phone = await visitor({ viewport: { width: 320, height: 640 } });
      await signIn(phone, 'operator@demo.test');
      await goTo(phone, INVOICES);
      await phone.locator('main tbody tr').first().waitFor();
      expect(await phone.locator('main tbody tr').count()).toBe(10);
      const labels = await phone
        .locator('main tbody tr')
        .first()
        .locator('td')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-heading')));
      expect(labels.filter((label) => chosen.includes(label ?? ''))).toEqual(chosen);
      expect(await phone.evaluate(() => document.scrollingElement!.scrollWidth)).toBe(320);
    },
  );

  step('is kept as a view that the list begins with', async () => {
    const views = page.locator('main summary').first();
    await views.click();
    await page.getByRole('button', { name: 'Save as a view…' }).click();
    await page.getByRole('dialog').getByLabel('Name of the view').fill('Large and open');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await said(page, 'The view “Large and open” is saved.');
    await page.getByRole('button', { name: 'Begin with this view' }).click();
    await said(page, 'The list begins with this view now.');
    await goTo(page, INVOICES);
    await page.waitForURL(/view=/);
    await settled();
    expect(await chips()).toHaveLength(2);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await page.waitForURL((url) => !url.search.includes('filters.'));
    await settled();
    expect(await chips()).toEqual([]);
  });

  step('says why it is empty, each time in other words', async () => {
    await goTo(page, `${INVOICES}?filters.number=nobody`);
    await page.locator('[data-state="filtered"]').waitFor();
    await goTo(page, '/admin/resources/CreditNote?page=1');
    await page.locator('main .ch-table-frame, [data-state="none"]').first().waitFor();
    await page.route('**/actions/list?**', (route) => route.fulfill({ status: 500, body: '{}' }));
    await page.goto(INVOICES);
    await page.locator('[data-state="failed"]').waitFor();
    await page.unroute('**/actions/list?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await settled();
  });

  step('is acted upon as a whole: the number is said, and what became of it', async () => {
    await goTo(page, '/admin/resources/Allocation?perPage=10&filters.date~~from=2020-01-01');
    await settled();
    const total = Number(
      /of ([\d,]+)/.exec(await page.getByRole('navigation', { name: 'Pages of the list' }).innerText())?.[1],
    );
    expect(total).toBeGreaterThan(10);
    await page.getByLabel('Choose all on this page').check();
    await page.getByRole('button', { name: `Choose all ${total} that match` }).click();
    await page.getByText(`All ${total} records that match are chosen`).waitFor();
    await page
      .locator('.ch-bulk')
      .getByRole('link', { name: /Undo|Unallocate|Take back/ })
      .click();
    await page.getByText(`This is done to ${total} records.`).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: new RegExp(`\\(${total}\\)$`) }).click();
    await page.getByText(new RegExp(`Done: \\d+ of ${total}`)).waitFor();
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.waitForURL(/resources\/Allocation\?/);
  });
});
