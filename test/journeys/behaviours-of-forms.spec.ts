// How forms, lists and messages behave: nothing typed is lost, nothing is done twice, nothing for ever without being meant.
import { expect } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { journey } from './harness/journey.js';
import { DEMO_PASSWORD } from './harness/served-house.js';
import { action, arrived, ask, fillLogin, goTo, said, signIn } from './harness/panel.js';

const NEW_GEO = '/admin/resources/Geo/actions/new';

journey('How forms behave', { demo: true }, (step) => {
  let page: Page;
  const code = () => page.getByLabel(/^Code/);
  const name = () => page.getByLabel(/^Name/);
  const toast = () => page.locator('.ch-toast').first();

  step('what is wrong is marked beside its field, and the first has the focus', async ({ visitor }) => {
    page = await visitor({ viewport: { width: 1280, height: 800 } });
    await signIn(page, 'admin@demo.test');
    await goTo(page, NEW_GEO);
    await page.keyboard.press('Control+s');
    await page.locator('[aria-invalid=true]').first().waitFor();
    expect(await code().getAttribute('aria-invalid')).toBe('true');
    const about = (await code().getAttribute('aria-describedby')) ?? '';
    expect(await page.locator(`[id="${about}"]`).innerText()).toBe('Please fill this in.');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
    await code().fill('X');
    expect(await code().getAttribute('aria-invalid')).toBeNull();
  });

  step('leaving what is not saved asks first: by a link, and by the browser’s Back', async () => {
    await goTo(page, '/admin/resources/Geo');
    await page.getByRole('button', { name: 'Throw it away' }).waitFor({ state: 'detached' });
    await action(page, 'New').click();
    await page.waitForURL(`**${NEW_GEO}`);
    await arrived(page);
    await name().fill('Somewhere');
    await page.getByRole('link', { name: 'Home' }).first().click();
    await page.getByRole('alertdialog', { name: 'Leave without saving?' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await name().inputValue()).toBe('Somewhere');
    await page.goBack();
    await page.getByRole('button', { name: 'Stay here' }).click();
    expect(new URL(page.url()).pathname).toBe(NEW_GEO);
    await page.goBack();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.waitForURL('**/admin/resources/Geo');
  });

  step('what was typed is offered after a reload', async () => {
    await goTo(page, NEW_GEO);
    await page.getByRole('button', { name: 'Take it back' }).click();
    expect(await name().inputValue()).toBe('Somewhere');
  });

  step('a session that ended loses nothing: after the sign-in the form is as it was', async () => {
    await code().fill('SOMEWHERE');
    await page.context().clearCookies();
    await page.keyboard.press('Control+s');
    await page.waitForURL('**/admin/login**');
    await fillLogin(page, 'admin@demo.test', DEMO_PASSWORD);
    await page.waitForURL(`**${NEW_GEO}`);
    await page.getByText('is back. It is not saved yet.').waitFor();
    expect([await code().inputValue(), await name().inputValue()]).toEqual(['SOMEWHERE', 'Somewhere']);
  });

  step('pressing twice saves once', async () => {
    let posts = 0;
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/Geo/actions/new', async (route: Route) => {
      if (route.request().method() !== 'POST') return route.continue();
      posts += 1;
      await gate;
      return route.continue();
    });
    await page.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('main form');
      form?.requestSubmit();
      form?.requestSubmit();
    });
    await page.keyboard.press('Control+s');
    const save = page.locator('main form button[type=submit]');
    await page.locator('main form button[aria-busy=true]').waitFor();
    expect(await save.isDisabled()).toBe(true);
    letGo();
    await said(page, 'Created.');
    await page.waitForURL('**/show');
    expect(posts).toBe(1);
    await page.unroute('**/Geo/actions/new');
  });

  step('once saved, and once signed out, no draft is left', async () => {
    await goTo(page, NEW_GEO);
    expect(await page.getByRole('button', { name: 'Take it back' }).count()).toBe(0);
    await name().fill('Elsewhere');
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.includes('draft:')));
    await page.getByRole('button', { name: 'Account: Ada Admin' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.waitForURL('**/admin/login');
    const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('reader')));
    expect(kept).toEqual([]);
  });

  step(
    'a message stays while it is read, waits under the mouse and the focus, and fits a phone',
    async () => {
      await page.clock.install();
      await signIn(page, 'admin@demo.test');
      await goTo(page, NEW_GEO);
      await page.setViewportSize({ width: 320, height: 640 });
      await code().fill('PHONE');
      await name().fill('Phone');
      await page.keyboard.press('Control+s');
      await said(page, 'Created.');
      expect(await page.locator('.ch-toasts [role=alert]').count()).toBe(1);
      await page.clock.runFor(6000);
      const box = await toast().boundingBox();
      expect(box!.x).toBeGreaterThanOrEqual(0);
      expect(box!.x + box!.width).toBeLessThanOrEqual(320);
      await toast().hover();
      await page.clock.runFor(60_000);
      expect(await toast().isVisible()).toBe(true);
      await page.mouse.move(5, 5);
      await toast().getByRole('button', { name: 'Close' }).focus();
      await page.clock.runFor(60_000);
      expect(await toast().isVisible()).toBe(true);
      await page.locator('h1').click();
      await page.locator('main').focus();
      await page.clock.runFor(11_000);
      await toast().waitFor({ state: 'detached' });
      await page.setViewportSize({ width: 1280, height: 800 });
    },
  );

  step('a stale save shows both versions and loses neither', async () => {
    await goTo(page, '/admin/resources/Geo');
    await page.getByRole('link', { name: 'PHONE' }).click();
    await page.waitForURL('**/show');
    await action(page, 'Edit').click();
    await page.waitForURL('**/edit');
    await arrived(page);
    await name().fill('Mine');
    const id = /records\/([^/]+)\//.exec(page.url())![1]!;
    const door = `/admin/api/resources/Geo/records/${id}`;
    const { record } = JSON.parse((await ask(page, `${door}/edit`)).text) as {
      record: { params: Record<string, unknown> };
    };
    await ask(page, `${door}/edit`, { ...record.params, name: 'Theirs' });
    await page.keyboard.press('Control+s');
    await page.getByRole('radio', { name: /Mine/ }).waitFor();
    await page.getByRole('radio', { name: /Theirs/ }).waitFor();
  });

  step('what cannot be undone is typed first', async () => {
    await goTo(page, '/admin/resources/Invoice?filters.status=issued');
    await page.locator('main tbody tr a').first().click();
    await page.waitForURL('**/show');
    await action(page, 'Void').click();
    await page.waitForURL('**/void');
    await arrived(page);
    const title = /INV-[\d-]+/.exec(await page.locator('h1').innerText())![0];
    await page.getByLabel(/^Reason/).fill('Sent twice');
    await page.locator('main form button[type=submit]').click();
    const dialog = page.getByRole('alertdialog');
    const goOn = dialog.locator('button[type=submit]');
    expect(await goOn.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(title.slice(0, -1));
    expect(await goOn.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(title);
    await goOn.click();
    await page.waitForURL('**/show');
    await page.locator('dl').getByText('Void', { exact: true }).first().waitFor();
  });

  step('filters and the page size survive a reload; “all that match” says how many', async () => {
    await goTo(page, '/admin/resources/OfficeManager');
    await page.getByLabel('Rows per page').selectOption('10');
    await page.reload();
    await arrived(page);
    expect(await page.getByLabel('Rows per page').inputValue()).toBe('10');
    await goTo(page, '/admin/resources/Invoice?filters.status=paid');
    await page.getByText('Found:').waitFor();
    const found = await page.getByText('Found:').innerText();
    await page.reload();
    await arrived(page);
    expect(await page.getByText('Found:').innerText()).toBe(found);

    await goTo(page, '/admin/resources/OfficeManager?perPage=2');
    await page.getByLabel('Choose all on this page').check();
    const all = page.getByRole('button', { name: /^Choose all \d+ that match$/ });
    const count = /\d+/.exec(await all.innerText())![0];
    await all.click();
    await page.getByText(`All ${count} records that match are chosen`).waitFor();
  });
});
