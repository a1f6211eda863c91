import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage } from '../../kernel/ports.js';

const FOLDER = 'host/copies';
/** `<process id>-<random>` */
const NAME = /^(\d+)-/;

/**
 * A folder for plaintext copies of the database, readable by the house's own user alone, gone when `work` ends. What a process left
 * that was killed is cleared away by the next one.
 */
export async function inPrivateFolder<T>(storage: Storage, work: (folder: string) => Promise<T>): Promise<T> {
  const root = await storage.folder(FOLDER);
  await clearLeftovers(root);
  const folder = await mkdtemp(join(root, `${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function clearLeftovers(root: string): Promise<void> {
  const left = (await readdir(root)).filter((name) => !isAlive(Number(NAME.exec(name)?.[1] ?? 0)));
  await Promise.all(left.map((name) => rm(join(root, name), { recursive: true, force: true })));
}

/** Signal 0 asks only whether there is such a process; one of another user answers EPERM. */
function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return failure instanceof Error && 'code' in failure && failure.code === 'EPERM';
  }
}
