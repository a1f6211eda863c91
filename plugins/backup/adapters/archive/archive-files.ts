import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { ArchiveFiles } from '../../contract/archive-file.js';
import { checkArchive, visitArchive } from './read-archive.js';
import { ArchiveRefused } from './refused.js';
import { writeArchive } from './write-archive.js';

export function makeArchiveFiles({
  storage,
  houseVersion,
}: Pick<PluginContext, 'storage' | 'houseVersion'>): ArchiveFiles {
  const means = { tool: `countinghouse ${houseVersion}`, spoolFolder: () => storage.folder('spool') };
  return {
    write: (archive, into) => writeArchive(archive, into, means),
    check: (source, keys, signal) => refusing(() => checkArchive(source, keys, signal)),
    take: (source, keys, checked, visit, signal) =>
      refusing(async () => {
        await visitArchive(source, keys, checked, visit, signal);
        return checked.manifest;
      }),
    read: (source, keys, visit, signal) =>
      refusing(async () => {
        const checked = await checkArchive(source, keys, signal);
        await visitArchive(source, keys, checked, visit, signal);
        return checked.manifest;
      }),
  };
}

async function refusing<Value>(work: () => Promise<Value>): Promise<Result<Value, Refusal>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof ArchiveRefused) return err(error.refusal);
    throw error;
  }
}
