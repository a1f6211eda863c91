import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { journey } from './harness/journey.js';
import { arrived, ask, fillLogin, goTo, signIn } from './harness/panel.js';
import { DEMO_PASSWORD } from './harness/served-house.js';

journey('A first sign-in', { demo: true }, (step) => {
  let page: Page;

  step('whoever asks for a page of the panel is asked to sign in first', async ({ visitor }) => {
    page = await visitor();
    await page.goto('/admin/resources/Invoice');
    expect(new URL(page.url()).pathname).toBe('/admin/login');
    expect(await page.title()).toContain('Sign in');
    expect((await ask(page, '/admin/x/host/home')).status).toBe(401);
  });

  step('a wrong password is answered with a sentence, and keeps the address that was typed', async () => {
    await fillLogin(page, 'admin@demo.test', 'not the password');
    await page
      .getByRole('alert')
      .filter({ hasText: 'The e-mail or the password is not right. Nothing was opened.' })
      .waitFor();
    expect(await page.locator('#email').inputValue()).toBe('admin@demo.test');
    expect(await page.locator('#password').inputValue()).toBe('');
  });

  step('nobody learns whether an address is known', async () => {
    await fillLogin(page, 'nobody@demo.test', 'not the password');
    await page.getByText('The e-mail or the password is not right. Nothing was opened.').waitFor();
  });

  step('the right password opens the page that was asked for', async () => {
    await fillLogin(page, 'admin@demo.test', DEMO_PASSWORD);
    await page.waitForURL('**/admin/resources/Invoice');
    await arrived(page);
    expect(await page.locator('h1').innerText()).toBe('Invoices');
    expect(await page.getByRole('banner').innerText()).toContain('Ada Admin');
  });

  step('the home page greets and counts', async () => {
    await goTo(page, '/admin');
    expect(await page.locator('h1').innerText()).toBe('Hello, Ada Admin');
    await page.getByText('Open receivables').first().waitFor();
  });

  step('the panel turns Ukrainian at once', async () => {
    await page.getByRole('button', { name: 'Account: Ada Admin' }).click();
    await page.getByRole('banner').getByLabel('Language', { exact: true }).selectOption('uk');
    await page.waitForFunction(() => document.documentElement.lang === 'uk');
    await page.getByRole('heading', { name: /Ada Admin/ }).waitFor();
    await page.getByRole('button', { name: 'Обліковий запис: Ada Admin' }).click();
    await page.getByRole('banner').getByRole('button', { name: 'Вийти' }).waitFor();
  });

  step('signing out closes the door behind', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Вийти' }).click();
    await page.waitForURL('**/admin/login');
    expect((await ask(page, '/admin/x/host/home')).status).toBe(401);
    await page.goBack();
    await page.locator('#password').waitFor();
  });

  step('in another browser the panel still speaks Ukrainian to her', async ({ visitor }) => {
    const elsewhere = await visitor();
    await signIn(elsewhere, 'admin@demo.test');
    expect(await elsewhere.locator('html').getAttribute('lang')).toBe('uk');
    await elsewhere.getByRole('link', { name: 'Рахунки', exact: true }).first().waitFor();
  });

  step('the login page itself changes its language without scripts', async ({ visitor }) => {
    const plain = await visitor({ javaScriptEnabled: false });
    await plain.goto('/admin/login');
    await plain.getByRole('button', { name: 'Русский' }).click();
    expect(await plain.locator('html').getAttribute('lang')).toBe('ru');
    await fillLogin(plain, 'operator@demo.test', 'not the password');
    const sentence = await plain.getByRole('alert').innerText();
    expect(sentence).toMatch(/парол/i);
  });

  step('after many wrong passwords the next one must wait', async ({ visitor }) => {
    const guesser = await visitor();
    await guesser.goto('/admin/login');
    const tooMany = guesser.getByText(/Too many attempts/);
    for (let attempt = 0; attempt < 40 && (await tooMany.count()) === 0; attempt += 1) {
      await fillLogin(guesser, 'manager@demo.test', `guess ${attempt}`);
      await guesser.getByRole('alert').waitFor();
    }
    await tooMany.waitFor();
    await fillLogin(guesser, 'manager@demo.test', DEMO_PASSWORD);
    await tooMany.waitFor();
    expect(new URL(guesser.url()).pathname).toBe('/admin/login');
  });
});
