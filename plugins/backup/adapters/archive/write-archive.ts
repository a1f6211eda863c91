import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip, gzipSync } from 'node:zlib';
import type {
  ArchiveToWrite,
  Manifest,
  ManifestFile,
  ManifestTable,
  WrittenArchive,
} from '../../contract/archive-file.js';
import { kindOfEntry, MANIFEST, tableEntry } from '../../domain/entry-names.js';
import { LIMITS } from '../../domain/limits.js';
import { rowForm } from '../../domain/rows.js';
import { TAR_END, tarHeader, tarPadding } from '../../domain/tar-block.js';
import { makeHeader } from './age-header.js';
import { sealPayload } from './age-stream.js';
import { Spool } from './spool.js';

/** Rows repeat themselves so much that more effort saves a tenth of the size and costs half of the time again. */
const GZIP = { level: 3, chunkSize: 128 * 1024, memLevel: 9, strategy: constants.Z_DEFAULT_STRATEGY };
/** Lines are handed to gzip by so much text at a time. */
const CHUNK_CHARACTERS = 128 * 1024;

/** How a tar ends, compressed: the last bytes of every archive of ours. */
export const ENDING = gzipSync(TAR_END, GZIP);

interface WritingMeans {
  /** names the program in the manifest */
  readonly tool: string;
  readonly spoolFolder: () => Promise<string>;
}

/**
 * Tables one after the other, each as gzip members of its own: a header, which needs the size, and the rows, which were compressed into a
 * spool to learn it. Members that follow one another are one gzip file (RFC 1952, 2.2), so what waits is a tenth of the rows and is compressed once.
 * Whatever is slow to take the archive slows the reading of rows. Throws what the rows, the files or `into` throw, and `into` is destroyed then.
 */
export async function writeArchive(
  archive: ArchiveToWrite,
  into: Writable,
  means: WritingMeans,
): Promise<WrittenArchive> {
  const { header, fileKey } = await makeHeader(archive.lock);
  const work = { archive, ...means, manifest: null as Manifest | null };
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  let bytes = 0;
  const encrypted = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of prefixed(header, sealPayload(fileKey, compressedTar(work)))) {
      sha256.update(piece);
      md5.update(piece);
      bytes += piece.length;
      yield piece;
    }
  };
  await pipeline(encrypted, into, { signal: archive.signal });
  if (work.manifest === null) throw new Error('An archive ended before its manifest');
  return { manifest: work.manifest, bytes, sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

async function* prefixed(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

interface Work extends WritingMeans {
  readonly archive: ArchiveToWrite;
  manifest: Manifest | null;
}

async function* compressedTar(work: Work): AsyncGenerator<Buffer> {
  const { archive } = work;
  const tables: ManifestTable[] = [];
  const files: ManifestFile[] = [];
  let records = 0;
  for (const each of archive.tables) {
    const { table } = each;
    const form = rowForm(archive.manifest.rows, table.columns);
    const file = tableEntry(table.name, archive.manifest.rows);
    let rows = 0;
    const lines = async function* (): AsyncGenerator<string> {
      yield form.heading;
      for await (const batch of each.rows()) {
        yield* linesOf(batch, form.write);
        rows += batch.length;
        await archive.progress(records + rows);
      }
    };
    const entry = yield* entryOf(work, file, Readable.from(lines()));
    records += rows;
    const columns = table.columns.map(({ name, kind, nullable }) => ({ name, kind, nullable }));
    tables.push({ table: table.name, model: table.model, file, rows, ...entry, key: table.key, columns });
  }
  const figures = await archive.figures();
  for await (const { path, open } of archive.files) {
    if (kindOfEntry(path) !== 'file') throw new Error(`"${path}" cannot name a file of an archive`);
    const opened = await openedFile(open());
    if (opened !== null) files.push({ path, ...(yield* entryOf(work, path, opened)) });
  }
  const { format, version } = { format: 'countinghouse-backup', version: 1 } as const;
  const manifest = { format, version, tool: work.tool, ...archive.manifest, tables, files, figures };
  yield* entryOf(work, MANIFEST, Readable.from([`${JSON.stringify(manifest, null, 1)}\n`]));
  yield ENDING;
  work.manifest = manifest;
}

/** The file when it can be read; null when it has gone since it was listed. */
async function openedFile(content: Readable): Promise<Readable | null> {
  try {
    await once(content, 'readable');
    return content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function* linesOf<Row>(rows: readonly Row[], write: (row: Row) => string): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    const line = write(row);
    if (line.length > LIMITS.recordBytes / 3 && Buffer.byteLength(line) > LIMITS.recordBytes)
      throw new Error(`A row of ${line.length} characters is longer than an archive's may be`);
    chunk += line;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** Compresses the content into a spool, then gives out the header and what the spool holds. @returns what the manifest says of it */
async function* entryOf(
  { archive, spoolFolder }: Work,
  name: string,
  content: Readable,
): AsyncGenerator<Buffer, { readonly bytes: number; readonly sha256: string }> {
  const spool = new Spool(spoolFolder);
  try {
    const sha256 = createHash('sha256');
    let bytes = 0;
    const measured = async function* (pieces: AsyncIterable<string | Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of pieces) {
        const buffer = typeof piece === 'string' ? Buffer.from(piece) : piece;
        sha256.update(buffer);
        bytes += buffer.length;
        yield buffer;
      }
      yield Buffer.alloc(tarPadding(bytes));
    };
    const keep = async (pieces: AsyncIterable<Buffer>): Promise<void> => {
      for await (const piece of pieces) await spool.add(piece);
    };
    await pipeline(content, measured, createGzip(GZIP), keep, { signal: archive.signal });
    yield gzipSync(tarHeader(name, bytes, Math.floor(Date.parse(archive.manifest.madeAt) / 1000)), GZIP);
    yield* spool.content();
    return { bytes, sha256: sha256.digest('hex') };
  } finally {
    await spool.close();
  }
}
