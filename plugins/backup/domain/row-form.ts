import type { ManifestTable } from '../contract/archive-file.js';

export type RowColumn = ManifestTable['columns'][number];
export type ColumnKind = RowColumn['kind'];
/** Values by column. */
export type Row = Readonly<Record<string, unknown>>;

/** How the rows of one table are written and read: prepared once, used for each row. Nothing is lost either way. */
export interface RowForm {
  /** stands before the first row, with its end of line; empty when nothing does */
  readonly heading: string;
  /** @returns the row with its end of line */
  readonly write: (row: Row) => string;
  /** @param record a row without its end of line. @returns null when it is no row of these columns */
  readonly read: (record: string) => Row | null;
}
