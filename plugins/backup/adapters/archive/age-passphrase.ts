import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import type { Identity, Recipient, Stanza } from 'age-encryption';
import { LIMITS } from '../../domain/limits.js';
import { refuse, refuseHostile } from './refused.js';

/** What the age tool writes. */
const WORK_FACTOR = 18;
const LABEL = 'age-encryption.org/v1/scrypt';
const TAG = 16;

/**
 * age's scrypt recipient (age-encryption.org/v1, "The scrypt recipient type"), derived off the main thread: the library's own keeps the house
 * from answering anybody for seconds.
 */
export function passphraseRecipient(passphrase: string, workFactor = WORK_FACTOR): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const { Stanza: MakeStanza } = await import('age-encryption');
      const salt = randomBytes(16);
      const cipher = createCipheriv(
        'chacha20-poly1305',
        await derive(passphrase, salt, workFactor),
        Buffer.alloc(12),
        {
          authTagLength: TAG,
        },
      );
      const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
      const saltText = salt.toString('base64').replaceAll('=', '');
      return [new MakeStanza(['scrypt', saltText, String(workFactor)], body)];
    },
  };
}

/** Refuses `archive-hostile` for a work factor beyond the limit, `archive-tampered` for a stanza that is not as age writes it. */
export function passphraseIdentity(passphrase: string): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const stanza = stanzas.find(({ args }) => args[0] === 'scrypt');
      if (!stanza) return null;
      if (stanzas.length > 1) return refuse('archive-tampered');
      const { salt, workFactor } = parametersOf(stanza);
      const key = await derive(passphrase, salt, workFactor);
      const cipher = createDecipheriv('chacha20-poly1305', key, Buffer.alloc(12), { authTagLength: TAG });
      cipher.setAuthTag(stanza.body.subarray(-TAG));
      const fileKey = cipher.update(stanza.body.subarray(0, -TAG));
      try {
        cipher.final();
        return fileKey;
      } catch {
        return null;
      }
    },
  };
}

function parametersOf({ args, body }: Stanza): { salt: Buffer; workFactor: number } {
  const [, saltText = '', factor = ''] = args;
  const salt = Buffer.from(saltText, 'base64');
  if (args.length !== 3 || salt.length !== 16 || body.length !== 32 || !/^[1-9]\d?$/.test(factor))
    return refuse('archive-tampered');
  const workFactor = Number(factor);
  if (workFactor > LIMITS.scryptWorkFactor) return refuseHostile('age', 'work-factor');
  return { salt, workFactor };
}

function derive(passphrase: string, salt: Buffer, workFactor: number): Promise<Buffer> {
  const cost = { N: 2 ** workFactor, r: 8, p: 1 };
  return new Promise((resolve, reject) => {
    scrypt(
      passphrase,
      Buffer.concat([Buffer.from(LABEL), salt]),
      32,
      { ...cost, maxmem: 2 * 128 * cost.N * cost.r },
      (error, key) => (error ? reject(error) : resolve(key)),
    );
  });
}
