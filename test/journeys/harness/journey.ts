// A journey is told in steps: one house, one browser, one story. A step that fails leaves a picture, and ends the story.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { describeWith } from '../../harness/services.js';
import { noteScripts, watchScripts } from './browser-coverage.js';
import { openServedHouse, type HouseOptions, type ServedHouse } from './served-house.js';

export interface Stage {
  readonly house: ServedHouse;
  /** Somebody else's browser: a window of its own, with cookies of its own. */
  visitor(options?: BrowserContextOptions): Promise<Page>;
}

interface JourneyOptions extends HouseOptions {
  /** Which scripts ran is not noted: for pages that other journeys open too, where a profiler would double what is measured there. */
  readonly scripts?: 'not noted';
}

export interface Step {
  (title: string, act: (stage: Stage) => Promise<void>): void;
  /** A step for which this machine lacks something: the report names what. */
  skip(title: string, reason: string): void;
}

/** Waits for states, never for a time; these only keep a house that hangs from hanging the run. */
const STEP_MS = 900_000;
const WAITING_MS = 60_000;

/** AdminJS shows a refusal and then throws it on, to nobody. */
const REFUSAL_THROWN_ON = /^Request failed with status code 4\d\d$/;

const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function journey(title: string, options: JourneyOptions, tell: (step: Step) => void): void {
  describeWith('chromium', title, (executablePath) => {
    let house: ServedHouse | undefined;
    let browser: Browser | undefined;
    let stoppedAt: string | undefined;
    const pages: Page[] = [];
    const complaints: string[] = [];

    beforeAll(async () => {
      stoppedAt = 'the opening of the house';
      house = await openServedHouse(options);
      browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS });
      stoppedAt = undefined;
    }, STEP_MS);

    afterAll(async () => {
      await noteScripts(pages);
      await browser?.close();
      await house?.close(stoppedAt === undefined ? 'remove the folder' : 'keep the folder');
    }, STEP_MS);

    const visitor: Stage['visitor'] = async (chosen = {}) => {
      const context = await browser!.newContext({ baseURL: house!.url, locale: 'en-GB', ...chosen });
      context.setDefaultTimeout(WAITING_MS);
      const page = await context.newPage();
      const isNoted = options.scripts !== 'not noted' && chosen.javaScriptEnabled !== false;
      if (isNoted) await watchScripts(page);
      page.on('pageerror', ({ message }) => {
        if (!REFUSAL_THROWN_ON.test(message)) complaints.push(`${page.url()}: ${message}`);
      });
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) complaints.push(message.text());
      });
      pages.push(page);
      return page;
    };

    const step = (stepTitle: string, act: (stage: Stage) => Promise<void>): void =>
      it(
        stepTitle,
        async () => {
          if (stoppedAt !== undefined) throw notReached(stoppedAt);
          try {
            await act({ house: house!, visitor });
            expect(complaints).toEqual([]);
          } catch (failure) {
            stoppedAt = stepTitle;
            const pictures = await photograph(pages, house!.folder);
            console.error(`The journey stopped at "${stepTitle}". To look at: ${pictures.join(', ')}`);
            throw failure;
          }
        },
        STEP_MS,
      );
    const skip: Step['skip'] = (stepTitle, reason) =>
      it.skip(`${stepTitle} [skipped: ${reason}]`, () => undefined);
    tell(Object.assign(step, { skip }));
  });
}

/** Without a stack: what is to be read is the step that failed. */
function notReached(stoppedAt: string): Error {
  const error = new Error(`The journey had stopped at: ${stoppedAt}.`);
  error.stack = error.message;
  return error;
}

async function photograph(pages: readonly Page[], folder: string): Promise<readonly string[]> {
  const open = pages.filter((page) => !page.isClosed());
  const taken = open.map(async (page, index) => {
    const path = join(folder, `stopped-${index + 1}.png`);
    await page.screenshot({ path, fullPage: true, timeout: 10_000 });
    return path;
  });
  const settled = await Promise.allSettled(taken);
  return [
    join(folder, 'house.log'),
    ...settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
  ];
}
