import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { journey } from './harness/journey.js';
import { action, ask, fillLogin, goTo, said, signIn } from './harness/panel.js';

const EMAIL = 'nadia@northern.example';
const PASSWORD = 'seven grey herons at dusk';

journey('Letting somebody in', { demo: true }, (step) => {
  let admin: Page;
  let nadia: Page;
  let elsewhere: Page;
  let link: string;

  step('an administrator invites a colleague, and is shown the link once', async ({ house, visitor }) => {
    admin = await visitor();
    await signIn(admin, 'admin@demo.test');
    await goTo(admin, '/admin/resources/User');
    await action(admin, 'Invite').click();
    await admin.getByLabel('E-mail').fill(EMAIL);
    await admin.getByLabel(/^Name/).fill('Nadia North');
    await admin.locator('main form').getByRole('button', { name: 'Invite' }).click();
    await admin.getByRole('heading', { name: `${EMAIL} is invited. Pass this link on.` }).waitFor();
    link = await admin.getByLabel('Link (works once)').inputValue();
    expect(link.startsWith(`${house.url}/admin/link/`)).toBe(true);
    await admin.getByRole('link', { name: 'Go on' }).click();
    await admin.waitForURL('**/resources/User/records/*/show');
    expect(await admin.getByText('/admin/link/').count()).toBe(0);
  });

  step(
    'she opens it without scripts, and may come back later: looking uses nothing up',
    async ({ visitor }) => {
      const plain = await visitor({ javaScriptEnabled: false });
      await plain.goto(link);
      await plain.getByRole('button', { name: 'Українська' }).click();
      await plain.getByRole('heading', { name: 'Countinghouse' }).waitFor();
      expect(await plain.locator('html').getAttribute('lang')).toBe('uk');
      expect(new URL(plain.url()).pathname).toBe(new URL(link).pathname);
    },
  );

  step('a password that everybody knows is not taken, one of her own is', async ({ visitor }) => {
    nadia = await visitor();
    await nadia.goto(link);
    expect(await nadia.getByLabel('E-mail').inputValue()).toBe(EMAIL);
    await setPassword(nadia, 'password123456');
    await nadia.getByRole('alert').filter({ hasText: 'most common' }).waitFor();
    await setPassword(nadia, PASSWORD);
    await nadia.getByText('The password is set.').waitFor();
    await nadia.goto(link);
    await nadia.getByText('This link has been used').waitFor();
  });

  step('she signs in from two browsers and sees both', async ({ visitor }) => {
    await nadia.goto('/admin/login');
    await fillLogin(nadia, EMAIL, PASSWORD);
    await nadia.waitForURL('**/admin');
    elsewhere = await visitor({
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    });
    await signIn(elsewhere, EMAIL, PASSWORD);
    await goTo(nadia, '/admin/pages/my-sessions');
    await nadia.getByRole('row').filter({ hasText: 'this one' }).waitFor();
    await nadia.getByRole('row').filter({ hasText: 'Firefox, Windows' }).waitFor();
  });

  step('she ends the other one, which is out at its next click', async () => {
    await nadia.getByRole('button', { name: 'End the session: Firefox, Windows' }).click();
    await said(nadia, '1 session is ended.');
    await nadia.getByRole('row').filter({ hasText: 'Firefox, Windows' }).waitFor({ state: 'detached' });
    while ((await ask(elsewhere, '/admin/x/host/home')).status !== 401);
    expect((await ask(nadia, '/admin/x/host/home')).status).toBe(200);
  });

  step('the administrator allows her what her role does not, and it is there a moment later', async () => {
    await goTo(admin, '/admin/resources/User');
    expect((await ask(nadia, '/admin/api/resources/AuditEntry/actions/list')).status).toBe(403);
    await admin.getByRole('row').filter({ hasText: EMAIL }).getByRole('link').first().click();
    await admin.waitForURL('**/show');
    await action(admin, 'Permissions').click();
    await admin.waitForURL('**/pages/user-permissions?id=*');
    await admin.getByLabel('Read the audit trail: this user').selectOption('Allow');
    await admin.getByText('1 exception from the role').waitFor();
    await admin.locator('main').getByRole('button', { name: 'Save' }).click();
    await said(admin, 'The permissions are saved.');
    // What a user may do is looked up anew each second.
    const trail = nadia.getByRole('link', { name: 'Audit trail' }).first();
    do await goTo(nadia, '/admin');
    while (!(await trail.isVisible()));
  });
});

async function setPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password again').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
}
