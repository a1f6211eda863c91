import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';

export interface PanelManifest {
  readonly entry: string;
  readonly style?: string;
  /** the script of the pages before the panel */
  readonly signIn: string;
  /** imported by the entry at once */
  readonly chunks: readonly string[];
}

export const PANEL_FILES = '/admin/assets/panel';

/** The panel as scripts/build-panel.mjs left it; null before the first build. */
export function readManifest(root: string): PanelManifest | null {
  const path = join(root, 'manifest.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as PanelManifest) : null;
}

const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** Built files: their names change with their content, so a browser asks once; compressed when they were built. */
export function servePanelFiles(root: string): RequestHandler {
  return (request, response, next) => {
    const name = basename(String(request.params['file'] ?? ''));
    const type = TYPES[name.split('.').at(-1) ?? ''];
    if (!type || !/^[\w.-]+$/.test(name) || !existsSync(join(root, name))) return next();
    response.set({ 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' });
    send(root, name, type, request, response);
  };
}

function send(root: string, name: string, type: string, request: Request, response: Response): void {
  const accepted = request.acceptsEncodings(ENCODINGS.map((encoding) => encoding.name));
  const encoding = ENCODINGS.find(
    (candidate) => candidate.name === accepted && existsSync(join(root, name + candidate.suffix)),
  );
  if (encoding) response.set('Content-Encoding', encoding.name);
  response.type(`${type}; charset=utf-8`);
  response.sendFile(encoding ? name + encoding.suffix : name, {
    root,
    cacheControl: false,
    headers: { 'Content-Type': `${type}; charset=utf-8` },
  });
}
