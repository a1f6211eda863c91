import type { SelectQueryBuilder } from 'kysely';
import type { Dialect } from '../kernel/ports.js';

/** Locks the selected rows until the transaction ends. On SQLite the whole database is the transaction's already. */
export function forUpdate<Tables, Table extends keyof Tables, Row>(
  dialect: Dialect,
  query: SelectQueryBuilder<Tables, Table, Row>,
): SelectQueryBuilder<Tables, Table, Row> {
  return dialect === 'sqlite' ? query : query.forUpdate();
}

/** As forUpdate, passing over the rows that somebody else holds: for workers that take from one queue. */
export function forUpdateSkipLocked<Tables, Table extends keyof Tables, Row>(
  dialect: Dialect,
  query: SelectQueryBuilder<Tables, Table, Row>,
): SelectQueryBuilder<Tables, Table, Row> {
  return dialect === 'sqlite' ? query : query.forUpdate().skipLocked();
}
