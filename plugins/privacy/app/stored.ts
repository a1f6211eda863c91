import type { Subject, SubjectKind } from '../../../src/kernel/personal-data.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
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

export type ErasureState = 'running' | 'done' | 'failed';

export interface StoredErasure {
  readonly id: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly reason: string;
  readonly state: ErasureState;
  readonly report: ErasureReport;
  readonly error: Refusal | null;
  readonly jobId: string | null;
  readonly requestedBy: string | null;
  /** UTC */
  readonly requestedAt: Date;
  readonly doneAt: Date | null;
  readonly repeated: number;
}

export type ExportState = 'waiting' | 'running' | 'ready' | 'failed' | 'expired';

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
  expired(queries: QueryHandle, now: Date): Promise<readonly StoredExport[]>;
}
