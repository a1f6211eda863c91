import type { HealthCheck } from '../../../src/kernel/contributions.js';
import type { Outbox } from '../app/outbox.js';

const DAY_MS = 24 * 60 * 60_000;
const LATE_MS = 10 * 60_000;

/** Whether messages go out: none waits long past its time, none has failed within a day. */
export function outboxHealth(outbox: Outbox): HealthCheck {
  return {
    name: 'outbox',
    async check({ database }) {
      const now = await database.now();
      const since = new Date(now.getTime() - DAY_MS);
      const { failed, oldestDue } = await outbox.health(database.queries, since, now);
      if (oldestDue && now.getTime() - oldestDue.getTime() > LATE_MS)
        return {
          state: 'warning',
          detail: `a message has been due since ${oldestDue.toISOString()}`,
          mend: 'start a process with ROLE=worker (or ROLE=all), or countinghouse notifications send',
        };
      if (failed > 0)
        return {
          state: 'warning',
          detail: `${failed} messages have failed within a day`,
          mend: 'look at the outbox in the panel, mend the reason, choose Send again',
        };
      return { state: 'well' };
    },
  };
}
