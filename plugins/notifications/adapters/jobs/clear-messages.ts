import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import type { Outbox } from '../../app/outbox.js';
import { readSettings } from '../../app/read-settings.js';

const DAY_MS = 24 * 60 * 60_000;
const AT_ONCE = 500;

/** Each night: messages that are done and older than the setting says are forgotten. */
export function clearMessages(outbox: Outbox): JobDefinition<null> {
  return {
    name: 'notifications.clear-messages',
    permission: 'notifications.maintain',
    parse: () => null,
    repeat: { cron: '50 2 * * *' },
    timeoutMs: 30 * 60_000,
    async run({ context, signal, progress }) {
      const { keepDays } = await readSettings(context);
      const before = new Date((await context.database.now()).getTime() - keepDays * DAY_MS);
      let cleared = 0;
      while (!signal.aborted) {
        const gone = await outbox.clear(context.database.queries, before, AT_ONCE);
        if (gone === 0) return;
        cleared += gone;
        await progress(cleared);
      }
    },
  };
}
