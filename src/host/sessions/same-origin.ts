import type { Request } from 'express';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser says where an unsafe request comes from, and a page of somebody else's is refused before anything is read.
 * Programs without either header hold no cookie of a victim, so there is nothing to forge for them.
 */
export function isForeignWrite(request: Request, publicUrl: string | null): boolean {
  if (SAFE.has(request.method)) return false;
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = request.get('origin');
  if (origin === undefined) return false;
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== request.get('host');
}
