// Which of the panel's scripts ran in a journey's browser, in the form in which Node tells it of a process.
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';

const FOLDER = process.env['SERVED_COVERAGE'];
const ASSETS = '/admin/assets/panel/';

/**
 * V8 keeps every page that was left for as long as it counts: after 150 of them the next one took 2.4 s in place of 0.25 s. So what
 * ran is written down, and they are let go, each time that so many more were opened.
 */
const PAGES_AT_ONCE = 10;

const watched = new WeakMap<Page, CDPSession>();

/** By the profiler alone: Playwright's own coverage has the debugger on beside it, and fetches the source of every script. */
export async function watchScripts(page: Page): Promise<void> {
  if (!FOLDER) return;
  const session = await page.context().newCDPSession(page);
  watched.set(page, session);
  await count(session);
  const goto = page.goto.bind(page);
  let opened = 0;
  page.goto = async (...where) => {
    opened += 1;
    if (opened % PAGES_AT_ONCE === 0) await letGo(session);
    return goto(...where);
  };
}

/** Of a page that was closed meanwhile nothing is known. */
export async function noteScripts(pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    const session = watched.get(page);
    if (session && !page.isClosed()) await note(session);
  }
}

async function count(session: CDPSession): Promise<void> {
  await session.send('Profiler.enable');
  await session.send('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
}

async function letGo(session: CDPSession): Promise<void> {
  await note(session);
  await session.send('Profiler.stopPreciseCoverage');
  await session.send('Profiler.disable');
  await session.send('HeapProfiler.collectGarbage');
  await count(session);
}

async function note(session: CDPSession): Promise<void> {
  const scripts = await session.send('Profiler.takePreciseCoverage');
  const result = scripts.result
    .filter(({ url }) => url.includes(ASSETS))
    .map(({ url, functions }) => ({
      url: pathToFileURL(join(process.cwd(), 'dist/panel', basename(new URL(url).pathname))).href,
      functions,
    }));
  mkdirSync(FOLDER!, { recursive: true });
  writeFileSync(join(FOLDER!, `browser-${randomUUID()}.json`), JSON.stringify({ result }));
}
