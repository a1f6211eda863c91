import { billingDocuments } from '../../../billing/contract/documents.js';
import { invoicesView, type InvoiceSeen } from '../../../billing/contract/invoices-view.js';
import { settlement } from '../../../billing/contract/settlement.js';
import { reminders } from '../../../notifications/contract/reminders.js';
import { sentByHand } from '../../../notifications/contract/sent-by-hand.js';
import { dayInWriting, priceInWriting } from '../../../../src/values/in-writing.js';
import type { Answer, BotAction, BotFeature, ScreenButton, Talk } from '../../contract/feature.js';
import { html } from '../../contract/text.js';
import { refused } from './refused.js';

const FOUND_AT_MOST = 8;
const TERM_AT_MOST = 100;

const action = (run: BotAction['run']): BotAction => ({ version: 1, run });

/** A representative or an invoice by number or name: how it stands, and to send it, to remind of it, to print it. */
export const sendFeature: BotFeature = {
  name: 'send',
  permission: 'notifications.send',
  roles: ['admin', 'operator'],
  inMenu: true,
  isCommand: true,
  open: ask,
  actions: {
    open: action(ask),
    payer: action((talk, [id = '']) => showPayer(talk, id, null)),
    turn: action((talk, [id = '', after = '']) => showPayer(talk, id, after)),
    invoice: action((talk, [id = '']) => showInvoice(talk, id)),
    send: action((talk, [id = '']) => askToSend(talk, id)),
    'send-now': action((talk, [id = '']) => sendInvoice(talk, id)),
    remind: action((talk, [id = '']) => remind(talk, id)),
    print: action((talk, [id = '']) => print(talk, id)),
  },
  steps: { term: { answer: find } },
};

const say = ({ t }: Talk, key: string, facts?: Readonly<Record<string, unknown>>): string =>
  t(`telegram:bot.send.${key}`, facts);
const back = (talk: Talk, to: string, ...args: readonly string[]): readonly ScreenButton[] => [
  { label: talk.t('telegram:bot.staff.back'), action: to, args },
];

async function ask(talk: Talk): Promise<void> {
  await talk.expect('term', {});
  await talk.show({
    text: html`<b>${say(talk, 'title')}</b>
${say(talk, 'ask')}`,
  });
}

async function find(talk: Talk, answer: Answer): Promise<void> {
  const term = answer.kind === 'text' ? answer.text.trim().slice(0, TERM_AT_MOST) : '';
  if (term === '') return ask(talk);
  const { payers, openInvoices } = talk.context.use(settlement);
  const { queries } = talk.context.database;
  const number = term.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const people = await payers(queries, talk.actor, { term, limit: FOUND_AT_MOST });
  const buttons: (readonly ScreenButton[])[] = [];
  for await (const page of openInvoices(queries, talk.actor, { numbers: [number], limit: FOUND_AT_MOST }))
    buttons.push(...page.map(({ id, ...invoice }) => [{ ...invoiceButton(talk, invoice), args: [id] }]));
  buttons.push(
    ...people.map(({ id, code, name }) => [{ label: `${name} (${code})`, action: 'send.payer', args: [id] }]),
  );
  await talk.finish();
  await talk.send({
    text: html`${say(talk, buttons.length === 0 ? 'nothing-found' : 'found', { term })}`,
    buttons: [...buttons, [{ label: say(talk, 'again'), action: 'send.open' }]],
  });
}

function invoiceButton(
  talk: Talk,
  invoice: Pick<InvoiceSeen, 'number' | 'outstanding' | 'currency'>,
): { readonly label: string; readonly action: string } {
  const amount = priceInWriting(invoice.outstanding, invoice.currency, talk.language);
  return { label: say(talk, 'invoice-button', { number: invoice.number, amount }), action: 'send.invoice' };
}

async function showPayer(talk: Talk, representativeId: string, after: string | null): Promise<void> {
  const asked = { representativeId, which: 'open' as const, after, limit: FOUND_AT_MOST };
  const { page, standing } = talk.context.use(invoicesView);
  const [found, owed] = await Promise.all([page(talk.actor, asked), standing(talk.actor, representativeId)]);
  if (!found.ok) return talk.show({ text: refused(talk, 'billing', found.error) });
  if (!owed.ok) return talk.show({ text: refused(talk, 'billing', owed.error) });
  const { invoices, more } = found.value;
  const [payer] = await talk.context
    .use(settlement)
    .payers(talk.context.database.queries, talk.actor, { ids: [representativeId] });
  const inWriting = (minor: bigint, currency: string) => priceInWriting(minor, currency, talk.language);
  const lines = owed.value.map(({ currency, open, overdue }) => {
    const facts = { open: inWriting(open, currency), overdue: inWriting(overdue, currency) };
    return html`${say(talk, 'owes', facts)}`;
  });
  const last = invoices.at(-1);
  await talk.show({
    text: html`<b>${payer?.name ?? ''}</b>
${lines.length === 0 ? [html`${say(talk, 'owes-nothing')}`] : lines}`,
    buttons: [
      ...invoices.map((invoice) => [{ ...invoiceButton(talk, invoice), args: [invoice.id] }]),
      ...(more && last
        ? [
            [
              {
                label: talk.t('telegram:bot.staff.next'),
                action: 'send.turn',
                args: [representativeId, last.id],
              },
            ],
          ]
        : []),
      [{ label: say(talk, 'again'), action: 'send.open' }],
    ],
  });
}

async function showInvoice(talk: Talk, id: string): Promise<void> {
  const found = await talk.context.use(invoicesView).one(talk.actor, id);
  if (!found.ok) return talk.show({ text: refused(talk, 'billing', found.error) });
  const invoice = found.value;
  const amount = (minor: bigint) => priceInWriting(minor, invoice.currency, talk.language);
  const button = (label: string): ScreenButton => ({
    label: say(talk, label),
    action: `send.${label}`,
    args: [id],
  });
  const isOpen = invoice.outstanding > 0n && invoice.status !== 'void';
  await talk.show({
    text: html`<b>${say(talk, 'invoice', { number: invoice.number })}</b>
${say(talk, `statuses.${invoice.status}`)}
${say(talk, 'amounts', { total: amount(invoice.total), outstanding: amount(invoice.outstanding) })}
${say(talk, 'due', { day: dayInWriting(invoice.dueOn, talk.language) })}
${invoice.disputed ? [html`${say(talk, 'disputed')}`] : []}`,
    buttons: [
      ...(invoice.status === 'void' ? [] : [[button('send')]]),
      ...(isOpen ? [[button('remind')]] : []),
      [button('print')],
      back(talk, 'send.payer', invoice.representativeId),
    ],
  });
}

async function askToSend(talk: Talk, id: string): Promise<void> {
  const found = await talk.context.use(invoicesView).one(talk.actor, id);
  if (!found.ok) return talk.show({ text: refused(talk, 'billing', found.error) });
  await talk.show({
    text: html`${say(talk, 'sure', { number: found.value.number })}`,
    buttons: [
      [{ label: say(talk, 'send'), action: 'send.send-now', args: [id] }],
      back(talk, 'send.invoice', id),
    ],
  });
}

async function sendInvoice(talk: Talk, id: string): Promise<void> {
  const sent = await talk.context.use(sentByHand).sendInvoice(talk.actor, { invoiceId: id, note: null });
  await talk.show({
    text: sent.ok
      ? html`${say(talk, 'sent', { count: sent.value.messages })}`
      : refused(talk, 'notifications', sent.error),
    buttons: [back(talk, 'send.invoice', id)],
  });
}

async function remind(talk: Talk, id: string): Promise<void> {
  const reminded = await talk.context.use(reminders).remindNow(talk.actor, id);
  await talk.show({
    text: reminded.ok
      ? html`${say(talk, 'reminded', { count: reminded.value.messages })}`
      : refused(talk, 'notifications', reminded.error),
    buttons: [back(talk, 'send.invoice', id)],
  });
}

async function print(talk: Talk, invoiceId: string): Promise<void> {
  const { language } = talk;
  const printed = await talk.context.use(billingDocuments).invoice(talk.actor, { invoiceId, language });
  if (!printed.ok) return talk.show({ text: refused(talk, 'billing', printed.error) });
  const { fileName, bytes, digest } = printed.value;
  await talk.sendDocument({ name: fileName, contentType: 'application/pdf', content: bytes, digest });
}
