// The news of billing, told in the transaction that takes note of it.
import type { Subscription } from '../../../../src/kernel/contributions.js';
import type { EventType } from '../../../../src/kernel/events.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Transaction } from '../../../../src/kernel/ports.js';
import { addDays, localDateIn } from '../../../../src/values/local-date.js';
import {
  claimDecided,
  creditNoteIssued,
  disputeResolved,
  invoiceDisputed,
  invoiceIssued,
  invoiceVoided,
  paymentClaimed,
  paymentRecorded,
} from '../../../billing/contract/events.js';
import type { NoticeFacts, Recipient } from '../../contract/notice-kind.js';
import { notifications } from '../../contract/notifications.js';
import { ledgerNews } from '../database/ledger-news.js';

/** What was dated longer ago is brought in by an import or entered late: it is no news to anybody. */
const DAYS_OF_NEWS = 14;
const OPERATORS_AT_MOST = 500;

/** A representative's users, else itself by the address that it gave. */
export async function behind(
  { people }: PluginContext,
  tx: Transaction,
  representativeId: string,
): Promise<readonly Recipient[]> {
  const users = await people.standingFor(tx.queries, { representativeIds: [representativeId] });
  if (users.length === 0) return [{ kind: 'representative', id: representativeId }];
  return users.map(({ id }) => ({ kind: 'user', id }));
}

async function operators({ people }: PluginContext): Promise<readonly Recipient[]> {
  const found = await people.find({ term: '', roles: ['operator'], limit: OPERATORS_AT_MOST });
  return found.map(({ id }) => ({ kind: 'user', id }));
}

interface News {
  readonly what: string;
  readonly facts: NoticeFacts | null;
  /** the record to go to */
  readonly entity: string;
  readonly id: string;
  /** YYYY-MM-DD; what happened long ago is not told */
  readonly on?: string;
  readonly to: readonly Recipient[];
}

type Report<Payload> = (context: PluginContext, tx: Transaction, payload: Payload) => Promise<News>;

export const ledgerSubscriptions: readonly Subscription<never>[] = [
  told(
    invoiceIssued,
    'tell-invoice-issued',
    async (context, tx, { invoiceId, representativeId, issueDate }) => ({
      what: 'invoice-issued',
      facts: await ledgerNews.invoice(tx.queries, invoiceId),
      ...{ entity: 'Invoice', id: invoiceId, on: issueDate },
      to: await behind(context, tx, representativeId),
    }),
  ),
  told(
    invoiceVoided,
    'tell-invoice-voided',
    async (context, tx, { invoiceId, representativeId, voidedOn }) => ({
      what: 'invoice-voided',
      facts: await ledgerNews.invoice(tx.queries, invoiceId),
      ...{ entity: 'Invoice', id: invoiceId, on: voidedOn },
      to: await behind(context, tx, representativeId),
    }),
  ),
  told(
    creditNoteIssued,
    'tell-credit-note-issued',
    async (context, tx, { creditNoteId, representativeId, issueDate }) => ({
      what: 'credit-note-issued',
      facts: await ledgerNews.creditNote(tx.queries, creditNoteId),
      ...{ entity: 'CreditNote', id: creditNoteId, on: issueDate },
      to: await behind(context, tx, representativeId),
    }),
  ),
  told(
    paymentRecorded,
    'tell-payment-received',
    async (context, tx, { paymentId, representativeId, receivedOn }) => ({
      what: 'payment-received',
      facts: await ledgerNews.payment(tx.queries, paymentId),
      ...{ entity: 'Payment', id: paymentId, on: receivedOn },
      to: await behind(context, tx, representativeId),
    }),
  ),
  told(paymentClaimed, 'tell-payment-claimed', async (context, tx, { claimId }) => ({
    what: 'payment-claimed',
    facts: await ledgerNews.claim(tx.queries, claimId),
    ...{ entity: 'PaymentClaim', id: claimId },
    to: await operators(context),
  })),
  told(claimDecided, 'tell-claim-decided', async (context, tx, { claimId, status, representativeId }) => ({
    what: status === 'confirmed' ? 'claim-confirmed' : 'claim-rejected',
    facts: await ledgerNews.claim(tx.queries, claimId),
    ...{ entity: 'PaymentClaim', id: claimId },
    to: await behind(context, tx, representativeId),
  })),
  told(invoiceDisputed, 'tell-invoice-disputed', async (context, tx, { disputeId }) => ({
    what: 'invoice-disputed',
    facts: await ledgerNews.dispute(tx.queries, disputeId),
    ...{ entity: 'InvoiceDispute', id: disputeId },
    to: await operators(context),
  })),
  told(disputeResolved, 'tell-dispute-resolved', async (context, tx, { disputeId, representativeId }) => ({
    what: 'dispute-resolved',
    facts: await ledgerNews.dispute(tx.queries, disputeId),
    ...{ entity: 'InvoiceDispute', id: disputeId },
    to: await behind(context, tx, representativeId),
  })),
];

function told<Payload>(
  event: EventType<Payload>,
  name: string,
  report: Report<Payload>,
): Subscription<never> {
  const subscription: Subscription<Payload> = {
    event,
    name,
    async handle({ context, event: { payload }, tx }) {
      const { what, facts, entity, id, on, to } = await report(context, tx, payload);
      if (!facts || to.length === 0 || (await isLongAgo(context, on))) return;
      await context.use(notifications).tell(tx, {
        kind: `notifications.${what}`,
        ...{ facts, to, entity, entityId: id },
        link: `/admin/resources/${entity}/records/${id}/show`,
        uniqueKey: `${what}:${id}`,
      });
    },
  };
  // Each knows its own payload; the list knows none.
  return subscription as unknown as Subscription<never>;
}

async function isLongAgo({ clock, organisation }: PluginContext, on: string | undefined): Promise<boolean> {
  if (on === undefined) return false;
  const today = localDateIn(clock.now(), (await organisation()).zone);
  return on < addDays(today, -DAYS_OF_NEWS);
}
