import type { StoredTable } from '../../../src/kernel/copies.js';
import type { MovedModel } from '../../billing/contract/year-archive.js';

export function tableOf(tables: readonly StoredTable[], model: MovedModel): StoredTable {
  const table = tables.find((each) => each.model === model);
  if (!table) throw new Error(`The schema has no ${model}.`);
  return table;
}

export interface TableRows {
  readonly table: string;
  readonly rows: number;
}

/** Rows by the names of tables, in the order of the models. */
export function rowsByTable(
  tables: readonly StoredTable[],
  counts: Iterable<readonly [MovedModel, number]>,
): readonly TableRows[] {
  return [...counts].map(([model, rows]) => ({ table: tableOf(tables, model).name, rows }));
}
