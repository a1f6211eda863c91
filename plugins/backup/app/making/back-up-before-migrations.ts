import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { readSettings } from '../read-settings.js';
import type { WriteArchive } from './write-archive.js';

const KEPT = 3;

/**
 * A whole backup into the private folder `before-migrations`, of which the newest three stay: the tables of places may be older than their
 * code, so no place is asked. @throws when it cannot be written: then the migrations wait.
 */
export function makeBackUpBeforeMigrations(writeArchive: WriteArchive) {
  return async (context: PluginContext): Promise<void> => {
    if (!(await readSettings(context)).beforeMigrations) return;
    const folder = await context.storage.folder('before-migrations');
    const written = await writeArchive(context, {
      ...{ sets: [], rows: 'jsonl', folder, signal: new AbortController().signal },
      progress: async () => undefined,
    });
    if (!written.ok)
      throw new Error(context.translator.text('en', `backup:refusals.${written.error.code}`, written.error));
    const { fileName, bytes } = written.value;
    context.log.info({ fileName, bytes }, 'a backup was made before migrations');
    // Their names sort by time.
    const names = (await readdir(folder)).filter((name) => name.endsWith('.age')).sort();
    for (const name of names.slice(0, -KEPT)) await rm(join(folder, name), { force: true });
  };
}
