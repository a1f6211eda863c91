import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { alerts } from '../../contract/alerts.js';

const TOLD = ['admin', 'operator', 'manager'] as const;
const PEOPLE_AT_MOST = 10_000;
/** The rest stands on the dashboard: an inbox that is flooded is not read. */
const TOLD_AT_MOST = 20;

/** Each morning: to whom it concerns, in its language and of its own rows; the same alert is told once. */
export const tellAlerts: JobDefinition<null> = {
  name: 'analytics.tell-alerts',
  permission: 'analytics.maintain',
  parse: () => null,
  repeat: { cron: '30 7 * * *' },
  timeoutMs: 30 * 60_000,
  async run({ context, signal, progress }) {
    const everybody = await context.people.find({ term: '', roles: TOLD, limit: PEOPLE_AT_MOST });
    for (const [at, { id, language }] of everybody.entries()) {
      if (signal.aborted) return;
      const actor = await context.people.actor(id);
      if (!actor || !context.may(actor, 'analytics.read')) continue;
      const found = await context.use(alerts).alerts(actor, language);
      if (!found.ok) {
        context.log.info({ user: id, refusal: found.error.code }, 'somebody is told of no alerts');
        continue;
      }
      await context.database.transaction(async (tx) => {
        for (const { key, text, link } of found.value.slice(0, TOLD_AT_MOST))
          await tx.inform({
            ...{ userIds: [id], kind: 'analytics.alert', facts: { text }, link },
            uniqueKey: `alert:${key}`,
          });
      });
      await progress(at + 1, everybody.length);
    }
  },
};
