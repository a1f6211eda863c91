import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { describeWith } from '../../../test/harness/services.js';
import type { Logger } from '../../kernel/ports.js';
import { findBrowser, prepareBrowser } from './browser-executable.js';
import { createPrintPages, type PrintPages } from './print-pages.js';

const quiet: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const opened: PrintPages[] = [];

function pagesOf(path: string, limits?: Parameters<typeof createPrintPages>[2]): PrintPages {
  const pages = createPrintPages(() => Promise.resolve({ path, environment: {} }), quiet, limits);
  opened.push(pages);
  return pages;
}

afterEach(async () => {
  for (const pages of opened.splice(0)) await pages.close();
});

describeWith('chromium', 'printing', (path) => {
  it('prints more at once than it has pages', async () => {
    const pages = pagesOf(path);
    const prints = await Promise.all(Array.from({ length: 9 }, (_, n) => pages.print(`<p>print ${n}</p>`)));
    expect(prints).toHaveLength(9);
    for (const bytes of prints) expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('fetches nothing and runs no script', async () => {
    let asked = 0;
    const server = createServer((_, reply) => {
      asked += 1;
      reply.end('x');
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await pagesOf(path).print(
        `<img src="${address}/a.png"><link rel="stylesheet" href="${address}/b.css"><iframe src="${address}/c"></iframe>
         <iframe src="file:///etc/passwd"></iframe><script>fetch('${address}/d')</script><object data="${address}/e"></object>
         <meta http-equiv="refresh" content="0;url=${address}/f">`,
      );
      expect(asked).toBe(0);
    } finally {
      server.close();
    }
  });

  it('launches another browser when the one it had is killed, and the print does not notice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'killed-browser-'));
    const wrapper = join(folder, 'browser');
    await writeFile(wrapper, `#!/bin/sh\necho $$ >> ${folder}/started\nexec ${path} "$@"\n`, { mode: 0o700 });
    const started = async (): Promise<number[]> =>
      (await readFile(join(folder, 'started'), 'utf8')).trim().split('\n').map(Number);
    try {
      const pages = pagesOf(wrapper);
      await pages.print('<p>before</p>');
      const during = pages.print('<div><p>a</p></div>'.repeat(2_000));
      await new Promise((resume) => setTimeout(resume, 200));
      process.kill((await started())[0]!, 'SIGKILL');
      expect((await during).subarray(0, 5).toString()).toBe('%PDF-');
      expect(await started()).toHaveLength(2);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('gives up a print that takes too long, and prints the next', async () => {
    const pages = pagesOf(path, { pages: 1, printMs: 4_000, idleMs: 1_000 });
    const endless = `<style>${'*:has(+ *) > p { color: red }'.repeat(50)}</style>${'<div><p>a</p></div>'.repeat(60_000)}`;
    await expect(pages.print(endless)).rejects.toThrow();
    await expect(pages.print('<p>short</p>')).resolves.toBeInstanceOf(Buffer);
  });
});

it('prints with the browser of the npm package where the system has none', async () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  const cache = await mkdtemp(join(tmpdir(), 'browser-cache-'));
  const { PATH, XDG_CACHE_HOME } = process.env;
  Object.assign(process.env, { PATH: '/nowhere', XDG_CACHE_HOME: cache });
  try {
    const place = await findBrowser(null);
    expect(place).toMatchObject({ kind: 'package' });
    const pages = createPrintPages(() => prepareBrowser(place!), quiet);
    opened.push(pages);
    const bytes = await pages.print('<p>Рахунок</p>');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  } finally {
    process.env['PATH'] = PATH;
    if (XDG_CACHE_HOME === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = XDG_CACHE_HOME;
    await Promise.all(opened.splice(0).map((pages) => pages.close()));
    await rm(cache, { recursive: true, force: true });
  }
}, 120_000);
