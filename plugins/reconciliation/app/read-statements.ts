import type { DateFormat, ImportMapping } from '../../imports/contract/import-kind.js';
import type { Refusal, Result } from '../../../src/values/result.js';
import type { Statement, StatementFormat } from '../domain/statement.js';

export interface StatementFile {
  /** told by what stands in the file, not by its name */
  readonly format: StatementFormat;
  readonly statements: readonly Statement[];
}

export interface ReadOptions {
  /** which columns of a CSV or XLSX file are which; null: the headings say it */
  readonly mapping: ImportMapping | null;
  /** ISO 4217: of the rows of a CSV or XLSX file that do not say it themselves */
  readonly currency?: string | null;
  /** how the dates of a CSV or XLSX file are written, where neither the mapping nor the column tells */
  readonly dateFormat?: DateFormat | null;
}

/** Reads a bank statement of any format. Refused with a code of `reconciliation:refusals` that says what is wrong and where. */
export type ReadStatements = (
  file: { readonly path: string; readonly fileName: string },
  options: ReadOptions,
) => Promise<Result<StatementFile, Refusal>>;
