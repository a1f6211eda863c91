import { analytics } from '../../../analytics/contract/query.js';
import type { ChartSpec } from '../../../../src/values/chart.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { makeWeekOfProfit, type WeekOfProfit } from '../../app/week-of-profit.js';
import type { BotFeature, Talk } from '../../contract/feature.js';
import { html } from '../../contract/text.js';
import { dayInWords, percentInWords, price, refusalOf } from './managers-words.js';

const PICTURE = { width: 800, height: 420 };
const PIXELS = 1200;

/** Seven days of profit as a picture; below it the same in words, for who cannot see it. */
export const weekFeature: BotFeature = {
  name: 'week',
  permission: 'daily-entries.read',
  roles: ['manager'],
  inMenu: true,
  isCommand: true,
  open: sendWeek,
};

async function sendWeek(talk: Talk): Promise<void> {
  const weeks = await makeWeekOfProfit(talk.context.use(analytics))(talk.actor);
  if (!weeks.ok) return talk.show({ text: refusalOf(talk, 'analytics', weeks.error) });
  if (weeks.value.length === 0) return talk.show({ text: html`${talk.t('telegram:bot.week.nothing')}` });
  const { documents } = talk.context;
  for (const week of weeks.value) {
    const look = { theme: 'light', language: talk.language, ...PICTURE } as const;
    const content = await documents.picture(await documents.chart(chartOf(talk, week), look), PIXELS);
    const file = { name: `week-${week.currency}.png`, contentType: 'image/png', content };
    await talk.sendPhoto(file, html`${captionOf(talk, week)}`);
  }
}

function chartOf({ t, language, context }: Talk, { days, currency }: WeekOfProfit): ChartSpec {
  const { title } = context.use(analytics);
  const texts = days.map(({ profit }) => profit);
  return {
    ...{ kind: 'bar', unit: 'money', currency },
    title: t('telegram:bot.week.title', { currency }),
    categories: days.map(({ day }) => shortDay(day, language)),
    categoryTitle: title(language, 'day', 'day'),
    series: [
      {
        name: title(language, 'measure', 'profit'),
        values: texts.map(Number),
        texts,
      },
    ],
  };
}

function captionOf(talk: Talk, { days, currency, total, before }: WeekOfProfit): string {
  const { t, language } = talk;
  const amount = (decimal: string): string => price(decimal, currency, language);
  const written = days.map(({ day, profit }) =>
    t('telegram:bot.week.day', { day: dayInWords(day, language), amount: amount(profit) }),
  );
  const percent = talk.context.use(analytics).change('money', total, before);
  const way = percent === null ? 'unknown' : percent.startsWith('-') ? 'down' : 'up';
  const change = t(`telegram:bot.week.${way}`, {
    percent: percentInWords((percent ?? '0').replace(/^-/, ''), language),
  });
  return [t('telegram:bot.week.total', { amount: amount(total) }), change, '', ...written].join('\n');
}

function shortDay(day: LocalDate, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ weekday: 'short', day: 'numeric', timeZone: 'UTC' },
  }).format(new Date(`${day}T00:00:00Z`));
}
