import type { Refusal, Result } from '../../../src/values/result.js';
import type { ImportMapping } from '../contract/import-kind.js';
import type { Cell } from '../domain/row-reader.js';

export interface TableRow {
  /** 1-based line of the file where the row begins */
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** A file of rows under headings, read as often as needed, never whole. */
export interface Table {
  readonly headings: readonly string[];
  /** Batches of rows. Throws `FileRefused` where the file itself is broken. */
  batches(): AsyncIterable<readonly TableRow[]>;
}

export type OpenTable = (
  path: string,
  encoding: ImportMapping['encoding'],
) => Promise<Result<Table, Refusal>>;

/** The file cannot be read to its end: a quote that never closes, bytes of another encoding. */
export class FileRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}
