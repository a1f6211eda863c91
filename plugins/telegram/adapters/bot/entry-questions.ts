import { formatAmount, money } from '../../../../src/values/money.js';
import { draftOf, figuresOf, type EntryDraft } from './entry-draft.js';
import type { Answer, BotStep, ScreenButton, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';
import { readTypedAmount } from '../../domain/typed-amount.js';
import { dayInWords, price, refusalOf } from './managers-words.js';

const QUESTIONS = ['revenue', 'cost', 'note'] as const;
type Question = (typeof QUESTIONS)[number];

const NOTE_LENGTH = 500;

export const answerSteps: Readonly<Record<string, BotStep>> = {
  revenue: { answer: (talk, answer) => takeAmount(talk, 'revenue', answer) },
  cost: { answer: (talk, answer) => takeAmount(talk, 'cost', answer) },
  note: { answer: takeNote },
  // Something typed where a button is waited for.
  summary: { answer: showAgain },
};

export function isOver(talk: Talk): Promise<void> {
  return talk.show({
    text: html`${talk.t('telegram:bot.entry.over')}`,
    buttons: [[{ label: talk.t('telegram:bot.entry.again'), action: 'entry.open' }]],
  });
}

/** Asks one question; what is known already stands above it. */
export async function askFor(
  talk: Talk,
  question: Question,
  draft: EntryDraft,
  lead?: BotText,
): Promise<void> {
  const { t } = talk;
  await talk.expect(question, draft);
  const now = written(talk, draft, question);
  await talk.show({
    text: html`${headOf(talk, draft)}
${[
  ...(lead ? [lead] : []),
  html`<b>${t(`telegram:bot.entry.ask-${question}`, { currency: draft.currency })}</b>`,
  ...(now === null ? [] : [html`${t('telegram:bot.entry.now', { value: now })}`]),
]}`,
    buttons: [
      ...(question === 'note' ? [[{ label: t('telegram:bot.entry.skip'), action: 'entry.skip' }]] : []),
      [backOf(talk, question, draft), { label: t('telegram:bot.entry.cancel'), action: 'entry.cancel' }],
    ],
  });
}

function backOf({ t }: Talk, question: Question, { day, mends }: EntryDraft): ScreenButton {
  const label = t('telegram:bot.entry.back');
  if (mends) return { label, action: 'entry.ask', args: ['summary'] };
  const before = QUESTIONS[QUESTIONS.indexOf(question) - 1];
  return before
    ? { label, action: 'entry.ask', args: [before] }
    : { label, action: 'entry.day', args: [day] };
}

/** A question that a button names; `summary` is the way back to what was typed. */
export async function askAgain(
  talk: Talk,
  step: string | undefined,
  { mends }: { readonly mends: boolean },
): Promise<void> {
  const draft = draftOf(talk.state);
  if (!draft) return isOver(talk);
  const question = QUESTIONS.find((each) => each === step);
  if (question) return askFor(talk, question, { ...draft, mends });
  await showSummary(talk, draft);
}

async function takeAmount(talk: Talk, question: 'revenue' | 'cost', answer: Answer): Promise<void> {
  const draft = draftOf(talk.state);
  if (!draft || answer.kind !== 'text') return isOver(talk);
  const amount = readTypedAmount(answer.text, draft.currency);
  if (!amount.ok) return askFor(talk, question, draft, refusalOf(talk, 'telegram', amount.error));
  await goOn(talk, question, { ...draft, [question]: String(amount.value) });
}

async function takeNote(talk: Talk, answer: Answer): Promise<void> {
  const draft = draftOf(talk.state);
  if (!draft || answer.kind !== 'text') return isOver(talk);
  const note = answer.text.trim();
  if (note.length > NOTE_LENGTH) {
    const refusal = { code: 'note-too-long', most: NOTE_LENGTH };
    return askFor(talk, 'note', draft, refusalOf(talk, 'daily-entries', refusal));
  }
  await showSummary(talk, { ...draft, note: note === '' ? null : note });
}

export async function skipNote(talk: Talk): Promise<void> {
  const draft = draftOf(talk.state);
  if (!draft) return isOver(talk);
  await showSummary(talk, { ...draft, note: null });
}

async function goOn(talk: Talk, answered: 'revenue' | 'cost', draft: EntryDraft): Promise<void> {
  if (draft.mends) return showSummary(talk, draft);
  await askFor(talk, answered === 'revenue' ? 'cost' : 'note', draft);
}

async function showAgain(talk: Talk): Promise<void> {
  const draft = draftOf(talk.state);
  if (!draft) return isOver(talk);
  await showSummary(talk, draft, html`${talk.t('telegram:bot.entry.press')}`);
}

/** Everything that was typed with the profit that follows, before it is saved. */
export async function showSummary(talk: Talk, given: EntryDraft, lead?: BotText): Promise<void> {
  const { t } = talk;
  const draft = { ...given, mends: false };
  const figures = figuresOf(draft);
  if (!figures) return askFor(talk, draft.revenue === null ? 'revenue' : 'cost', draft);
  await talk.expect('summary', draft);
  const profit = formatAmount(money(figures.revenue - figures.cost, draft.currency));
  const lines = QUESTIONS.flatMap((question) => {
    const value = written(talk, draft, question);
    return value === null ? [] : [html`${t(`telegram:bot.entry.${question}`)}: ${value}`];
  });
  const change = (question: Question): ScreenButton => ({
    label: t(`telegram:bot.entry.change-${question}`),
    action: 'entry.mend',
    args: [question],
  });
  await talk.show({
    text: html`${headOf(talk, draft)}
${[...(lead ? [lead] : []), ...lines]}
<b>${t('telegram:bot.entry.profit')}: ${price(profit, draft.currency, talk.language)}</b>`,
    buttons: [
      [{ label: t(`telegram:bot.entry.${draft.kept ? 'save-change' : 'save'}`), action: 'entry.confirm' }],
      [change('revenue'), change('cost')],
      [change('note'), { label: t('telegram:bot.entry.cancel'), action: 'entry.cancel' }],
    ],
  });
}

function headOf({ language }: Talk, { day, office, geo }: EntryDraft): BotText {
  return html`<b>${[office, ...(geo === null ? [] : [geo])].join(', ')}</b>, ${dayInWords(day, language)}`;
}

function written({ language }: Talk, draft: EntryDraft, question: Question): string | null {
  const value = draft[question];
  if (value === null || question === 'note') return value;
  return price(formatAmount(money(BigInt(value), draft.currency)), draft.currency, language);
}
