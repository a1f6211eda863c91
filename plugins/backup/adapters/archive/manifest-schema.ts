import { z } from 'zod';
import type { Manifest } from '../../contract/archive-file.js';
import { kindOfEntry, MANIFEST, tableEntry } from '../../domain/entry-names.js';
import { LIMITS } from '../../domain/limits.js';
import { refuse, refuseHostile } from './refused.js';

const FORMAT = 'countinghouse-backup';
export const VERSION = 1;

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/);
const word = z.string().min(1).max(200);
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const table = z.strictObject({
  ...{ table: name, model: name, file: z.string().max(LIMITS.nameBytes), rows: count },
  ...{ bytes: count.max(LIMITS.entryBytes), sha256, key: z.array(name).max(16) },
  columns: z
    .array(
      z.strictObject({
        name,
        kind: z.enum(['text', 'integer', 'bigint', 'boolean', 'date', 'datetime', 'decimal', 'bytes']),
        nullable: z.boolean(),
      }),
    )
    .min(1)
    .max(1_000),
});

const file = z.strictObject({
  path: z.string().refine((path) => kindOfEntry(path) === 'file'),
  bytes: count.max(LIMITS.entryBytes),
  sha256,
});

const manifest = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  madeAt: z.iso.datetime({ precision: 3 }),
  ...{ tool: word, schemaVersion: word, dialect: word, organisation: z.string().max(1_000) },
  sets: z.array(word).max(1_000),
  rows: z.enum(['jsonl', 'csv']),
  tables: z.array(table).max(10_000),
  files: z.array(file).max(LIMITS.entries),
  figures: z.record(z.string().max(200), z.string().max(1_000)),
});

const stamp = z.looseObject({ format: z.literal(FORMAT), version: z.int().positive() });

/** Refuses `archive-not-backup`, `archive-too-new`, `archive-hostile`. */
export function readManifest(content: Buffer): Manifest {
  const json = jsonIn(content);
  const stamped = stamp.safeParse(json);
  if (!stamped.success) return refuse('archive-not-backup');
  if (stamped.data.version > VERSION) return refuse('archive-too-new', { version: stamped.data.version });
  const read = manifest.safeParse(json);
  if (!read.success)
    return refuseHostile(`${MANIFEST}: ${read.error.issues[0]?.path.join('.') ?? ''}`, 'manifest');
  const { data } = read;
  const names = [...data.tables.map((each) => each.file), ...data.files.map((each) => each.path)];
  const isOwnName = data.tables.every((each) => each.file === tableEntry(each.table, data.rows));
  if (!isOwnName || new Set(names).size < names.length) return refuseHostile(MANIFEST, 'manifest');
  return data;
}

function jsonIn(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return null;
  }
}
