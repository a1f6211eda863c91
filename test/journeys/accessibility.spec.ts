// Every page of every role: nothing that axe finds, light and dark, on a desk and on a phone; and all of it with the keyboard alone.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violations, walkWithTab, wrongColours } from './harness/accessibility.js';
import { everyPage } from './harness/every-page.js';
import { journey, type Stage } from './harness/journey.js';
import { goTo, signIn } from './harness/panel.js';

/** So that no step holds many minutes of work. */
const PARTS = 8;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 320, height: 640 };

// Beside a profiler axe takes twice as long, and no page is opened here that another journey does not open.
journey('Accessibility of every page', { demo: true, scripts: 'not noted' }, (step) => {
  let pages: readonly Page[];
  let paths: readonly string[];

  /** Two windows of one reader, who take turns at the pages: axe keeps one core busy, and a machine has two. */
  const twoWindows = async (visitor: Stage['visitor'], email: string): Promise<readonly Page[]> => {
    const first = await visitor({ viewport: DESK });
    await signIn(first, email);
    return [first, await visitor({ viewport: DESK, storageState: await first.context().storageState() })];
  };
  /** Each page is opened once; what is wrong is told together, by page. */
  const faultsOf = async (some: readonly string[]): Promise<Record<string, unknown>> => {
    const faults: Record<string, unknown> = {};
    const left = [...some];
    const look = async (page: Page): Promise<void> => {
      for (let path = left.shift(); path !== undefined; path = left.shift()) {
        const found = await everywhere(page, path).catch(({ message }: Error) => [message]);
        if (found.length > 0) faults[path] = found;
      }
    };
    await Promise.all(pages.map(look));
    return faults;
  };

  step('the pages before the sign-in', async ({ visitor }) => {
    for (const viewport of [DESK, PHONE]) {
      const page = await visitor({ viewport });
      await page.goto('/admin/login');
      expect(await inBothSchemes(page)).toEqual([]);
    }
  });

  step('an administrator has many pages', async ({ visitor }) => {
    pages = await twoWindows(visitor, 'admin@demo.test');
    paths = await everyPage(pages[0]!);
    expect(paths.length).toBeGreaterThan(45);
  });

  for (let part = 0; part < PARTS; part += 1) {
    step(`an administrator’s pages, ${part + 1} of ${PARTS} parts`, async () => {
      const some = paths.filter((_path, index) => index % PARTS === part);
      expect(await faultsOf(some)).toEqual({});
    });
  }

  for (const role of ['representative', 'manager'] as const) {
    step(`the pages of a ${role}`, async ({ visitor }) => {
      pages = await twoWindows(visitor, role === 'manager' ? 'manager@demo.test' : 'rep@demo.test');
      const some = ['/admin', '/admin/resources/Invoice', '/admin/resources/Payment', '/admin/pages/inbox'];
      expect(await faultsOf(some)).toEqual({});
    });
  }
});

async function everywhere(page: Page, path: string): Promise<readonly string[]> {
  await page.setViewportSize(DESK);
  await goTo(page, path);
  const onDesk = [...(await inBothSchemes(page)), ...(await byKeyboard(page))];
  await page.setViewportSize(PHONE);
  return [...onDesk, ...(await inBothSchemes(page)).map((found) => `on a phone, ${found}`)];
}

async function inBothSchemes(page: Page): Promise<readonly string[]> {
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
}

async function byKeyboard(page: Page): Promise<readonly string[]> {
  const { unreached, unmarked } = await walkWithTab(page);
  return [
    ...unreached.map((name) => `never reached: ${name}`),
    ...unmarked.map((name) => `not shown: ${name}`),
  ];
}
