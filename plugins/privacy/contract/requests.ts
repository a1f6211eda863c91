// What the page of data requests and its doors say. Instants are ISO 8601, UTC; days YYYY-MM-DD.
import type { SubjectKind } from '../../../src/kernel/personal-data.js';

export const ERASURE_STATES = ['running', 'done', 'failed'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

export const EXPORT_STATES = ['waiting', 'running', 'ready', 'failed', 'expired'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** Whom a request is about, as far as the reader may see it. */
export interface SubjectView {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly title: string;
  /** panel address */
  readonly href: string;
}

export interface ProgressView {
  readonly done: number;
  /** null while it is not known */
  readonly total: number | null;
}

export interface ExportView {
  readonly id: string;
  readonly subject: SubjectView;
  readonly state: ExportState;
  readonly progress: ProgressView;
  readonly records: number;
  readonly bytes: number;
  /** SHA-256 of the file, hexadecimal */
  readonly sha256: string | null;
  /** a sentence */
  readonly error: string | null;
  /** where it can be downloaded, signed in to the panel; null: it is not there */
  readonly file: string | null;
  /** null: the house, or the command line */
  readonly requestedBy: string | null;
  readonly requestedAt: string;
  readonly expiresAt: string | null;
}

/** What becomes, or became, of one class of data. */
export interface ErasedView {
  readonly title: string;
  readonly cleared: number;
  readonly removed: number;
  readonly mentions: number;
  readonly files: number;
  readonly kept: readonly {
    readonly reason: string;
    readonly records: number;
    readonly until: string | null;
  }[];
}

export interface ErasureView {
  readonly id: string;
  readonly subject: SubjectView;
  readonly state: ErasureState;
  readonly progress: ProgressView;
  readonly reason: string;
  /** a sentence */
  readonly error: string | null;
  /** of the first time */
  readonly report: readonly ErasedView[];
  readonly again: readonly {
    readonly at: string;
    readonly because: 'asked' | 'restored';
    readonly report: readonly ErasedView[];
  }[];
  readonly requestedBy: string | null;
  readonly requestedAt: string;
  readonly doneAt: string | null;
}

/** What an erasure would do; nothing is done. */
export interface ErasurePlan {
  readonly subject: SubjectView;
  /** what is typed to confirm: a code, an e-mail address */
  readonly code: string;
  /** what stands in the way, in sentences */
  readonly open: readonly string[];
  readonly report: readonly ErasedView[];
}

export interface RequestsView {
  readonly exports: readonly ExportView[];
  readonly erasures: readonly ErasureView[];
  readonly may: { readonly export: boolean; readonly erase: boolean };
}
