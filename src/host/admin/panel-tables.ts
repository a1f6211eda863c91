import type { Kysely } from 'kysely';
import type { Database, Transaction } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';

/** Tables whose names are known when the house runs: each is described by generated/model.ts. */
export type PanelTables = Record<string, Record<string, unknown>>;

export function panelTables(source: Database | Transaction): Kysely<PanelTables> {
  return queriesOf<PanelTables>(source.queries);
}
