import { theHouse } from '../../../../src/kernel/permissions.js';
import type { Transaction } from '../../../../src/kernel/ports.js';
import { daysBetween } from '../../../../src/values/local-date.js';
import type { MessageToSend, NoticeFacts } from '../../contract/notice-kind.js';
import { ladderFor, newestStage } from '../../domain/ladder.js';
import { recipientsOf } from '../../domain/plan-reminders.js';
import { todayOf, type ReminderNeeds } from './needs.js';
import { readReach } from './plan-asked.js';
import { reminderFacts, type ReminderFacts } from './telling.js';

const house = theHouse('job');

export type SeenAgain = { readonly facts: NoticeFacts } | { readonly dropped: string };

/** A reminder just before it goes out: what is true now counts, not what was true when it was queued. */
export function makeLookAgain(needs: ReminderNeeds) {
  const { ladders, openInvoices, pauses } = needs;
  return async (tx: Transaction, message: MessageToSend): Promise<SeenAgain> => {
    const queued = message.facts as ReminderFacts;
    const today = await todayOf(needs);
    const invoice = await openInvoices.find(tx.queries, house, queued.invoiceId);
    if (!invoice) return { dropped: 'reminder-invoice-gone' };
    if (invoice.status === 'void') return { dropped: 'reminder-void' };
    if (invoice.status === 'paid' || invoice.outstanding <= 0n) return { dropped: 'reminder-paid' };
    if (invoice.disputed) return { dropped: 'reminder-disputed' };
    const daysLate = daysBetween(invoice.dueOn, today);
    const reach = await readReach(needs, tx.queries, [invoice]);
    const { kind, id } = message.recipient;
    const isReached = recipientsOf(invoice, queued.audience, reach).some(
      (each) => each.kind === kind && each.id === id,
    );
    if (!isReached) return { dropped: 'reminder-not-theirs' };
    if (queued.byHand) {
      const { day, audience, wording } = queued;
      return { facts: { ...reminderFacts(invoice, daysLate, { day, audience, wording }), byHand: true } };
    }

    const held = await pauses.ofInvoices(tx.queries, [invoice.id]);
    if (held.some(({ until }) => until === null || today <= until)) return { dropped: 'reminder-paused' };
    const ladder = ladderFor(await ladders.all(tx.queries), invoice);
    const stage = ladder?.stages.find(
      ({ day, audience }) => day === queued.day && audience === queued.audience,
    );
    if (!ladder || !stage) return { dropped: 'reminder-stage-gone' };
    const newest = newestStage(ladder, stage.audience, daysLate);
    if (newest !== null && newest.day > stage.day) return { dropped: 'reminder-overtaken' };
    const extra = stage.extra[message.language] ?? null;
    return { facts: { ...reminderFacts(invoice, daysLate, stage), extra } };
  };
}
