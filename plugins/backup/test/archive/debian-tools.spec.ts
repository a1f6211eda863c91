import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Manifest } from '../../contract/archive-file.js';
import {
  archiveBytes,
  aTable,
  identity,
  readAll,
  recipient,
  rowsUpTo,
  withWorkshop,
  type Workshop,
} from './sample.js';

const isThere = (name: string): boolean => spawnSync(name, ['--version']).error === undefined;
const canRun = isThere('age') && isThere('tar');
if (!canRun) console.warn('age or tar is not installed: what Debian’s tools read and write is not compared.');

const sample = {
  tables: [{ table: aTable('invoice'), rows: rowsUpTo(3_000) }],
  files: [{ path: 'files/reports/runs/a.pdf', content: Buffer.from('a file') }],
};

/** Unpacks an archive of ours by `age -d | tar xz`. */
async function unpack({ archives, folder }: Workshop): Promise<string> {
  const file = join(folder, 'backup.tar.gz.age');
  const key = join(folder, 'key');
  const unpacked = join(folder, 'unpacked');
  await writeFile(file, await archiveBytes(archives, sample));
  await writeFile(key, `${identity}\n`, { mode: 0o600 });
  await mkdir(unpacked);
  const tar = execFileSync('age', ['-d', '-i', key, file], { maxBuffer: 1e9 });
  execFileSync('tar', ['-xzf', '-', '-C', unpacked], { input: tar });
  return unpacked;
}

/** Packs a folder by `tar … | age -r`. */
function pack(folder: string, words: readonly string[]): Buffer {
  const tar = execFileSync('tar', ['-czf', '-', ...words], { cwd: folder, maxBuffer: 1e9 });
  return execFileSync('age', ['-r', recipient], { input: tar, maxBuffer: 1e9 });
}

(canRun ? describe : describe.skip)('Debian’s age and tar', () => {
  it('open an archive of ours', async () => {
    await withWorkshop(async (workshop) => {
      const unpacked = await unpack(workshop);
      const manifest = JSON.parse(await readFile(join(unpacked, 'manifest.json'), 'utf8')) as Manifest;
      const rows = await readFile(join(unpacked, 'tables/invoice.jsonl'), 'utf8');
      expect(manifest.tables).toMatchObject([{ rows: 3_000, bytes: Buffer.byteLength(rows) }]);
      expect(rows.trimEnd().split('\n').length).toBe(3_000);
      expect(await readFile(join(unpacked, 'files/reports/runs/a.pdf'), 'utf8')).toBe('a file');
    });
  });

  it.each([
    ['gnu', ['--format=gnu', '.']],
    ['ustar', ['--format=ustar', '.']],
    ['pax', ['--format=posix', '--pax-option=comment=kept', '.']],
    ['names without a folder before them', ['manifest.json', 'tables', 'files']],
  ])('make an archive that the house reads: %s', async (_, words) => {
    await withWorkshop(async (workshop) => {
      const unpacked = await unpack(workshop);
      const found = await readAll(workshop.archives, pack(unpacked, words));
      expect(found.read.ok).toBe(true);
      expect(found.tables.get('invoice')).toEqual(sample.tables[0]?.rows);
      expect(found.files.get('files/reports/runs/a.pdf')).toEqual(Buffer.from('a file'));
    });
  });

  it('make an archive with a link in it, which is refused', async () => {
    await withWorkshop(async (workshop) => {
      const unpacked = await unpack(workshop);
      execFileSync('ln', ['-s', '/etc/passwd', join(unpacked, 'files/reports/runs/b.pdf')]);
      const found = await readAll(workshop.archives, pack(unpacked, ['.']));
      expect(found.read).toMatchObject({ ok: false, error: { code: 'archive-hostile', why: 'not-a-file' } });
    });
  });

  it('open an archive under a passphrase, and lock one by it', async () => {
    await withWorkshop(async ({ archives, folder }) => {
      const lock = { kind: 'passphrase', passphrase: 'correct horse battery' } as const;
      const file = join(folder, 'backup.tar.gz.age');
      await writeFile(file, await archiveBytes(archives, { ...sample, change: { lock } }));
      const tar = join(folder, 'backup.tar.gz');
      const answer = join(folder, 'answer');
      // age asks for a passphrase at a terminal alone: script(1) is one.
      const atTerminal = (command: string): void =>
        void execFileSync('script', ['-qec', command, '/dev/null'], {
          input: 'correct horse battery\ncorrect horse battery\n',
        });
      await writeFile(answer, '');
      await chmod(answer, 0o600);
      atTerminal(`age -d -o ${tar} ${file}`);
      expect(execFileSync('tar', ['-tzf', tar], { encoding: 'utf8' })).toContain('tables/invoice.jsonl');
      const locked = join(folder, 'locked.tar.gz.age');
      atTerminal(`age -p -o ${locked} ${tar}`);
      const found = await readAll(archives, await readFile(locked), {
        identities: [],
        passphrases: [lock.passphrase],
      });
      expect(found.tables.get('invoice')?.length).toBe(3_000);
    });
  });
});
