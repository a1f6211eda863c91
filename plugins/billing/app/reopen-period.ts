import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import type { LocalMonth } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { periodReopened } from '../contract/events.js';
import { lastClosedOf, mayReopen } from '../domain/period.js';
import type { Periods } from './ledger.js';

interface Needs {
  readonly database: Database;
  readonly periods: Periods;
}

/** Refuses `period-not-closed`, `later-period-closed`, `period-moved` while records of its year are in a file. */
export function makeReopenPeriod({ database, periods }: Needs) {
  return async (
    actor: Actor,
    { month }: { readonly month: LocalMonth },
  ): Promise<Result<{ readonly month: LocalMonth }, Refusal>> =>
    database.transaction(async (tx) => {
      const known = await periods.lockAll(tx.queries, month);
      const latest = lastClosedOf(
        known.flatMap((period) => (period.status === 'closed' ? period.month : [])),
      );
      const allowed = mayReopen(month, latest);
      if (!allowed.ok) return allowed;
      const moved = (await periods.movedYears(tx.queries)).filter((year) => month <= `${year}-12`).at(-1);
      if (moved !== undefined) return err({ code: 'period-moved', month, year: moved });
      await periods.reopen(tx.queries, month);
      await tx.audit({
        actor,
        action: 'billing.reopen-period',
        entity: 'Period',
        entityId: month,
        before: { status: 'closed' },
        after: { status: 'open' },
      });
      await tx.emit(periodReopened, { month });
      return ok({ month });
    });
}
