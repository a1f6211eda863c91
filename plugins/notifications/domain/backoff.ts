const FIRST_MS = 30_000;
const FACTOR = 4;
const LONGEST_MS = 6 * 60 * 60_000;

/**
 * Milliseconds until the next attempt: 30 s, 2 min, 8 min … up to six hours. Of each a random half is taken away, so that what failed
 * together does not come back together.
 * @param attempts those that failed, 1 or more
 * @param random from 0 to 1
 */
export function backoff(attempts: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * FACTOR ** (attempts - 1));
  return Math.round(full * (1 - random / 2));
}
