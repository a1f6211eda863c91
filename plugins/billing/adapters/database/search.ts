import { sql } from 'kysely';
import type { RowScope } from '../../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import { billingTables } from './tables.js';

interface Asked {
  readonly term: string;
  readonly limit: number;
  readonly scope: RowScope;
}

/** By the beginning of their number: an index answers that, however many there are. */
export function invoicesByNumber(queries: QueryHandle, { term, limit, scope }: Asked) {
  const query = billingTables(queries)
    .selectFrom('invoice')
    .select(['id', 'number', 'status'])
    .where(sql<boolean>`number like ${`${literally(term)}%`} escape '!'`)
    .orderBy('number')
    .limit(limit);
  return applyScope(query, scope).execute();
}

/** By any part of their code or name. */
export function representativesByName(queries: QueryHandle, { term, limit, scope }: Asked) {
  const query = billingTables(queries)
    .selectFrom('representative')
    .select(['id', 'code', 'name'])
    .where(isNamed(term))
    .orderBy('code')
    .limit(limit);
  return applyScope(query, scope).execute();
}

/** Whether any part of a code or a name is the term, a condition over rows of `representative`. */
export function isNamed(term: string) {
  const pattern = `%${literally(term.toLowerCase())}%`;
  return sql<boolean>`(lower(code) like ${pattern} escape '!' or lower(name) like ${pattern} escape '!')`;
}

function literally(term: string): string {
  return term.replace(/[!%_]/g, (sign) => `!${sign}`);
}
