// What representatives and operators are told of the ledger, on the news of billing.
import { theHouse, type Role } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { billingDocuments } from '../../../billing/contract/documents.js';
import type { MessageToSend, NoticeFacts, NoticeKind, NoticeSample } from '../../contract/notice-kind.js';
import { ledgerNews, type NewsTable } from '../database/ledger-news.js';
import { attached } from './attached.js';

type Read = (queries: QueryHandle, id: string) => Promise<NoticeFacts | null>;

interface LedgerKind {
  readonly what: string;
  readonly roles?: readonly Role[];
  readonly channels?: readonly string[];
  readonly sample: NoticeSample;
  readonly attachments?: NoticeKind['attachments'];
  readonly lookAgain?: NoticeKind['lookAgain'];
}

const THEIRS: readonly Role[] = ['representative'];
const OURS: readonly Role[] = ['admin', 'operator'];
const EVERYWHERE = ['email', 'telegram', 'inbox'];

const harbour = {
  representativeId: '00000000-0000-7000-8000-000000000002',
  representative: 'Harbour Telecom',
  currency: 'EUR',
};
const anInvoice = {
  ...harbour,
  invoiceId: '00000000-0000-7000-8000-000000000001',
  ...{ number: 'INV-2026-00042', status: 'issued', total: '125000', outstanding: '90000' },
  ...{ issueDate: '2026-03-01', dueDate: '2026-03-15', voidedOn: '2026-03-02' },
  reason: 'It was issued twice.',
};
const aClaim = {
  ...harbour,
  ...{ claimId: '00000000-0000-7000-8000-000000000003', amount: '90000', paidOn: '2026-03-14' },
  ...{ invoiceNumber: 'INV-2026-00042', note: 'By bank transfer', reason: 'No such payment has come.' },
};
const aDispute = {
  ...anInvoice,
  disputeId: '00000000-0000-7000-8000-000000000004',
  ...{ reason: 'The port was down for two weeks.', resolution: 'A credit note for two weeks was issued.' },
};

const ofInvoice = sampleOf('Invoice', { table: 'invoice', title: 'number' }, ledgerNews.invoice, anInvoice);
/** A preview of an invoice that counts shows how it would read if it did not. */
const ofVoided: NoticeSample = {
  ...ofInvoice,
  async facts(...asked) {
    const facts = await ofInvoice.facts(...asked);
    return facts && { ...facts, voidedOn: facts['voidedOn'] ?? facts['dueDate'] };
  },
};

const ofClaim = sampleOf('PaymentClaim', { table: 'payment_claim', title: 'note' }, ledgerNews.claim, aClaim);
const ofDispute = sampleOf(
  'InvoiceDispute',
  { table: 'invoice_dispute', title: 'reason' },
  ledgerNews.dispute,
  aDispute,
);

const invoicePdf: NoticeKind['attachments'] = async (context, { facts, language }) => [
  attached(
    await context
      .use(billingDocuments)
      .invoice(theHouse('job'), { invoiceId: String(facts['invoiceId']), language }),
  ),
];

export const ledgerKinds: readonly NoticeKind[] = [
  kind({
    what: 'invoice-issued',
    sample: ofInvoice,
    attachments: invoicePdf,
    lookAgain: again(
      ledgerNews.invoice,
      'invoiceId',
      ({ status }) => status === 'void' && 'notice-invoice-void',
    ),
  }),
  kind({
    what: 'invoice-sent',
    sample: {
      ...ofInvoice,
      async facts(...asked) {
        const facts = await ofInvoice.facts(...asked);
        return facts && { ...facts, note: null };
      },
    },
    attachments: invoicePdf,
    lookAgain: again(
      ledgerNews.invoice,
      'invoiceId',
      ({ status }) => status === 'void' && 'notice-invoice-void',
    ),
  }),
  kind({
    what: 'payment-received',
    sample: sampleOf('Payment', { table: 'payment', title: 'reference' }, ledgerNews.payment, {
      ...harbour,
      paymentId: '00000000-0000-7000-8000-000000000005',
      ...{ amount: '90000', reference: 'INV-2026-00042', receivedOn: '2026-03-14' },
    }),
    lookAgain: again(
      ledgerNews.payment,
      'paymentId',
      ({ reversedOn }) => reversedOn !== null && 'notice-payment-reversed',
    ),
  }),
  kind({
    what: 'credit-note-issued',
    sample: sampleOf('CreditNote', { table: 'credit_note', title: 'number' }, ledgerNews.creditNote, {
      ...harbour,
      creditNoteId: '00000000-0000-7000-8000-000000000006',
      ...{ number: 'CN-2026-00007', invoiceNumber: 'INV-2026-00042', amount: '35000' },
      ...{ issueDate: '2026-03-10', reason: 'Outage of 3 March' },
    }),
    attachments: async (context, { facts, language }) => [
      attached(
        await context
          .use(billingDocuments)
          .creditNote(theHouse('job'), { creditNoteId: String(facts['creditNoteId']), language }),
      ),
    ],
  }),
  kind({ what: 'invoice-voided', sample: ofVoided }),
  kind({ what: 'payment-claimed', roles: OURS, sample: ofClaim }),
  kind({ what: 'claim-confirmed', sample: ofClaim }),
  kind({ what: 'claim-rejected', sample: ofClaim }),
  kind({ what: 'invoice-disputed', roles: OURS, sample: ofDispute }),
  kind({ what: 'dispute-resolved', sample: ofDispute }),
];

function kind({ what, roles = THEIRS, channels = EVERYWHERE, ...rest }: LedgerKind): NoticeKind {
  return {
    name: `notifications.${what}`,
    ...{ roles, channels, comesBy: 'tell', hasTemplates: true, priority: 1 },
    ...rest,
  };
}

/** Of a record that the actor may see in the panel: by permission and row scope there. */
function sampleOf(model: string, table: NewsTable, read: Read, madeUp: NoticeFacts): NoticeSample {
  return {
    model,
    choices: ({ database }, actor, term) => ledgerNews.choices(database.queries, actor, table, term),
    async facts(context, actor, queries, id) {
      if (id === null) return madeUp;
      const [seen] = await context.records.visible(actor, model, [id]);
      return seen ? read(queries, id) : null;
    },
  };
}

function again(
  read: Read,
  id: string,
  whyNot: (facts: NoticeFacts) => string | false,
): NonNullable<NoticeKind['lookAgain']> {
  return async (_context: PluginContext, tx, message: MessageToSend) => {
    const facts = await read(tx.queries, String(message.facts[id]));
    if (!facts) return { dropped: 'notice-record-gone' };
    const dropped = whyNot(facts);
    // Who sends from a chat names the record alone.
    return dropped === false ? { facts: { note: null, ...message.facts, ...facts } } : { dropped };
  };
}
