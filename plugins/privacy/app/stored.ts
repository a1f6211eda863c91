import type { Subject, SubjectKind } from '../../../src/kernel/personal-data.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { ErasureState, ExportState } from '../contract/requests.js';
import type { Refusal } from '../../../src/values/result.js';

/** A subject as people refer to it. */
export interface FoundSubject extends Subject {
  /** e-mail addresses, as they are stored and in lower case */
  readonly addresses: readonly string[];
  readonly title: string;
  /** what is typed to confirm: a code, an e-mail address */
  readonly code: string;
  /** the Prisma model's name */
  readonly model: string;
  readonly language: string;
}

/** Rows of one class that stay, and why. */
export interface KeptRows {
  /** `<plugin>:privacy.keeps.<reason>` */
  readonly reason: string;
  readonly rows: number;
  /** YYYY-MM-DD: retention takes the last of them then; null: as long as the house stands */
  readonly until: string | null;
}

/** What an erasure did with one class of data. */
export interface ErasedClass {
  /** `<plugin>.<name>` */
  readonly dataClass: string;
  /** rows of the subject that lost what is personal */
  readonly cleared: number;
  readonly removed: number;
  /** rows of others that named the subject */
  readonly mentions: number;
  readonly files: number;
  readonly kept: readonly KeptRows[];
}

export type ErasureReport = readonly ErasedClass[];

/** Done once more after the first time. */
export interface ErasedAgain {
  /** ISO 8601, UTC */
  readonly at: string;
  /** somebody asked for it again, or an older backup was brought back */
  readonly because: 'asked' | 'restored';
  readonly report: ErasureReport;
}

export interface StoredErasure {
  readonly id: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly reason: string;
  readonly state: ErasureState;
  /** of the first time, whatever was done again later */
  readonly report: ErasureReport;
  /** the oldest first */
  readonly again: readonly ErasedAgain[];
  readonly error: Refusal | null;
  readonly jobId: string | null;
  readonly requestedBy: string | null;
  /** UTC */
  readonly requestedAt: Date;
  /** for the first time */
  readonly doneAt: Date | null;
  /** how often it was done again after a backup was brought back */
  readonly repeated: number;
}

export interface StoredExport {
  readonly id: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly state: ExportState;
  readonly filePath: string | null;
  readonly fileName: string | null;
  readonly records: bigint;
  readonly bytes: bigint;
  /** SHA-256, hexadecimal */
  readonly digest: string | null;
  readonly error: string | null;
  readonly jobId: string | null;
  readonly requestedBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

export interface Exports {
  add(queries: QueryHandle, made: StoredExport): Promise<void>;
  find(queries: QueryHandle, id: string): Promise<StoredExport | null>;
  change(
    queries: QueryHandle,
    id: string,
    from: readonly ExportState[],
    set: Partial<Omit<StoredExport, 'id' | 'subjectKind' | 'subjectId' | 'requestedBy' | 'createdAt'>>,
  ): Promise<boolean>;
  /** the newest first */
  of(
    queries: QueryHandle,
    subject: { readonly kind: SubjectKind; readonly id: string },
  ): Promise<readonly StoredExport[]>;
  /** the newest first, at most so many */
  list(queries: QueryHandle, most: number): Promise<readonly StoredExport[]>;
  /** of the files that are there to be fetched */
  paths(queries: QueryHandle): Promise<ReadonlySet<string>>;
  /** waiting and running */
  open(queries: QueryHandle): Promise<readonly StoredExport[]>;
  expired(queries: QueryHandle, now: Date): Promise<readonly StoredExport[]>;
}
