import type { ImportMapping } from '../../imports/contract/import-kind.js';
import type { Refusal, Result } from '../../../src/values/result.js';
import type { Statement, StatementFormat } from '../domain/statement.js';

export interface StatementFile {
  /** told by what stands in the file, not by its name */
  readonly format: StatementFormat;
  readonly statements: readonly Statement[];
}

/**
 * Reads a bank statement of any format. Refused with a code of `reconciliation:refusals` that says what is wrong and where.
 * `mapping` says which columns of a CSV or XLSX file are which; without one the headings are guessed.
 */
export type ReadStatements = (
  file: { readonly path: string; readonly fileName: string },
  options: { readonly mapping: ImportMapping | null },
) => Promise<Result<StatementFile, Refusal>>;
