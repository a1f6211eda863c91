import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { WrittenFile } from '../../app/make-file.js';

/** As much is gathered before it is written: a write for each batch of rows costs more than the rows. */
const GATHERED = 256 * 1024;

export interface FileSink {
  /** UTF-8; what it returns is awaited, so that no more is gathered than the disk takes */
  write(text: string): Promise<void>;
  close(): Promise<Omit<WrittenFile, 'rows'>>;
  /** leaves the file as it is */
  abandon(): Promise<void>;
}

/** A new file, readable by the house's own user alone, whose digest is taken as it is written. */
export async function openFileSink(path: string): Promise<FileSink> {
  const file = await open(path, 'w', 0o600);
  const hash = createHash('sha256');
  let gathered = '';
  let bytes = 0;

  async function flush(): Promise<void> {
    if (gathered === '') return;
    const chunk = Buffer.from(gathered);
    gathered = '';
    hash.update(chunk);
    bytes += chunk.length;
    await file.writeFile(chunk);
  }

  return {
    async write(text) {
      gathered += text;
      if (gathered.length >= GATHERED) await flush();
    },
    async close() {
      await flush();
      await file.close();
      return { bytes, digest: hash.digest('hex') };
    },
    abandon: () => file.close(),
  };
}
