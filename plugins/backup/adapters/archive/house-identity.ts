import { createHash } from 'node:crypto';
import type { Signatures } from '../../../../src/kernel/ports.js';
import type { HouseIdentity } from '../../app/making/archive-keys.js';
import { bech32 } from '../../domain/bech32.js';

/**
 * The house's own key to its backups, the same as long as its SECRET_KEY is: an X25519 secret (RFC 7748 clamps any 32 bytes), written as age
 * writes one. Those of former SECRET_KEYs still open what was made under them.
 */
export async function houseIdentity(signatures: Signatures): Promise<HouseIdentity> {
  const [present = '', ...former] = signatures.signEach('identity', 'age X25519').map(identityFrom);
  const { identityToRecipient } = await import('age-encryption');
  return { identity: present, former, recipient: await identityToRecipient(present) };
}

function identityFrom(signature: string): string {
  return bech32('age-secret-key-', createHash('sha256').update(signature).digest()).toUpperCase();
}

/** What is wrong with a recipient; null when archives can be encrypted to it. */
export async function isRecipient(text: string): Promise<boolean> {
  const { Encrypter } = await import('age-encryption');
  try {
    const encrypter = new Encrypter();
    encrypter.addRecipient(text);
    await encrypter.encrypt(new Uint8Array());
    return true;
  } catch {
    return false;
  }
}
