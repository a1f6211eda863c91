import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Copies, Snapshot } from '../../../../src/kernel/copies.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { ArchiveFiles, ArchiveToWrite, Lock, Manifest } from '../../contract/archive-file.js';
import { chooseTables } from '../../domain/choose-tables.js';
import { noRoomIn } from '../no-room.js';

export interface WriteBackupParts {
  readonly copies: Copies;
  readonly archives: ArchiveFiles;
  /** files that plugins keep */
  readonly files: () => ArchiveToWrite['files'];
}

export interface BackupToWrite {
  /** names of sets; empty: everything */
  readonly sets: readonly string[];
  readonly rows: 'jsonl' | 'csv';
  readonly lock: Lock;
  /** where the file is written; made when it is not there */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** records so far */
  readonly progress: (records: number) => Promise<void>;
}

export interface WrittenBackup {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
  /** of the encrypted file, hexadecimal */
  readonly sha256: string;
  readonly md5: string;
  readonly manifest: Manifest;
}

/**
 * One snapshot of the database, and what plugins keep, as an archive in a folder: on the disk to its last byte before it has its name, and
 * gone when anything fails. Chosen sets come without files and figures: neither could be compared. Refuses `set-unknown`, `folder-unwritable`,
 * `disk-full`.
 */
export async function writeBackup(
  { copies, archives, files }: WriteBackupParts,
  context: PluginContext,
  backup: BackupToWrite,
): Promise<Result<WrittenBackup, Refusal>> {
  const organisation = (await context.organisation()).name;
  const part = join(backup.folder, `countinghouse-${randomBytes(4).toString('hex')}.part`);
  const isWhole = backup.sets.length === 0;
  const refused = await makeFolder(backup.folder);
  if (refused) return err(refused);
  try {
    return await copies.snapshot(async (snapshot) => {
      const tables = chooseTables(snapshot.tables, backup.sets);
      if (!tables.ok) return tables;
      const archive: ArchiveToWrite = {
        manifest: {
          ...{ madeAt: snapshot.at.toISOString(), organisation, sets: backup.sets },
          ...{ schemaVersion: snapshot.schemaVersion, dialect: snapshot.dialect, rows: backup.rows },
        },
        tables: tables.value.map((table) => ({ table, rows: () => snapshot.rows(table) })),
        files: isWhole ? files() : noFiles(),
        figures: () => (isWhole ? copies.figures(snapshot) : Promise.resolve({})),
        ...{ lock: backup.lock, signal: backup.signal, progress: backup.progress },
      };
      const written = await archives.write(
        archive,
        createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }),
      );
      const fileName = nameOf(snapshot);
      const path = join(backup.folder, fileName);
      await rename(part, path);
      await settle(backup.folder);
      return ok({ ...written, path, fileName });
    });
  } catch (error) {
    await rm(part, { force: true });
    const refusal = refusalOf(error, backup.folder);
    if (refusal === null) throw error;
    return err(refusal);
  }
}

async function makeFolder(folder: string): Promise<Refusal | null> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return null;
  } catch (error) {
    const refusal = refusalOf(error, folder);
    if (refusal === null) throw error;
    return refusal;
  }
}

async function* noFiles(): ArchiveToWrite['files'] {
  // Nothing: chosen sets are rows alone.
}

/** `countinghouse-20261127T141500Z-0f3a9c2e.tar.gz.age`: sorts by time, and two of one second are two. */
function nameOf({ at }: Snapshot): string {
  const instant = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `countinghouse-${instant}-${randomBytes(4).toString('hex')}.tar.gz.age`;
}

/** The new name is on the disk too. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const UNWRITABLE: ReadonlySet<string> = new Set(['EACCES', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EPERM', 'EROFS']);

function refusalOf(error: unknown, folder: string): Refusal | null {
  if (noRoomIn(error) !== null) return { code: 'disk-full', folder };
  const { code = '' } = error as NodeJS.ErrnoException;
  return UNWRITABLE.has(code) ? { code: 'folder-unwritable', folder, reason: code } : null;
}
