import { analytics } from '../../../analytics/contract/query.js';
import { reviews } from '../../../analytics/contract/reviews.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import { makeOfficeResults, type OfficeResult, type OfficeResults } from '../../app/office-results.js';
import type { BotFeature, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';
import { ranked } from '../../domain/league.js';
import { dayInWords, paged, percentInWords, price, progressLine, refusalOf } from './managers-words.js';

const OFFICES_ON_A_SCREEN = 4;

const say = ({ t }: Talk, key: string, facts?: Readonly<Record<string, unknown>>): string =>
  t(`telegram:bot.${key}`, facts);

export function officeResults({ context, actor }: Talk): Promise<Result<OfficeResults, Refusal>> {
  return makeOfficeResults({ analytics: context.use(analytics), reviews: context.use(reviews) })(actor);
}

/** What the reader's offices made: today, yesterday, this month, beside the plan and the month before. */
export const officesFeature: BotFeature = {
  name: 'offices',
  permission: 'daily-entries.read',
  roles: ['manager'],
  inMenu: true,
  isCommand: true,
  open: (talk) => showOffices(talk, '0'),
  actions: { page: { version: 1, run: (talk, [page]) => showOffices(talk, page) } },
};

async function showOffices(talk: Talk, page: string | undefined): Promise<void> {
  const results = await officeResults(talk);
  if (!results.ok) return talk.show({ text: refusalOf(talk, 'analytics', results.error) });
  const { offices, daysLeft, today } = results.value;
  const { shown, turns } = paged(talk, offices, page, {
    ...{ action: 'offices.page', args: [], size: OFFICES_ON_A_SCREEN },
  });
  const lines = shown.flatMap((office) => linesOf(talk, office, daysLeft));
  await talk.show({
    text: html`<b>${say(talk, 'offices.title', { day: dayInWords(today, talk.language) })}</b>

${lines.length === 0 ? html`${say(talk, 'offices.nothing')}` : lines}`,
    buttons: turns,
  });
}

function linesOf(talk: Talk, office: OfficeResult, daysLeft: number): readonly BotText[] {
  const { currency, percent } = office;
  const amount = (name: 'today' | 'yesterday' | 'month' | 'before'): BotText =>
    html`${say(talk, `offices.${name}`, { amount: price(office[name], currency, talk.language) })}`;
  return [
    html`<b>${office.name}</b>`,
    ...(['today', 'yesterday', 'month', 'before'] as const).map(amount),
    percent === null ? html`${say(talk, 'entry.no-plan')}` : progressLine(talk, { percent, daysLeft }),
    html``,
  ];
}

/** Offices in the reader's sight by what they made of their plans this month. */
export const leagueFeature: BotFeature = {
  name: 'league',
  permission: 'daily-entries.read',
  roles: ['admin', 'operator', 'manager'],
  inMenu: true,
  isCommand: true,
  open: showLeague,
};

async function showLeague(talk: Talk): Promise<void> {
  const results = await officeResults(talk);
  if (!results.ok) return talk.show({ text: refusalOf(talk, 'analytics', results.error) });
  const { offices, today } = results.value;
  const currencies = [...new Set(offices.map(({ currency }) => currency))].sort();
  const lines = currencies.flatMap((currency): BotText[] => {
    const standings = offices
      .filter((office) => office.currency === currency)
      .map(({ id, name, month, percent }) => ({ id, name, percent, profit: month }));
    return [
      html`<b>${currency}</b>`,
      ...ranked(standings).map(({ rank, name, profit, percent }) => {
        const facts = { rank, office: name, amount: price(profit, currency, talk.language) };
        return percent === null
          ? html`${say(talk, 'league.line', facts)}`
          : html`${say(talk, 'league.line-of-plan', { ...facts, percent: percentInWords(percent, talk.language) })}`;
      }),
      html``,
    ];
  });
  const month = new Intl.DateTimeFormat(talk.language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  await talk.show({
    text: html`<b>${say(talk, 'league.title', { month: month.format(new Date(`${today}T00:00:00Z`)) })}</b>

${lines.length === 0 ? html`${say(talk, 'offices.nothing')}` : lines}`,
  });
}
