import type { Actor } from '../../../../src/kernel/permissions.js';
import { daysBetween } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { OwedInvoice } from '../../../billing/contract/open-invoices.js';
import { recipientsOf } from '../../domain/plan-reminders.js';
import { todayOf, type ReminderNeeds } from './needs.js';
import { readReach } from './plan-asked.js';
import { tellingByHand } from './telling.js';

/** Refuses `invoice-not-found`, `nothing-outstanding`, `disputed`, `nobody-to-remind`, `reminded-today`. */
export function makeRemindNow(needs: ReminderNeeds) {
  const { database, notifications, openInvoices } = needs;
  return async (
    actor: Actor,
    invoiceId: string,
  ): Promise<Result<{ readonly number: string; readonly messages: number }, Refusal>> => {
    const today = await todayOf(needs);
    return database.transaction(async (tx) => {
      const found = owing(await openInvoices.find(tx.queries, actor, invoiceId));
      if (!found.ok) return found;
      const invoice = found.value;
      if (invoice.disputed) return err({ code: 'disputed', number: invoice.number });
      const reach = await readReach(needs, tx.queries, [invoice]);
      const to = recipientsOf(invoice, 'representative', reach);
      if (to.length === 0) return err({ code: 'nobody-to-remind', name: invoice.representativeName });
      const daysLate = daysBetween(invoice.dueOn, today);
      const telling = tellingByHand(invoice, { daysLate, today, to });
      const messages = await notifications.tell(tx, telling);
      // The key is one a day: nothing new means that somebody was quicker.
      if (messages === 0) return err({ code: 'reminded-today', number: invoice.number });
      await tx.audit({
        actor,
        action: 'notifications.remind-now',
        ...{ entity: 'Invoice', entityId: invoice.id },
        after: { day: today, messages },
      });
      return ok({ number: invoice.number, messages });
    });
  };
}

/** Refuses `invoice-not-found`, `nothing-outstanding`. */
export function owing(invoice: OwedInvoice | null): Result<OwedInvoice, Refusal> {
  if (!invoice) return err({ code: 'invoice-not-found' });
  const isOpen = invoice.status === 'issued' || invoice.status === 'partly_paid';
  return isOpen && invoice.outstanding > 0n
    ? ok(invoice)
    : err({ code: 'nothing-outstanding', number: invoice.number });
}
