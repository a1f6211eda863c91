// Which of the panel's scripts ran in a journey's browser, in the form in which Node tells it of a process.
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';

const FOLDER = process.env['SERVED_COVERAGE'];
const ASSETS = '/admin/assets/panel/';

const watched = new WeakSet<Page>();

export async function watchScripts(page: Page): Promise<void> {
  if (!FOLDER) return;
  await page.coverage.startJSCoverage({ resetOnNavigation: false });
  watched.add(page);
}

/** Of a page that was closed meanwhile nothing is known. */
export async function noteScripts(pages: readonly Page[]): Promise<void> {
  if (!FOLDER) return;
  mkdirSync(FOLDER, { recursive: true });
  for (const page of pages.filter((each) => watched.has(each) && !each.isClosed())) {
    const scripts = await page.coverage.stopJSCoverage();
    const result = scripts
      .filter(({ url }) => url.includes(ASSETS))
      .map(({ url, functions }) => ({
        url: pathToFileURL(join(process.cwd(), 'dist/panel', basename(new URL(url).pathname))).href,
        functions,
      }));
    writeFileSync(join(FOLDER, `browser-${randomUUID()}.json`), JSON.stringify({ result }));
  }
}
