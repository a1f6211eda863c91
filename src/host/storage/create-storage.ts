import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Storage } from '../../kernel/ports.js';

/** Folders below one root, readable by the house's own user alone. A name is words of letters, digits and dashes, joined by slashes. */
export function createStorage(root: string): Storage {
  return {
    async folder(name) {
      if (!/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(name))
        throw new Error(`"${name}" cannot name a folder of the storage`);
      const folder = join(resolve(root), name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return folder;
    },
  };
}
