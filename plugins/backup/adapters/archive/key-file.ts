import { Readable } from 'node:stream';
import { makeHeader } from './age-header.js';
import { sealPayload } from './age-stream.js';

/** A new key, and the file that holds it: as age-keygen writes it, encrypted under a passphrase. */
export interface LockedKey {
  readonly recipient: string;
  readonly file: Buffer;
}

/** age takes keys or one passphrase: beside keys, the passphrase opens a key. */
export async function makeLockedKey(passphrase: string): Promise<LockedKey> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const { header, fileKey } = await makeHeader({ kind: 'passphrase', passphrase });
  const text = Buffer.from(`# public key: ${recipient}\n${identity}\n`);
  const pieces = [header];
  for await (const piece of sealPayload(fileKey, Readable.from([text]) as AsyncIterable<Buffer>))
    pieces.push(piece);
  return { recipient, file: Buffer.concat(pieces) };
}
