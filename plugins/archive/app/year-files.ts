import type { StoredRow, StoredTable } from '../../../src/kernel/copies.js';
import type { Refusal, Result } from '../../../src/values/result.js';
import type { Manifest, WrittenArchive } from '../../backup/contract/archive-file.js';
import type { FileCopy } from './years.js';

/** Files of closed years: in the format of a backup, locked by the house's own key and those of its recipients. */
export interface YearFiles {
  /** Refuses `recipient-unreadable`. */
  write(
    fileName: string,
    content: {
      readonly year: number;
      readonly tables: readonly {
        readonly table: StoredTable;
        readonly rows: () => AsyncIterable<readonly StoredRow[]>;
      }[];
      readonly signal: AbortSignal;
      readonly progress: (records: number) => Promise<void>;
    },
  ): Promise<Result<WrittenArchive, Refusal>>;
  /** SHA-256 of the file as it is, hexadecimal. Refuses `year-file-missing` { file }. */
  digest(place: FilePlace): Promise<Result<string, Refusal>>;
  /**
   * Checks it to its end, then reads it. `table` takes rows as this version's tables have them, in the file's order. Refuses what reading
   * an archive refuses, and `year-file-missing` { file }.
   */
  read(
    place: FilePlace,
    signal: AbortSignal,
    table: (name: string) => ((rows: readonly StoredRow[]) => Promise<void>) | null,
  ): Promise<Result<Manifest, Refusal>>;
  /** Refuses what a place of backups refuses. */
  places(wanted: readonly string[]): Promise<Result<true, Refusal>>;
  /** Puts a copy into a place and proves it there, whole or not at all. Refuses as `prove` does. */
  copy(
    file: Pick<WrittenArchive, 'bytes' | 'sha256' | 'md5'> & { readonly fileName: string },
    place: string,
    signal: AbortSignal,
  ): Promise<Result<FileCopy, Refusal>>;
  /**
   * Reads it to its end where it lies, and compares it with the digest. Refuses what reading an archive and a place of backups refuse,
   * `year-file-missing`, `year-file-differs` { place }, `year-place` { place, reason } where it cannot be reached.
   */
  prove(place: FilePlace | FileCopy, sha256: string, signal: AbortSignal): Promise<Result<true, Refusal>>;
  /** Fetches it from a place into the house's own folder. Refuses as `prove` does. */
  fetch(
    copy: FileCopy,
    file: { readonly fileName: string; readonly sha256: string },
    signal: AbortSignal,
  ): Promise<Result<true, Refusal>>;
  /** What is not there is as good as removed. */
  remove(fileName: string): Promise<void>;
}

/** In the house's own folder, or anywhere on this machine. */
export type FilePlace = { readonly fileName: string } | { readonly path: string };
