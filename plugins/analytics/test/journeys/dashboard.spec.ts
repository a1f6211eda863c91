// A working day begins with the dashboard: looked at, narrowed, arranged, and followed while others work.
import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { aRepresentative, anInvoice } from '../../../../test/journeys/harness/books.js';
import { journey } from '../../../../test/journeys/harness/journey.js';
import { arrived, ask, goTo, signIn } from '../../../../test/journeys/harness/panel.js';

const PAGE = '/admin/pages/analytics-dashboard';

journey('The dashboard', { demo: true }, (step) => {
  let operator: Page;

  const widget = (page: Page, title: string): Locator =>
    page
      .locator('.dashboard-widget')
      .filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  const titles = (page: Page): Promise<string[]> => page.locator('.dashboard-widget h2').allInnerTexts();
  const settled = async (page: Page): Promise<void> => {
    await arrived(page);
    await page.locator('.dashboard-grid [data-widget]').first().waitFor();
    await page.waitForFunction(() => document.querySelector('main .ch-stale') === null);
  };

  step('is opened from the navigation, with figures and what they are compared with', async ({ visitor }) => {
    operator = await visitor();
    await signIn(operator, 'operator@demo.test');
    await operator.getByRole('navigation').getByRole('link', { name: 'Dashboard' }).click();
    await settled(operator);
    expect((await titles(operator)).slice(0, 4)).toEqual(['Sales', 'Collected', 'Outstanding', 'Overdue']);
    expect(await operator.locator('.dashboard-summary').innerText()).toContain('compared with');
  });

  step('is narrowed by its address: copied it opens the same, and back goes back', async ({ visitor }) => {
    await operator.getByLabel('Period').selectOption({ label: 'This year' });
    await operator.waitForURL(/period=this-year/);
    await operator.getByLabel('Amounts').selectOption('EUR');
    await operator.waitForURL(/period=this-year&in=EUR/);
    await settled(operator);
    const value = await widget(operator, 'Sales').locator('.dashboard-value').innerText();
    expect(value).toContain('EUR');
    const colleague = await visitor();
    await signIn(colleague, 'admin@demo.test');
    await goTo(colleague, operator.url());
    await settled(colleague);
    expect(await widget(colleague, 'Sales').locator('.dashboard-value').innerText()).toBe(value);
    await operator.goBack();
    await operator.waitForURL((url) => !url.search.includes('in=EUR'));
    await settled(operator);
    expect(await operator.getByLabel('Amounts').inputValue()).toBe('');
  });

  step('has charts that can be read as tables', async () => {
    const chart = widget(operator, 'Sales over time');
    await chart.getByRole('button', { name: /^Table/ }).click();
    await chart.getByRole('columnheader', { name: 'Month' }).waitFor();
    expect(await chart.getByRole('row').count()).toBeGreaterThan(10);
  });

  step('is arranged by keys alone, and stays so', async () => {
    await goTo(operator, PAGE);
    await settled(operator);
    const before = await titles(operator);
    await operator.getByRole('button', { name: 'Arrange' }).press('Enter');
    const handle = operator.getByRole('button', { name: 'Move Sales', exact: true });
    await handle.press('ArrowRight');
    await operator.getByRole('status').getByText('Sales: place 2 of').waitFor();
    expect(await handle.evaluate((button) => button === document.activeElement)).toBe(true);
    const corner = operator.getByRole('button', { name: 'Resize Sales', exact: true });
    const kept = operator.waitForResponse(
      (response) => response.url().endsWith('/dashboard/arrangement') && response.ok(),
    );
    await corner.press('ArrowRight');
    await operator.getByRole('status').getByText('Sales: width 2, height 1').waitFor();
    await kept;
    await operator.waitForLoadState('networkidle');
    await goTo(operator, PAGE);
    await settled(operator);
    expect((await titles(operator)).slice(0, 2)).toEqual([before[1], before[0]]);
    expect(await widget(operator, 'Sales').getAttribute('data-width')).toBe('2');
  });

  step('is saved under a name, and found again', async () => {
    const menu = operator.locator('main summary').filter({ hasText: 'Dashboards' });
    await menu.click();
    await operator.getByRole('button', { name: 'Save as…' }).click();
    await operator.getByLabel('Name').fill('Morning');
    await operator.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await operator.waitForURL(/dashboard=/);
    await operator.getByRole('heading', { level: 1, name: 'Morning' }).waitFor();
  });

  step('shows a payment that is recorded elsewhere, and keeps the focus where it is', async ({ visitor }) => {
    const colleague = await visitor();
    await signIn(colleague, 'operator@demo.test');
    const representativeId = await aRepresentative(colleague, 'Live Wire');
    await anInvoice(colleague, { representativeId, total: '500.00', termDays: 30 });
    await goTo(operator, `${PAGE}?period=this-month&representative=${representativeId}`);
    await settled(operator);
    await operator.locator('html[data-live="on"]').waitFor({ state: 'attached' });
    const period = operator.getByLabel('Period');
    await period.focus();
    const paid = await ask(colleague, '/admin/x/host/actions/Payment/record', {
      ids: [],
      input: { representativeId, amount: '500.00', method: 'bank', allocate: true },
    });
    expect(paid.status).toBe(200);
    await widget(operator, 'Collected').getByText('EUR 500.00').waitFor();
    expect(await period.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  step('of a representative is about itself alone, on a phone', async ({ visitor }) => {
    const representative = await visitor({ viewport: { width: 320, height: 720 } });
    await signIn(representative, 'rep@demo.test');
    await goTo(representative, PAGE);
    await settled(representative);
    expect((await titles(representative)).slice(0, 4)).toEqual([
      'You owe',
      'Overdue',
      'Invoiced to you',
      'You paid',
    ]);
    const overflow = await representative.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
