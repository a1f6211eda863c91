import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { Refusal, Result } from '../../../src/values/result.js';

export interface FileToImport {
  /** the name of a contributed kind: `daily-entries` */
  readonly kind: string;
  /** a CSV or XLSX file on this machine; it is read only */
  readonly path: string;
  /** as its sender calls it */
  readonly fileName: string;
}

export interface ImportReport {
  readonly rows: number;
  readonly created: number;
  /** the very same rows were there already */
  readonly unchanged: number;
  readonly failed: number;
  /** false after a check, and when a refused row left everything as it was */
  readonly written: boolean;
  /** of the first 1,000; `line` is the file's, from 1; the sentence is in the actor's language */
  readonly errors: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly sentence: string;
  }[];
}

/**
 * Takes in a file for an actor who waits for the answer: columns by their headings, in one transaction, all or nothing. Both refuse with a
 * code of `imports:refusals`: `unknown-kind` (or one that the actor may not import), `field-unmapped`, `date-format-ambiguous`, …
 */
export interface Importer {
  /** Judges every row and writes nothing. */
  check(actor: Actor, file: FileToImport): Promise<Result<ImportReport, Refusal>>;
  apply(actor: Actor, file: FileToImport): Promise<Result<ImportReport, Refusal>>;
}

export const importer = defineService<Importer>('imports.importer');
