import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { Readable } from 'node:stream';

const MOST_BYTES = 0xffff_ffff;
const MOST_ENTRIES = 0xffff;
/** Bit 3: sizes stand behind the data; bit 11: names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
  readonly at: number;
}

/**
 * A ZIP file (PKWARE APPNOTE 6.3.10, without ZIP64) that any system opens by itself: entries one after another, in flat memory.
 * Everything is dated 1 January 1980: the same contents are the same bytes. @throws beyond 4 GiB or 65,535 entries
 */
export class ZipWriter {
  private readonly entries: Entry[] = [];
  private at = 0;
  private readonly file: WriteStream;

  constructor(path: string) {
    this.file = createWriteStream(path, { mode: 0o600 });
  }

  get bytes(): number {
    return this.at;
  }

  async add(name: string, content: Readable | Buffer | string): Promise<void> {
    const at = this.at;
    const encoded = Buffer.from(name, 'utf8');
    await this.write(Buffer.concat([header(0x04034b50, localFields(encoded)), encoded]));
    const before = this.at;
    let crc = 0;
    let bytes = 0;
    const deflate = createDeflateRaw();
    const packing = this.drain(deflate);
    for await (const chunk of chunksOf(content)) {
      crc = crc32(chunk, crc);
      bytes += chunk.length;
      if (!deflate.write(chunk)) await once(deflate, 'drain');
    }
    deflate.end();
    await packing;
    const packed = this.at - before;
    await this.write(
      header(0x08074b50, [
        [4, crc],
        [4, packed],
        [4, bytes],
      ]),
    );
    this.entries.push({ name: encoded, crc, packed, bytes, at });
    if (this.at > MOST_BYTES || bytes > MOST_BYTES || this.entries.length > MOST_ENTRIES)
      throw new Error('more than a ZIP file can hold');
  }

  async close(): Promise<void> {
    const directory = this.at;
    for (const { name, crc, packed, bytes, at } of this.entries) {
      const local = localFields(name, { crc, packed, bytes });
      const fields = [[2, VERSION], ...local, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]] as const;
      await this.write(Buffer.concat([header(0x02014b50, fields), name]));
    }
    const count = this.entries.length;
    const end = [
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, this.at - directory],
      [4, directory],
      [2, 0],
    ] as const;
    await this.write(header(0x06054b50, end));
    this.file.end();
    await finished(this.file);
  }

  /** For a file that is not wanted any more. */
  async abandon(): Promise<void> {
    this.file.destroy();
    await finished(this.file).catch(() => undefined);
  }

  private async drain(source: Readable): Promise<void> {
    for await (const chunk of source as AsyncIterable<Buffer>) await this.write(chunk);
  }

  private async write(chunk: Buffer): Promise<void> {
    this.at += chunk.length;
    if (!this.file.write(chunk)) await once(this.file, 'drain');
  }
}

type Field = readonly [2 | 4, number];

function localFields(
  name: Buffer,
  { crc, packed, bytes } = { crc: 0, packed: 0, bytes: 0 },
): readonly Field[] {
  const day = 0x21;
  return [
    [2, VERSION],
    [2, FLAGS],
    [2, DEFLATED],
    [2, 0],
    [2, day],
    [4, crc],
    [4, packed],
    [4, bytes],
    [2, name.length],
    [2, 0],
  ];
}

/** Little-endian, behind the signature. */
function header(signature: number, fields: readonly Field[]): Buffer {
  const buffer = Buffer.alloc(4 + fields.reduce((sum, [size]) => sum + size, 0));
  let at = buffer.writeUInt32LE(signature, 0);
  for (const [size, value] of fields)
    at = size === 2 ? buffer.writeUInt16LE(value, at) : buffer.writeUInt32LE(value, at);
  return buffer;
}

async function* chunksOf(content: Readable | Buffer | string): AsyncIterable<Buffer> {
  if (typeof content === 'string') yield Buffer.from(content, 'utf8');
  else if (Buffer.isBuffer(content)) yield content;
  else
    for await (const chunk of content as AsyncIterable<Buffer | string>) yield Buffer.from(chunk as string);
}
