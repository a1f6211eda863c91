import { createHash } from 'node:crypto';

/**
 * The id of a plan is what it is for: measure, month, office and currency. A UUIDv8 (RFC 9562) of their SHA-256.
 */
export function targetIdOf(name: readonly unknown[]): string {
  const digest = createHash('sha256').update(JSON.stringify(name)).digest();
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
