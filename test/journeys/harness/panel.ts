// What somebody does in the panel over and over, in the words that stand on the screen.
import type { Locator, Page } from 'playwright-core';
import { DEMO_PASSWORD } from './served-house.js';

export async function signIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  await page.goto('/admin/login');
  await fillLogin(page, email, password);
  await page.waitForURL((url) => url.pathname === '/admin');
  await arrived(page);
}

/** The form of the login page, whatever its language; done when its answer stands. */
export async function fillLogin(page: Page, email: string, password: string): Promise<void> {
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(password);
  const answered = page.waitForEvent('domcontentloaded');
  await page.locator('button.submit').click();
  await answered;
}

export async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await arrived(page);
}

/** The page stands, and nothing in it is still being fetched. */
export async function arrived(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.ch-loading, .ch-skeleton') === null);
}

/** A link or button of the page itself, not of the navigation. */
export function action(page: Page, name: string): Locator {
  const main = page.locator('main');
  return main
    .getByRole('link', { name, exact: true })
    .or(main.getByRole('button', { name, exact: true }))
    .first();
}

/** The value that stands beside a name on the page of a record. */
export function fact(page: Page, name: string): Locator {
  return page
    .locator('dl.ch-facts > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd');
}

/** The panel has said so, in a message that need not stay. */
export async function said(page: Page, sentence: string | RegExp): Promise<void> {
  await page.getByRole('status').getByText(sentence).first().waitFor();
}

/** Types a part of a record's title into a combobox and takes the one that is called exactly so. */
export async function chooseRecord(field: Locator, title: string): Promise<void> {
  const page = field.page();
  await field.click();
  await field.fill(title);
  await page.getByRole('option', { name: title, exact: true }).first().click();
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Asks a door of the house with the cookies of whoever sits before the page, and as if one of its pages asked. */
export async function ask(page: Page, path: string, body?: unknown): Promise<Answer> {
  const { origin } = new URL(page.url());
  const response = await page.request.fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { accept: 'application/json', origin },
    ...(body === undefined ? {} : { data: body }),
    maxRedirects: 0,
  });
  return {
    status: response.status(),
    type: response.headers()['content-type'] ?? '',
    bytes: await response.body(),
    text: await response.text(),
  };
}
