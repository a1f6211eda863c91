import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { hourHasCome } from '../../app/reminders/walk-ladders.js';
import { reminderUseCases } from '../../reminder-use-cases.js';

const HOUR = 3_600_000;

/** Each hour, because the hour of the day is a setting: the first at or after it walks the ladders. */
export const remind: JobDefinition<null> = {
  name: 'notifications.walk-ladders',
  permission: 'notifications.maintain',
  parse: () => null,
  concurrency: 1,
  timeoutMs: 4 * HOUR,
  attempts: 5,
  backoff: { firstMs: 10_000, factor: 4, maxMs: HOUR },
  repeat: { cron: '2 * * * *' },
  async run({ context, attempt, signal, progress, effectOnce }) {
    const { needs, walkLadders } = context.use(reminderUseCases);
    const day = await hourHasCome(needs);
    if (day === null) return;
    const isFirst = await effectOnce(`notifications.walk-ladders:${day}`, () => Promise.resolve(true));
    // A start that failed is made up for by the next one; what it queued stays queued once.
    if (isFirst === undefined && attempt === 1) return;
    const walk = await walkLadders({ signal, onProgress: (invoices) => progress(invoices) });
    context.log.info({ ...walk }, 'the ladders of reminders were walked');
  },
};
