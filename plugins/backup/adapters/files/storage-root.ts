import { dirname } from 'node:path';
import type { Storage } from '../../../../src/kernel/ports.js';

/** A plugin is given folders of its own; what they stand in is where the others' stand. */
export async function storageRoot(storage: Storage): Promise<string> {
  return dirname(dirname(await storage.folder('archives')));
}
