import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** Reminders by hand, and what holds them. Within the actor's row scope. */
export interface Reminders {
  /**
   * Now, whatever the ladder says, by the channels of the representative's own choice. Refuses `invoice-not-found`,
   * `nothing-outstanding`, `reminded-today`, `disputed`, `nobody-to-remind`.
   */
  remindNow(actor: Actor, invoiceId: string): Promise<Result<{ readonly messages: number }, Refusal>>;
  /** A promise to pay until a day, inclusive. Refuses `invoice-not-found`, `nothing-outstanding`, `day-passed`. */
  promise(
    actor: Actor,
    promise: { readonly invoiceId: string; readonly until: LocalDate; readonly note: string | null },
  ): Promise<Result<true, Refusal>>;
}

export const reminders = defineService<Reminders>('notifications.reminders');
