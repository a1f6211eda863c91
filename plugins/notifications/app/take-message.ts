import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import type { Refusal } from '../../../src/values/result.js';
import { recipientKey } from '../contract/channel.js';
import type { MessageToSend, NoticeFacts } from '../contract/notice-kind.js';
import { kindFor, knownKinds } from './kinds.js';
import type { Candidate, Choices, Outbox } from './outbox.js';

/** What one worker has to send: a message by itself, or a digest of several. */
export interface Parcel {
  readonly heldBy: string;
  readonly messages: readonly Candidate[];
  readonly digest: 'hourly' | 'daily' | null;
}

/** `nothing`: the channel has nothing that is due. `passed`: something was dropped or left to others; there may be more. */
export type Taken =
  { readonly is: 'parcel'; readonly parcel: Parcel } | { readonly is: 'passed' | 'nothing' };

interface Taking {
  readonly context: PluginContext;
  readonly outbox: Outbox;
  readonly choices: Choices;
  readonly channel: string;
  /** the database's time */
  readonly now: Date;
  readonly holdMs: number;
  /** starts after which a message that ends processes is given up */
  readonly attempts: number;
}

/** Takes what the channel sends next, in a transaction of its own: what need not be said any more is dropped there. */
export function takeNext(taking: Taking): Promise<Taken> {
  const { context, outbox, channel, now, holdMs } = taking;
  return context.database.transaction(async (tx): Promise<Taken> => {
    const candidate = await outbox.next(tx, channel, now);
    if (!candidate) return { is: 'nothing' };
    const gathered = candidate.digest === null ? [candidate] : await outbox.digestOf(tx, candidate, now);
    const messages: Candidate[] = [];
    for (const each of gathered ?? []) {
      const facts = await factsNow(taking, tx, each);
      if (facts) messages.push({ ...each, facts });
    }
    if (messages.length === 0) return { is: 'passed' };
    const heldBy = newId();
    await outbox.hold(tx, messages, { heldBy, until: new Date(now.getTime() + holdMs) });
    return { is: 'parcel', parcel: { heldBy, messages, digest: candidate.digest } };
  });
}

/** What it says now; null when it does not go, and then it is said why. */
async function factsNow(
  { context, outbox, choices, attempts }: Taking,
  tx: Transaction,
  candidate: Candidate,
): Promise<NoticeFacts | null> {
  const end = async (state: 'failed' | 'dropped', refusal: Refusal): Promise<null> => {
    await outbox.end(tx, [candidate.id], { state, reason: JSON.stringify(refusal) });
    return null;
  };
  if (candidate.isDoubtful && candidate.attempts > attempts) return end('failed', { code: 'never-ended' });
  if (await outbox.isSuperseded(tx, candidate)) return end('dropped', { code: 'superseded' });
  const { recipient } = candidate;
  const reader = (await choices.readers(tx.queries, [recipient])).get(recipientKey(recipient));
  if (!reader?.active) return end('dropped', { code: 'recipient-not-active' });
  const known = kindFor(knownKinds(context), candidate.kind);
  if (!known.value.lookAgain) return candidate.facts;
  const seen = await known.value.lookAgain(known.context, tx, messageToSend(candidate));
  return 'facts' in seen ? seen.facts : end('dropped', { code: seen.dropped, plugin: known.plugin });
}

export function messageToSend(candidate: Candidate): MessageToSend {
  const { id, kind, channel, recipient, language, facts, entity, entityId, link, stage } = candidate;
  return { id, kind, channel, recipient, language, facts, entity, entityId, link, stage };
}
