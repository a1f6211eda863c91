import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { Refusal, Result } from '../../../src/values/result.js';

export interface Queued {
  /** notices in the inbox among them */
  readonly messages: number;
  /** how many of them by the channel's name */
  readonly byChannel: ReadonlyMap<string, number>;
}

/** What somebody sends to a representative now, by the channels of the representative's own choice. */
export interface SentByHand {
  /**
   * Once a minute: what is asked for twice is sent once. Refuses `not-permitted`,
   * `invoice-not-found` (also one outside the actor's row scope), `invoice-not-issued`, `notice-invoice-void`, `nowhere-to-send`.
   * @param invoice.note words of the sender above the letter's own, at most 500 characters of them; null: none
   */
  sendInvoice(
    actor: Actor,
    invoice: { readonly invoiceId: string; readonly note: string | null },
  ): Promise<Result<Queued, Refusal>>;
}

export const sentByHand = defineService<SentByHand>('notifications.sent-by-hand');
