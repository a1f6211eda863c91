import type { Actor } from '../../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalMonth } from '../../../../src/values/local-date.js';
import type { Targets } from '../../app/plan-against-fact.js';
import { scopeOfTargets } from '../../app/scope-of-targets.js';
import type { PlannedMeasure } from '../../contract/reviews.js';
import { analyticsTables } from './tables.js';

export const targets: Targets = {
  async planned(queries, actor, { measure, from, to }) {
    const rows = await plannedFor(queries, actor)
      .where('target.measure', '=', measure)
      .where('target.month', '>=', from)
      .where('target.month', '<=', to)
      .execute();
    return rows.map((row) => ({
      measure: row.measure as PlannedMeasure,
      month: row.month as LocalMonth,
      office: row.office_id === null ? null : { id: row.office_id, name: row.name ?? row.office_id },
      currency: row.currency as CurrencyCode,
      amount: row.amount,
    }));
  },
};

function plannedFor(queries: QueryHandle, actor: Actor) {
  const planned = analyticsTables(queries)
    .selectFrom('target')
    .leftJoin('office', 'office.id', 'target.office_id')
    .select([
      'target.measure',
      'target.month',
      'target.office_id',
      'target.currency',
      'target.amount',
      'office.name',
    ])
    .orderBy('target.month')
    .orderBy('office.name')
    .orderBy('target.currency');
  return applyScope(planned, scopeOfTargets(actor), 'target');
}
