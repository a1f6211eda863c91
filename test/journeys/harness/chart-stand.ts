// A page with one chart on it and nothing else, under the panel's style sheet and policy: the parts of a chart are tried without a ledger.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import type { ChartSpec } from '../../../src/values/chart.js';

const ROOT = join(import.meta.dirname, '../../..');
const ENTRY = `
  import { createElement } from 'react';
  import { createRoot } from 'react-dom/client';
  import { Chart } from './src/panel-kit/index.js';
  const root = createRoot(document.getElementById('app'));
  const { spec } = JSON.parse(document.getElementById('chart').textContent);
  root.render(createElement(Chart, { spec }));
`;
const POLICY =
  "default-src 'none'; script-src 'self' 'nonce-state'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'";

export interface ChartStand {
  addressOf(spec: ChartSpec, language: string, theme: 'light' | 'dark'): string;
  close(): void;
}

/** Serves any chart on 127.0.0.1; what is shown stands in the address. */
export async function openChartStand(): Promise<ChartStand> {
  const files = await bundle();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand');
    const file = files.get(basename(url.pathname));
    if (!file && url.pathname !== '/') return void response.writeHead(404).end();
    const type = url.pathname.endsWith('.css')
      ? 'text/css'
      : url.pathname.endsWith('.js')
        ? 'text/javascript'
        : 'text/html';
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': POLICY });
    response.end(file ?? pageOf(url.searchParams));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    addressOf: (spec, language, theme) =>
      `${originOf(server)}/?${new URLSearchParams({ spec: JSON.stringify(spec), language, theme })}`,
    close: () => server.close(),
  };
}

const originOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function bundle(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: 'tsx' },
    absWorkingDir: ROOT,
    outdir: join(ROOT, 'var/stand'),
    bundle: true,
    write: false,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const style = await build({
    entryPoints: ['src/host/admin/frontend/styles.css'],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
  });
  return new Map([
    ...outputFiles.map(({ path, contents }): [string, Uint8Array] => [basename(path), contents]),
    ['styles.css', style.outputFiles[0]!.contents],
  ]);
}

function pageOf(asked: URLSearchParams): string {
  const language = asked.get('language') ?? 'en';
  const { panel } = JSON.parse(readFileSync(join(ROOT, `locales/${language}/host.json`), 'utf8')) as {
    panel: unknown;
  };
  const state = { session: { house: { language, texts: { host: panel } } } };
  const inScript = (value: string): string => value.replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${language}" data-theme="${asked.get('theme') ?? 'light'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A chart</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/styles.css">
<script nonce="state">window.REDUX_STATE = ${inScript(JSON.stringify(state))};</script></head>
<body><main style="padding:12px"><h1>A chart</h1><div class="ch-card" id="app"></div></main>
<script type="application/json" id="chart">${inScript(JSON.stringify({ spec: JSON.parse(asked.get('spec') ?? '{}') as unknown }))}</script>
<script type="module" src="/stdin.js"></script></body></html>`;
}
