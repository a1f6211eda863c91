import type { Contributed, PluginContext } from '../../../src/kernel/plugin.js';
import type { Refusal } from '../../../src/values/result.js';
import { recipientKey, type Channel, type Sent } from '../contract/channel.js';
import { backoff } from '../domain/backoff.js';
import { kindFor, knownKinds } from './kinds.js';
import type { Outbox, Outcome } from './outbox.js';
import { messageToSend, type Parcel } from './take-message.js';
import type { MessageToWrite, Wording, Words } from './words.js';

interface Sending {
  readonly context: PluginContext;
  readonly outbox: Outbox;
  readonly words: Words;
  readonly channel: Contributed<Channel>;
  readonly parcel: Parcel;
  /** attempts before it is a dead letter */
  readonly attempts: number;
  /** nothing is sent any more: the house drains, or the worker's time with it is nearly over */
  readonly signal: AbortSignal;
  /** the house drains */
  readonly cut: AbortSignal;
}

type Attempt = Sent | { readonly outcome: 'unreachable'; readonly refusal: Refusal };

const LONGEST_ADDRESS = 190;
const LONGEST_SAID = 500;

/** Sends what was taken, and writes down what became of it: in a transaction of its own, unless another worker has it by then. */
export async function sendParcel(sending: Sending): Promise<void> {
  const { context, outbox, channel, parcel } = sending;
  const [first] = parcel.messages;
  if (!first) return;
  const ids = parcel.messages.map(({ id }) => id);
  let address: string | null = null;
  let attempt: Attempt;
  try {
    const key = recipientKey(first.recipient);
    address = (await channel.value.addresses(channel.context, [first.recipient])).get(key) ?? null;
    attempt = address === null ? unreachable(channel) : await send(sending, address);
  } catch (error) {
    context.log.warn(
      { err: error, message: first.id, channel: channel.value.name },
      'a message was not sent',
    );
    attempt = { outcome: 'later', refusal: { code: 'attempt-failed', said: said(error) } };
  }
  const now = await context.database.now();
  const outcome = outcomeOf(sending, attempt, address, now);
  const settled = await context.database.transaction((tx) => outbox.settle(tx, ids, parcel.heldBy, outcome));
  if (settled < ids.length)
    context.log.warn({ message: first.id }, 'a message took so long that another worker has taken it');
}

async function send(sending: Sending, address: string): Promise<Sent> {
  const { channel, parcel, signal } = sending;
  const [first] = parcel.messages;
  const wording = await write(sending, address);
  if (!first) throw new Error('A parcel holds at least one message.');
  signal.throwIfAborted();
  const { id, uniqueKey, kind, priority, recipient, language } = first;
  return channel.value.send(
    channel.context,
    { ...{ id, uniqueKey, kind, priority, recipient, address, language }, ...wording },
    signal,
  );
}

function write({ context, words, parcel }: Sending, address: string): Promise<Wording> {
  const kinds = knownKinds(context);
  const messages = parcel.messages.map((message): MessageToWrite => ({
    message: messageToSend(message),
    ...{ recipientName: message.recipientName, address, kind: kindFor(kinds, message.kind) },
  }));
  const [first, ...others] = messages;
  if (!first) throw new Error('A parcel holds at least one message.');
  if (parcel.digest === null || others.length === 0) return words.write(context, first);
  const { recipient, language } = first.message;
  const { recipientName } = first;
  return words.writeDigest(context, {
    ...{ rhythm: parcel.digest, recipient, recipientName, address, language, messages },
  });
}

function unreachable({ plugin, value }: Contributed<Channel>): Attempt {
  return { outcome: 'unreachable', refusal: { code: value.unreachable, plugin } };
}

function outcomeOf(
  { channel, parcel, attempts, cut }: Sending,
  attempt: Attempt,
  address: string | null,
  now: Date,
): Outcome {
  const made = Math.max(...parcel.messages.map((message) => message.attempts));
  const shown = address?.slice(0, LONGEST_ADDRESS) ?? null;
  const kept = {
    address: shown,
    reference: null,
    reason: null,
    dueAt: null,
    sentAt: null,
    attempts: 1 as const,
    isDoubtful: attempt.outcome === 'later' && attempt.mayHaveArrived === true,
  };
  if (attempt.outcome === 'sent')
    return { ...kept, state: 'sent', reference: attempt.reference, sentAt: now };
  const reason = JSON.stringify({ plugin: channel.plugin, ...attempt.refusal });
  if (attempt.outcome === 'unreachable') return { ...kept, state: 'dropped', reason };
  if (attempt.outcome === 'never') return { ...kept, state: 'failed', reason, dueAt: now };
  // Cut short because the house drains: it goes on where the house next stands up.
  if (cut.aborted) return { ...kept, state: 'waiting', reason, dueAt: now, attempts: 0 };
  // The other side is well and has said when to come back: nothing has failed.
  if (attempt.afterMs !== undefined)
    return { ...kept, state: 'waiting', reason, dueAt: later(now, attempt.afterMs), attempts: 0 };
  if (made >= attempts) return { ...kept, state: 'failed', reason, dueAt: now };
  return { ...kept, state: 'waiting', reason, dueAt: later(now, backoff(made, Math.random())) };
}

function later(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}

function said(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_SAID);
}
