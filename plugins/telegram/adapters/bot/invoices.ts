import { billingDocuments } from '../../../billing/contract/documents.js';
import {
  invoicesView,
  type InvoiceInFull,
  type InvoiceSeen,
} from '../../../billing/contract/invoices-view.js';
import { decimalInWriting } from '../../../../src/values/in-writing.js';
import { formatQuantity } from '../../../../src/values/quantity.js';
import type { BotFeature, ScreenButton, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';
import { refused } from './refused.js';
import { dayOf, ownId, price, statusOf, told } from './representative-words.js';
import { sendPrint } from './send-print.js';

const ON_A_PAGE = 6;
const LINES = 5;

/** Invoices by pages, each of them, and its PDF. */
export const invoices: BotFeature = {
  name: 'invoices',
  permission: 'billing.invoice.read',
  roles: ['representative'],
  inMenu: true,
  isCommand: true,
  open: (talk) => list(talk, ['open']),
  actions: {
    // Which of them, and the last invoice of each page that was turned.
    list: { version: 1, run: list },
    one: { version: 1, run: one },
    pdf: { version: 1, run: pdf },
  },
};

async function list(talk: Talk, [asked, ...turned]: readonly string[]): Promise<void> {
  const { t, actor } = talk;
  const which = asked === 'all' ? 'all' : 'open';
  const after = turned.at(-1) ?? null;
  const page = { representativeId: ownId(talk), which, after, limit: ON_A_PAGE } as const;
  const found = await talk.context.use(invoicesView).page(actor, page);
  if (!found.ok) return talk.show({ text: refused(talk, 'billing', found.error) });
  const { invoices: seen, more } = found.value;
  const lines = seen.map((invoice) => lineOf(talk, invoice));
  const title = t(`telegram:bot.invoices.${which}`);
  const nothing = html`${t(`telegram:bot.invoices.none-${which}`)}`;
  const turn = (label: string, args: readonly string[]): ScreenButton => ({
    ...{ label: t(`telegram:bot.invoices.${label}`), action: 'invoices.list', args: [which, ...args] },
  });
  const last = seen.at(-1);
  const turning = [
    ...(turned.length > 0 ? [turn('newer', turned.slice(0, -1))] : []),
    ...(more && last ? [turn('older', [...turned, last.id])] : []),
  ];
  const other = which === 'open' ? 'all' : 'open';
  await talk.show({
    text: html`${[html`<b>${title}</b>`, html``, ...(lines.length === 0 ? [nothing] : lines)]}`,
    buttons: [
      ...seen.map(({ id, number, total, currency }) => [
        { label: `${number}, ${price(talk, total, currency)}`, action: 'invoices.one', args: [id] },
      ]),
      ...(turning.length > 0 ? [turning] : []),
      [
        { label: t(`telegram:bot.invoices.${other}`), action: 'invoices.list', args: [other] },
        { label: t('telegram:bot.balance.menu'), action: 'balance.show' },
      ],
    ],
  });
}

function lineOf(talk: Talk, invoice: InvoiceSeen): BotText {
  const { number, currency, outstanding, total, dueOn } = invoice;
  const facts = {
    status: statusOf(talk, invoice),
    amount: price(talk, outstanding > 0n ? outstanding : total, currency),
    day: dayOf(talk, dueOn),
  };
  const key = outstanding > 0n ? 'line-open' : 'line-settled';
  return html`<b>${number}</b>: ${talk.t(`telegram:bot.invoices.${key}`, facts)}`;
}

async function one(talk: Talk, [invoiceId = '']: readonly string[]): Promise<void> {
  const { t } = talk;
  const found = await talk.context.use(invoicesView).one(talk.actor, invoiceId);
  if (!found.ok) return talk.show(told(talk, refused(talk, 'billing', found.error)));
  const invoice = found.value;
  const of = (label: string, action: string): ScreenButton => ({ label, action, args: [invoice.id] });
  const isOwed = invoice.outstanding > 0n;
  await talk.show({
    text: inFull(talk, invoice),
    buttons: [
      [of(t('telegram:bot.invoices.pdf'), 'invoices.pdf')],
      ...(isOwed ? [[of(t('telegram:bot.paid.menu'), 'paid.for')]] : []),
      ...(isOwed && !invoice.disputed ? [[of(t('telegram:bot.dispute.menu'), 'dispute.of')]] : []),
      [{ label: t('telegram:bot.invoices.back'), action: 'invoices.list', args: ['open'] }],
    ],
  });
}

function inFull(talk: Talk, invoice: InvoiceInFull): BotText {
  const { t, language } = talk;
  const { currency, lines } = invoice;
  const fact = (key: string, value: string): BotText => html`${t(`telegram:bot.invoices.${key}`, { value })}`;
  const money = (key: string, minor: bigint): BotText => fact(key, price(talk, minor, currency));
  const some = lines.slice(0, LINES).map(({ description, quantity, total }) => {
    const count = decimalInWriting(formatQuantity(quantity as never), language, 0, 3);
    return html`• ${description} × ${count}: ${price(talk, total, currency)}`;
  });
  const rest = lines.length - some.length;
  return html`${[
    html`<b>${t('telegram:bot.invoices.title', { number: invoice.number })}</b>`,
    html`${statusOf(talk, invoice)}`,
    html``,
    fact('issued', dayOf(talk, invoice.issuedOn)),
    fact('due', dayOf(talk, invoice.dueOn)),
    money('total', invoice.total),
    ...(invoice.allocated > 0n ? [money('allocated', invoice.allocated)] : []),
    ...(invoice.credited > 0n ? [money('credited', invoice.credited)] : []),
    money('outstanding', invoice.outstanding),
    html``,
    ...some,
    ...(rest > 0 ? [html`${t('telegram:bot.invoices.more-lines', { count: rest })}`] : []),
  ]}`;
}

async function pdf(talk: Talk, [invoiceId = '']: readonly string[]): Promise<void> {
  const { actor, language } = talk;
  await sendPrint(talk, () => talk.context.use(billingDocuments).invoice(actor, { invoiceId, language }));
}
