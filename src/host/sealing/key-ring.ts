import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomFillSync,
  type KeyObject,
} from 'node:crypto';
import { spelled, type Spelling } from './blind-index.js';
import { headOf, partsOf } from './sealed-value.js';

/** SECRET_KEY, and those that stood there before and still open what they sealed. */
export interface SecretKeys {
  readonly secretKey: string;
  readonly formerKeys?: readonly string[];
}

/** Seals values with AES-256-GCM (NIST SP 800-38D), each purpose with a key of its own (HKDF of SECRET_KEY, RFC 5869). */
export interface KeyRing {
  /** of the present key: the first eight hexadecimal digits of a digest, which tells nothing about it */
  readonly keyId: string;
  /** whether what was sealed under the key of this id can be opened */
  knows(keyId: string): boolean;
  /** text becomes text, bytes become bytes; another box each time */
  seal<Value extends string | Buffer>(purpose: string, value: Value): Value;
  /** @throws SealedUnreadable when the key is not on the ring, or somebody changed the value */
  open<Value extends string | Buffer>(value: Value): Value;
  /** HMAC-SHA-256 in base64url, 43 characters: one for each key on the ring, the present one's first */
  indexes(spelling: Spelling, value: string): readonly [string, ...string[]];
}

export class SealedUnreadable extends Error {
  override readonly name = 'SealedUnreadable';

  constructor(
    readonly purpose: string,
    readonly keyId: string,
    cause?: unknown,
  ) {
    super(
      cause === undefined
        ? `A sealed value of purpose "${purpose}" cannot be read: it was sealed under the key ${keyId}. Name that key in SECRET_KEY_PREVIOUS.`
        : `A sealed value of purpose "${purpose}" cannot be read although the key ${keyId} is here: it was changed in the database. Restore it from a backup.`,
      { cause },
    );
  }
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Of one asking, each taken once: to ask for every value by itself took longer than sealing it. */
const ivs = Buffer.alloc(IV_BYTES * 1024);
let taken = ivs.length;

function freshIv(): Buffer {
  if (taken === ivs.length) {
    randomFillSync(ivs);
    taken = 0;
  }
  taken += IV_BYTES;
  return Buffer.from(ivs.subarray(taken - IV_BYTES, taken));
}

export function createKeyRing({ secretKey, formerKeys = [] }: SecretKeys): KeyRing {
  const present = keysOf(secretKey);
  const ring = [present, ...formerKeys.map(keysOf)];
  const byId = new Map(ring.map((keys) => [keys.id, keys]));
  return {
    keyId: present.id,
    knows: (keyId) => byId.has(keyId),
    seal: <Value extends string | Buffer>(purpose: string, value: Value) => {
      const iv = freshIv();
      const cipher = createCipheriv(ALGORITHM, present.of(`seal:${purpose}`), iv);
      cipher.setAAD(Buffer.from(purpose));
      const body = cipher.update(value as string, 'utf8');
      const box = Buffer.concat([iv, body, cipher.final(), cipher.getAuthTag()]);
      const head = headOf(present.id, purpose);
      const sealed =
        typeof value === 'string'
          ? `${head}${box.toString('base64url')}`
          : Buffer.concat([Buffer.from(head), box]);
      return sealed as Value;
    },
    open<Value extends string | Buffer>(value: Value): Value {
      const parts = partsOf(value);
      if (!parts) throw new SealedUnreadable('unknown', 'unknown');
      const { keyId, purpose, box } = parts;
      const keys = byId.get(keyId);
      if (!keys) throw new SealedUnreadable(purpose, keyId);
      try {
        const decipher = createDecipheriv(ALGORITHM, keys.of(`seal:${purpose}`), box.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(purpose)).setAuthTag(box.subarray(-TAG_BYTES));
        const opened = Buffer.concat([decipher.update(box.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
        return (typeof value === 'string' ? opened.toString('utf8') : opened) as Value;
      } catch (failure) {
        throw new SealedUnreadable(purpose, keyId, failure);
      }
    },
    indexes(spelling, value) {
      const text = spelled(spelling, value);
      const [first, ...former] = ring.map((keys) =>
        createHmac('sha256', keys.of(`index:${spelling}`))
          .update(text)
          .digest('base64url'),
      );
      return [first ?? '', ...former];
    },
  };
}

interface Keys {
  readonly id: string;
  of(purpose: string): KeyObject;
}

function keysOf(secretKey: string): Keys {
  const derived = new Map<string, KeyObject>();
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secretKey, 'countinghouse', purpose, 32));
  return {
    id: derive('key-id').toString('hex', 0, 4),
    of(purpose) {
      const known = derived.get(purpose) ?? createSecretKey(derive(purpose));
      derived.set(purpose, known);
      return known;
    },
  };
}
