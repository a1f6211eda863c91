import type { Actor } from '../../../../src/kernel/permissions.js';
import { newId } from '../../../../src/values/ids.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { Pause } from '../../domain/plan-reminders.js';
import { todayOf, type ReminderNeeds } from './needs.js';
import { owing } from './remind-now.js';

export interface PauseAsked extends Pause {
  readonly note: string | null;
}

/** A promise to pay, or a pause for another reason; until its last day. Refuses `invoice-not-found`, `nothing-outstanding`, `day-passed`. */
export function makePauseReminders(needs: ReminderNeeds) {
  const { clock, database, openInvoices, pauses } = needs;
  return async (
    actor: Actor,
    { invoiceId, reason, until, note }: PauseAsked,
  ): Promise<Result<{ readonly number: string; readonly until: LocalDate | null }, Refusal>> => {
    const today = await todayOf(needs);
    if (until !== null && until < today) return err({ code: 'day-passed', day: until });
    return database.transaction(async (tx) => {
      const found = owing(await openInvoices.find(tx.queries, actor, invoiceId));
      if (!found.ok) return found;
      const { id, number, representativeId } = found.value;
      const at = clock.now();
      // A new word replaces the one before: somebody who promises again is not held to both.
      for (const before of await pauses.ofInvoices(tx.queries, [id])) {
        if (before.reason === reason) await pauses.end(tx.queries, before.id, at);
      }
      const pause = { ...{ id: newId(), invoiceId: id, representativeId }, ...{ reason, until, note } };
      await pauses.add(tx.queries, { ...pause, createdBy: actor.userId, at });
      await tx.audit({
        actor,
        action: 'notifications.pause-reminders',
        ...{ entity: 'ReminderPause', entityId: pause.id },
        after: { invoiceId: id, reason, until, note },
      });
      return ok({ number, until });
    });
  };
}

/** Ends every pause of an invoice. Refuses `invoice-not-found`, `not-paused`. */
export function makeEndPauses({ clock, database, openInvoices, pauses }: ReminderNeeds) {
  return async (
    actor: Actor,
    { invoiceId }: { readonly invoiceId: string },
  ): Promise<Result<{ readonly number: string }, Refusal>> =>
    database.transaction(async (tx) => {
      const invoice = await openInvoices.find(tx.queries, actor, invoiceId);
      if (!invoice) return err({ code: 'invoice-not-found' });
      const at = clock.now();
      const ended = [];
      for (const { id } of await pauses.ofInvoices(tx.queries, [invoiceId])) {
        if (await pauses.end(tx.queries, id, at)) ended.push(id);
      }
      if (ended.length === 0) return err({ code: 'not-paused', number: invoice.number });
      for (const id of ended) {
        await tx.audit({
          actor,
          action: 'notifications.end-pause',
          ...{ entity: 'ReminderPause', entityId: id },
          before: { endedAt: null },
          after: { endedAt: at.toISOString() },
        });
      }
      return ok({ number: invoice.number });
    });
}
