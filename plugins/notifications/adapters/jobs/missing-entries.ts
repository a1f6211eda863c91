import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { dailyEntries } from '../../../daily-entries/contract/daily-entries.js';
import { makeTellMissingEntries } from '../../app/missing/tell-missing-entries.js';
import { notifications } from '../../contract/notifications.js';

/** Each hour, because the hours of the day are settings: who owes an entry is told once, however often it is looked. */
export const tellMissingEntries: JobDefinition<null> = {
  name: 'notifications.tell-missing-entries',
  permission: 'notifications.maintain',
  parse: () => null,
  concurrency: 1,
  timeoutMs: 10 * 60_000,
  repeat: { cron: '1 * * * *' },
  async run({ context, progress }) {
    const { database, people } = context;
    const tell = makeTellMissingEntries({
      ...{ database, people },
      dailyEntries: context.use(dailyEntries),
      notifications: context.use(notifications),
    });
    await progress(await tell());
  },
};
