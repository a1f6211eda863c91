import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether somebody brings the right secret. As long for a wrong one as for the right one, whatever its length. */
export function isSameSecret(given: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}
