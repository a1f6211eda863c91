import { createHmac, createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto';
import { isSameSecret } from '../../kernel/same-secret.js';

/** By which the statement of an exported trail is known to be the house's: by the house itself, and by whoever has its public key. */
export interface ExportSigner {
  /** SPKI in PEM */
  readonly publicKey: string;
  sign(statement: string): StatementSignatures;
  /** HMAC-SHA-256 by a key of SECRET_KEY, in constant time */
  isHouses(statement: string, hmac: string): boolean;
}

export interface StatementSignatures {
  /** hexadecimal */
  readonly hmac: string;
  /** base64 */
  readonly ed25519: string;
}

/** RFC 8410: what stands before the 32 bytes of a seed in the PKCS #8 form of an Ed25519 key. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export function exportSigner(secretKey: string): ExportSigner {
  const derived = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secretKey, 'countinghouse', purpose, 32));
  const hmacKey = derived('audit-export');
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8, derived('audit-export-ed25519')]),
    format: 'der',
    type: 'pkcs8',
  });
  const hmacOf = (statement: string): string => createHmac('sha256', hmacKey).update(statement).digest('hex');
  return {
    publicKey: createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString(),
    sign: (statement) => ({
      hmac: hmacOf(statement),
      ed25519: sign(null, Buffer.from(statement), privateKey).toString('base64'),
    }),
    isHouses: (statement, hmac) => isSameSecret(hmac, hmacOf(statement)),
  };
}

/** Needs nothing of the house's. False too for what is no key or no signature. */
export function isSignedBy(publicKey: string, statement: string, ed25519: string): boolean {
  try {
    return verify(null, Buffer.from(statement), publicKey, Buffer.from(ed25519, 'base64'));
  } catch {
    return false;
  }
}
