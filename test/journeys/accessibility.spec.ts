// Every page of every role: nothing that axe finds, light and dark, on a desk and on a phone; and all of it with the keyboard alone.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violations, walkWithTab, wrongColours } from './harness/accessibility.js';
import { everyPage } from './harness/every-page.js';
import { journey } from './harness/journey.js';
import { goTo, signIn } from './harness/panel.js';

/** So that no step holds many minutes of work. */
const PARTS = 8;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 320, height: 640 };

journey('Accessibility of every page', { demo: true }, (step) => {
  let page: Page;
  let paths: readonly string[];

  /** Each page is opened once; what is wrong is told together, by page. */
  const faultsOf = async (
    some: readonly string[],
    look: () => Promise<readonly string[]>,
  ): Promise<Record<string, unknown>> => {
    const faults: Record<string, unknown> = {};
    for (const path of some) {
      const found = await goTo(page, path).then(look, ({ message }: Error) => [message]);
      if (found.length > 0) faults[path] = found;
    }
    return faults;
  };
  const inBothSchemes = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const [colorScheme, look] of [
      ['light', violations],
      // The same page in other colours.
      ['dark', wrongColours],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await look(page)).map((violation) => `${colorScheme}: ${violation}`));
    }
    return found;
  };
  const byKeyboard = async (): Promise<readonly string[]> => {
    const { unreached, unmarked } = await walkWithTab(page);
    return [
      ...unreached.map((name) => `never reached: ${name}`),
      ...unmarked.map((name) => `not shown: ${name}`),
    ];
  };
  const everywhere = async (): Promise<readonly string[]> => {
    await page.setViewportSize(DESK);
    const onDesk = [...(await inBothSchemes()), ...(await byKeyboard())];
    await page.setViewportSize(PHONE);
    return [...onDesk, ...(await inBothSchemes()).map((found) => `on a phone, ${found}`)];
  };

  step('the pages before the sign-in', async ({ visitor }) => {
    for (const viewport of [DESK, PHONE]) {
      page = await visitor({ viewport });
      await page.goto('/admin/login');
      expect(await inBothSchemes()).toEqual([]);
    }
  });

  step('an administrator has many pages', async ({ visitor }) => {
    page = await visitor({ viewport: DESK });
    await signIn(page, 'admin@demo.test');
    paths = await everyPage(page);
    expect(paths.length).toBeGreaterThan(45);
  });

  for (let part = 0; part < PARTS; part += 1) {
    step(`an administrator’s pages, ${part + 1} of ${PARTS} parts`, async () => {
      const some = paths.filter((_path, index) => index % PARTS === part);
      expect(await faultsOf(some, everywhere)).toEqual({});
    });
  }

  for (const role of ['representative', 'manager'] as const) {
    step(`the pages of a ${role}`, async ({ visitor }) => {
      page = await visitor({ viewport: DESK });
      await signIn(page, role === 'manager' ? 'manager@demo.test' : 'rep@demo.test');
      paths = ['/admin', '/admin/resources/Invoice', '/admin/resources/Payment', '/admin/pages/inbox'];
      expect(await faultsOf(paths, everywhere)).toEqual({});
    });
  }
});
