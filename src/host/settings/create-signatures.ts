import { createHmac, hkdfSync } from 'node:crypto';
import type { Signatures } from '../../kernel/ports.js';
import { isSameSecret } from '../../kernel/same-secret.js';

export function createSignatures(secretKey: string): (plugin: string) => Signatures {
  return (plugin) => {
    const sign = (purpose: string, text: string): string => {
      const key = Buffer.from(hkdfSync('sha256', secretKey, 'countinghouse', `${plugin}:${purpose}`, 32));
      return createHmac('sha256', key).update(text).digest('base64url');
    };
    return {
      sign,
      isSigned: (purpose, text, signature) => isSameSecret(signature, sign(purpose, text)),
    };
  };
}
