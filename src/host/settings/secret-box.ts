import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SecretKeys } from '../sealing/key-ring.js';

/** Encrypts texts that leave the house with AES-256-GCM. The place that a text is for is sealed in, so that it serves no other. */
export interface SecretBox {
  seal(text: string, place: string): string;
  /** @throws SecretUnreadable when no key fits, or somebody changed the box */
  open(sealed: string, place: string): string;
}

export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';

  constructor(place: string, cause?: unknown) {
    super(
      `The secret ${place} cannot be read with this SECRET_KEY: put the former key into SECRET_KEY_PREVIOUS, or enter the secret again.`,
      { cause },
    );
  }
}

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `purpose` keeps boxes of one SECRET_KEY apart (HKDF, RFC 5869). What a former key closed still opens. */
export function createSecretBox({ secretKey, formerKeys = [] }: SecretKeys, purpose: string): SecretBox {
  const derive = (master: string): Buffer =>
    Buffer.from(hkdfSync('sha256', master, 'countinghouse', purpose, 32));
  const key = derive(secretKey);
  const keys = [key, ...formerKeys.map(derive)];
  return {
    seal(text, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, place) {
      let failure: unknown;
      for (const each of keys) {
        try {
          return opened(sealed, place, each);
        } catch (error) {
          failure ??= error;
        }
      }
      throw new SecretUnreadable(place, failure);
    },
  };
}

function opened(sealed: string, place: string, key: Buffer): string {
  const [version, encoded = ''] = sealed.split('.');
  if (version !== VERSION) throw new Error(`unknown version ${version}`);
  const box = Buffer.from(encoded, 'base64url');
  const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place)).setAuthTag(box.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return decipher.update(box.subarray(IV_BYTES + TAG_BYTES)).toString('utf8') + decipher.final('utf8');
}
