import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, link, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ok } from '../../../../src/values/result.js';
import type { ManifestFile } from '../../contract/archive-file.js';
import type { PutFiles } from '../../app/restoring/put-files.js';

const FILES = 'files/';
/** No restoration lasts as long. */
const DAY_MS = 24 * 60 * 60_000;

/** Each file is whole before it has its name, and gets it only where nothing has it. What is not whole lies where no backup looks. */
export const putFiles: PutFiles = async (context, { archives, checked, source, keys, files, signal }) => {
  const put: string[] = [];
  const kept: string[] = [];
  const takeBack = async () => {
    for (const path of put) await rm(path, { force: true });
  };
  if (files.length === 0) return ok({ kept, takeBack });
  const wanted = new Set(files.map(({ path }) => path));
  const unfinished = await context.storage.folder('restoring');
  await clearLeftovers(unfinished);
  const storage = dirname(dirname(unfinished));
  const take = async (file: ManifestFile, content: Readable): Promise<void> => {
    const path = placeOf(storage, file.path);
    const is = await putFile(path, join(unfinished, randomUUID()), file, content);
    if (is === 'put') put.push(path);
    if (is === 'kept') kept.push(file.path);
  };
  let isDone = false;
  try {
    const visit = {
      table: () => null,
      file: (file: ManifestFile) =>
        wanted.has(file.path) ? (content: Readable) => take(file, content) : null,
    };
    const read = await archives.take(source, keys, checked, visit, signal);
    isDone = read.ok;
    return read.ok ? ok({ kept, takeBack }) : read;
  } finally {
    if (!isDone) await takeBack();
  }
};

/** @throws for a name that leads out of the storage: an archive with one is refused before */
function placeOf(storage: string, path: string): string {
  const place = join(storage, path.slice(FILES.length));
  const below = relative(storage, place);
  if (!path.startsWith(FILES) || below.startsWith('..') || below !== path.slice(FILES.length))
    throw new Error(`"${path}" is no place of the storage.`);
  return place;
}

async function putFile(
  path: string,
  unfinished: string,
  file: ManifestFile,
  content: Readable,
): Promise<'put' | 'same' | 'kept'> {
  if (await isThere(path)) {
    content.resume();
    return (await digestOf(path)) === file.sha256 ? 'same' : 'kept';
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await pipeline(content, createWriteStream(unfinished, { flags: 'wx', mode: 0o600 }));
    await link(unfinished, path);
    return 'put';
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Of restorations that were killed. */
async function clearLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (mtimeMs < Date.now() - DAY_MS) await rm(path, { force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path)) digest.update(piece as Buffer);
  return digest.digest('hex');
}
