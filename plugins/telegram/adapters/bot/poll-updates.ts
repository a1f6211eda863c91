import { setTimeout as wait } from 'node:timers/promises';
import type { Update } from 'telegraf/types';
import type { Refusal } from '../../../../src/values/result.js';
import { newId } from '../../../../src/values/ids.js';
import { holdPoller, leavePoller, notePoll, pollerStatus } from '../database/poller.js';
import type { UpdateHandler } from './handle-update.js';
import { setCommandsOfStrangers } from './menu.js';
import { settingsOf, type BotMeans } from './means.js';
import { TelegramRefused } from './telegram-client.js';
import { keepWebhook } from './webhook-address.js';

/** Whoever holds the poller says so this often; after `LEASE_MS` of silence another takes over. */
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
const TRY_MS = 2_000;
const LONG_POLL_S = 25;
const MOST_UPDATES = 100;
/** How long a batch is waited for before the next is fetched beside it. */
const BATCH_MS = 250;
const WEBHOOK_CHECK_MS = 60_000;
const AFTER_PROBLEM_MS = 3_000;
/** After so long without anybody fetching, buttons that were pressed meanwhile are not acted on. */
const OUTAGE_MS = 6 * 3_600_000;

const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;

export interface Polling {
  /** Ends fetching, and waits for what is under way. */
  stop(): Promise<void>;
}

/** Fetches updates as long as this process holds the poller; of several processes one does. */
export function pollUpdates(means: BotMeans, handle: UpdateHandler): Polling {
  const { context, client } = means;
  const { database, log } = context;
  const holder = newId();
  const stopped = new AbortController();
  const { signal } = stopped;

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        if (await holdPoller(database, client.botId, holder, LEASE_MS)) await poll();
        else await rest(TRY_MS, signal);
      } catch (error) {
        if (signal.aborted) break;
        log.warn({ err: error }, 'the bot does not get its updates');
        const problem = problemOf(error);
        await notePoll(database.queries, client.botId, { problem }).catch(() => undefined);
        await rest(AFTER_PROBLEM_MS, signal);
      }
    }
  };

  /** Until the lease is lost. */
  const poll = async (): Promise<void> => {
    const lost = new AbortController();
    const ended = AbortSignal.any([signal, lost.signal]);
    const renewing = renew(lost, ended);
    try {
      await setCommandsOfStrangers(means, ended);
      while (!ended.aborted) {
        const { updates } = await settingsOf(means);
        if (updates === 'webhook') {
          if (!context.environment['TELEGRAM_WEBHOOK_SECRET']) throw new SecretMissing();
          await keepWebhook(means, ALLOWED_UPDATES);
          await notePoll(database.queries, client.botId, { problem: null });
          await rest(WEBHOOK_CHECK_MS, ended);
        } else {
          await client.ask('deleteWebhook', {}, { signal: ended });
          await fetchUpdates(ended);
        }
      }
    } finally {
      lost.abort();
      await renewing;
    }
  };

  const renew = async (lost: AbortController, ended: AbortSignal): Promise<void> => {
    while (!ended.aborted) {
      await rest(RENEW_MS, ended);
      if (ended.aborted) return;
      const isHeld = await holdPoller(database, client.botId, holder, LEASE_MS).catch(() => false);
      if (!isHeld) lost.abort();
    }
  };

  /** Until it ends, or the setting changes. */
  const fetchUpdates = async (ended: AbortSignal): Promise<void> => {
    const status = await pollerStatus(database.queries, client.botId);
    let offset = status?.nextUpdate ?? 0n;
    const silence = context.clock.now().getTime() - (status?.lastSeenAt?.getTime() ?? Infinity);
    let isLate = silence > OUTAGE_MS;
    // The first question is answered at once, so that the status says soon that it works again.
    let isFirst = true;
    noted = new Date(0);
    const underWay = new Map<number, Promise<unknown>>();
    while (!ended.aborted && (await settingsOf(means)).updates === 'polling') {
      const asked = {
        offset: String(offset),
        limit: MOST_UPDATES,
        timeout: isFirst || underWay.size > 0 ? 0 : LONG_POLL_S,
        allowed_updates: ALLOWED_UPDATES,
      };
      const limits = { signal: ended, timeoutMs: (LONG_POLL_S + 15) * 1000 };
      const updates = await client.ask<readonly Update[]>('getUpdates', asked, limits);
      for (const update of updates) {
        if (underWay.has(update.update_id)) continue;
        const handling = handle(update, isLate).then((handled) => {
          // What is busy elsewhere stays unconfirmed: it comes again.
          if (handled === 'busy') underWay.delete(update.update_id);
          else underWay.set(update.update_id, DONE);
        });
        underWay.set(update.update_id, handling);
      }
      isLate = false;
      isFirst = false;
      const pending = [...underWay.values()].filter((each) => each !== DONE);
      if (pending.length > 0) await withinTime(BATCH_MS, Promise.all(pending));
      const next = firstUndone(updates, underWay) ?? offset;
      // Confirmed are those before the first that is not done, so that a crash loses none.
      for (const id of underWay.keys()) if (BigInt(id) < next) underWay.delete(id);
      const seenAt = context.clock.now();
      if (next !== offset || isDue(seenAt)) {
        await notePoll(database.queries, client.botId, { nextUpdate: next, seenAt, problem: null });
        noted = seenAt;
      }
      if (next === offset && updates.length > 0) await rest(BATCH_MS, ended);
      offset = next;
    }
    await Promise.allSettled(underWay.values());
  };

  let noted = new Date(0);
  const isDue = (now: Date): boolean => now.getTime() - noted.getTime() > 10_000;

  const running = run();
  return {
    async stop() {
      stopped.abort();
      await running;
      await leavePoller(database.queries, client.botId, holder);
    },
  };
}

const DONE = Promise.resolve();

/** The number from which updates are to be fetched again; undefined: none came. */
function firstUndone(
  updates: readonly Update[],
  underWay: ReadonlyMap<number, Promise<unknown>>,
): bigint | undefined {
  const undone = updates.find(({ update_id: id }) => underWay.get(id) !== DONE);
  if (undone) return BigInt(undone.update_id);
  const last = updates.at(-1);
  return last && BigInt(last.update_id + 1);
}

function problemOf(error: unknown): Refusal {
  if (error instanceof TelegramRefused) {
    if (error.code === 401 || error.code === 404) return { code: 'token-refused' };
    if (error.code === 409) return { code: 'polled-elsewhere' };
    return { code: 'telegram-refused', answer: error.description };
  }
  if (error instanceof SecretMissing) return { code: 'webhook-secret-missing' };
  return { code: 'telegram-unreachable', reason: error instanceof Error ? error.message : String(error) };
}

export class SecretMissing extends Error {}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}

/** Waits for the work, but no longer. */
async function withinTime(ms: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, rest(ms, over.signal)]);
  over.abort();
}
