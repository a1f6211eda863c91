import type { LocalDate } from '../../../../src/values/local-date.js';
import type { NoticeFacts, Recipient } from '../../contract/notice-kind.js';
import type { Telling } from '../../contract/notifications.js';
import type { Audience, Stage, Wording } from '../../domain/ladder.js';
import type { Owed } from '../../domain/owed.js';
import type { ToRemind } from '../../domain/plan-reminders.js';

export const REMINDER = 'notifications.reminder';

/** What a reminder says; `byHand`: somebody asked for it, whatever the ladder says. */
export interface ReminderFacts extends NoticeFacts {
  readonly invoiceId: string;
  readonly number: string;
  /** minor units in a string, as `outstanding` */
  readonly total: string;
  readonly outstanding: string;
  readonly currency: string;
  /** YYYY-MM-DD */
  readonly dueDate: string;
  /** negative: until the due date */
  readonly daysLate: number;
  /** of the stage; of one by hand the days late when it was asked for */
  readonly day: number;
  readonly audience: Audience;
  readonly wording: Wording;
  /** a sentence of the house's own in the reader's language; known when it is sent */
  readonly extra: string | null;
  readonly representative: string;
  readonly byHand: boolean;
}

export function reminderFacts(
  invoice: Owed,
  daysLate: number,
  { day, audience, wording }: Pick<Stage, 'day' | 'audience' | 'wording'>,
): ReminderFacts {
  return {
    invoiceId: invoice.id,
    number: invoice.number,
    total: String(invoice.total),
    outstanding: String(invoice.outstanding),
    currency: invoice.currency,
    dueDate: invoice.dueOn,
    ...{ daysLate, day, audience, wording },
    extra: null,
    representative: invoice.representativeName,
    byHand: false,
  };
}

export function tellingOf({ invoice, daysLate, stage, to }: ToRemind): Telling {
  return {
    ...aboutInvoice(invoice, stage.audience, to),
    facts: reminderFacts(invoice, daysLate, stage),
    uniqueKey: `reminder:${invoice.id}:${stage.day}:${stage.audience}`,
    stage: stage.day,
    ...(stage.channels.length > 0 ? { channels: stage.channels } : {}),
  };
}

/** To the representative, once a day: a stage of the ladder that waits gives way to it. */
export function tellingByHand(
  invoice: Owed,
  {
    daysLate,
    today,
    to,
  }: { readonly daysLate: number; readonly today: LocalDate; readonly to: readonly Recipient[] },
): Telling {
  const wording: Wording = daysLate <= 0 ? 'friendly' : 'plain';
  const stage = { day: daysLate, audience: 'representative', wording } as const;
  return {
    ...aboutInvoice(invoice, 'representative', to),
    facts: { ...reminderFacts(invoice, daysLate, stage), byHand: true },
    uniqueKey: byHandKey(invoice.id, today),
    stage: daysLate,
  };
}

export function byHandKey(invoiceId: string, today: LocalDate): string {
  return `reminder:${invoiceId}:hand-${today}:representative`;
}

function aboutInvoice({ id }: Owed, audience: Audience, to: readonly Recipient[]) {
  return {
    kind: REMINDER,
    to,
    ...{ entity: 'Invoice', entityId: id, link: `/admin/resources/Invoice/records/${id}/show` },
    thread: `reminder:${id}:${audience}`,
  };
}
