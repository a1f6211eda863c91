import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts texts with AES-256-GCM. The place where a text is kept is sealed in, so that it cannot be moved to another. */
export interface SecretBox {
  seal(text: string, place: string): string;
  /** @throws SecretUnreadable when the key is another one, or somebody changed the box */
  open(sealed: string, place: string): string;
}

export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';

  constructor(place: string, cause: unknown) {
    super(
      `The secret ${place} cannot be read with this SECRET_KEY: put the former key back, or enter the secret again.`,
      { cause },
    );
  }
}

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `purpose` keeps boxes of one SECRET_KEY apart (HKDF, RFC 5869). */
export function createSecretBox(secretKey: string, purpose: string): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', secretKey, 'countinghouse', purpose, 32));
  return {
    seal(text, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, place) {
      try {
        const [version, encoded = ''] = sealed.split('.');
        if (version !== VERSION) throw new Error(`unknown version ${version}`);
        const box = Buffer.from(encoded, 'base64url');
        const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(place)).setAuthTag(box.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return decipher.update(box.subarray(IV_BYTES + TAG_BYTES)).toString('utf8') + decipher.final('utf8');
      } catch (error) {
        throw new SecretUnreadable(place, error);
      }
    },
  };
}
