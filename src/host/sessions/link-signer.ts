import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SecretKeys } from '../sealing/key-ring.js';

/** Makes tokens of links and knows its own. */
export interface LinkSigner {
  newToken(id: string): string;
  /** Whether this house made the token: what it did not make is not even looked up. */
  isOurs(token: string): boolean;
}

const TOKEN = /^[\w-]{22}\.[\w-]{22}\.[\w-]{43}$/;

/** A token is the link's id, 128 random bits and an HMAC-SHA-256 over both, its key derived from SECRET_KEY (HKDF, RFC 5869). */
export function createLinkSigner({ secretKey, formerKeys = [] }: SecretKeys): LinkSigner {
  const signBy =
    (master: string) =>
    (head: string): string => {
      const key = Buffer.from(hkdfSync('sha256', master, 'countinghouse', 'one-time-link', 32));
      return createHmac('sha256', key).update(head).digest('base64url');
    };
  const sign = signBy(secretKey);
  const known = [sign, ...formerKeys.map(signBy)];
  return {
    newToken(id) {
      const named = Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
      const head = `${named}.${randomBytes(16).toString('base64url')}`;
      return `${head}.${sign(head)}`;
    },
    isOurs(token) {
      if (!TOKEN.test(token)) return false;
      const end = token.lastIndexOf('.');
      const [head, given] = [token.slice(0, end), Buffer.from(token.slice(end + 1))];
      return known.some((by) => timingSafeEqual(given, Buffer.from(by(head))));
    },
  };
}
