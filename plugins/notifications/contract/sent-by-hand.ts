import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** What somebody sends to a representative now, by the channels of the representative's own choice. */
export interface SentByHand {
  /**
   * Once a minute: what is asked for twice is sent once. Returns how many messages were queued. Refuses `not-permitted`,
   * `invoice-not-found` (also one outside the actor's row scope), `invoice-not-issued`, `notice-invoice-void`, `nowhere-to-send`.
   * @param invoice.note words of the sender above the letter's own, at most 500 characters of them; null: none
   */
  sendInvoice(
    actor: Actor,
    invoice: { readonly invoiceId: string; readonly note: string | null },
  ): Promise<Result<{ readonly messages: number }, Refusal>>;
}

export const sentByHand = defineService<SentByHand>('notifications.sent-by-hand');
