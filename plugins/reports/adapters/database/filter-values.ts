import { sql } from 'kysely';
import type { Actor, PermissionName, RowScope } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import {
  scopeOfGeos,
  scopeOfManagers,
  scopeOfOffices,
  scopeOfRepresentatives,
  scopeOfSharedRows,
} from '../../../billing/contract/row-scope.js';
import type { FilterValue } from '../../contract/doors.js';
import { ledgerTables } from './tables.js';

const MOST_VALUES = 50;

interface Source {
  readonly table: 'representative' | 'office' | 'geo' | 'manager' | 'product';
  readonly permission: PermissionName;
  readonly scope: (actor: Actor) => RowScope;
}

const SOURCES: Readonly<Record<string, Source>> = {
  representative: {
    table: 'representative',
    permission: 'billing.representative.read',
    scope: scopeOfRepresentatives,
  },
  office: { table: 'office', permission: 'billing.office.read', scope: scopeOfOffices },
  geo: { table: 'geo', permission: 'billing.geo.read', scope: scopeOfGeos },
  manager: { table: 'manager', permission: 'billing.manager.read', scope: scopeOfManagers },
  product: { table: 'product', permission: 'billing.product.read', scope: scopeOfSharedRows },
};

/** What a dimension with records of its own can be filtered by, by a part of the name or the code; those that the actor may see. */
export function findFilterValues(
  context: PluginContext,
  actor: Actor,
  dimension: string,
  term: string,
): Promise<readonly FilterValue[]> {
  // MySQL takes a backslash for itself; a character of one's own means the same everywhere.
  const pattern = `%${term.toLowerCase().replace(/[%_!]/g, '!$&')}%`;
  return valuesOf(
    context,
    actor,
    dimension,
    sql<boolean>`(lower(name) like ${pattern} escape '!' or lower(code) like ${pattern} escape '!')`,
  );
}

/** Those of `ids` that the actor may see. */
export function nameFilterValues(
  context: PluginContext,
  actor: Actor,
  dimension: string,
  ids: readonly string[],
): Promise<readonly FilterValue[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return valuesOf(context, actor, dimension, sql<boolean>`id in (${sql.join(ids)})`);
}

/** A representative by its code; null when the actor may not see it. */
export async function representativeByCode(
  context: PluginContext,
  actor: Actor,
  code: string,
): Promise<string | null> {
  const [found] = await valuesOf(context, actor, 'representative', sql<boolean>`code = ${code}`);
  return found?.id ?? null;
}

async function valuesOf(
  context: PluginContext,
  actor: Actor,
  dimension: string,
  condition: ReturnType<typeof sql<boolean>>,
): Promise<readonly FilterValue[]> {
  const source = SOURCES[dimension];
  if (!source || !context.may(actor, source.permission)) return [];
  const query = ledgerTables(context.database.queries)
    .selectFrom(source.table)
    .select(['id', 'name', 'code'])
    .where(condition)
    .orderBy('name')
    .limit(MOST_VALUES);
  const rows = await applyScope(query, source.scope(actor)).execute();
  return rows.map(({ id, name, code }) => ({ id, label: `${name} (${code})` }));
}
