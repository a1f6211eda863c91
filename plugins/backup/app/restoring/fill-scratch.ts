import type { Scratch } from '../../../../src/kernel/copies.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type {
  ArchiveFiles,
  ArchiveSource,
  ArchiveVisit,
  CheckedArchive,
  Keys,
  Manifest,
} from '../../contract/archive-file.js';

export interface ArchiveToRead {
  readonly checked: CheckedArchive;
  readonly source: ArchiveSource;
  readonly keys: Keys;
  readonly signal: AbortSignal;
  /** records so far */
  readonly progress?: (records: number) => Promise<void>;
}

/** The tables of an archive into a scratch database of its schema. */
export async function fillScratch(
  archives: ArchiveFiles,
  scratch: Pick<Scratch, 'insert' | 'loading'>,
  { checked, source, keys, signal, progress }: ArchiveToRead,
): Promise<Result<Manifest, Refusal>> {
  let records = 0;
  const visit: ArchiveVisit = {
    table:
      ({ table }) =>
      async (rows) => {
        signal.throwIfAborted();
        await scratch.insert(table, rows);
        records += rows.length;
        await progress?.(records);
      },
    file: () => null,
  };
  return scratch.loading(() => archives.take(source, keys, checked, visit, signal));
}
