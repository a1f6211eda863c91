import { createHash } from 'node:crypto';

/**
 * The id of a claim that is made once, however often it is sent: a UUID (RFC 9562, version 8) out of whose it is and the sender's key,
 * so that nobody's key meets another's.
 */
export function claimIdOf(representativeId: string, key: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([representativeId, key]))
    .digest();
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
