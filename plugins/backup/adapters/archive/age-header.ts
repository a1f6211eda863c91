import type { Keys, Lock } from '../../contract/archive-file.js';
import { LIMITS } from '../../domain/limits.js';
import { passphraseIdentity, passphraseRecipient } from './age-passphrase.js';
import type { ByteReader } from './byte-reader.js';
import { ArchiveRefused, refuse, refuseHostile } from './refused.js';

const FIRST_LINE = 'age-encryption.org/v1\n';
/** The library's empty payload: a nonce and a tag. */
const EMPTY_PAYLOAD = 32;

/** A header for those who may open the file, and the key that it holds. Throws on a recipient that `whyNotRecipient` would not have taken. */
export async function makeHeader(
  lock: Lock,
): Promise<{ readonly header: Buffer; readonly fileKey: Uint8Array }> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  if (lock.kind === 'passphrase') encrypter.addRecipient(passphraseRecipient(lock.passphrase));
  else for (const recipient of new Set(lock.recipients)) encrypter.addRecipient(recipient);
  // The library gives its file key to recipients alone: one that adds nothing to the header hears it.
  let fileKey = new Uint8Array();
  encrypter.addRecipient({
    wrapFileKey(key) {
      fileKey = Uint8Array.from(key);
      return [];
    },
  });
  const whole = await encrypter.encrypt(new Uint8Array());
  return { header: Buffer.from(whole).subarray(0, -EMPTY_PAYLOAD), fileKey };
}

/** Reads the header and leaves the payload. Refuses `archive-not-age`, `archive-wrong-key`, `archive-tampered`, `archive-truncated`, `archive-hostile`. */
export async function openHeader(source: ByteReader, keys: Keys): Promise<Uint8Array> {
  const header = await headerIn(source);
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  for (const identity of keys.identities) decrypter.addIdentity(identity);
  for (const passphrase of keys.passphrases) decrypter.addIdentity(passphraseIdentity(passphrase));
  try {
    return await decrypter.decryptHeader(header);
  } catch (error) {
    if (error instanceof ArchiveRefused) throw error;
    // The library tells this one apart by its words alone.
    return refuse(String(error).includes('no identity matched') ? 'archive-wrong-key' : 'archive-tampered');
  }
}

async function headerIn(source: ByteReader): Promise<Buffer> {
  const first = await source.exactly(FIRST_LINE.length);
  if (!FIRST_LINE.startsWith(first.toString('latin1')) || first.length === 0)
    return refuse('archive-not-age');
  const lines = [first];
  for (let bytes = first.length; ;) {
    const line = await lineIn(source, LIMITS.ageHeaderBytes - bytes);
    lines.push(line);
    bytes += line.length;
    if (line.subarray(0, 4).toString('latin1') === '--- ') return Buffer.concat(lines);
  }
}

async function lineIn(source: ByteReader, most: number): Promise<Buffer> {
  const bytes: Buffer[] = [];
  for (let count = 0; count < most; count += 1) {
    const byte = await source.exactly(1);
    if (byte.length === 0) return refuse('archive-truncated');
    bytes.push(byte);
    if (byte[0] === 0x0a) return Buffer.concat(bytes);
  }
  return refuseHostile('age', 'age-header');
}
