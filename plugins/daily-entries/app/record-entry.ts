import { asFacts } from '../../../src/values/audit-facts.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Transaction } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { EntryFigures, EntryKey, EntryView } from '../contract/daily-entries.js';
import type { CheckEntry, WritingTime } from './check-entry.js';
import type { Entries } from './entries.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly entries: Entries;
  readonly check: CheckEntry;
}

type NewEntry = EntryKey & EntryFigures;

/** Refusals are those of `DailyEntries.record`, whose permission is asked at the door. */
export function makeRecordEntry(needs: Needs) {
  const recordInside = makeRecordInside(needs);
  return async (actor: Actor, entry: NewEntry): Promise<Result<EntryView, Refusal>> => {
    const time = await needs.check.time(actor);
    return needs.database.transaction((tx) => recordInside(tx, actor, entry, time));
  };
}

/** All or none; refused rows are told each by its own reason. */
export function makeRecordMany(needs: Needs) {
  const recordInside = makeRecordInside(needs);
  return async (actor: Actor, given: readonly NewEntry[]): Promise<readonly Result<EntryView, Refusal>[]> => {
    const time = await needs.check.time(actor);
    type Outcomes = readonly Result<EntryView, Refusal>[];
    const written = await needs.database.transaction(async (tx): Promise<Result<Outcomes, Outcomes>> => {
      const outcomes: Result<EntryView, Refusal>[] = [];
      // In one order, so that two of them never wait for each other in a circle.
      const order = [...given.keys()].sort((a, b) => (keyOf(given[a]!) < keyOf(given[b]!) ? -1 : 1));
      for (const at of order) outcomes[at] = await recordInside(tx, actor, given[at]!, time);
      return outcomes.every(({ ok: isWritten }) => isWritten) ? ok(outcomes) : err(outcomes);
    });
    return written.ok ? written.value : written.error;
  };
}

function makeRecordInside({ clock, entries, check }: Needs) {
  return async (
    tx: Transaction,
    actor: Actor,
    given: NewEntry,
    time: WritingTime,
  ): Promise<Result<EntryView, Refusal>> => {
    const profit = await check.entry(tx.queries, actor, given, time);
    if (!profit.ok) return profit;
    const entry: EntryView = { ...given, id: newId(), profit: profit.value, version: 1 };
    if (await entries.insert(tx.queries, entry, clock.now())) {
      await tx.audit({
        actor,
        action: 'daily-entries.record-entry',
        entity: 'DailyEntry',
        entityId: entry.id,
        after: asFacts({ ...entry }),
      });
      return ok(entry);
    }
    const there = await entries.lockByKey(tx.queries, given);
    if (!there) throw new Error('an entry of this key was there and is gone: nothing deletes entries');
    // Sent twice (a hand that presses again, an update that comes again): it is done already.
    if (saysTheSame(there, given)) return ok(there);
    return err({ code: 'entry-exists', entryId: there.id, version: there.version });
  };
}

export function saysTheSame(one: EntryFigures, other: EntryFigures): boolean {
  return one.revenue === other.revenue && one.cost === other.cost && one.note === other.note;
}

function keyOf({ day, officeId, geoId, managerId, currency }: EntryKey): string {
  return [day, officeId, geoId, managerId, currency].join(' ');
}
