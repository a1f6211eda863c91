import { expect } from '@jest/globals';
import { generate } from 'otplib';
import type { Locator, Page } from 'playwright-core';
import { anHourAgo } from './harness/an-hour-ago.js';
import { journey } from './harness/journey.js';
import { arrived, ask, fillLogin, goTo, said, signIn } from './harness/panel.js';
import { DEMO_PASSWORD } from './harness/served-house.js';

const SOMEBODY = 'operator@demo.test';

journey('A second factor', { demo: true, named: true }, (step) => {
  let page: Page;
  let authenticator: Authenticator;
  let secret = '';
  let codes: readonly string[] = [];
  /** Of the step after now: the one of now may have been taken to confirm the app. */
  const nextCode = (): Promise<string> => generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 });

  /** The finger comes after the button; a browser that has given up until then is asked once more. */
  const touchAfter = async (button: Locator): Promise<void> => {
    await button.click();
    await authenticator.present(true);
    const gaveUp = page.getByText('The passkey was not used.', { exact: false }).waitFor();
    gaveUp.then(() => button.click()).catch(() => undefined);
    await page.waitForURL((url) => url.pathname === '/admin');
  };

  step('somebody sets up an authenticator app, and is given ten recovery codes', async ({ visitor }) => {
    page = await visitor();
    authenticator = await withAuthenticator(page);
    await signIn(page, SOMEBODY);
    await goTo(page, '/admin/pages/my-sign-in');
    await page.getByRole('button', { name: 'Set up', exact: true }).click();
    secret = (await page.locator('.ch-enrol code').innerText()).replaceAll(' ', '');
    const code = page.getByLabel('Code from the app');
    await code.fill('12');
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText('This code is not right').waitFor();
    await code.fill(await generate({ secret }));
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    codes = (await page.locator('.ch-copy-text').inputValue()).split('\n');
    expect(codes).toHaveLength(10);
  });

  step('a passkey is added under a name', async () => {
    await page.getByLabel('Name of the new passkey').fill('Office laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('Office laptop').waitFor();
    await said(page, 'The passkey is added.');
  });

  step('the password alone opens nothing; with the code it opens what was asked for', async ({ visitor }) => {
    const elsewhere = await visitor();
    await elsewhere.goto('/admin/resources/Invoice');
    await fillLogin(elsewhere, SOMEBODY, DEMO_PASSWORD);
    await elsewhere.getByText('the password was right', { exact: false }).waitFor();
    expect((await ask(elsewhere, '/admin/x/host/home')).status).toBe(403);
    await elsewhere.goto('/admin/resources/Invoice');
    expect(new URL(elsewhere.url()).pathname).toBe('/admin/login/second-factor');
    await elsewhere.getByLabel('Code from your authenticator app').fill(await nextCode());
    await elsewhere.getByRole('button', { name: 'Sign in', exact: true }).click();
    await elsewhere.waitForURL('**/admin/resources/Invoice');
    await arrived(elsewhere);
  });

  step('a recovery code lets in without scripts, once', async ({ visitor }) => {
    for (const outcome of ['in', 'out'] as const) {
      const plain = await visitor({ javaScriptEnabled: false });
      await plain.goto('/admin/login');
      await fillLogin(plain, SOMEBODY, DEMO_PASSWORD);
      await plain.getByText('use a recovery code', { exact: false }).click();
      await plain.getByLabel('Recovery code').fill(codes[0] ?? '');
      await plain.getByRole('button', { name: 'Sign in with this code' }).click();
      if (outcome === 'out') await plain.getByText('or it was used already').waitFor();
      else expect(new URL(plain.url()).pathname).toBe('/admin');
    }
  });

  step('a while after, what is dangerous asks again; "no" changes nothing', async ({ house }) => {
    await anHourAgo(house);
    await page.getByRole('button', { name: 'Make new codes' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Make new codes' }).click();
    const dialog = page.getByRole('dialog', { name: 'Is it still you?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Please show again that it is you', { exact: false }).waitFor();
  });

  step('with the password, then with a passkey, it is done', async ({ house }) => {
    const renew = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Make new codes' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Make new codes' }).click();
    };
    const dialog = page.getByRole('dialog', { name: 'Is it still you?' });
    await renew();
    await dialog.getByLabel('Password').fill('not it');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.getByText('That was not right.', { exact: false }).waitFor();
    await dialog.getByLabel('Password').fill(DEMO_PASSWORD);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await page.waitForFunction(
      (old) => !document.querySelector<HTMLTextAreaElement>('.ch-copy-text')?.value.startsWith(old),
      codes[0] ?? '',
    );
    const before = await page.locator('.ch-copy-text').inputValue();
    await anHourAgo(house);
    await renew();
    await dialog.getByRole('button', { name: 'Use a passkey' }).click();
    await page.waitForFunction(
      (old) => document.querySelector<HTMLTextAreaElement>('.ch-copy-text')?.value !== old,
      before,
    );
  });

  step('the passkey signs in without a password', async () => {
    // Else the browser's offer in the e-mail field would be taken before the button is pressed: the finger comes after it.
    await authenticator.present(false);
    await signOut(page);
    const button = page.getByRole('button', { name: 'Sign in with a passkey' });
    await button.waitFor();
    await touchAfter(button);
    await arrived(page);
  });

  step('it is a second factor too, when the password was typed', async () => {
    await authenticator.present(false);
    await signOut(page);
    await fillLogin(page, SOMEBODY, DEMO_PASSWORD);
    const button = page.getByRole('button', { name: 'Use a passkey' });
    await button.waitFor();
    await touchAfter(button);
    await arrived(page);
  });

  step('once it is removed it opens nothing', async () => {
    await goTo(page, '/admin/pages/my-sign-in');
    await page.getByRole('button', { name: 'Remove: Office laptop' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await said(page, 'The passkey is removed.');
    await authenticator.present(false);
    await signOut(page);
    const button = page.getByRole('button', { name: 'Sign in with a passkey' });
    await button.waitFor();
    await button.click();
    await authenticator.present(true);
    await page.getByText('This passkey does not open anything here.', { exact: false }).waitFor();
  });

  step(
    'an administrator helps who has lost everything, from the command line too',
    async ({ house, visitor }) => {
      const done = await house.command(['user', 'reset-factors', SOMEBODY]);
      expect([done.code, done.stderr]).toEqual([0, '']);
      expect((await house.command(['user', 'reset-factors', SOMEBODY])).code).toBe(1);
      await signIn(await visitor(), SOMEBODY);
    },
  );
});

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/admin/login');
}

interface Authenticator {
  /** whether its owner touches it when it is asked */
  present(isThere: boolean): Promise<void>;
}

async function withAuthenticator(page: Page): Promise<Authenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    present: async (enabled) => {
      await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    },
  };
}
