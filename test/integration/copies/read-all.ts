import type { StoredRow, StoredTable } from '../../../src/kernel/copies.js';

interface Source {
  rows(table: StoredTable): AsyncIterable<readonly StoredRow[]>;
}

export async function readAll(source: Source, table: StoredTable): Promise<readonly StoredRow[]> {
  const all: StoredRow[] = [];
  for await (const rows of source.rows(table)) all.push(...rows);
  return all;
}
