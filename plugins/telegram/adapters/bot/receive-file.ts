import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '../../../../src/values/ids.js';
import type { ReceivedFile } from '../../contract/feature.js';
import type { BotMeans } from './means.js';

export interface IncomingFile {
  readonly kind: 'photo' | 'document';
  readonly fileId: string;
  readonly name: string;
  readonly contentType: string;
  /** what Telegram says */
  readonly bytes: number;
}

export class FileTooLarge extends Error {}

/** What bots may fetch (Bot API, "getFile"). */
const MOST_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/** Fetches a file that somebody sent, and takes it away again when `use` is through. @throws FileTooLarge */
export async function withFile(
  { context, client }: BotMeans,
  incoming: IncomingFile,
  maxBytes: number,
  use: (file: ReceivedFile) => Promise<void>,
): Promise<void> {
  const most = Math.min(maxBytes, MOST_BYTES);
  if (incoming.bytes > most) throw new FileTooLarge();
  const { file_path: place } = await client.call<{ readonly file_path: string }>(
    'getFile',
    { file_id: incoming.fileId },
    { urgency: 'person' },
  );
  const path = join(await context.storage.folder('incoming'), newId());
  try {
    const address = `${client.apiRoot}/file/bot${client.token}/${place}`;
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok || !response.body)
      throw new Error(`a file of ${incoming.bytes} bytes came as ${response.status}`);
    const hash = createHash('sha256');
    let bytes = 0;
    const measure = new Transform({
      transform(part: Buffer, _, done) {
        bytes += part.length;
        hash.update(part);
        done(bytes > most ? new FileTooLarge() : null, part);
      },
    });
    await pipeline(
      Readable.fromWeb(response.body as never),
      measure,
      createWriteStream(path, { mode: 0o600 }),
    );
    const { name, contentType } = incoming;
    await use({ path, name, contentType, bytes, digest: hash.digest('hex') });
  } finally {
    await rm(path, { force: true });
  }
}
