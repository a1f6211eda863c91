import type { Kysely, KyselyPlugin } from 'kysely';

/** Seals rows that are written past the query builder, as BulkInsert writes them. */
export interface RowSealer {
  /** what is written where `columns` are given: blind indexes come along with what they index */
  columnsWith(table: string, columns: readonly string[]): readonly string[];
  /** the row with its sealed columns sealed and their blind indexes filled; the same row where there is nothing to seal */
  sealedRow<Row extends Readonly<Record<string, unknown>>>(table: string, row: Row): Row;
}

/** The sealer of the house's database; null for one that has none. */
export function rowSealerOf<Tables>(db: Kysely<Tables>): RowSealer | null {
  return db.getExecutor().plugins.find(isRowSealer) ?? null;
}

function isRowSealer(plugin: KyselyPlugin): plugin is KyselyPlugin & RowSealer {
  return 'sealedRow' in plugin && 'columnsWith' in plugin;
}
