import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startScript } from '../../../../test/harness/script-process.js';
import { keys, readAll, withWorkshop } from './sample.js';
import { write } from './written.js';

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

it('A disk that takes no more is a sentence, and leaves no part', async () => {
  await withWorkshop(async ({ folder }) => {
    const { done } = await startScript(
      'plugins/backup/test/processes/write-backup.ts',
      { FOLDER: folder },
      { largestFileBytes: 1_048_576 },
    );
    expect((await done).map((line) => JSON.parse(line) as unknown)).toEqual([
      { ok: false, error: { code: 'disk-full', folder } },
    ]);
    expect(await readdir(folder)).toEqual([]);
  });
});
