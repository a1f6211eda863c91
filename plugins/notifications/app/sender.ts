import type { Contributed, PluginContext } from '../../../src/kernel/plugin.js';
import { channel as channelPoint, type Channel } from '../contract/channel.js';
import type { Choices, Outbox } from './outbox.js';
import { readSettings } from './read-settings.js';
import { sendParcel } from './send-message.js';
import { takeNext } from './take-message.js';
import type { Words } from './words.js';

export interface SenderParts {
  readonly outbox: Outbox;
  readonly choices: Choices;
  readonly words: Words;
}

export interface SenderTiming {
  /** how long a worker has a message before another may take it */
  readonly holdMs: number;
  /** how often an idle channel is looked at */
  readonly pollMs: number;
  /** how long messages on their way may take to arrive once the house drains */
  readonly graceMs: number;
}

export const SENDER_TIMING: SenderTiming = { holdMs: 120_000, pollMs: 500, graceMs: 8_000 };

/** Of the time that a worker has a message, as much is left to write down what became of it. */
const SETTLING = 0.25;

export interface Sender {
  /** Takes nothing more, and waits for what is on its way. */
  stop(): Promise<void>;
}

/** Sends what is due by every channel, each at its own pace, until it is stopped. */
export function startSender(
  parts: SenderParts,
  context: PluginContext,
  timing: SenderTiming = SENDER_TIMING,
): Sender {
  const stopping = new AbortController();
  const cut = new AbortController();
  const draining = { holdMs: timing.holdMs, stopping: stopping.signal, cut: cut.signal };
  const running = context.contributions(channelPoint).map(async (channel) => {
    while (!stopping.signal.aborted) {
      try {
        await sendDue(parts, context, channel, {
          ...draining,
          idle: () => pause(timing.pollMs, stopping.signal),
        });
      } catch (error) {
        context.log.error({ err: error, channel: channel.value.name }, 'the outbox could not be read');
        await pause(timing.pollMs, stopping.signal);
      }
    }
  });
  return {
    async stop() {
      stopping.abort();
      const timer = setTimeout(() => cut.abort(new Error('the house drains')), timing.graceMs);
      await Promise.all(running);
      clearTimeout(timer);
    },
  };
}

/** Sends what is due now, by every channel. Returns how many letters were tried. */
export async function sendAllDue(
  parts: SenderParts,
  context: PluginContext,
  { signal, holdMs = SENDER_TIMING.holdMs }: { readonly signal: AbortSignal; readonly holdMs?: number },
): Promise<number> {
  const tried = await Promise.all(
    context
      .contributions(channelPoint)
      .map((channel) =>
        sendDue(parts, context, channel, { holdMs, stopping: signal, cut: signal, idle: null }),
      ),
  );
  return tried.reduce((sum, each) => sum + each, 0);
}

interface Draining {
  readonly holdMs: number;
  /** nothing more is taken */
  readonly stopping: AbortSignal;
  /** nothing more is sent */
  readonly cut: AbortSignal;
  /** waits until it is time to look again; null: ends when nothing is due */
  readonly idle: (() => Promise<void>) | null;
}

/** One looks for what is next, so that an idle channel costs one look; as many are on their way as the channel sends at once. */
async function sendDue(
  parts: SenderParts,
  context: PluginContext,
  channel: Contributed<Channel>,
  { holdMs, stopping, cut, idle }: Draining,
): Promise<number> {
  const { outbox, choices } = parts;
  const onTheirWay = new Set<Promise<void>>();
  let tried = 0;
  try {
    while (!stopping.aborted) {
      if (onTheirWay.size >= channel.value.concurrency) {
        await Promise.race(onTheirWay);
        continue;
      }
      const [now, { attempts }] = await Promise.all([context.database.now(), readSettings(context)]);
      const taken = await takeNext({
        ...{ context, outbox, choices, channel: channel.value.name },
        ...{ now, holdMs, attempts },
      });
      if (taken.is === 'parcel') {
        tried += 1;
        const { parcel } = taken;
        const signal = AbortSignal.any([cut, AbortSignal.timeout(holdMs * (1 - SETTLING))]);
        const sent = sendParcel({ ...parts, context, channel, parcel, attempts, signal, cut })
          .catch((error: unknown) => {
            context.log.error({ err: error, message: parcel.messages[0]?.id }, 'an outcome was not written');
          })
          .finally(() => onTheirWay.delete(sent));
        onTheirWay.add(sent);
      } else if (taken.is === 'nothing') {
        if (!idle) break;
        await idle();
      }
    }
  } finally {
    await Promise.all(onTheirWay);
  }
  return tried;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
