import { sql } from 'kysely';
import type { RowScope } from '../../../kernel/permissions.js';
import type { Database, Transaction } from '../../../kernel/ports.js';
import { scopeCondition } from '../../../query/row-scope.js';
import { panelTables } from '../panel-tables.js';

/**
 * Whether a row that is no longer in its table lies within a scope: its own columns are compared here, those of tables that it
 * points to by a query.
 */
export async function isWithinScope(
  source: Database | Transaction,
  scope: RowScope,
  columns: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'in':
      return scope.values.includes(String(columns[scope.column]));
    case 'every': {
      for (const each of scope.scopes) if (!(await isWithinScope(source, each, columns))) return false;
      return true;
    }
    case 'through': {
      // As scopeCondition reads it: everything that may be pointed to may be seen.
      if (scope.scope.kind === 'all') return true;
      const found = await panelTables(source)
        .selectFrom(scope.table)
        .select(sql`1`.as('one'))
        .where(`${scope.table}.${scope.key}`, '=', columns[scope.column])
        .where(scopeCondition(scope.scope, scope.table))
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    }
  }
}
