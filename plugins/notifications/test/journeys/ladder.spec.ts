// The ladder of reminders: one is made, put first, and shows what it comes to; on a phone as on a screen.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violations } from '../../../../test/journeys/harness/accessibility.js';
import { journey } from '../../../../test/journeys/harness/journey.js';
import { goTo, said, signIn } from '../../../../test/journeys/harness/panel.js';

const LADDER = '/admin/pages/notifications-ladder';
const NAME = 'Large debts';

journey('The ladder of reminders', { demo: true }, (step) => {
  let page: Page;
  const ladders = (): Promise<readonly string[]> => page.locator('.ladder-list > li h2').allInnerTexts();

  step('shows the demo’s ladder and what goes out today by it', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'admin@demo.test');
    await goTo(page, LADDER);
    await page.locator('.ladder-plan tbody tr').first().waitFor();
    expect(await ladders()).toEqual(['Usual ladder']);
    const outcomes = await page.locator('.ladder-plan tbody .ch-badge').allInnerTexts();
    expect(new Set(outcomes)).toEqual(new Set(['Reminder']));
    expect(await violations(page)).toEqual([]);
  });

  step('says in words what a new ladder lacks, and keeps what was typed', async () => {
    await page.getByRole('button', { name: 'New ladder' }).click();
    const dialog = page.getByRole('dialog', { name: 'New ladder' });
    await dialog.getByLabel('Name').fill(NAME);
    await dialog.getByLabel('Who is told').selectOption('manager');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Begin with a stage for the representative.').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel('Who is told').selectOption('representative');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await said(page, 'The ladder is saved.');
    await page.getByRole('heading', { name: NAME }).waitFor();
    expect(await ladders()).toEqual(['Usual ladder', NAME]);
  });

  step('is put in order by the keyboard, and the order stays', async () => {
    await page.getByRole('button', { name: `Move ${NAME} up` }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.ladder-list > li:first-child h2', { hasText: NAME }).waitFor();
    await goTo(page, LADDER);
    await page.locator('.ladder-list > li').first().waitFor();
    expect(await ladders()).toEqual([NAME, 'Usual ladder']);
  });

  step('shows why nothing goes out for what is disputed', async () => {
    await page.getByLabel('Show', { exact: true }).selectOption('disputed');
    await page.locator('.ladder-plan tbody tr', { hasText: 'The invoice is disputed.' }).first().waitFor();
  });

  step('fits a phone', async ({ visitor }) => {
    const phone = await visitor();
    await phone.setViewportSize({ width: 320, height: 700 });
    await signIn(phone, 'operator@demo.test');
    await goTo(phone, LADDER);
    await phone.locator('.ladder-plan tbody tr').first().waitFor();
    const isWider = await phone.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(isWider).toBe(false);
    // An operator reads the ladder and changes nothing.
    expect(await phone.getByRole('button', { name: 'New ladder' }).count()).toBe(0);
    expect(await violations(phone)).toEqual([]);
  });
});
