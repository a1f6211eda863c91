import { sql } from 'kysely';

/** Messages whose unique key begins so. */
export function beginsWith(prefix: string) {
  const pattern = `${prefix.replace(/[!%_]/g, '!$&')}%`;
  return sql<boolean>`unique_key like ${pattern} escape '!'`;
}
