import { invoicesView, type Standing } from '../../../billing/contract/invoices-view.js';
import type { BotFeature, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';
import { refused } from './refused.js';
import { dayOf, ownId, price } from './representative-words.js';

/** What is owed, late, paid ahead and due next. */
export const balance: BotFeature = {
  name: 'balance',
  permission: 'billing.invoice.read',
  roles: ['representative'],
  inMenu: true,
  isCommand: true,
  open: show,
  actions: { show: { version: 1, run: show } },
};

async function show(talk: Talk): Promise<void> {
  const { t } = talk;
  const found = await talk.context.use(invoicesView).standing(talk.actor, ownId(talk));
  if (!found.ok) return talk.show({ text: refused(talk, 'billing', found.error) });
  const parts = found.value.map((standing) => sentences(talk, standing));
  const nothing = html`${t('telegram:bot.balance.nothing')}`;
  await talk.show({
    text: html`${[html`<b>${t('telegram:bot.balance.title')}</b>`, ...(parts.length === 0 ? [nothing] : parts)]}`,
    buttons: [
      [{ label: t('telegram:bot.invoices.open'), action: 'invoices.list', args: ['open'] }],
      [
        { label: t('telegram:bot.paid.menu'), action: 'paid.start' },
        { label: t('telegram:bot.statement.menu'), action: 'statement.choose' },
      ],
    ],
  });
}

function sentences(talk: Talk, { currency, open, overdue, unallocated, nextDue }: Standing): BotText {
  const line = (key: string, facts: Readonly<Record<string, unknown>>): BotText =>
    html`${talk.t(`telegram:bot.balance.${key}`, facts)}`;
  const of = (minor: bigint): string => price(talk, minor, currency);
  return html`${[
    html``,
    line(open > 0n ? 'open' : 'nothing-open', { amount: of(open), currency }),
    ...(overdue > 0n ? [line('overdue', { amount: of(overdue) })] : []),
    ...(nextDue ? [line('next', { amount: of(nextDue.amount), day: dayOf(talk, nextDue.on) })] : []),
    ...(unallocated > 0n ? [line('free', { amount: of(unallocated) })] : []),
  ]}`;
}
