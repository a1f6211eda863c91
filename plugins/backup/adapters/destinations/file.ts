import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import {
  access,
  constants,
  open,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  type FileHandle,
} from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { noRoomIn } from '../../app/no-room.js';
import { storageRoot } from '../files/storage-root.js';
import type { BackupToSend, Destination, StoredBackup, UploadProgress } from '../../contract/destination.js';

/** What is being written beside; never listed. */
const PART = '.part';
const OURS = /\.age$/;

/** A folder of this machine, or of one that is mounted here. */
export const fileDestination: Destination = {
  kind: 'file',
  fields: [{ name: 'folder', required: true, secret: false }],
  parse: (text) =>
    text === ''
      ? err({ code: 'place-invalid', field: 'folder', given: text })
      : ok({ folder: resolve(text) }),
  async open(context, { folder = '' }) {
    if (!isAbsolute(folder)) return err({ code: 'place-not-absolute', place: folder });
    const storage = await storageRoot(context.storage);
    const checked = () => refusedFolder(folder, storage);
    return ok({
      async put(backup, upload) {
        const refused = await checked();
        return refused ? err(refused) : putFile(folder, backup, upload);
      },
      async list() {
        const refused = await checked();
        return refused ? err(refused) : ok(await listFiles(folder));
      },
      async get(location) {
        const path = join(folder, basename(location));
        const refused = await checked();
        if (refused) return err(refused);
        const file = await openFile(path);
        return file ? ok(file.createReadStream()) : err({ code: 'copy-missing', file: basename(location) });
      },
      async remove(location) {
        const refused = await checked();
        if (refused) return err(refused);
        await rm(join(folder, basename(location)), { force: true });
        return ok(null);
      },
      /** Of a process that was killed: any other failure takes its part away itself. */
      async abandon(fileName) {
        await rm(join(folder, `${basename(fileName)}${PART}`), { force: true });
        return ok(null);
      },
    });
  },
};

/** Refuses `place-missing`, `place-not-writable`, `place-inside-storage`: a copy beside the files that it copies is lost with them. */
async function refusedFolder(folder: string, storage: string): Promise<Refusal | null> {
  let real: string;
  try {
    real = await realpath(folder);
    if (!(await stat(real)).isDirectory()) return { code: 'place-missing', place: folder };
  } catch (error) {
    return { code: codeOf(error) === 'EACCES' ? 'place-not-writable' : 'place-missing', place: folder };
  }
  const below = relative(await realpath(storage), real);
  if (!below.startsWith('..') && !isAbsolute(below)) return { code: 'place-inside-storage', place: folder };
  try {
    await access(real, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch {
    return { code: 'place-not-writable', place: folder };
  }
}

async function putFile(
  folder: string,
  backup: BackupToSend,
  { progress, signal }: UploadProgress,
): Promise<Result<StoredBackup, Refusal>> {
  const path = join(folder, backup.fileName);
  const part = `${path}${PART}`;
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      progress(bytes).then(() => done(null, chunk), done);
    },
  });
  try {
    await pipeline(
      createReadStream(backup.path, { highWaterMark: 1024 * 1024 }),
      counted,
      // `flush`: on the disk itself, before it has its name.
      createWriteStream(part, { mode: 0o600, flush: true }),
      { signal },
    );
    if (hash.digest('hex') !== backup.sha256) throw new Error(`${backup.path} is not what was made`);
    await rename(part, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(part, { force: true });
    if (noRoomIn(error) !== null) return err({ code: 'place-full', place: folder });
    const code = codeOf(error);
    if (code === 'EROFS' || code === 'EACCES') return err({ code: 'place-not-writable', place: folder });
    throw error;
  }
  const { size, mtimeMs } = await stat(path);
  return ok({
    location: backup.fileName,
    fileName: backup.fileName,
    bytes: size,
    storedAt: new Date(Math.floor(mtimeMs)),
  });
}

/** The new name is on the disk too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function listFiles(folder: string): Promise<readonly StoredBackup[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && OURS.test(entry.name))
      .map(async ({ name }) => {
        const { size, mtimeMs } = await stat(join(folder, name));
        return { location: name, fileName: name, bytes: size, storedAt: new Date(Math.floor(mtimeMs)) };
      }),
  );
  return found.sort((a, b) => b.storedAt.getTime() - a.storedAt.getTime());
}

/** Opened before it is handed out: what is taken away meanwhile is still read to its end. */
async function openFile(path: string): Promise<FileHandle | null> {
  const file = await open(path).catch(() => null);
  if (!file || (await file.stat()).isFile()) return file;
  await file.close();
  return null;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}
