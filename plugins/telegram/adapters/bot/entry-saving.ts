import { formatAmount, money } from '../../../../src/values/money.js';
import type { Refusal } from '../../../../src/values/result.js';
import { dailyEntries, type EntryView } from '../../../daily-entries/contract/daily-entries.js';
import { draftOf, figuresOf, keptAs, type EntryDraft } from './entry-draft.js';
import type { ScreenButton, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';
import { isOver, showSummary } from './entry-questions.js';
import { owedOf } from './entry-owed.js';
import { dayInWords, price, progressLine, refusalOf } from './managers-words.js';
import { officeResults } from './offices.js';

/** Saves what was shown. Whoever wrote the same day meanwhile is heard: its figures are shown before they are replaced. */
export async function confirmEntry(talk: Talk): Promise<void> {
  const draft = draftOf(talk.state);
  const figures = draft && figuresOf(draft);
  const { managerId } = talk.actor;
  if (!draft || !figures || managerId === null) return isOver(talk);
  const { record, edit } = talk.context.use(dailyEntries);
  const { day, officeId, geoId, currency, kept } = draft;
  const saved = kept
    ? await edit(talk.actor, { ...figures, entryId: kept.id, version: kept.version })
    : await record(talk.actor, { ...figures, day, officeId, geoId, managerId, currency });
  if (saved.ok) return showSaved(talk, draft, saved.value);
  const there = await writtenMeanwhile(talk, draft, managerId, saved.error);
  if (there) return showSummary(talk, keptAs(draft, there), meanwhileText(talk, there));
  await talk.finish();
  await talk.show({
    text: refusalOf(talk, 'daily-entries', saved.error),
    buttons: [[{ label: talk.t('telegram:bot.entry.again'), action: 'entry.open' }]],
  });
}

async function writtenMeanwhile(
  { context, actor }: Talk,
  draft: EntryDraft,
  managerId: string,
  { code }: Refusal,
): Promise<EntryView | null> {
  if (code !== 'entry-exists' && code !== 'entry-changed') return null;
  return context.use(dailyEntries).find(actor, { ...draft, managerId });
}

function meanwhileText({ t, language }: Talk, { revenue, cost, currency }: EntryView): BotText {
  const inWords = (minor: bigint): string => price(formatAmount(money(minor, currency)), currency, language);
  const facts = { revenue: inWords(revenue), cost: inWords(cost) };
  return html`${t('telegram:bot.entry.meanwhile', facts)}`;
}

/** What the day made of the month, and which day is owed next. */
async function showSaved(talk: Talk, draft: EntryDraft, entry: EntryView): Promise<void> {
  const { t, language } = talk;
  await talk.finish();
  const profit = price(formatAmount(money(entry.profit, entry.currency)), entry.currency, language);
  const owed = await owedOf(talk, entry.day);
  const next = owed[0];
  const facts = { office: draft.office, day: dayInWords(entry.day, language), profit };
  const nextButton = (office: { readonly id: string; readonly name: string }): ScreenButton => ({
    label: t('telegram:bot.entry.next', { office: office.name }),
    action: 'entry.office',
    args: [entry.day, office.id],
  });
  await talk.show({
    text: html`${t('telegram:bot.entry.saved', facts)}
${await monthLines(talk, entry)}
${t('telegram:bot.entry.still-missing', { count: owed.length, offices: owed.map(({ office }) => office.name).join(', ') })}`,
    buttons: [
      ...(next ? [[nextButton(next.office)]] : []),
      [{ label: t('telegram:bot.entry.again'), action: 'entry.open' }],
    ],
  });
}

async function monthLines(talk: Talk, { officeId, currency }: EntryView): Promise<readonly BotText[]> {
  const { t, language } = talk;
  const results = await officeResults(talk);
  const office = results.ok
    ? results.value.offices.find((each) => each.id === officeId && each.currency === currency)
    : undefined;
  if (!results.ok || !office) return [];
  const month = html`${t('telegram:bot.offices.month', { amount: price(office.month, currency, language) })}`;
  if (office.percent === null) return [month, html`${t('telegram:bot.entry.no-plan')}`];
  return [month, progressLine(talk, { percent: office.percent, daysLeft: results.value.daysLeft })];
}
