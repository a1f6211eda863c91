// Somebody says how they want to be told, takes it back, and meets what the administrator has decided for all.
import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { violations } from '../../../../test/journeys/harness/accessibility.js';
import { goTo, said, signIn } from '../../../../test/journeys/harness/panel.js';
import { journey } from '../../../../test/journeys/harness/journey.js';

const PREFERENCES = '/admin/pages/notifications-preferences';
const DEFAULTS = '/admin/pages/notifications-defaults';
const STATISTICS = '/admin/pages/notifications-statistics';

journey('How one is told', { demo: true }, (step) => {
  let page: Page;
  const mentions = (on: Page = page): Locator => on.getByRole('checkbox', { name: 'Mentions: Inbox' });

  step('it is found in the menu of one’s account, and a choice is saved at once', async ({ visitor }) => {
    page = await visitor();
    await signIn(page, 'operator@demo.test');
    await page.getByRole('button', { name: /^Account:/ }).click();
    await page.getByRole('link', { name: 'How I am told' }).click();
    await page.waitForURL((url) => url.pathname === PREFERENCES);
    await mentions().waitFor();
    expect(await mentions().isChecked()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await mentions().focus();
    await page.keyboard.press('Space');
    await said(page, 'Saved: “Mentions” no longer comes by Inbox.');
    await goTo(page, PREFERENCES);
    expect(await mentions().isChecked()).toBe(false);
  });

  step('it is taken back', async () => {
    await mentions().check();
    await said(page, 'Saved: “Mentions” comes by Inbox.');
    await page.locator('main').getByRole('button', { name: 'Undo' }).click();
    await said(page, 'It is as it was before.');
    expect(await mentions().isChecked()).toBe(false);
    await mentions().check();
    await said(page, 'Saved: “Mentions” comes by Inbox.');
  });

  step('quiet hours are of one’s own zone, and stay', async () => {
    await page.getByRole('checkbox', { name: 'Quiet hours' }).check();
    await page.getByLabel('Quiet from').fill('21:30');
    await page.getByLabel('Quiet until').focus();
    await page.getByLabel('Time zone').selectOption('Europe/Kyiv');
    await page.getByLabel('How often').selectOption({ label: 'Once a day, gathered' });
    await said(page, 'Saved: when you are told.');
    await page.waitForFunction(async (door) => {
      const { digest } = (await (await fetch(door)).json()) as { digest: string };
      return digest === 'daily';
    }, '/admin/x/notifications/preferences');
    await goTo(page, PREFERENCES);
    expect(await page.getByLabel('Quiet from').inputValue()).toBe('21:30');
    expect(await page.getByLabel('Quiet until').inputValue()).toBe('08:00');
    expect(await page.getByLabel('Time zone').inputValue()).toBe('Europe/Kyiv');
    expect(await page.getByLabel('How often').inputValue()).toBe('daily');
    expect(await violations(page)).toEqual([]);
  });

  step('what the administrator locks nobody turns off, and the page says so', async ({ visitor }) => {
    const admin = await visitor();
    await signIn(admin, 'admin@demo.test');
    await goTo(admin, DEFAULTS);
    await admin.getByLabel('Mentions: Inbox').selectOption({ label: 'Always on' });
    await said(admin, 'Saved: “Mentions” by Inbox: Always on.');
    expect(await violations(admin)).toEqual([]);
    await goTo(page, PREFERENCES);
    expect(await mentions().isDisabled()).toBe(true);
    expect(await mentions().isChecked()).toBe(true);
    await page.getByText('Always on: these notices').waitFor();

    await admin.locator('main').getByRole('button', { name: 'Undo' }).click();
    await said(admin, 'It is as it was before.');
    await goTo(page, PREFERENCES);
    expect(await mentions().isDisabled()).toBe(false);
  });

  step('a representative chooses on a telephone, among what concerns it', async ({ visitor }) => {
    const phone = await visitor({ viewport: { width: 320, height: 640 }, hasTouch: true });
    await signIn(phone, 'rep@demo.test');
    await goTo(phone, PREFERENCES);
    await mentions(phone).uncheck();
    await said(phone, 'Saved: “Mentions” no longer comes by Inbox.');
    expect(await phone.getByText('Faults of the audit trail').count()).toBe(0);
    const beside = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beside).toBeLessThanOrEqual(0);
    expect(await violations(phone)).toEqual([]);
  });

  step('staff see what became of messages; where nothing was queued the page says so', async () => {
    await goTo(page, STATISTICS);
    await page.getByLabel('Period').selectOption({ label: '7 days' });
    await page
      .getByText(/^(No message was queued|By kind and channel)/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
