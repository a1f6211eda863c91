import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LIMITS } from '../../domain/limits.js';
import { ArchiveRefused, refuse, refuseHostile } from './refused.js';

/**
 * What gzip (RFC 1952) holds, member after member. Refuses `archive-not-backup` for what is no gzip, `archive-tampered` for what broke,
 * `archive-truncated`, and `archive-hostile` for a bomb.
 */
export async function* gunzip(compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytesIn = 0;
  let bytesOut = 0;
  const source = Readable.from(
    counted(compressed, (bytes) => (bytesIn += bytes)),
    { objectMode: false },
  );
  const inflate = createGunzip({ chunkSize: 128 * 1024 });
  source.once('error', (error) => inflate.destroy(error));
  try {
    for await (const piece of source.pipe(inflate) as AsyncIterable<Buffer>) {
      bytesOut += piece.length;
      if (bytesOut > LIMITS.gzipFree && bytesOut > bytesIn * LIMITS.gzipRatio)
        return refuseHostile('gzip', 'bomb');
      yield piece;
    }
    // What follows the last member is not looked at, as gzip does; but the file is read to its end, for its digest.
    for await (const _ of source) continue;
  } catch (error) {
    if (error instanceof ArchiveRefused) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') return refuse('archive-truncated');
    if (code?.startsWith('Z_')) return refuse(bytesOut === 0 ? 'archive-not-backup' : 'archive-tampered');
    throw error;
  } finally {
    source.destroy();
    inflate.destroy();
  }
}

async function* counted(
  pieces: AsyncIterable<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    count(piece.length);
    yield piece;
  }
}
