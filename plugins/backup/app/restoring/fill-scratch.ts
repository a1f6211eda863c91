import type { Scratch } from '../../../../src/kernel/copies.js';
import { ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type {
  ArchiveFiles,
  ArchiveSource,
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
  scratch: Pick<Scratch, 'insert'>,
  { checked, source, keys, signal, progress }: ArchiveToRead,
): Promise<Result<Manifest, Refusal>> {
  let records = 0;
  const read = await archives.take(
    source,
    keys,
    checked,
    {
      table:
        ({ table }) =>
        async (rows) => {
          signal.throwIfAborted();
          await scratch.insert(table, rows);
          records += rows.length;
          await progress?.(records);
        },
      file: () => null,
    },
    signal,
  );
  return read.ok ? ok(read.value) : read;
}
