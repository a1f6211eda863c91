import type { JobDefinition } from '../../kernel/contributions.js';
import type { Database } from '../../kernel/ports.js';
import { DEFAULT_ATTEMPTS } from './backoff.js';
import type { JobLedger } from './job-ledger.js';
import { nextOccurrence, occurrenceId, repeatKey } from './occurrences.js';

/** Occurrences that were run early or cancelled are stepped over; more than this many in a row is a fault. */
const FURTHEST = 1_000;

interface Planning {
  readonly database: Database;
  readonly ledger: JobLedger;
  readonly definition: JobDefinition<unknown>;
  /** IANA */
  readonly zone: string;
  /** wakes the job that was planned */
  readonly planned: (id: string, at: Date) => Promise<void>;
}

/** Makes the next occurrence of a repeating job, unless one waits or runs. Every process may call it: an occurrence has one row. */
export async function planNextOccurrence({
  database,
  ledger,
  definition,
  zone,
  planned,
}: Planning): Promise<void> {
  if (!definition.repeat) return;
  const uniqueKey = repeatKey(definition.name);
  let at = await database.now();
  for (let steps = 0; steps < FURTHEST; steps += 1) {
    at = nextOccurrence(definition.repeat, at, zone);
    const id = occurrenceId(definition.name, at);
    const due = await ledger.add({
      id,
      name: definition.name,
      data: {},
      runAt: at,
      uniqueKey,
      maxAttempts: definition.attempts ?? DEFAULT_ATTEMPTS,
      requestedBy: null,
    });
    if (due) return planned(id, due);
    if (await ledger.findByUniqueKey(uniqueKey)) return;
  }
  throw new Error(`No free occurrence of ${definition.name} within ${FURTHEST} steps.`);
}

/** At a start: an occurrence that was planned by another schedule (a changed cron line or zone) makes way. Returns its wake-up. */
export async function withdrawOutdatedOccurrence({
  database,
  ledger,
  definition,
  zone,
}: Omit<Planning, 'planned'>): Promise<string | null> {
  if (!definition.repeat) return null;
  const now = await database.now();
  const waiting = await ledger.findByUniqueKey(repeatKey(definition.name));
  if (!waiting?.run_at || waiting.run_at <= now) return null;
  const next = nextOccurrence(definition.repeat, now, zone);
  if (waiting.run_at.getTime() === next.getTime()) return null;
  // The next one was run early or cancelled: what waits is rightly the one after it.
  if (await ledger.find(occurrenceId(definition.name, next))) return null;
  return (await ledger.withdraw(waiting.id)) ? waiting.wake_id : null;
}
