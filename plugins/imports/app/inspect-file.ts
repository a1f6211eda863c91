import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ImportKind, ImportMapping } from '../contract/import-kind.js';
import type { AmbiguousDates } from '../contract/tables.js';
import { cellText } from './read-rows.js';
import { settleMapping } from './settle-mapping.js';
import { FileRefused, type OpenTable, type Table } from './table.js';

const SAMPLE = 10;

/** What a person needs to see to map a file's columns. */
export interface Inspection {
  readonly headings: readonly string[];
  /** the first rows as they stand in the file */
  readonly sample: readonly (readonly string[])[];
  /** field → detected date format */
  readonly dateFormats: Readonly<Record<string, string>>;
  readonly decimalSigns: Readonly<Record<string, string>>;
  /** dates that could be read in two ways: one has to be chosen */
  readonly ambiguous: readonly AmbiguousDates[];
  /** what keeps the file from being checked yet (an unmapped field, a heading that is gone) */
  readonly problem: Refusal | null;
}

export async function inspectFile(
  openTable: OpenTable,
  kind: ImportKind,
  path: string,
  mapping: ImportMapping,
): Promise<Result<Inspection, Refusal>> {
  const table = await openTable(path, mapping.encoding);
  if (!table.ok) return table;
  try {
    const sample = await firstRows(table.value);
    const settlement = await settleMapping(table.value, kind.fields, mapping);
    const found = { headings: table.value.headings, sample };
    if (!settlement.ok)
      return ok({ ...found, dateFormats: {}, decimalSigns: {}, ambiguous: [], problem: settlement.error });
    const { settled, ambiguous } = settlement.value;
    return ok({
      ...found,
      dateFormats: settled.dateFormats,
      decimalSigns: settled.decimalSigns,
      ambiguous,
      problem: null,
    });
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { ok: false, error: error.refusal };
  }
}

/** The first rows as they stand in the file. */
export async function firstRows(table: Table): Promise<readonly (readonly string[])[]> {
  const sample: string[][] = [];
  for await (const rows of table.batches()) {
    sample.push(
      ...rows
        .slice(0, SAMPLE - sample.length)
        .map((row) => table.headings.map((_, index) => cellText(row.cells[index]))),
    );
    if (sample.length >= SAMPLE) break;
  }
  return sample;
}
