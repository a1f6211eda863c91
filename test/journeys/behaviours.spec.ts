// How the panel behaves under the hands of whoever uses it: what moves, what is focused, what is said, what can be read.
import { expect } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { contrastOf } from './harness/contrast.js';
import { journey } from './harness/journey.js';
import { action, arrived, goTo, signIn } from './harness/panel.js';

const PHONE = { width: 320, height: 640 };
const LIST = '**/admin/api/resources/Office/actions/list**';

/** One of each kind; the journey over every page asks axe about all of them. */
const PAGES = [
  '/admin',
  '/admin/resources/Invoice',
  '/admin/resources/Invoice/actions/new-draft',
  '/admin/resources/Office',
  '/admin/resources/Office/actions/new',
  '/admin/resources/User',
  '/admin/pages/settings',
  '/admin/pages/health',
  '/admin/pages/imports-import',
  '/admin/pages/nowhere',
  '/admin/resources/Office/records/nobody/show',
];

journey('How the panel behaves', { demo: true }, (step) => {
  let page: Page;

  /** Holds the answer until it is let go. */
  const held = async (pattern: string): Promise<() => void> => {
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    await page.route(pattern, async (route: Route) => {
      await gate;
      await route.continue();
    });
    return letGo;
  };
  const focusedHtml = (): Promise<string> =>
    page.evaluate(() => document.activeElement?.outerHTML.slice(0, 300) ?? '');
  const isFocusInDialog = (): Promise<boolean> =>
    page.evaluate(() => document.activeElement?.closest('dialog[open]') !== null);

  step('the fields of the sign-in tell a password manager what they are', async ({ visitor }) => {
    page = await visitor({ viewport: { width: 1280, height: 800 } });
    await page.goto('/admin/login');
    expect(await page.locator('#email').getAttribute('autocomplete')).toContain('username');
    expect(await page.locator('#password').getAttribute('autocomplete')).toContain('current-password');
    await signIn(page, 'admin@demo.test');
  });

  step('the first Tab offers to skip to the content; the page has its landmarks', async () => {
    await goTo(page, '/admin/resources/Invoice');
    await page.keyboard.press('Tab');
    expect(await focusedHtml()).toContain('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await focusedHtml()).toMatch(/^<main/);
    for (const role of ['banner', 'main'] as const) expect(await page.getByRole(role).count()).toBe(1);
    expect(await page.getByRole('navigation', { name: 'Main navigation' }).count()).toBe(1);
    const sorted = page.locator('th[aria-sort]');
    expect(await sorted.evaluateAll((all) => all.map((th) => th.getAttribute('aria-sort')))).toEqual([
      'descending',
    ]);
  });

  step('every page has a title of its own, names for its buttons, and targets of 24 pixels', async () => {
    const titles = new Map<string, string>();
    const found: Record<string, unknown> = {};
    for (const path of PAGES) {
      await goTo(page, path);
      const title = await page.title();
      if (titles.has(title)) found[path] = `called as ${titles.get(title)}`;
      titles.set(title, path);
      const faults = await page.evaluate(() => {
        const controls = [...document.querySelectorAll<HTMLElement>('button, summary, select, input')];
        const seen = controls.filter((element) => element.checkVisibility({ visibilityProperty: true }));
        const nameOf = (element: HTMLElement): string =>
          element.getAttribute('aria-label') ?? element.innerText;
        const unnamed = seen.filter(
          (element) => ['BUTTON', 'SUMMARY'].includes(element.tagName) && nameOf(element).trim() === '',
        );
        const small = seen.filter((element) => {
          const { width, height } = element.getBoundingClientRect();
          return Math.min(width, height) < 24;
        });
        return [...unnamed, ...small].map((element) => element.outerHTML.slice(0, 120));
      });
      if (faults.length > 0) found[path] = faults;
    }
    expect(found).toEqual({});
  });

  step('the ring of the focus, borders of controls and text stand out, light and dark', async () => {
    await goTo(page, '/admin/resources/Office/actions/new');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.locator('main form input').first().focus();
      await page.keyboard.press('Tab');
      const found = await page.evaluate(() => {
        const focused = getComputedStyle(document.activeElement!);
        const control = getComputedStyle(document.querySelector('main form input')!);
        const card = getComputedStyle(document.querySelector('main .ch-card')!);
        const body = getComputedStyle(document.body);
        const button = getComputedStyle(document.querySelector('main form button[type=submit]')!);
        return {
          ring: [focused.outlineColor, card.backgroundColor],
          ringWidth: parseFloat(focused.outlineWidth),
          border: [control.borderTopColor, card.backgroundColor],
          text: [body.color, body.backgroundColor],
          button: [button.color, button.backgroundColor],
        };
      });
      expect(found.ringWidth).toBeGreaterThanOrEqual(2);
      expect(contrastOf(found.ring)).toBeGreaterThanOrEqual(3);
      expect(contrastOf(found.border)).toBeGreaterThanOrEqual(3);
      expect(contrastOf(found.text)).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(found.button)).toBeGreaterThanOrEqual(4.5);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  });

  step('outlines stand before the answer, and nothing jumps when it comes', async () => {
    const letGo = await held(LIST);
    await page.goto('/admin/resources/Office');
    await page.locator('.ch-skeleton').waitFor();
    expect(await page.locator('main tbody tr').count()).toBe(0);
    await page.evaluate(() => {
      const sum = { value: 0 };
      Object.assign(window, { shifted: sum });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum.value += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: false });
    });
    letGo();
    await page.locator('main tbody tr').first().waitFor();
    await arrived(page);
    const shifted = await page.evaluate(
      () => (window as unknown as { shifted: { value: number } }).shifted.value,
    );
    expect(shifted).toBeLessThan(0.02);
  });

  step('four kinds of nothing say four different things', async () => {
    const none = { records: [], meta: { total: 0, totalText: '0', page: 1, perPage: 25, direction: 'asc' } };
    const answers = [
      { status: 200, json: none, path: '/admin/resources/Office', says: 'There are no records yet.' },
      {
        path: '/admin/resources/Office?filters.q=nowhere',
        says: 'No record fits the search and the filters.',
      },
      { status: 403, json: {}, path: '/admin/resources/Office', says: 'You may not see this list.' },
      { status: 500, json: {}, path: '/admin/resources/Office', says: 'The list could not be loaded.' },
    ];
    for (const { status, json, path, says } of answers) {
      if (status) await page.route(LIST, (route) => route.fulfill({ status, json }));
      await goTo(page, path);
      await page.getByText(says).waitFor();
      await page.unroute(LIST);
    }
    await action(page, 'Try again').click();
    await page.getByRole('link', { name: 'RIGA' }).waitFor();
  });

  step('a dialog keeps the focus, Escape closes it, and the focus goes back', async () => {
    await goTo(page, '/admin');
    const opener = page.getByRole('button', { name: 'Search everything' });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press(press % 3 === 0 ? 'Shift+Tab' : 'Tab');
      expect(await isFocusInDialog()).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focusedHtml()).toContain('Search everything');
  });

  step('keys do what the help says, not while somebody types, and can be switched off', async () => {
    await goTo(page, '/admin/resources/Office');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Next row').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await focusedHtml()).toContain('/admin/resources/Office/records/');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/show');
    await goTo(page, '/admin/resources/Office');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('searchbox').press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.locator('h1').click();
    await page.keyboard.press('?');
    await page.getByLabel(/Keys that work alone/).uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('shortcuts');
    await page.getByRole('option', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel(/Keys that work alone/).check();
    await page.keyboard.press('Escape');
  });

  step('the palette finds pages, actions and records, and remembers where it led', async () => {
    await page.keyboard.press('/');
    const field = page.getByRole('dialog').getByRole('combobox');
    await field.fill('recrd pay');
    await page.getByRole('option', { name: /Record payment/ }).waitFor();
    await field.fill('Sumida');
    await page.getByRole('group', { name: 'Records' }).getByRole('option').first().waitFor();
    await field.press('Enter');
    await page.waitForURL('**/records/**');
    await arrived(page);
    await page.keyboard.press('Control+k');
    await page
      .getByRole('group', { name: 'Recent' })
      .getByRole('option', { name: /Sumida/ })
      .waitFor();
    await page.keyboard.press('Escape');
  });

  step('the palette listens where the browser can, in the language of the reader', async ({ visitor }) => {
    const stub = (): void => {
      class Recognition {
        lang = '';
        onresult: ((event: unknown) => void) | null = null;
        onend: (() => void) | null = null;
        start(): void {
          Object.assign(window, { spokenIn: this.lang });
          this.onresult?.({ results: [[{ transcript: 'Invoices.' }]] });
          this.onend?.();
        }
        abort(): void {
          this.onend?.();
        }
      }
      Object.assign(window, { SpeechRecognition: Recognition });
    };
    const speaker = await visitor();
    await speaker.addInitScript(stub);
    await signIn(speaker, 'operator@demo.test');
    await speaker.keyboard.press('Control+k');
    await speaker.getByRole('button', { name: 'Speak' }).click();
    await speaker.getByRole('option', { name: /^Invoices/ }).waitFor();
    expect(await speaker.evaluate(() => (window as unknown as { spokenIn: string }).spokenIn)).toBe('en-GB');
    await speaker.context().close();

    const deaf = await visitor();
    await deaf.addInitScript(() => {
      Object.assign(window, { SpeechRecognition: undefined, webkitSpeechRecognition: undefined });
    });
    await signIn(deaf, 'operator@demo.test');
    await deaf.keyboard.press('Control+k');
    await deaf.getByRole('option').first().waitFor();
    expect(await deaf.getByRole('button', { name: 'Speak' }).count()).toBe(0);
    await deaf.context().close();
  });

  step('on a phone the menu works by keyboard', async () => {
    await page.setViewportSize(PHONE);
    await goTo(page, '/admin');
    const menu = page.getByRole('button', { name: 'Menu' });
    await menu.focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('navigation', { name: 'Main navigation' })
      .getByRole('link', { name: 'Offices', exact: true })
      .waitFor();
    expect(await menu.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});
