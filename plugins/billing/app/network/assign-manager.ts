import type { Actor } from '../../../../src/kernel/permissions.js';
import type { Database } from '../../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { scopeOfManagers, scopeOfOffices } from '../../scopes.js';
import type { Places } from './places.js';

/** Refuses `unknown-place`. */
export function makeAssignManager({
  database,
  places,
}: {
  readonly database: Database;
  readonly places: Places;
}) {
  return async (
    actor: Actor,
    { managerId, officeIds }: { readonly managerId: string; readonly officeIds: readonly string[] },
  ): Promise<Result<true, Refusal>> =>
    database.transaction(async (tx): Promise<Result<true, Refusal>> => {
      const locked = await places.lock(tx.queries, 'manager', managerId);
      const manager = locked && (await places.manager(tx.queries, scopeOfManagers(actor), managerId));
      if (!manager) return err({ code: 'unknown-place' });
      for (const id of officeIds)
        if (!(await places.office(tx.queries, scopeOfOffices(actor), id)))
          return err({ code: 'unknown-place' });
      const before = await places.officesOf(tx.queries, managerId);
      const add = [...new Set(officeIds)].filter((id) => !before.includes(id));
      const remove = before.filter((id) => !officeIds.includes(id));
      if (add.length + remove.length === 0) return ok(true);
      await places.assign(tx.queries, managerId, { add, remove });
      await tx.audit({
        actor,
        action: 'billing.assign-manager',
        entity: 'Manager',
        entityId: managerId,
        before: { officeIds: [...before].sort() },
        after: { officeIds: [...new Set(officeIds)].sort() },
      });
      return ok(true);
    });
}
