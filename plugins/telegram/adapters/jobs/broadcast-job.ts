import { setTimeout as wait } from 'node:timers/promises';
import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { BROADCAST_JOB, type StoredBroadcast } from '../../app/broadcasts.js';
import { broadcasts } from '../../broadcasts-token.js';
import { botEngine } from '../../engine-token.js';
import { broadcastScreen } from '../bot/broadcast-screen.js';
import { showScreen } from '../bot/show-screen.js';

const HOUR_MS = 3_600_000;
const LOOKS_EVERY_MS = 3_000;

/** Queues what is to be sent, and follows it until nothing waits. Ended in the middle it goes on where it was: nobody is queued twice. */
export const sendBroadcasts: JobDefinition<null> = {
  name: BROADCAST_JOB,
  permission: 'telegram.maintain',
  parse: () => null,
  concurrency: 1,
  timeoutMs: 12 * HOUR_MS,
  repeat: { everyMs: 30_000 },
  async run({ context, signal }) {
    const { underWay } = context.use(broadcasts);
    for (let all = await underWay(); all.length > 0; all = await underWay()) {
      for (const broadcast of all) await advance(context, broadcast, signal);
      // A message is edited no more often than this, whatever the limits allow.
      await wait(LOOKS_EVERY_MS, undefined, { signal });
    }
  },
};

/** One look at a broadcast: queued, followed, ended. */
export async function advance(
  context: PluginContext,
  broadcast: StoredBroadcast,
  signal: AbortSignal,
): Promise<void> {
  const { queue, reportOf, end } = context.use(broadcasts);
  if (broadcast.startedAt === null) await queue(broadcast, signal);
  const report = await reportOf(broadcast.id);
  if (!report.ok) return;
  const { startedAt, state } = report.value.broadcast;
  if (state === 'sending' && startedAt !== null && report.value.counts.waiting === 0) await end(broadcast.id);
  await showProgress(context, broadcast);
}

/** In the message in which it was sent off; that it cannot be written is no reason to send nothing. */
async function showProgress(context: PluginContext, broadcast: StoredBroadcast): Promise<void> {
  const { chatId, messageId, createdBy } = broadcast;
  const means = context.use(botEngine)?.means;
  const report = await context.use(broadcasts).reportOf(broadcast.id);
  const [sender] = createdBy === null ? [] : await context.people.named([createdBy]);
  if (!means || !report.ok || !sender || chatId === null || messageId === null) return;
  try {
    const screen = broadcastScreen(context.translator, sender.language, report.value);
    await showScreen(means, { chatId, userId: sender.id }, screen, messageId);
  } catch (error) {
    context.log.warn({ err: error, broadcast: broadcast.id }, 'the progress of a broadcast was not shown');
  }
}
