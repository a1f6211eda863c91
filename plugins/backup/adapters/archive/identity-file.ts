import { Readable } from 'node:stream';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { Keys } from '../../contract/archive-file.js';
import { openHeader } from './age-header.js';
import { openPayload } from './age-stream.js';
import { ByteReader } from './byte-reader.js';
import { ArchiveRefused } from './refused.js';

const ENCRYPTED = 'age-encryption.org/';
const NOTHING = Buffer.alloc(0);

/**
 * Keys as `age-keygen` writes them: one a line, among comments; the file may itself be encrypted under a passphrase. Refuses
 * `identity-file-without-key`, `identity-file-locked` when no passphrase opens it.
 */
export async function readIdentityFile(
  content: Buffer,
  passphrases: readonly string[],
): Promise<Result<readonly string[], Refusal>> {
  const isEncrypted = content.toString('latin1', 0, ENCRYPTED.length) === ENCRYPTED;
  const plain = isEncrypted ? await opened(content, { identities: [], passphrases }) : content;
  if (plain === null) return err({ code: 'identity-file-locked' });
  const lines = plain
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const areKeys = await Promise.all(keys.map(isIdentity));
  if (keys.length === 0 || areKeys.includes(false)) return err({ code: 'identity-file-without-key' });
  return ok(keys);
}

async function opened(content: Buffer, keys: Keys): Promise<Buffer | null> {
  const source = new ByteReader(Readable.from([content]) as AsyncIterable<Buffer>);
  const pieces: Buffer[] = [];
  try {
    for await (const piece of openPayload(await openHeader(source, keys), source, NOTHING))
      pieces.push(piece);
    return Buffer.concat(pieces);
  } catch (error) {
    if (error instanceof ArchiveRefused) return null;
    throw error;
  }
}

async function isIdentity(text: string): Promise<boolean> {
  const { Decrypter } = await import('age-encryption');
  try {
    new Decrypter().addIdentity(text);
    return true;
  } catch {
    return false;
  }
}
