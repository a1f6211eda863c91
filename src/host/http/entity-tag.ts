import type { Request, Response } from 'express';

/**
 * Names what the answer says, and lets a browser keep it: it asks again each time, and is told here whether what it has is still so
 * (RFC 9110, 13.1.2; Express' own `fresh` says no to every fetch of a program, which adds `no-cache`). Nobody in between may keep
 * it: the next reader may not see the same rows.
 */
export function isUnchanged(request: Request, response: Response, etag: string): boolean {
  response.set({ ETag: `"${etag}"`, 'Cache-Control': 'private, no-cache' });
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const known = request.headers['if-none-match'] ?? '';
  return known.trim() === '*' || [...known.matchAll(/"([^"]*)"/g)].some(([, each]) => each === etag);
}
