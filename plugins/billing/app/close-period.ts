import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { LocalMonth } from '../../../src/values/local-date.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import { periodClosed } from '../contract/events.js';
import { lastClosedOf, mayClose } from '../domain/period.js';
import type { Periods } from './ledger.js';
import { businessDay } from './posting.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
  readonly periods: Periods;
}

/**
 * Waits for postings into the month that are under way. Refuses `period-already-closed`, `period-not-over`,
 * `earlier-period-open`.
 */
export function makeClosePeriod({ database, clock, organisation, periods }: Needs) {
  return async (
    actor: Actor,
    { month }: { readonly month: LocalMonth },
  ): Promise<Result<{ readonly month: LocalMonth }, Refusal>> => {
    const today = await businessDay(clock, organisation);
    return database.transaction(async (tx) => {
      const known = await periods.lockAll(tx.queries, month);
      const latest = lastClosedOf(
        known.flatMap((period) => (period.status === 'closed' ? period.month : [])),
      );
      const allowed = mayClose(month, latest, today);
      if (!allowed.ok) return allowed;
      await periods.close(tx.queries, month, actor.userId, clock.now());
      await tx.audit({
        actor,
        action: 'billing.close-period',
        entity: 'Period',
        entityId: month,
        before: { status: 'open' },
        after: { status: 'closed' },
      });
      await tx.emit(periodClosed, { month });
      return ok({ month });
    });
  };
}
