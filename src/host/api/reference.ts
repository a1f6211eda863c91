import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Router, type Request, type Response } from 'express';
import type { HouseSessions } from '../sessions/create-sessions.js';
import { REFERENCE_SCRIPT, REFERENCE_STYLE, referencePage } from './reference-page.js';

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const vendor = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const SOURCES: Readonly<Record<string, { readonly type: string; readonly load: () => Promise<Buffer> }>> = {
  'swagger-ui.js': {
    type: 'text/javascript; charset=utf-8',
    load: () => readFile(join(vendor, 'swagger-ui-bundle.js')),
  },
  'swagger-ui.css': {
    type: 'text/css; charset=utf-8',
    load: () => readFile(join(vendor, 'swagger-ui.css')),
  },
  'reference.js': {
    type: 'text/javascript; charset=utf-8',
    load: () => Promise.resolve(Buffer.from(REFERENCE_SCRIPT)),
  },
  'reference.css': {
    type: 'text/css; charset=utf-8',
    load: () => Promise.resolve(Buffer.from(REFERENCE_STYLE)),
  },
};

const squeeze = promisify(brotliCompress);
const zip = promisify(gzip);

/** /api/docs, for whoever is signed in. Its files hold nothing of the house and are served to anybody, from here alone. */
export function referenceRoutes({ identify, requireActor }: HouseSessions): Router {
  const router = Router();
  const assets = new Map<string, Promise<Asset>>();
  const assetOf = (name: string): Promise<Asset> => {
    const known = assets.get(name) ?? prepare(name);
    assets.set(name, known);
    return known;
  };
  let page: Promise<string> | null = null;

  router.get('/api/docs', identify, requireActor, async (_request, response) => {
    page ??= writePage(assetOf);
    response
      .set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store' })
      .type('html')
      .send(await page);
  });
  router.get('/api/docs/assets/:digest/:name', async (request, response, next) => {
    const { name } = request.params;
    if (!Object.hasOwn(SOURCES, name)) return next();
    send(request, response, await assetOf(name));
  });
  return router;
}

async function prepare(name: string): Promise<Asset> {
  const { type, load } = SOURCES[name]!;
  const plain = await load();
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };
  const [br, gzipped] = await Promise.all([squeeze(plain, quality), zip(plain)]);
  return { type, plain, br, gzip: gzipped };
}

/** The address of a file changes with what is in it, so that a browser asks once. */
async function writePage(assetOf: (name: string) => Promise<Asset>): Promise<string> {
  const addresses = await Promise.all(
    Object.keys(SOURCES).map(async (name) => {
      const digest = createHash('sha256')
        .update((await assetOf(name)).plain)
        .digest('hex');
      return [name, `/api/docs/assets/${digest.slice(0, 12)}/${name}`] as const;
    }),
  );
  return referencePage(Object.fromEntries(addresses));
}

function send(request: Request, response: Response, { type, plain, br, gzip: gzipped }: Asset): void {
  const encoding = request.acceptsEncodings(['br', 'gzip']);
  response.set({ 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' });
  if (encoding !== false) response.set('Content-Encoding', encoding);
  response.set('Content-Type', type);
  response.send(encoding === 'br' ? br : encoding === 'gzip' ? gzipped : plain);
}
