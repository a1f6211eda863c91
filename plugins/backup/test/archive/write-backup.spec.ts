import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Copies, Snapshot, StoredRow } from '../../../../src/kernel/copies.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { writeBackup, type BackupToWrite } from '../../app/making/write-backup.js';
import { aTable, keys, readAll, recipient, rowsUpTo, withWorkshop, type Workshop } from './sample.js';

const invoices = { ...aTable('invoice'), rule: { model: 'Invoice', kept: 'invoices' } };
const sessions = { ...aTable('session'), rule: { model: 'Session', kept: 'nowhere' } };
const accounts = aTable('account');

/** A database of three tables. */
function copiesOf(rows: readonly StoredRow[]): Copies {
  const snapshot: Pick<Snapshot, 'at' | 'dialect' | 'schemaVersion' | 'tables' | 'rows'> = {
    at: new Date('2026-11-27T14:15:00.123Z'),
    ...{ dialect: 'sqlite', schemaVersion: '0006', tables: [invoices, sessions, accounts] },
    async *rows() {
      yield Promise.resolve(rows);
    },
  };
  return {
    snapshot: (work: (given: Snapshot) => Promise<unknown>) => work(snapshot as Snapshot),
    figures: () => Promise.resolve({ balance: '1.00' }),
  } as unknown as Copies;
}

const context = { organisation: () => Promise.resolve({ name: 'Northwind' }) } as unknown as PluginContext;

const write = (
  { archives, folder }: Workshop,
  change: Partial<BackupToWrite> = {},
  rows: readonly StoredRow[] = rowsUpTo(3),
) =>
  writeBackup({ copies: copiesOf(rows), archives, files: kept }, context, {
    ...{
      sets: [],
      rows: 'jsonl',
      lock: { kind: 'keys', recipients: [recipient] },
      folder: join(folder, 'to'),
    },
    ...{ signal: new AbortController().signal, progress: () => Promise.resolve() },
    ...change,
  });

async function* kept() {
  const { Readable } = await import('node:stream');
  yield { path: 'files/reports/runs/a', bytes: 1, open: () => Readable.from([Buffer.from('a')]) };
}

describe('A backup in a folder', () => {
  it('is one file, named by its instant, readable by its owner alone, with all that lasts', async () => {
    await withWorkshop(async (workshop) => {
      const written = await write(workshop);
      if (!written.ok) throw new Error(written.error.code);
      const { fileName, path, bytes, manifest } = written.value;
      expect(fileName).toMatch(/^countinghouse-20261127T141500Z-[0-9a-f]{8}\.tar\.gz\.age$/);
      expect(await readdir(join(workshop.folder, 'to'))).toEqual([fileName]);
      expect(await stat(path)).toMatchObject({ size: bytes, mode: 0o100600 });
      expect(manifest).toMatchObject({
        ...{ organisation: 'Northwind', tool: 'countinghouse 1.2.3' },
        figures: { balance: '1.00' },
      });
      const found = await readAll(workshop.archives, await readFile(path), keys);
      expect([[...found.tables.keys()], [...found.files.keys()]]).toEqual([
        ['invoice', 'account'],
        ['files/reports/runs/a'],
      ]);
    });
  });

  it('of chosen sets has their tables alone, and neither files nor figures', async () => {
    await withWorkshop(async (workshop) => {
      const written = await write(workshop, { sets: ['invoices'], rows: 'csv' });
      expect(written).toMatchObject({
        ok: true,
        value: {
          manifest: { sets: ['invoices'], tables: [{ table: 'invoice', rows: 3 }], files: [], figures: {} },
        },
      });
    });
  });

  it('of a set that is not there is refused, and leaves nothing', async () => {
    await withWorkshop(async (workshop) => {
      expect(await write(workshop, { sets: ['nowhere'] })).toEqual({
        ok: false,
        error: { code: 'set-unknown', set: 'nowhere', known: 'invoices' },
      });
      expect(await readdir(join(workshop.folder, 'to'))).toEqual([]);
    });
  });

  it('that is a file is refused', async () => {
    await withWorkshop(async (workshop) => {
      const folder = join(workshop.folder, 'a-file');
      await writeFile(folder, '');
      expect(await write(workshop, { folder })).toMatchObject({
        ok: false,
        error: { code: 'folder-unwritable', folder },
      });
    });
  });

  it('that is stopped leaves no part', async () => {
    await withWorkshop(async (workshop) => {
      const stop = AbortSignal.abort();
      await expect(write(workshop, { signal: stop })).rejects.toThrow('abort');
      expect(await readdir(join(workshop.folder, 'to'))).toEqual([]);
    });
  });
});

/** A disk of a mebibyte; false where nobody may mount one. */
function mountSmall(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('tmpfs cannot be mounted here: what a full disk does is not seen.');
    return false;
  }
}

it('A full disk is a sentence, and leaves no part', async () => {
  await withWorkshop(async (workshop) => {
    const folder = join(workshop.folder, 'small');
    await mkdir(folder);
    if (!mountSmall(folder)) return;
    try {
      const { randomBytes } = await import('node:crypto');
      const rows = rowsUpTo(400).map((row) => ({ ...row, picture: randomBytes(10_000) }));
      expect(await write(workshop, { folder }, rows)).toEqual({
        ok: false,
        error: { code: 'disk-full', folder },
      });
      expect(await readdir(folder)).toEqual([]);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});
