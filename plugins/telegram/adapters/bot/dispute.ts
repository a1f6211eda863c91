import { claims } from '../../../billing/contract/claims.js';
import { invoicesView } from '../../../billing/contract/invoices-view.js';
import type { Answer, BotFeature, Talk } from '../../contract/feature.js';
import { html } from '../../contract/text.js';
import { invoiceButtons } from './choose-invoice.js';
import { refused } from './refused.js';
import { cancel, isOver, question, told } from './representative-words.js';

const MOST = 500;

interface Said {
  readonly invoiceId: string;
  readonly number: string;
  readonly reason?: string;
}

/** Says what is wrong with an invoice: nobody is reminded of it until that is resolved. */
export const dispute: BotFeature = {
  name: 'dispute',
  permission: 'billing.dispute.raise',
  roles: ['representative'],
  inMenu: false,
  isCommand: true,
  open: start,
  actions: {
    of: { version: 1, run: ofInvoice },
    send: { version: 1, run: send },
    cancel: { version: 1, run: cancel },
  },
  steps: {
    reason: { answer: reason },
  },
};

const said = ({ state }: Talk): Said | null => state as Said | null;

async function start(talk: Talk): Promise<void> {
  const buttons = await invoiceButtons(talk, 'dispute.of');
  if (buttons.length === 0) return talk.show(told(talk, talk.t('telegram:bot.invoices.none-open')));
  await talk.show(question(talk, 'dispute', html`${talk.t('telegram:bot.dispute.which')}`, buttons));
}

async function ofInvoice(talk: Talk, [invoiceId = '']: readonly string[]): Promise<void> {
  const found = await talk.context.use(invoicesView).one(talk.actor, invoiceId);
  if (!found.ok) return talk.show(told(talk, refused(talk, 'billing', found.error)));
  const { number } = found.value;
  await talk.show(question(talk, 'dispute', html`${talk.t('telegram:bot.dispute.why', { number })}`));
  await talk.expect('reason', { invoiceId, number });
}

/** Typed again before it is sent, it replaces what was typed first. */
async function reason(talk: Talk, answer: Answer): Promise<void> {
  const { t } = talk;
  const known = said(talk);
  if (!known || answer.kind !== 'text') return isOver(talk);
  const text = answer.text.trim();
  const isShort = text.length > 0 && text.length <= MOST;
  if (isShort) {
    const shown = html`${[
      html`<b>${t('telegram:bot.dispute.check', { number: known.number })}</b>`,
      html`${text}`,
      html``,
      html`${t('telegram:bot.dispute.effect')}`,
    ]}`;
    await talk.show(
      question(talk, 'dispute', shown, [[{ label: t('telegram:bot.dispute.send'), action: 'dispute.send' }]]),
    );
    return talk.expect('reason', { ...known, reason: text });
  }
  await talk.send(question(talk, 'dispute', html`${t('telegram:bot.dispute.too-long', { count: MOST })}`));
  await talk.expect('reason', { ...known });
}

async function send(talk: Talk): Promise<void> {
  const known = said(talk);
  if (known?.reason === undefined) return isOver(talk);
  const { invoiceId } = known;
  const disputed = await talk.context.use(claims).dispute(talk.actor, { invoiceId, reason: known.reason });
  await talk.finish();
  if (!disputed.ok) return talk.show(told(talk, refused(talk, 'billing', disputed.error)));
  await talk.show(told(talk, talk.t('telegram:bot.dispute.done', disputed.value)));
}
