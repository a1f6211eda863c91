import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { StoredRow, StoredTable } from '../../../../src/kernel/copies.js';
import { makeArchiveFiles } from '../../adapters/archive/archive-files.js';
import type { ArchiveFiles, ArchiveToWrite, Keys, ManifestTable } from '../../contract/archive-file.js';

export const identity = await generateX25519Identity();
export const recipient = await identityToRecipient(identity);
export const keys: Keys = { identities: [identity], passphrases: [] };

export interface Workshop {
  readonly archives: ArchiveFiles;
  readonly folder: string;
  readonly spool: string;
}

/** Archives whose spool, and whatever else a test writes, is in a folder that goes with it. */
export async function withWorkshop<Value>(work: (workshop: Workshop) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'archive-'));
  const spool = await mkdtemp(join(tmpdir(), 'archive-spool-'));
  try {
    return await work({
      archives: makeArchiveFiles({
        storage: { folder: () => Promise.resolve(spool) },
        houseVersion: '1.2.3',
      }),
      folder,
      spool,
    });
  } finally {
    await rm(folder, { recursive: true });
    await rm(spool, { recursive: true });
  }
}

export const columns: StoredTable['columns'] = [
  { name: 'id', kind: 'text', nullable: false },
  { name: 'total', kind: 'bigint', nullable: true },
  { name: 'place', kind: 'integer', nullable: true },
  { name: 'paid', kind: 'boolean', nullable: true },
  { name: 'due_date', kind: 'date', nullable: true },
  { name: 'made_at', kind: 'datetime', nullable: true },
  { name: 'rate', kind: 'decimal', nullable: true },
  { name: 'picture', kind: 'bytes', nullable: true },
  { name: 'note', kind: 'text', nullable: true },
];

export const aTable = (name: string): StoredTable => ({
  ...{ model: `Model${name}`, name, plugin: 'billing', columns, key: ['id'], references: [] },
  ...{ appendOnly: false, rule: null },
});

export const aRow = (id: number): StoredRow => ({
  id: `row-${id}`,
  total: 9_223_372_036_854_775_807n - BigInt(id),
  place: id,
  paid: id % 2 === 0,
  due_date: '2026-11-30',
  made_at: new Date(Date.UTC(2026, 10, 27, 12, 0, 0, id % 1000)),
  rate: '12.500000',
  picture: Buffer.from([0, 255, id % 256]),
  note: id % 3 === 0 ? null : id % 3 === 1 ? '' : `Line one\r\nline "two", ${id} €😀`,
});

export const rowsUpTo = (count: number): readonly StoredRow[] =>
  Array.from({ length: count }, (_, at) => aRow(at + 1));

export interface SampleTable {
  readonly table: StoredTable;
  readonly rows: readonly StoredRow[];
}

export interface Sample {
  readonly rows?: 'jsonl' | 'csv';
  readonly tables?: readonly SampleTable[];
  readonly files?: readonly { readonly path: string; readonly content: Buffer }[];
  readonly change?: Partial<ArchiveToWrite>;
}

export function archiveOf({ rows = 'jsonl', tables = [], files = [], change = {} }: Sample): ArchiveToWrite {
  return {
    manifest: {
      ...{ madeAt: '2026-11-27T12:00:00.000Z', schemaVersion: '0006_copies-and-privacy' },
      ...{ dialect: 'sqlite', organisation: 'Northwind', sets: [], rows },
    },
    tables: tables.map((each) => ({ table: each.table, rows: () => batchesOf(each.rows) })),
    files: filesOf(files),
    figures: () => Promise.resolve({ 'billing.invoices.EUR': '1250.00' }),
    lock: { kind: 'keys', recipients: [recipient] },
    signal: new AbortController().signal,
    progress: () => Promise.resolve(),
    ...change,
  };
}

async function* batchesOf(rows: readonly StoredRow[]): AsyncGenerator<readonly StoredRow[]> {
  for (let at = 0; at < rows.length; at += 100) yield Promise.resolve(rows.slice(at, at + 100));
}

async function* filesOf(files: NonNullable<Sample['files']>) {
  for (const { path, content } of files)
    yield Promise.resolve({ path, bytes: content.length, open: () => Readable.from([content]) });
}

export async function archiveBytes(archives: ArchiveFiles, sample: Sample): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const into = new Writable({
    write(piece: Buffer, _, done) {
      pieces.push(piece);
      done();
    },
  });
  await archives.write(archiveOf(sample), into);
  return Buffer.concat(pieces);
}

export const sourceOf = (bytes: Buffer) => (): Promise<Readable> =>
  Promise.resolve(Readable.from(piecesOf(bytes)));

/** In pieces as a disk or a network gives them, and not along any boundary of the format. */
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 60_001) yield bytes.subarray(at, at + 60_001);
}

/** Everything that an archive gives: rows by table, files by path. */
export async function readAll(archives: ArchiveFiles, bytes: Buffer, opening = keys) {
  const tables = new Map<string, StoredRow[]>();
  const files = new Map<string, Buffer>();
  const read = await archives.read(
    sourceOf(bytes),
    opening,
    {
      table: ({ table }: ManifestTable) => {
        const rows: StoredRow[] = [];
        tables.set(table, rows);
        return (batch) => {
          rows.push(...batch);
          return Promise.resolve();
        };
      },
      file:
        ({ path }) =>
        async (content) => {
          const pieces: Buffer[] = [];
          for await (const piece of content as AsyncIterable<Buffer>) pieces.push(piece);
          files.set(path, Buffer.concat(pieces));
        },
    },
    new AbortController().signal,
  );
  return { read, tables, files };
}
