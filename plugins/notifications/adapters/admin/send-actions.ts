import type { ActionOutcome, ActionRequest, AdminAction } from '../../../../src/kernel/contributions.js';
import { parseLocalDate } from '../../../../src/values/local-date.js';
import { ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { channelNames } from '../../app/preferences.js';
import { sentByHand, type Queued } from '../../contract/sent-by-hand.js';
import { letterUseCases } from '../../letter-use-cases.js';
import { lastMonth, STATEMENT, statementFacts, type Span } from '../notices/statement-kind.js';

const sendInvoice: AdminAction = {
  name: 'send',
  resource: 'Invoice',
  on: 'record',
  permission: 'notifications.send',
  icon: 'Mail',
  available: ({ status }) => status !== 'draft' && status !== 'void',
  form: [{ name: 'note', kind: 'longtext' }],
  async run(request) {
    const {
      context,
      actor,
      ids: [id = ''],
      input,
    } = request;
    const note = typeof input['note'] === 'string' ? input['note'] : null;
    const sent = await context.use(sentByHand).sendInvoice(actor, { invoiceId: id, note });
    return sent.ok ? ok(done('Invoice.send', request, sent.value)) : sent;
  },
};

const sendStatement: AdminAction = {
  name: 'send-statement',
  resource: 'Representative',
  on: 'record',
  permission: 'notifications.send',
  icon: 'Mail',
  form: [
    { name: 'from', kind: 'date', required: true },
    { name: 'to', kind: 'date', required: true },
  ],
  defaults: async ({ context }) => ({ ...(await lastMonth(context)) }),
  async run(request) {
    const {
      context,
      actor,
      ids: [id = ''],
      input,
    } = request;
    const span = readSpan(input);
    if (!span.ok) return span;
    const facts = await statementFacts(context, actor, id, span.value);
    if (!facts.ok) return facts;
    const sent = await context.use(letterUseCases).sendByHand(context, actor, {
      ...{ action: 'notifications.send-statement', kind: STATEMENT, facts: facts.value },
      ...{ entity: 'Representative', entityId: id, representativeId: id },
      link: `/admin/resources/Representative/records/${id}/show`,
    });
    return sent.ok ? ok(done('Representative.send-statement', request, sent.value)) : sent;
  },
};

export const sendActions: readonly AdminAction[] = [sendInvoice, sendStatement];

function readSpan(input: Readonly<Record<string, unknown>>): Result<Span, Refusal> {
  const from = parseLocalDate(String(input['from'] ?? ''));
  if (!from.ok) return from;
  const to = parseLocalDate(String(input['to'] ?? ''));
  return to.ok ? ok({ from: from.value, to: to.value }) : to;
}

function done(action: string, { context, language }: ActionRequest, { byChannel }: Queued): ActionOutcome {
  const titles = new Map(channelNames(context).map(({ name, title }) => [name, title]));
  const channels = [...byChannel].map(([name, count]) => {
    const channel = context.translator.text(language, titles.get(name) ?? name);
    return context.translator.text(language, 'notifications:queued', { channel, count });
  });
  return { message: { key: `notifications:actions.${action}.done`, facts: { channels } } };
}
