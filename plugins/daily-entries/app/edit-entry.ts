import { asFacts } from '../../../src/values/audit-facts.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { EntryFigures, EntryView } from '../contract/daily-entries.js';
import type { CheckEntry } from './check-entry.js';
import type { Entries } from './entries.js';
import { saysTheSame } from './record-entry.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly entries: Entries;
  readonly check: CheckEntry;
}

interface Change extends EntryFigures {
  readonly entryId: string;
  /** of the entry that was read before it was changed */
  readonly version: number;
}

/** Refusals are those of `DailyEntries.edit`, whose permission is asked at the door. */
export function makeEditEntry({ database, clock, entries, check }: Needs) {
  return async (
    actor: Actor,
    { entryId, version, ...figures }: Change,
  ): Promise<Result<EntryView, Refusal>> => {
    const time = await check.time(actor);
    return database.transaction(async (tx): Promise<Result<EntryView, Refusal>> => {
      const before = await entries.lock(tx.queries, entryId);
      if (!before || !isInSight(actor, before)) return err({ code: 'entry-not-found' });
      const profit = await check.entry(tx.queries, actor, { ...before, ...figures }, time);
      if (!profit.ok) return profit;
      if (saysTheSame(before, figures)) return ok(before);
      if (before.version !== version) return err({ code: 'entry-changed', entryId, version: before.version });
      const after: EntryView = { ...before, ...figures, profit: profit.value, version: version + 1 };
      await entries.update(tx.queries, after, clock.now());
      await tx.audit({
        actor,
        action: 'daily-entries.edit-entry',
        entity: 'DailyEntry',
        entityId: entryId,
        before: figuresOf(before),
        after: figuresOf(after),
      });
      return ok(after);
    });
  };
}

function isInSight(actor: Actor, { officeId }: EntryView): boolean {
  return actor.role !== 'manager' || actor.officeIds.includes(officeId);
}

function figuresOf({ revenue, cost, profit, note }: EntryView): Record<string, unknown> {
  return asFacts({ revenue, cost, profit, note });
}
