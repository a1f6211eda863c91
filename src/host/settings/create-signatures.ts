import { createHmac, hkdfSync } from 'node:crypto';
import type { Signatures } from '../../kernel/ports.js';
import { isSameSecret } from '../../kernel/same-secret.js';
import type { SecretKeys } from '../sealing/key-ring.js';

export function createSignatures({ secretKey, formerKeys = [] }: SecretKeys): (plugin: string) => Signatures {
  return (plugin) => {
    const signBy = (master: string, purpose: string, text: string): string => {
      const key = Buffer.from(hkdfSync('sha256', master, 'countinghouse', `${plugin}:${purpose}`, 32));
      return createHmac('sha256', key).update(text).digest('base64url');
    };
    const signEach = (purpose: string, text: string): readonly string[] =>
      [secretKey, ...formerKeys].map((master) => signBy(master, purpose, text));
    return {
      sign: (purpose, text) => signBy(secretKey, purpose, text),
      signEach,
      isSigned: (purpose, text, signature) =>
        signEach(purpose, text).some((known) => isSameSecret(signature, known)),
    };
  };
}
