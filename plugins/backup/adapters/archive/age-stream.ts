import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { ByteReader } from './byte-reader.js';
import { refuse } from './refused.js';

/**
 * The payload of an age file (age-encryption.org/v1, "Payload"): pieces of 64 KiB, each sealed by ChaCha20-Poly1305 under a counter, the last
 * one marked. By OpenSSL, which Node brings: ten times as fast as the library's JavaScript.
 */
const PIECE = 64 * 1024;
const TAG = 16;
const NONCE = 16;

const CIPHER = 'chacha20-poly1305';

function payloadKey(fileKey: Uint8Array, nonce: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
}

/** Eleven bytes of a counter, one that says whether the piece is the last. */
function pieceNonce(count: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(count, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

export async function* sealPayload(
  fileKey: Uint8Array,
  plain: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const nonce = randomBytes(NONCE);
  const key = payloadKey(fileKey, nonce);
  yield nonce;
  let count = 0;
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of plain) {
    waiting.push(chunk);
    bytes += chunk.length;
    // A full piece is held back until more comes: it may be the last.
    if (bytes <= PIECE) continue;
    const all = Buffer.concat(waiting);
    let at = 0;
    for (; all.length - at > PIECE; at += PIECE) {
      yield seal(key, pieceNonce(count, false), all.subarray(at, at + PIECE));
      count += 1;
    }
    waiting = [all.subarray(at)];
    bytes = all.length - at;
  }
  yield seal(key, pieceNonce(count, true), Buffer.concat(waiting));
}

function seal(key: Buffer, nonce: Buffer, piece: Buffer): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Refuses `archive-tampered`, `archive-truncated`. A piece is given out when it is proven; that the file ends where it was ended is
 * known at its end.
 * @param ending what a plaintext of ours ends with: tells a changed end from one that is missing
 */
export async function* openPayload(
  fileKey: Uint8Array,
  sealed: ByteReader,
  ending: Buffer,
): AsyncGenerator<Buffer> {
  const nonce = await sealed.exactly(NONCE);
  if (nonce.length < NONCE) return refuse('archive-truncated');
  const key = payloadKey(fileKey, nonce);
  let piece = await sealed.exactly(PIECE + TAG);
  for (let count = 0; ; count += 1) {
    const next = piece.length < PIECE + TAG ? Buffer.alloc(0) : await sealed.exactly(PIECE + TAG);
    const isLast = next.length === 0;
    const plain = open(key, pieceNonce(count, isLast), piece);
    if (plain === null)
      return refuse(isLast && isCut(key, count, piece, ending) ? 'archive-truncated' : 'archive-tampered');
    if (isLast && count > 0 && plain.length === 0) return refuse('archive-tampered');
    yield plain;
    if (isLast) return;
    piece = next;
  }
}

function open(key: Buffer, nonce: Buffer, piece: Buffer): Buffer | null {
  if (piece.length < TAG) return null;
  const cipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  cipher.setAuthTag(piece.subarray(-TAG));
  const plain = cipher.update(piece.subarray(0, -TAG));
  try {
    cipher.final();
    return plain;
  } catch {
    return null;
  }
}

/** Whether a last piece that does not open was cut rather than changed: only for the sentence; nothing of it is used. */
function isCut(key: Buffer, count: number, piece: Buffer, ending: Buffer): boolean {
  if (open(key, pieceNonce(count, false), piece) !== null || piece.length < TAG) return true;
  const counter = Buffer.alloc(4);
  counter.writeUInt32LE(1);
  const bare = createDecipheriv('chacha20', key, Buffer.concat([counter, pieceNonce(count, true)]));
  return !bare.update(piece.subarray(0, -TAG)).subarray(-ending.length).equals(ending);
}
