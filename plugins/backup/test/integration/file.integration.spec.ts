import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { fileDestination } from '../../adapters/destinations/file.js';
import type { OpenDestination } from '../../contract/destination.js';
import { anUpload, contentOf, given, makeShelf, MIB, type Shelf } from './a-backup.js';

const never = new AbortController().signal;
/** By POSIX and by Debian: who owns nothing. */
const NOBODY = 65_534;

/** Who may do everything may write everywhere: root does this as somebody who may not. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const user = process.geteuid?.();
  if (user !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(user);
  }
}

describe('a folder', () => {
  let root: string;
  let folder: string;
  let shelf: Shelf;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'places-'));
    folder = join(root, 'backups');
    mkdirSync(folder);
    mkdirSync(join(root, 'files/backup/archives'), { recursive: true });
    shelf = makeShelf();
  });
  afterEach(() => {
    shelf.clear();
    rmSync(root, { recursive: true, force: true });
  });

  async function open(at = folder): Promise<OpenDestination> {
    const storage = { folder: async (name: string) => join(root, 'files/backup', name) };
    return given(await fileDestination.open({ storage } as unknown as PluginContext, { folder: at }));
  }

  it('keeps a backup byte for byte for the house alone, lists it, gives it back and takes it away', async () => {
    const place = await open();
    const backup = shelf.backup(5 * MIB + 1);
    const upload = anUpload();
    const stored = given(await place.put(backup, upload));
    expect(upload.reached.at(-1)).toBe(backup.bytes);
    const path = join(folder, backup.fileName);
    expect(readFileSync(path).equals(backup.content)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect(given(await place.list(never))).toEqual([stored]);
    expect((await contentOf(place, stored.location)).equals(backup.content)).toBe(true);
    given(await place.remove(stored.location, never));
    given(await place.remove(stored.location, never));
    expect(readdirSync(folder)).toEqual(['notes.txt']);
    expect(await place.get(stored.location, never)).toEqual({
      ok: false,
      error: { code: 'copy-missing', file: backup.fileName },
    });
  });

  it('a copy that is not what was made leaves nothing behind', async () => {
    const place = await open();
    const backup = { ...shelf.backup(MIB), sha256: '0'.repeat(64) };
    await expect(place.put(backup, anUpload())).rejects.toThrow('is not what was made');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a copy that is cut leaves nothing behind, and the next one is whole', async () => {
    const place = await open();
    const backup = shelf.backup(5 * MIB);
    const aborted = new AbortController();
    const cut = { ...anUpload(null, aborted.signal), progress: async () => aborted.abort() };
    await expect(place.put(backup, cut)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([]);
    given(await place.put(backup, anUpload()));
    expect(readFileSync(join(folder, backup.fileName)).equals(backup.content)).toBe(true);
  });

  it('a folder that is not there, is a file, or lies inside the house’s own files is refused', async () => {
    writeFileSync(join(root, 'a-file'), '');
    mkdirSync(join(root, 'files/elsewhere'));
    for (const [at, code] of [
      [join(root, 'not-there'), 'place-missing'],
      [join(root, 'a-file'), 'place-missing'],
      [join(root, 'files/elsewhere'), 'place-inside-storage'],
      [join(root, 'files'), 'place-inside-storage'],
    ] as const) {
      const place = await open(at);
      const refused = { ok: false, error: { code, place: at } };
      expect(await place.put(shelf.backup(1), anUpload())).toEqual(refused);
      expect(await place.list(never)).toEqual(refused);
    }
    const context = { storage: { folder: async () => root } } as unknown as PluginContext;
    expect(await fileDestination.open(context, { folder: 'relative' })).toEqual({
      ok: false,
      error: { code: 'place-not-absolute', place: 'relative' },
    });
  });

  it('a folder that cannot be written to is refused', async () => {
    chmodSync(root, 0o755);
    chmodSync(folder, 0o555);
    const place = await open();
    const backup = shelf.backup(1);
    chmodSync(shelf.folder, 0o755);
    expect(await asNobody(() => place.put(backup, anUpload()))).toEqual({
      ok: false,
      error: { code: 'place-not-writable', place: folder },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a disk that is full is refused, and nothing is left there', async () => {
    const place = await open();
    const backup = shelf.backup(5 * MIB);
    symlinkSync('/dev/full', join(folder, `${backup.fileName}.part`));
    expect(await place.put(backup, anUpload())).toEqual({
      ok: false,
      error: { code: 'place-full', place: folder },
    });
    expect(readdirSync(folder)).toEqual([]);
    given(await place.put(backup, anUpload()));
    expect(readFileSync(join(folder, backup.fileName)).equals(backup.content)).toBe(true);
  });

  it('what a process that was killed has left of an upload is taken away when it is given up', async () => {
    const place = await open();
    writeFileSync(join(folder, 'countinghouse-1.tar.gz.age.part'), 'half');
    given(await place.abandon!('countinghouse-1.tar.gz.age', never));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is named by a path of this machine', () => {
    expect(fileDestination.parse('/srv/backups')).toEqual({ ok: true, value: { folder: '/srv/backups' } });
    expect(fileDestination.parse('')).toMatchObject({ ok: false, error: { code: 'place-invalid' } });
  });
});
