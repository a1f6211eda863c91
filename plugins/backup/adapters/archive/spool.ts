import { createCipheriv, createDecipheriv, randomBytes, type Cipher } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../../../src/values/ids.js';

/** What waits in memory; more goes to a file. */
const IN_MEMORY = 1024 * 1024;
const READ_BYTES = 256 * 1024;
const CIPHER = 'aes-256-ctr';

/**
 * Where bytes wait until it is known how many they are: rows in plain, so a file of them is encrypted under a key that only this object
 * has, and loses its name as soon as it is open. When the process dies, nothing of it is left that anybody could read, or find.
 */
export class Spool {
  bytes = 0;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private file: FileHandle | null = null;
  private readonly key = randomBytes(32);
  private readonly start = randomBytes(16);
  private readonly cipher: Cipher = createCipheriv(CIPHER, this.key, this.start);

  /** @param folder asked for when the bytes are too many for memory */
  constructor(private readonly folder: () => Promise<string>) {}

  async add(piece: Buffer): Promise<void> {
    this.bytes += piece.length;
    this.waiting.push(piece);
    this.waitingBytes += piece.length;
    if (this.waitingBytes > IN_MEMORY) await this.flush();
  }

  /** Everything that was added, in its order. Nothing is added afterwards. */
  async *content(): AsyncGenerator<Buffer> {
    if (this.file === null) {
      yield* this.waiting;
      return;
    }
    await this.flush();
    const decipher = createDecipheriv(CIPHER, this.key, this.start);
    for (let at = 0; at < this.bytes;) {
      const piece = Buffer.allocUnsafe(READ_BYTES);
      const { bytesRead } = await this.file.read(piece, 0, READ_BYTES, at);
      if (bytesRead === 0) throw new Error('A spool file is shorter than what was written to it');
      yield decipher.update(piece.subarray(0, bytesRead));
      at += bytesRead;
    }
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = null;
    this.waiting = [];
  }

  private async flush(): Promise<void> {
    this.file ??= await openNameless(await this.folder());
    const piece = this.cipher.update(Buffer.concat(this.waiting));
    this.waiting = [];
    this.waitingBytes = 0;
    // A full disk may take a part: the rest is tried again, and is then refused with its reason.
    for (let at = 0; at < piece.length;) at += (await this.file.write(piece, at)).bytesWritten;
  }
}

async function openNameless(folder: string): Promise<FileHandle> {
  const path = join(folder, newId());
  const file = await open(path, 'wx+', 0o600);
  try {
    await rm(path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}
