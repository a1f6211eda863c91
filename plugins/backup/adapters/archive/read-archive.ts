import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type {
  ArchiveSource,
  ArchiveVisit,
  CheckedArchive,
  Keys,
  Manifest,
  ManifestFile,
  ManifestTable,
} from '../../contract/archive-file.js';
import type { StoredRow } from '../../../../src/kernel/copies.js';
import { RecordCutter } from '../../domain/cut-records.js';
import { LIMITS } from '../../domain/limits.js';
import { rowForm } from '../../domain/rows.js';
import { openHeader } from './age-header.js';
import { openPayload } from './age-stream.js';
import { ByteReader } from './byte-reader.js';
import { gunzip } from './gunzip.js';
import { readManifest } from './manifest-schema.js';
import { refuse, refuseHostile } from './refused.js';
import { tarEntries, type TarEntry } from './tar-entries.js';
import { ENDING } from './write-archive.js';

/** What a file of the archive was found to be. */
interface Found {
  readonly bytes: number;
  readonly sha256: string;
  readonly records: number;
}

/** Rows are handed over by so many, or by so much text. */
const BATCH_ROWS = 500;
const BATCH_BYTES = 4 * 1024 * 1024;

/** First pass: every digest and count, held against the manifest. */
export async function checkArchive(
  source: ArchiveSource,
  keys: Keys,
  signal: AbortSignal,
): Promise<CheckedArchive> {
  const found = new Map<string, Found>();
  const manifests: Manifest[] = [];
  const file = await readEntries(source, keys, signal, async (entry) => {
    if (entry.kind === 'manifest') manifests.push(readManifest(await wholeOf(entry)));
    else found.set(entry.name, await measure(entry));
  });
  const [manifest] = manifests;
  if (!manifest) return refuse('archive-not-backup');
  compare(manifest, found);
  return { manifest, ...file };
}

/** Second pass over an archive that was found whole. Refuses `archive-differs` for a row that is none of its table. */
export async function visitArchive(
  source: ArchiveSource,
  keys: Keys,
  { manifest, sha256 }: CheckedArchive,
  visit: ArchiveVisit,
  signal: AbortSignal,
): Promise<void> {
  const tables = new Map(manifest.tables.map((table) => [table.file, table]));
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  const file = await readEntries(source, keys, signal, async (entry) => {
    const table = tables.get(entry.name);
    const kept = files.get(entry.name);
    if (table) await visitTable(entry, table, manifest.rows, visit);
    else if (kept) await visitFile(entry, kept, visit);
    else if (entry.kind !== 'manifest') refuse('archive-tampered');
  });
  if (file.sha256 !== sha256) refuse('archive-tampered');
}

async function readEntries(
  source: ArchiveSource,
  keys: Keys,
  signal: AbortSignal,
  take: (entry: TarEntry) => Promise<void>,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const stream = await source();
  const digest = createHash('sha256');
  let bytes = 0;
  const encrypted = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      digest.update(piece);
      bytes += piece.length;
      yield piece;
    }
  };
  const stop = (): void => void stream.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    const sealed = new ByteReader(encrypted());
    const plain = gunzip(openPayload(await openHeader(sealed, keys), sealed, ENDING));
    const tar = new ByteReader(plain);
    try {
      for await (const entry of tarEntries(tar)) await take(entry);
      // Zeros up to the block of a tape, and whatever else tar would not look at: read for the digest.
      while ((await tar.some(LIMITS.gzipFree)) !== null) continue;
    } finally {
      await tar.close();
    }
    return { sha256: digest.digest('hex'), bytes };
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
  }
}

async function wholeOf(entry: TarEntry): Promise<Buffer> {
  if (entry.bytes > LIMITS.manifestBytes) return refuseHostile(entry.name, 'too-large');
  const pieces: Buffer[] = [];
  for await (const piece of entry.content) pieces.push(piece);
  return Buffer.concat(pieces);
}

const formOf = (name: string): 'jsonl' | 'csv' => (name.endsWith('.csv') ? 'csv' : 'jsonl');

async function measure(entry: TarEntry): Promise<Found> {
  const digest = createHash('sha256');
  const cutter = entry.kind === 'table' ? new RecordCutter(formOf(entry.name), LIMITS.recordBytes) : null;
  let records = 0;
  const count = (): void => void (records += 1);
  for await (const piece of entry.content) {
    digest.update(piece);
    if (cutter && !cutter.cut(piece, count)) return refuseHostile(entry.name, 'record');
  }
  if (cutter && !cutter.end(count)) return refuse('archive-differs', { entry: entry.name, what: 'rows' });
  return { bytes: entry.bytes, sha256: digest.digest('hex'), records };
}

function compare(manifest: Manifest, found: Map<string, Found>): void {
  const headings = manifest.rows === 'csv' ? 1 : 0;
  const expected = [
    ...manifest.tables.map(({ file, rows, ...rest }) => ({ entry: file, records: rows + headings, ...rest })),
    ...manifest.files.map(({ path, ...rest }) => ({ entry: path, records: 0, ...rest })),
  ];
  for (const { entry, bytes, sha256, records } of expected) {
    const is = found.get(entry);
    if (!is) return refuse('archive-differs', { entry, what: 'missing' });
    if (is.bytes !== bytes) return refuse('archive-differs', { entry, what: 'bytes' });
    if (is.sha256 !== sha256) return refuse('archive-differs', { entry, what: 'digest' });
    if (is.records !== records) return refuse('archive-differs', { entry, what: 'rows' });
    found.delete(entry);
  }
  for (const entry of found.keys()) return refuseHostile(entry, 'not-in-manifest');
}

async function visitTable(
  entry: TarEntry,
  table: ManifestTable,
  rows: 'jsonl' | 'csv',
  visit: ArchiveVisit,
): Promise<void> {
  const take = visit.table(table);
  if (take === null) return;
  const form = rowForm(rows, table.columns);
  const cutter = new RecordCutter(rows, LIMITS.recordBytes);
  let place = 0;
  const batch: StoredRow[] = [];
  const read = (record: Buffer): void => {
    const text = record.toString('utf8');
    place += 1;
    if (place === 1 && form.heading !== '') {
      if (`${text}\r\n` !== form.heading) refuse('archive-differs', { entry: entry.name, what: 'columns' });
      return;
    }
    const row = form.read(text);
    if (row === null) refuse('archive-differs', { entry: `${entry.name}:${place}`, what: 'row' });
    batch.push(row);
  };
  let bytes = 0;
  for await (const piece of entry.content) {
    if (!cutter.cut(piece, read)) return refuseHostile(entry.name, 'record');
    bytes += piece.length;
    // By the same number each time: whoever writes them needs one statement for all.
    for (; batch.length >= BATCH_ROWS; bytes = 0) await take(batch.splice(0, BATCH_ROWS));
    if (bytes < BATCH_BYTES) continue;
    if (batch.length > 0) await take(batch.splice(0));
    bytes = 0;
  }
  cutter.end(read);
  if (batch.length > 0) await take(batch);
}

async function visitFile(entry: TarEntry, file: ManifestFile, visit: ArchiveVisit): Promise<void> {
  const take = visit.file(file);
  if (take === null) return;
  const content = Readable.from(entry.content, { objectMode: false });
  try {
    await take(content);
  } finally {
    content.destroy();
  }
}
