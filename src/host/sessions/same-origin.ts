import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'express';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser says where an unsafe request comes from, and a page of somebody else's is refused before anything is read.
 * Programs without either header hold no cookie of a victim, so there is nothing to forge for them.
 */
export function isForeignWrite(request: Request, publicUrl: string | null): boolean {
  return !SAFE.has(request.method) && isForeign(request.headers, publicUrl);
}

/** Whether a browser asks on behalf of somebody else's page. */
export function isForeign(headers: IncomingHttpHeaders, publicUrl: string | null): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined) return false;
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== headers.host;
}
