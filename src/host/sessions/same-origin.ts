import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'express';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser says where an unsafe request comes from, and a page of somebody else's is refused before anything is read. One that says
 * nothing and carries a session must send JSON: that is what no page can have sent elsewhere without being asked first.
 */
export function isForeignWrite(request: Request, publicUrl: string | null, hasSession: boolean): boolean {
  if (SAFE.has(request.method)) return false;
  if (isForeign(request.headers, publicUrl)) return true;
  const isToldApart = 'sec-fetch-site' in request.headers || 'origin' in request.headers;
  return hasSession && !isToldApart && !/^application\/json\b/i.test(request.get('content-type') ?? '');
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
