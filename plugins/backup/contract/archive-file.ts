import type { Readable, Writable } from 'node:stream';
import { defineService } from '../../../src/kernel/contributions.js';
import type { ColumnKind, StoredRow, StoredTable } from '../../../src/kernel/copies.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/**
 * The file of a backup: a tar (POSIX.1-2001), gzipped, encrypted by age (age-encryption.org/v1): `tables/<table>.jsonl` or `.csv`, a file
 * a table, `files/<folder>/<name>` for files that plugins keep, and at the end `manifest.json`.
 */
export interface Manifest {
  readonly format: 'countinghouse-backup';
  readonly version: 1;
  /** instant of the snapshot, ISO 8601, UTC */
  readonly madeAt: string;
  /** what wrote it: `countinghouse` and the version of the house */
  readonly tool: string;
  /** the newest migration of the copied database */
  readonly schemaVersion: string;
  readonly dialect: string;
  readonly organisation: string;
  /** names of chosen sets; empty: everything */
  readonly sets: readonly string[];
  readonly rows: 'jsonl' | 'csv';
  readonly tables: readonly ManifestTable[];
  readonly files: readonly ManifestFile[];
  /** by name: amounts, balances, the end of the audit trail; empty when sets were chosen */
  readonly figures: Readonly<Record<string, string>>;
}

export interface ManifestTable {
  readonly table: string;
  readonly model: string;
  readonly file: string;
  readonly rows: number;
  /** uncompressed */
  readonly bytes: number;
  /** of the uncompressed file, hexadecimal */
  readonly sha256: string;
  readonly key: readonly string[];
  readonly columns: readonly {
    readonly name: string;
    readonly kind: ColumnKind;
    readonly nullable: boolean;
  }[];
}

export interface ManifestFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Who can open an archive. age takes either keys or one passphrase. */
export type Lock =
  | { readonly kind: 'keys'; readonly recipients: readonly string[] }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

/** What opens an archive: identities (AGE-SECRET-KEY-1…) and passphrases, tried in turn. */
export interface Keys {
  readonly identities: readonly string[];
  readonly passphrases: readonly string[];
}

export interface ArchiveToWrite {
  readonly manifest: Omit<Manifest, 'format' | 'version' | 'tool' | 'tables' | 'files' | 'figures'>;
  readonly tables: readonly {
    readonly table: StoredTable;
    readonly rows: () => AsyncIterable<readonly StoredRow[]>;
  }[];
  readonly files: AsyncIterable<{
    readonly path: string;
    readonly bytes: number;
    readonly open: () => Readable;
  }>;
  /** asked when the last table is written */
  readonly figures: () => Promise<Readonly<Record<string, string>>>;
  readonly lock: Lock;
  readonly signal: AbortSignal;
  /** records so far */
  readonly progress: (records: number) => Promise<void>;
}

export interface WrittenArchive {
  readonly manifest: Manifest;
  readonly bytes: number;
  /** of the encrypted file, hexadecimal */
  readonly sha256: string;
  readonly md5: string;
}

/** What is taken out of an archive that was found whole. Tables come as they stand in the file. */
export interface ArchiveVisit {
  /** null: skipped */
  readonly table: (table: ManifestTable) => ((rows: readonly StoredRow[]) => Promise<void>) | null;
  readonly file: (file: ManifestFile) => ((content: Readable) => Promise<void>) | null;
}

/** Opens the source from its beginning: an archive is read twice, first to see that it is whole. */
export type ArchiveSource = () => Promise<Readable>;

/** An archive that was read to its end and found whole. */
export interface CheckedArchive {
  readonly manifest: Manifest;
  /** of the encrypted file, hexadecimal */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Reads and writes archives, in flat memory. Refuses: `archive-not-age`, `archive-wrong-key`, `archive-tampered`, `archive-truncated`,
 * `archive-not-backup`, `archive-hostile` { entry, why }, `archive-too-new` { version }, `archive-differs` { entry, what }.
 */
export interface ArchiveFiles {
  write(archive: ArchiveToWrite, into: Writable): Promise<WrittenArchive>;
  /** Reads to the end, compares every count and digest with the manifest, and writes nothing anywhere. */
  check(source: ArchiveSource, keys: Keys, signal: AbortSignal): Promise<Result<CheckedArchive, Refusal>>;
  /** Reads again what was found whole, and refuses `archive-tampered` when it is no longer the same file. */
  take(
    source: ArchiveSource,
    keys: Keys,
    checked: CheckedArchive,
    visit: ArchiveVisit,
    signal: AbortSignal,
  ): Promise<Result<Manifest, Refusal>>;
  /** Checks first, then takes. */
  read(
    source: ArchiveSource,
    keys: Keys,
    visit: ArchiveVisit,
    signal: AbortSignal,
  ): Promise<Result<Manifest, Refusal>>;
}

export const archiveFiles = defineService<ArchiveFiles>('backup.archive-files');

/** The keys that this house locks its archives with and opens them by. */
export interface ArchiveKeys {
  /**
   * The house's own key, those of the setting `recipients`, and `further` ones (age1…). Refuses `recipient-unreadable` { recipient }.
   */
  lock(further?: readonly string[]): Promise<Result<Lock & { readonly kind: 'keys' }, Refusal>>;
  /** the house's own */
  keys(): Promise<Keys>;
}

export const archiveKeys = defineService<ArchiveKeys>('backup.archive-keys');
