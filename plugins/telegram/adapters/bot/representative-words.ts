import type { InvoiceSeen } from '../../../billing/contract/invoices-view.js';
import { dayInWriting, priceInWriting } from '../../../../src/values/in-writing.js';
import { localDateIn, type LocalDate } from '../../../../src/values/local-date.js';
import type { Screen, ScreenButton, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';

/** The representative that the speaker is; nobody's id for one who is none, so that every question finds nothing. */
export const ownId = ({ actor }: Talk): string => actor.representativeId ?? '';

export const price = ({ language }: Talk, minor: bigint, currency: string): string =>
  priceInWriting(minor, currency, language);

export const dayOf = ({ language }: Talk, day: string): string => dayInWriting(day, language);

export async function todayOf({ context }: Talk): Promise<LocalDate> {
  return localDateIn(context.clock.now(), (await context.organisation()).zone);
}

const SIGNS: Readonly<Record<InvoiceSeen['status'], string>> = {
  issued: '📄',
  partly_paid: '🌓',
  overdue: '⚠️',
  paid: '✅',
  void: '🚫',
};

/** The sign only repeats what the words say. */
export function statusOf({ t }: Talk, { status, disputed }: InvoiceSeen): string {
  const words = `${SIGNS[status]} ${t(`telegram:bot.invoices.status.${status}`)}`;
  return disputed ? `${words}, ${t('telegram:bot.invoices.status.disputed')}` : words;
}

/** A wizard's question; a button that leaves it stands below. */
export function question(
  { t }: Talk,
  feature: string,
  text: BotText,
  buttons: readonly (readonly ScreenButton[])[] = [],
): Screen {
  return {
    text,
    buttons: [...buttons, [{ label: t('telegram:bot.rep.cancel'), action: `${feature}.cancel` }]],
  };
}

/** Something the reader is told, with a way on. */
export function told({ t }: Talk, text: BotText | string): Screen {
  return {
    text: typeof text === 'string' ? html`${text}` : text,
    buttons: [[{ label: t('telegram:bot.invoices.menu'), action: 'invoices.list', args: ['open'] }]],
  };
}

/** Ends what is under way. */
export async function cancel(talk: Talk): Promise<void> {
  await talk.finish();
  await talk.show(told(talk, talk.t('telegram:bot.rep.cancelled')));
}

/** Somebody pressed a button of a conversation that is over. */
export async function isOver(talk: Talk): Promise<void> {
  await talk.show(told(talk, talk.t('telegram:bot.rep.over')));
}
