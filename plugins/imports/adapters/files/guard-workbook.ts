import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { FileRefused } from '../../app/table.js';

/** A workbook of a million rows unpacks to less; what unpacks to more is made to fill the memory. */
const LARGEST_UNPACKED = 1024 * 1024 * 1024;
const MOST_ENTRIES = 4096;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly headerAt: number;
}

/**
 * Unpacks a workbook once into nothing and counts, for the sizes that a ZIP file declares may lie. Refuses `workbook-too-large`,
 * and `broken-workbook` where entries lie over each other or unpack to nothing sensible.
 */
export async function guardWorkbook(path: string, largest = LARGEST_UNPACKED): Promise<void> {
  const file = await open(path, 'r');
  try {
    let unpacked = 0;
    const count = (bytes: number): void => {
      unpacked += bytes;
      if (unpacked > largest)
        throw new FileRefused({ code: 'workbook-too-large', megabytes: largest / 1024 / 1024 });
    };
    let free = 0;
    for (const entry of await entriesOf(file)) {
      // Entries that share bytes unpack them again and again.
      if (entry.headerAt < free) throw broken('entries overlap');
      const from = await dataStart(file, entry);
      free = from + entry.packed;
      if (entry.method === STORED) count(entry.packed);
      else if (entry.method === DEFLATED) await inflate(path, from, entry.packed, count);
      else throw broken(`compression ${entry.method}`);
    }
  } finally {
    await file.close();
  }
}

function broken(reason: string): FileRefused {
  return new FileRefused({ code: 'broken-workbook', reason });
}

/** From the central directory, in the order in which they lie in the file. */
async function entriesOf(file: FileHandle): Promise<readonly Entry[]> {
  const { size } = await file.stat();
  const tail = await bytesAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const endAt = lastIndexOf(tail, END_OF_DIRECTORY);
  if (endAt < 0 || endAt + 22 > tail.length) throw broken('no directory');
  const count = tail.readUInt16LE(endAt + 10);
  const length = tail.readUInt32LE(endAt + 12);
  if (count > MOST_ENTRIES || length > size) throw broken('directory');
  const directory = await bytesAt(file, tail.readUInt32LE(endAt + 16), length);
  const entries: Entry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY_ENTRY)
      throw broken('directory');
    entries.push({
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    });
    at +=
      46 +
      directory.readUInt16LE(at + 28) +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  return entries.sort((one, other) => one.headerAt - other.headerAt);
}

function lastIndexOf(bytes: Buffer, signature: number): number {
  const wanted = Buffer.alloc(4);
  wanted.writeUInt32LE(signature);
  return bytes.lastIndexOf(wanted);
}

async function dataStart(file: FileHandle, { headerAt }: Entry): Promise<number> {
  const header = await bytesAt(file, headerAt, 30);
  if (header.length < 30) throw broken('entry');
  return headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function inflate(
  path: string,
  from: number,
  packed: number,
  count: (bytes: number) => void,
): Promise<void> {
  if (packed === 0) return;
  const nowhere = new Writable({
    write(chunk: Buffer, _encoding, done) {
      try {
        count(chunk.length);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  try {
    await pipeline(
      createReadStream(path, { start: from, end: from + packed - 1 }),
      createInflateRaw(),
      nowhere,
    );
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw broken(error instanceof Error ? error.message : String(error));
  }
}
