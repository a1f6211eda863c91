import { defineExtensionPoint } from '../../../src/kernel/extension-points.js';
import type { Actor, PermissionName, RowScope } from '../../../src/kernel/permissions.js';
import type { MeasureUnit } from './query.js';

/**
 * A table of facts that another plugin keeps: which of its columns hold the day, the place and the currency of a row. Names come from
 * the code, never from input. A dimension without a column is not one of its measures'.
 */
export interface FactTable {
  /** the table's name in the database */
  readonly table: string;
  /** a DATE column */
  readonly day: string;
  readonly representative?: string;
  readonly office?: string;
  readonly geo?: string;
  readonly manager?: string;
  /** CHAR(3); a table without it can only be counted */
  readonly currency?: string;
  /** which of its rows an actor may see; over this table's columns */
  readonly scope: (actor: Actor) => RowScope;
}

/** A measure of such a table. Title: `<plugin>:measures.<name>`, where the plugin is the contributor. */
export interface Kpi {
  /** unique in the house */
  readonly name: string;
  readonly permission: PermissionName;
  readonly unit: Extract<MeasureUnit, 'money' | 'count'>;
  readonly from: FactTable;
  /** sums a BIGINT column (minor units for money), or counts the rows */
  readonly of: { readonly sum: string } | 'rows';
}

const NAME = /^[a-z][a-z0-9_-]{0,59}$/;
const COLUMN = /^[a-z][a-z0-9_]{0,62}$/;

export const kpi = defineExtensionPoint<Kpi>('analytics.kpi', ({ name, unit, from, of }) => {
  if (!NAME.test(name)) return `its name ${JSON.stringify(name)} is not lower-case words with hyphens`;
  const columns = [
    from.table,
    from.day,
    from.representative,
    from.office,
    from.geo,
    from.manager,
    from.currency,
  ];
  const bad = [...columns, of === 'rows' ? undefined : of.sum].find(
    (column) => column !== undefined && !COLUMN.test(column),
  );
  if (bad !== undefined) return `${JSON.stringify(bad)} is not the name of a table or a column`;
  if (unit === 'money' && (of === 'rows' || from.currency === undefined))
    return 'an amount needs a column to sum and a column with its currency';
  return null;
});
