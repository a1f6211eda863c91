// Every page, as narrow as a small phone, in three languages, light and dark: nothing to scroll sideways, nothing unnamed,
// nothing left untranslated.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { everyPage } from './harness/every-page.js';
import { journey } from './harness/journey.js';
import { arrived, ask, signIn } from './harness/panel.js';

const PHONE = { width: 320, height: 640 };
/** A key of a translation that is missing stands there as it is written in the locale files. */
const KEY = /^[a-z][\w-]*([.:][a-z][\w-]*)+$/i;
const CYRILLIC = /[а-яіїєґё]/i;
/** The same in every language of the house: a few words, figures, amounts with their currency. */
const INTERNATIONAL = /^(PDF|SHA-256|Telegram|[Ee]-?mail|[\d\s\W]*([A-Z]{3})?)$/;

interface Findings {
  readonly widths: readonly number[];
  readonly headings: readonly string[];
  readonly title: string;
  readonly keys: readonly string[];
  readonly foreign: readonly string[];
}

journey('Every page on a phone', { demo: true }, (step) => {
  let page: Page;
  let paths: readonly string[];

  const widthIn = async (colorScheme: 'light' | 'dark'): Promise<number> => {
    await page.emulateMedia({ colorScheme });
    return page.evaluate(() => document.scrollingElement!.scrollWidth);
  };
  const look = async (language: string): Promise<Findings> => {
    const widths = [await widthIn('light'), await widthIn('dark')];
    const headings = await page.locator('h1').allInnerTexts();
    const title = await page.title();
    // What the house itself has named. A record's own heading, what stands in cells, and what leads a row to its records is data.
    const named = await page
      .locator(
        'main h2:not([translate="no"]), main button, main th:not([scope="row"]:has(a)), main dt, label, legend, #navigation a, #navigation h2',
      )
      .allInnerTexts();
    const words = named.map((text) => text.replace('*', '').trim()).filter((text) => text !== '');
    const isForeign = (text: string): boolean => !CYRILLIC.test(text) && !INTERNATIONAL.test(text);
    return {
      widths,
      headings,
      title,
      keys: words.filter((text) => KEY.test(text)),
      foreign: language === 'en' ? words.filter((text) => CYRILLIC.test(text)) : words.filter(isForeign),
    };
  };

  step('an administrator has many pages', async ({ visitor }) => {
    page = await visitor({ viewport: PHONE });
    await signIn(page, 'admin@demo.test');
    await page.getByRole('button', { name: 'Menu' }).click();
    paths = await everyPage(page);
    expect(paths.length).toBeGreaterThan(40);
  });

  for (const language of ['en', 'uk', 'ru']) {
    step(`they fit and are named, in ${language}`, async () => {
      expect((await ask(page, '/admin/x/host/language', { language })).status).toBe(204);
      const wrong: Record<string, Findings> = {};
      for (const path of paths) {
        await page.goto(path);
        await arrived(page);
        const found = await look(language);
        const [heading = ''] = found.headings;
        const isGood =
          found.widths.every((width) => width <= PHONE.width) &&
          found.headings.length === 1 &&
          heading.trim() !== '' &&
          found.title.startsWith(heading) &&
          found.keys.length + found.foreign.length === 0;
        if (!isGood) wrong[path] = found;
      }
      expect(wrong).toEqual({});
    });
  }

  step('the login page fits as well', async ({ visitor }) => {
    for (const language of ['en', 'uk', 'ru']) {
      page = await visitor({ viewport: PHONE });
      await page.goto('/admin/login');
      await page.locator(`button[value=${language}]`).click();
      await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
      expect([await widthIn('light'), await widthIn('dark')]).toEqual([PHONE.width, PHONE.width]);
      expect(await page.title()).toContain('Countinghouse');
      expect(await page.locator('h1').count()).toBe(1);
    }
  });
});
