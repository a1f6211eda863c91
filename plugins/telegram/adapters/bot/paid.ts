import { readFile } from 'node:fs/promises';
import { claims, RECEIPT_BYTES } from '../../../billing/contract/claims.js';
import { invoicesView } from '../../../billing/contract/invoices-view.js';
import { settlement } from '../../../billing/contract/settlement.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { addDays, parseLocalDate, type LocalDate } from '../../../../src/values/local-date.js';
import type { Answer, BotFeature, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';
import { readTypedAmount } from '../../domain/typed-amount.js';
import { readTypedDay } from '../../domain/typed-day.js';
import { invoiceButtons } from './choose-invoice.js';
import { refused } from './refused.js';
import { cancel, dayOf, isOver, ownId, price, question, todayOf, told } from './representative-words.js';

/** What was said so far; amounts are minor units in a string. */
interface Said {
  readonly invoiceId: string | null;
  readonly number: string | null;
  readonly currency: CurrencyCode;
  readonly amount?: string;
  readonly day?: LocalDate;
}

/** "I have paid": which invoice, how much, when, the receipt. What comes of it waits for an operator. */
export const paid: BotFeature = {
  name: 'paid',
  permission: 'billing.claim.create',
  roles: ['representative'],
  inMenu: true,
  isCommand: true,
  open: start,
  actions: {
    start: { version: 1, run: start },
    for: { version: 1, run: forInvoice },
    any: { version: 1, run: forNone },
    whole: { version: 1, run: whole },
    day: { version: 1, run: chosenDay },
    send: { version: 1, run: (talk) => send(talk, null) },
    cancel: { version: 1, run: cancel },
  },
  steps: {
    amount: { answer: typedAmount },
    day: { answer: typedDay },
    receipt: { files: { maxBytes: RECEIPT_BYTES }, answer: receipt },
  },
};

const said = ({ state }: Talk): Said | null => state as Said | null;

async function start(talk: Talk): Promise<void> {
  const { t } = talk;
  const buttons = await invoiceButtons(talk, 'paid.for');
  const none = [{ label: t('telegram:bot.paid.no-invoice'), action: 'paid.any' }];
  await talk.show(question(talk, 'paid', html`${t('telegram:bot.paid.which')}`, [...buttons, none]));
}

async function forInvoice(talk: Talk, [invoiceId = '']: readonly string[]): Promise<void> {
  const found = await talk.context.use(invoicesView).one(talk.actor, invoiceId);
  if (!found.ok) return talk.show(told(talk, refused(talk, 'billing', found.error)));
  const { number, currency, outstanding } = found.value;
  if (outstanding === 0n) return talk.show(told(talk, talk.t('telegram:bot.paid.nothing-left', { number })));
  const label = talk.t('telegram:bot.paid.whole', { amount: price(talk, outstanding, currency) });
  const text = talk.t('telegram:bot.paid.how-much-of', { number, currency });
  await talk.show(question(talk, 'paid', html`${text}`, [[{ label, action: 'paid.whole' }]]));
  await talk.expect('amount', { invoiceId, number, currency });
}

async function forNone(talk: Talk): Promise<void> {
  const { context, actor } = talk;
  const asked = { ids: [ownId(talk)] };
  const [payer] = await context.use(settlement).payers(context.database.queries, actor, asked);
  if (!payer) return talk.show({ text: refused(talk, 'billing', { code: 'representative-not-found' }) });
  const { currency } = payer;
  const text = talk.t('telegram:bot.paid.how-much', { currency });
  await talk.show(question(talk, 'paid', html`${text}`));
  await talk.expect('amount', { invoiceId: null, number: null, currency });
}

/** What the invoice leaves to pay at this moment. */
async function whole(talk: Talk): Promise<void> {
  const known = said(talk);
  if (!known?.invoiceId) return isOver(talk);
  const found = await talk.context.use(invoicesView).one(talk.actor, known.invoiceId);
  if (!found.ok) return talk.show(told(talk, refused(talk, 'billing', found.error)));
  await askDay(talk, { ...known, amount: String(found.value.outstanding) });
}

async function typedAmount(talk: Talk, answer: Answer): Promise<void> {
  const known = said(talk);
  if (!known || answer.kind !== 'text') return isOver(talk);
  const amount = readTypedAmount(answer.text, known.currency);
  if (!amount.ok || amount.value === 0n) {
    const isAmbiguous = !amount.ok && amount.error.code === 'amount-ambiguous';
    const text = isAmbiguous
      ? refused(talk, 'telegram', amount.error)
      : html`${talk.t('telegram:bot.paid.not-an-amount', { currency: known.currency })}`;
    return ask(talk, 'amount', text, known);
  }
  await askDay(talk, { ...known, amount: String(amount.value) });
}

async function askDay(talk: Talk, known: Said): Promise<void> {
  const { t } = talk;
  const buttons = ['today', 'yesterday'].map((day) => ({
    ...{ label: t(`telegram:bot.paid.${day}`), action: 'paid.day', args: [day] },
  }));
  const amount = price(talk, BigInt(known.amount ?? 0), known.currency);
  const text = t('telegram:bot.paid.when', { amount });
  await talk.show(question(talk, 'paid', html`${text}`, [buttons]));
  await talk.expect('day', { ...known });
}

async function chosenDay(talk: Talk, [day]: readonly string[]): Promise<void> {
  const known = said(talk);
  if (known?.amount === undefined) return isOver(talk);
  const today = await todayOf(talk);
  await askReceipt(talk, { ...known, day: day === 'yesterday' ? addDays(today, -1) : today });
}

async function typedDay(talk: Talk, answer: Answer): Promise<void> {
  const known = said(talk);
  if (!known || answer.kind !== 'text') return isOver(talk);
  const today = await todayOf(talk);
  const day = readTypedDay(answer.text, today);
  if (day === null || day > today) {
    const text = talk.t(day === null ? 'telegram:bot.paid.not-a-day' : 'telegram:bot.paid.in-future');
    return ask(talk, 'day', html`${text}`, known);
  }
  await askReceipt(talk, { ...known, day });
}

/** Everything that was said is shown before it goes: sending the receipt, or going on without one, confirms it. */
async function askReceipt(talk: Talk, known: Said): Promise<void> {
  const { t } = talk;
  const skip = [{ label: t('telegram:bot.paid.without-receipt'), action: 'paid.send' }];
  const text = html`${[
    html`<b>${t('telegram:bot.paid.check')}</b>`,
    html`${summary(talk, known)}`,
    html``,
    html`${t('telegram:bot.paid.receipt')}`,
  ]}`;
  await talk.show(question(talk, 'paid', text, [skip]));
  await talk.expect('receipt', { ...known });
}

function summary(talk: Talk, { number, amount, currency, day }: Said): string {
  const facts = {
    number: number ?? '',
    amount: price(talk, BigInt(amount ?? 0), currency),
    day: day ? dayOf(talk, day) : '',
  };
  return talk.t(`telegram:bot.paid.${number === null ? 'summary' : 'summary-of'}`, facts);
}

async function receipt(talk: Talk, answer: Answer): Promise<void> {
  const known = said(talk);
  if (known?.day === undefined) return isOver(talk);
  if (answer.kind === 'text')
    return ask(talk, 'receipt', html`${talk.t('telegram:bot.paid.file-wanted')}`, known);
  await send(talk, { name: answer.file.name, bytes: await readFile(answer.file.path) });
}

async function send(
  talk: Talk,
  file: { readonly name: string; readonly bytes: Buffer } | null,
): Promise<void> {
  const known = said(talk);
  const day = parseLocalDate(known?.day ?? '');
  if (known?.amount === undefined || !day.ok) return isOver(talk);
  const claimed = await talk.context.use(claims).claim(talk.actor, {
    representativeId: ownId(talk),
    invoiceId: known.invoiceId,
    currency: known.currency,
    amount: BigInt(known.amount),
    paidOn: day.value,
    note: null,
    receipt: file,
    key: talk.updateKey,
  });
  if (!claimed.ok && claimed.error.code.startsWith('receipt-'))
    return ask(talk, 'receipt', refused(talk, 'billing', claimed.error), known);
  await talk.finish();
  if (!claimed.ok) return talk.send(told(talk, refused(talk, 'billing', claimed.error)));
  const text = html`${[html`${summary(talk, known)}`, html`${talk.t('telegram:bot.paid.done')}`]}`;
  // What was shown stays above, without its buttons, when a file stands between.
  await (file === null ? talk.show(told(talk, text)) : talk.send(told(talk, text)));
}

/** Asks the same again, below the answer that did not fit. */
async function ask(
  talk: Talk,
  step: 'amount' | 'day' | 'receipt',
  text: BotText,
  known: Said,
): Promise<void> {
  const { t } = talk;
  const skip = [{ label: t('telegram:bot.paid.without-receipt'), action: 'paid.send' }];
  await talk.send(question(talk, 'paid', text, step === 'receipt' ? [skip] : []));
  await talk.expect(step, { ...known });
}
