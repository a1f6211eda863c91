import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { err } from '../../../src/values/result.js';
import { invoicesView } from '../../billing/contract/invoices-view.js';
import type { NoticeFacts } from '../contract/notice-kind.js';
import type { SentByHand } from '../contract/sent-by-hand.js';
import type { makeSendByHand } from './send-by-hand.js';

const LONGEST_NOTE = 500;

interface Needs {
  readonly sendByHand: ReturnType<typeof makeSendByHand>;
  /** null while it is a draft */
  readonly factsOf: (queries: QueryHandle, invoiceId: string) => Promise<NoticeFacts | null>;
}

export function makeSendInvoice(
  context: PluginContext,
  { sendByHand, factsOf }: Needs,
): SentByHand['sendInvoice'] {
  return async (actor, { invoiceId, note }) => {
    if (!context.may(actor, 'notifications.send')) return err({ code: 'not-permitted' });
    const seen = await context.use(invoicesView).one(actor, invoiceId);
    if (!seen.ok) return err({ code: 'invoice-not-found' });
    if (seen.value.status === 'void') return err({ code: 'notice-invoice-void' });
    const facts = await factsOf(context.database.queries, invoiceId);
    if (!facts) return err({ code: 'invoice-not-issued' });
    const words = note?.trim().slice(0, LONGEST_NOTE) ?? '';
    return sendByHand(context, actor, {
      action: 'notifications.send-invoice',
      kind: 'notifications.invoice-sent',
      facts: { ...facts, note: words === '' ? null : words },
      ...{ entity: 'Invoice', entityId: invoiceId, representativeId: seen.value.representativeId },
      link: `/admin/resources/Invoice/records/${invoiceId}/show`,
    });
  };
}
