import { addDays, parseLocalDate } from '../../../../src/values/local-date.js';
import {
  dailyEntries,
  type DailyEntries,
  type OfficeToWrite,
} from '../../../daily-entries/contract/daily-entries.js';
import { fromEntry, type EntryDraft } from './entry-draft.js';
import type { BotFeature, ScreenButton, Talk } from '../../contract/feature.js';
import { html } from '../../contract/text.js';
import { askAgain, askFor, answerSteps, showSummary, skipNote } from './entry-questions.js';
import { owedOf } from './entry-owed.js';
import { confirmEntry } from './entry-saving.js';
import { dayInWords, paged } from './managers-words.js';

const entriesOf = ({ context }: Talk): DailyEntries => context.use(dailyEntries);

/** A day of an office, asked for step by step: day, office, geo, revenue, cost, note; then it is shown, and saved when it is right. */
export const entryFeature: BotFeature = {
  name: 'entry',
  permission: 'daily-entries.write',
  roles: ['manager'],
  inMenu: true,
  isCommand: true,
  open: askDay,
  actions: {
    open: { version: 1, run: askDay },
    day: { version: 1, run: (talk, [day, page]) => askOffice(talk, day, page) },
    office: { version: 1, run: (talk, [day, officeId]) => askGeo(talk, day, officeId) },
    geo: { version: 1, run: (talk, [day, officeId, geoId]) => begin(talk, day, officeId, geoId) },
    ask: { version: 1, run: (talk, [step]) => askAgain(talk, step, { mends: false }) },
    mend: { version: 1, run: (talk, [step]) => askAgain(talk, step, { mends: true }) },
    skip: { version: 1, run: skipNote },
    confirm: { version: 1, run: confirmEntry },
    cancel: { version: 1, run: cancel },
  },
  steps: answerSteps,
};

/** Days that a manager may still write, and what it owes of them. */
async function askDay(talk: Talk): Promise<void> {
  const { actor, language, t } = talk;
  await talk.finish();
  if (actor.managerId === null) return talk.show({ text: html`${t('telegram:bot.entry.managers-only')}` });
  const { today, hour, cutoffHour } = await entriesOf(talk).rhythm();
  const days = hour < cutoffHour ? [today, addDays(today, -1)] : [today];
  const owed = await Promise.all(days.map((day) => owedOf(talk, day)));
  const lines = days.map((day, at) => {
    const offices = owed[at]!.map(({ office }) => office.name).join(', ');
    const key = offices === '' ? 'nothing-missing' : 'missing';
    return html`${t(`telegram:bot.entry.${key}`, { day: dayInWords(day, language), offices })}`;
  });
  const buttons = days.map((day, at): ScreenButton => ({
    label: t(`telegram:bot.entry.${at === 0 ? 'today' : 'yesterday'}`, { day: dayInWords(day, language) }),
    action: 'entry.day',
    args: [day],
  }));
  await talk.show({
    text: html`<b>${t('telegram:bot.entry.which-day')}</b> ${lines}`,
    buttons: buttons.map((button) => [button]),
  });
}

async function askOffice(talk: Talk, text: string | undefined, page: string | undefined): Promise<void> {
  const day = parseLocalDate(text ?? '');
  if (!day.ok) return askDay(talk);
  const { t, language } = talk;
  const offices = await entriesOf(talk).offices(talk.actor);
  const [only] = offices;
  if (!only) return talk.show({ text: html`${t('telegram:bot.entry.no-office')}` });
  if (offices.length === 1) return askGeo(talk, day.value, only.id);
  const owed = new Set((await owedOf(talk, day.value)).map(({ office }) => office.id));
  const { shown, turns } = paged(talk, offices, page, { action: 'entry.day', args: [day.value] });
  await talk.show({
    text: html`<b>${t('telegram:bot.entry.which-office', { day: dayInWords(day.value, language) })}</b>`,
    buttons: [
      ...shown.map(({ id, name }): ScreenButton[] => [
        {
          label: owed.has(id) ? t('telegram:bot.entry.office-missing', { office: name }) : name,
          action: 'entry.office',
          args: [day.value, id],
        },
      ]),
      ...turns,
      [{ label: t('telegram:bot.entry.back'), action: 'entry.open' }],
    ],
  });
}

async function askGeo(talk: Talk, day: string | undefined, officeId: string | undefined): Promise<void> {
  const office = await officeOf(talk, officeId);
  if (!office || day === undefined) return askDay(talk);
  const [only] = office.geos;
  if (office.geos.length === 1 && only) return begin(talk, day, office.id, only.id);
  await talk.show({
    text: html`<b>${talk.t('telegram:bot.entry.which-geo', { office: office.name })}</b>`,
    buttons: [
      ...office.geos.map(({ id, name }): ScreenButton[] => [
        { label: name, action: 'entry.geo', args: [day, office.id, id] },
      ]),
      [{ label: talk.t('telegram:bot.entry.back'), action: 'entry.day', args: [day] }],
    ],
  });
}

async function officeOf(talk: Talk, officeId: string | undefined): Promise<OfficeToWrite | undefined> {
  const offices = await entriesOf(talk).offices(talk.actor);
  return offices.find(({ id }) => id === officeId);
}

/** A new entry is asked for; one that is there already is shown, to be changed. */
async function begin(
  talk: Talk,
  text: string | undefined,
  officeId: string | undefined,
  geoId: string | undefined,
): Promise<void> {
  const day = parseLocalDate(text ?? '');
  const office = await officeOf(talk, officeId);
  const geo = office?.geos.find(({ id }) => id === geoId);
  const { managerId } = talk.actor;
  if (!day.ok || !office || !geo || managerId === null) return askDay(talk);
  const draft: EntryDraft = {
    ...{ day: day.value, officeId: office.id, office: office.name, geoId: geo.id, currency: office.currency },
    ...{ geo: office.geos.length > 1 ? geo.name : null, revenue: null, cost: null, note: null },
    ...{ kept: null, mends: false },
  };
  const there = await entriesOf(talk).find(talk.actor, { ...draft, managerId });
  if (!there) return askFor(talk, 'revenue', draft);
  await showSummary(talk, fromEntry(draft, there), html`${talk.t('telegram:bot.entry.is-there')}`);
}

async function cancel(talk: Talk): Promise<void> {
  await talk.finish();
  await talk.show({ text: html`${talk.t('telegram:bot.entry.cancelled')}` });
}
