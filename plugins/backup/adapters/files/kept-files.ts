import { createReadStream } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Storage } from '../../../../src/kernel/ports.js';
import type { ArchiveToWrite } from '../../contract/archive-file.js';
import { kindOfEntry } from '../../domain/entry-names.js';
import { storageRoot } from './storage-root.js';

/**
 * Folders of the storage that a backup leaves out: what is being received or handed on at once (all that the host has there is), and
 * backups themselves. Whatever else plugins keep comes along, by its place below the storage.
 */
const PASSING: ReadonlySet<string> = new Set(['backup', 'host', 'telegram/bulk', 'telegram/incoming']);

/** An archive is in no archive, whole or unfinished: least of all in itself, when somebody keeps backups below the storage. */
const ARCHIVE = /\.(?:part|age)$/;

/** Files that are there when they are asked for; what goes in the meantime is left out by the archive. */
export async function* keptFiles(storage: Storage): ArchiveToWrite['files'] {
  const root = await storageRoot(storage);
  yield* filesBelow(root, root);
}

async function* filesBelow(root: string, folder: string): ArchiveToWrite['files'] {
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    const name = relative(root, path).split(sep).join('/');
    if (PASSING.has(name) || ARCHIVE.test(name)) continue;
    if (entry.isDirectory()) yield* filesBelow(root, path);
    const entryName = `files/${name}`;
    if (!entry.isFile() || kindOfEntry(entryName) !== 'file') continue;
    const { size } = await lstat(path).catch(() => ({ size: null }));
    if (size !== null) yield { path: entryName, bytes: size, open: () => createReadStream(path) };
  }
}
