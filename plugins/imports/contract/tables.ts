import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { Refusal, Result } from '../../../src/values/result.js';
import type { DateFormat, ImportField, ImportMapping, ImportValues, ShippedProfile } from './import-kind.js';

/** Columns whose dates could be read in more than one way, with an example. */
export interface AmbiguousDates {
  readonly field: string;
  readonly heading: string;
  readonly candidates: readonly DateFormat[];
}

export interface TableRecord {
  /** 1-based line of the file where the row begins */
  readonly line: number;
  readonly values: ImportValues;
}

/** A table whose columns are known: dates and amounts arrive in one spelling, whatever the file's. */
export interface MappedTable {
  readonly headings: readonly string[];
  readonly mapping: ImportMapping;
  readonly ambiguousDates: readonly AmbiguousDates[];
  /**
   * The rows in the file's order, streamed. A row that cannot be read is its first refusal with `line` and, where one is meant,
   * `heading`; a file that breaks off ends in a refusal too.
   */
  rows(): AsyncIterable<Result<TableRecord, Refusal>>;
}

export interface TableFile {
  readonly path: string;
  /** of a CSV file that says nothing itself */
  readonly encoding: ImportMapping['encoding'];
  /** how its dates are written, where neither the mapping nor the column tells */
  readonly dateFormat?: DateFormat | null;
}

/** What a person needs to see to say which column is which. */
export interface SeenTable {
  readonly headings: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly mapping: ImportMapping;
}

/** CSV and XLSX files for plugins that take in more than rows: a bank statement has balances besides. */
export interface Tables {
  /**
   * Opens a table by what stands in it, and settles which column is which and how its cells are written: by `mapping`, or by
   * the headings. Refuses with a code of `imports:refusals`.
   */
  open(
    file: TableFile,
    fields: readonly ImportField[],
    mapping: ImportMapping | null,
  ): Promise<Result<MappedTable, Refusal>>;
  /** The headings, the first rows as they stand, and the mapping: the given one, or what the headings suggest. Refuses as `open`. */
  look(
    file: TableFile,
    fields: readonly ImportField[],
    mapping: ImportMapping | null,
  ): Promise<Result<SeenTable, Refusal>>;
  /** Saved mappings of one kind of file, by name. */
  profiles(kind: string): Promise<readonly ShippedProfile[]>;
  /** Keeps a mapping under its name, in place of one that is called so. Refuses `profile-name`. */
  saveProfile(actor: Actor, kind: string, profile: ShippedProfile): Promise<Result<ShippedProfile, Refusal>>;
}

export const tables = defineService<Tables>('imports.tables');
