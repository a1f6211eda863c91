import { sql, type Expression, type SqlBool } from 'kysely';
import type { RowScope } from '../kernel/permissions.js';

interface Filterable<Query> {
  where(expression: Expression<SqlBool>): Query;
}

/**
 * Narrows a select, update or delete to the rows that the scope lets through. Name the table (or its alias) where the query
 * joins others that have a column of the same name.
 */
export function applyScope<Query extends Filterable<Query>>(
  query: Query,
  scope: RowScope,
  table?: string,
): Query {
  return scope.kind === 'all' ? query : query.where(scopeCondition(scope, table));
}

/** The scope as a condition, to be combined with others. Values are bound, never spelled into the SQL. */
export function scopeCondition(scope: RowScope, table?: string): Expression<SqlBool> {
  const column = (name: string): Expression<unknown> => sql.ref(table ? `${table}.${name}` : name);
  switch (scope.kind) {
    case 'all':
      return sql<SqlBool>`1 = 1`;
    case 'none':
      return sql<SqlBool>`1 = 0`;
    case 'every':
      return sql<SqlBool>`(${sql.join([sql`1 = 1`, ...scope.scopes.map((each) => scopeCondition(each, table))], sql` and `)})`;
    case 'in':
      // SQL has no empty list, and nobody's rows are not everybody's.
      if (scope.values.length === 0) return sql<SqlBool>`1 = 0`;
      return sql<SqlBool>`${column(scope.column)} in (${sql.join(scope.values)})`;
    case 'through':
      if (scope.scope.kind === 'all') return sql<SqlBool>`1 = 1`;
      return sql<SqlBool>`${column(scope.column)} in (select ${sql.ref(`${scope.table}.${scope.key}`)} from ${sql.table(
        scope.table,
      )} where ${scopeCondition(scope.scope, scope.table)})`;
  }
}
