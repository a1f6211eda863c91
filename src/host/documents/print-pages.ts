// One browser, launched when something is printed and closed when nothing has been for a while; up to four pages in it.
// What is printed comes from data that people typed: scripts are off, and nothing is fetched but data: addresses.
import puppeteer, { type Browser, type HTTPRequest, type Page } from 'puppeteer-core';
import type { Logger } from '../../kernel/ports.js';
import type { BrowserExecutable } from './browser-executable.js';

export interface PrintPages {
  print(html: string): Promise<Buffer>;
  close(): Promise<void>;
}

export interface PrintLimits {
  readonly pages: number;
  readonly printMs: number;
  readonly idleMs: number;
}

const LIMITS: PrintLimits = { pages: 4, printMs: 30_000, idleMs: 60_000 };

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // Beside the interception below: a name that is not looked up cannot be reached.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

export function createPrintPages(
  executable: () => Promise<BrowserExecutable>,
  log: Logger,
  limits: PrintLimits = LIMITS,
): PrintPages {
  let launching: Promise<Browser> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let busy = 0;
  let closed = false;
  const free: Page[] = [];
  const waiting: (() => void)[] = [];

  async function launch(): Promise<Browser> {
    const { path, environment } = await executable();
    const asRoot = process.getuid?.() === 0;
    const browser = await puppeteer.launch({
      executablePath: path,
      headless: 'shell',
      // Chromium's sandbox cannot be set up by root.
      args: asRoot ? ['--no-sandbox', ...FLAGS] : FLAGS,
      env: { ...process.env, ...environment },
      // The house closes it while it drains; on a hard exit puppeteer's own exit listener does.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      timeout: limits.printMs,
    });
    log.debug({ path }, 'browser for prints launched');
    return browser;
  }

  function openBrowser(): Promise<Browser> {
    if (launching) return launching;
    const launched = launch();
    const forget = (): void => {
      if (launching !== launched) return;
      launching = null;
      free.length = 0;
    };
    launched.then((browser) => browser.once('disconnected', forget), forget);
    launching = launched;
    return launched;
  }

  async function newPage(browser: Browser): Promise<Page> {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.setRequestInterception(true);
    page.on('request', (request) => void onlyData(request));
    return page;
  }

  async function printOn(page: Page, html: string): Promise<Buffer> {
    await page.setContent(html, { waitUntil: 'load', timeout: limits.printMs });
    return Buffer.from(
      await page.pdf({
        format: 'A4',
        printBackground: true,
        preferCSSPageSize: true,
        timeout: limits.printMs,
      }),
    );
  }

  async function printIn(browser: Browser, html: string): Promise<Buffer> {
    const page = free.pop() ?? (await newPage(browser));
    try {
      const bytes = await withinTime(printOn(page, html), limits.printMs);
      free.push(page);
      return bytes;
    } catch (error) {
      // In what state it is cannot be known: the next print gets another.
      void page.close().catch(() => undefined);
      throw error;
    }
  }

  async function printAgainAfterCrash(html: string): Promise<Buffer> {
    const browser = await openBrowser();
    try {
      return await printIn(browser, html);
    } catch (error) {
      if (closed) throw error;
      // A page that tried to go elsewhere while it was filled is closed; on a fresh one it is held back in time.
      if (browser.connected && wasLeft(error)) return printIn(browser, html);
      if (browser.connected) throw error;
      log.warn({ err: error }, 'the browser for prints ended by itself; launching another');
      return printIn(await openBrowser(), html);
    }
  }

  async function print(html: string): Promise<Buffer> {
    if (closed) throw new Error('the house is closing: nothing is printed any more');
    clearTimeout(idle);
    while (busy >= limits.pages) await new Promise<void>((resume) => waiting.push(resume));
    busy += 1;
    try {
      return await printAgainAfterCrash(html);
    } finally {
      busy -= 1;
      waiting.shift()?.();
      if (busy === 0) restSoon();
    }
  }

  function restSoon(): void {
    clearTimeout(idle);
    idle = setTimeout(() => void closeBrowser(), limits.idleMs);
    idle.unref();
  }

  async function closeBrowser(): Promise<void> {
    const open = launching;
    launching = null;
    free.length = 0;
    await (await open?.catch(() => null))?.close().catch(() => undefined);
  }

  async function close(): Promise<void> {
    closed = true;
    clearTimeout(idle);
    await closeBrowser();
  }

  return { print, close };
}

async function onlyData(request: HTTPRequest): Promise<void> {
  try {
    if (request.url().startsWith('data:')) await request.continue();
    else await request.abort('blockedbyclient');
  } catch {
    // The page was closed in the meantime.
  }
}

async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`a print took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function wasLeft(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Execution context was destroyed');
}
