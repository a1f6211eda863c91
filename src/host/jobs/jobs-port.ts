import type { JobDefinition } from '../../kernel/contributions.js';
import type { Jobs } from '../../kernel/ports.js';
import { newId } from '../../values/ids.js';
import { DEFAULT_ATTEMPTS } from './backoff.js';
import { viewOf, type JobLedger, type JobRow } from './job-ledger.js';
import type { RunningJob } from './run-job.js';
import type { WakeUps } from './wake-ups.js';

const LONGEST_UNIQUE_KEY = 190;

/** The kernel's port: what plugins and staff may do about jobs. */
export function makeJobsPort(parts: {
  readonly ledger: JobLedger;
  readonly wakeUps: WakeUps;
  /** throws on a name that no plugin has registered */
  readonly definitionOf: (name: string) => JobDefinition<unknown>;
  /** the jobs that this process runs, by id */
  readonly running: ReadonlyMap<string, RunningJob>;
}): Jobs {
  const { ledger, wakeUps, definitionOf, running } = parts;

  async function wakeAgain(changed: { readonly row: JobRow; readonly at: Date } | null): Promise<boolean> {
    if (!changed) return false;
    await wakeUps.forget(changed.row.wake_id);
    await wakeUps.make(changed.row.name, changed.row.id, changed.at);
    return true;
  }

  return {
    async schedule(name, data, { at, unique, requestedBy, within } = {}) {
      const definition = definitionOf(name);
      definition.parse(data);
      if (unique !== undefined && (unique.length === 0 || unique.length > LONGEST_UNIQUE_KEY)) {
        throw new Error(`A job's unique key has 1 to ${LONGEST_UNIQUE_KEY} characters.`);
      }
      const job = {
        name,
        data,
        runAt: at ?? null,
        uniqueKey: unique ?? null,
        maxAttempts: definition.attempts ?? DEFAULT_ATTEMPTS,
        requestedBy: requestedBy?.userId ?? null,
      };
      // Whoever held the key may have ended between the two questions: then it is free, and asked for again.
      for (;;) {
        const id = newId();
        const due = await ledger.add({ ...job, id }, within);
        if (due) {
          if (!within) await wakeUps.make(name, id, due);
          return id;
        }
        const holder = unique === undefined ? null : await ledger.findByUniqueKey(unique, within);
        if (holder) return holder.id;
      }
    },
    async find(id) {
      const row = await ledger.find(id);
      return row && viewOf(row, running.get(id)?.progress() ?? null);
    },
    async cancel(id) {
      // First the signal: on an embedded database the row cannot be written before the job's own transaction has ended.
      running.get(id)?.stop('cancelled');
      const was = await ledger.cancel(id);
      if (!was) return false;
      if (was.state === 'scheduled') await wakeUps.forget(was.wake_id);
      return true;
    },
    retry: async (id) => wakeAgain(await ledger.revive(id)),
    runNow: async (id) => wakeAgain(await ledger.makeDue(id)),
  };
}
