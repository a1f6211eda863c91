import { analytics, type AnalyticsResult, type AnalyticsRow } from '../../../analytics/contract/query.js';
import type { ChartSpec } from '../../../../src/values/chart.js';
import { dayInWriting, decimalInWriting, priceInWriting } from '../../../../src/values/in-writing.js';
import { parseAmount } from '../../../../src/values/money.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { BotFeature, ScreenButton, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';
import { KPI_SPANS, kpiPeriod, type KpiPeriod, type KpiSpan } from '../../domain/kpi-period.js';
import { refused } from './refused.js';

const MEASURES = ['sales', 'collected', 'outstanding', 'overdue', 'profit'];
const DRAWN = ['sales', 'collected'];
const PICTURE = { width: 800, height: 420 };
const PIXELS = 1200;

/** The figures of today, this week and this month beside those of the span before, and their course as a picture. */
export const kpiFeature: BotFeature = {
  name: 'kpi',
  permission: 'analytics.read',
  roles: ['admin', 'operator'],
  inMenu: true,
  isCommand: true,
  open: (talk) => show(talk, 'today'),
  actions: {
    show: { version: 1, run: (talk, [span]) => show(talk, spanOf(span)) },
    picture: { version: 1, run: (talk, [span]) => sendPicture(talk, spanOf(span)) },
  },
};

const spanOf = (text: string | undefined): KpiSpan => KPI_SPANS.find((span) => span === text) ?? 'today';

async function show(talk: Talk, span: KpiSpan): Promise<void> {
  const { measures, query, today } = talk.context.use(analytics);
  const { from, to, compared } = kpiPeriod(span, await today());
  const own = measures(talk.actor).map(({ name }) => name);
  const asked = MEASURES.filter((name) => own.includes(name));
  const found = await query(talk.actor, { measures: asked, from, to, compare: compared });
  if (!found.ok) return talk.show({ text: refused(talk, 'analytics', found.error) });
  const { totals } = found.value;
  await talk.show({
    text: html`<b>${titleOf(talk, span, { from, to })}</b>
${talk.t('telegram:bot.kpi.compared', { days: daysInWriting(talk, compared) })}

${totals.length === 0 ? [html`${talk.t('telegram:bot.kpi.nothing')}`] : totals.flatMap((row) => linesOf(talk, asked, row))}`,
    buttons: [
      KPI_SPANS.map((one): ScreenButton => ({
        label: talk.t(`telegram:bot.kpi.spans.${one}`),
        action: 'kpi.show',
        args: [one],
      })),
      [{ label: talk.t('telegram:bot.kpi.picture'), action: 'kpi.picture', args: [span] }],
    ],
  });
}

const titleOf = (talk: Talk, span: KpiSpan, days: Pick<KpiPeriod, 'from' | 'to'>): string =>
  talk.t('telegram:bot.kpi.title', {
    span: talk.t(`telegram:bot.kpi.spans.${span}`),
    days: daysInWriting(talk, days),
  });

function daysInWriting({ language, t }: Talk, { from, to }: Pick<KpiPeriod, 'from' | 'to'>): string {
  const day = dayInWriting(to, language);
  return from === to ? day : t('telegram:bot.kpi.days', { from: dayInWriting(from, language), to: day });
}

/** A heading of the currency, then a line a figure; what fell is said in words, not by a sign alone. */
function linesOf(talk: Talk, measures: readonly string[], row: AnalyticsRow): readonly BotText[] {
  const { title } = talk.context.use(analytics);
  const lines = measures.flatMap((name): BotText[] => {
    const value = row.values[name] ?? null;
    if (value === null || row.currency === null) return [];
    const amount = inWriting(talk, value, row.currency);
    return [html`${title(talk.language, 'measure', name)}: <b>${amount}</b>, ${changeOf(talk, name, row)}`];
  });
  return [html`<b>${row.currency ?? ''}</b>`, ...lines, html``];
}

function inWriting({ language }: Talk, value: string, currency: CurrencyCode): string {
  const amount = parseAmount(value, currency);
  return amount.ok ? priceInWriting(amount.value.minor, currency, language) : value;
}

function changeOf(talk: Talk, name: string, row: AnalyticsRow): string {
  const { change } = talk.context.use(analytics);
  const percent = change('money', row.values[name] ?? null, row.before?.[name] ?? null);
  if (percent === null) return talk.t('telegram:bot.kpi.no-change-known');
  const size = decimalInWriting(percent.replace(/^-/, ''), talk.language, 0, 1);
  const way = percent.startsWith('-') ? 'down' : Number(percent) === 0 ? 'same' : 'up';
  return talk.t(`telegram:bot.kpi.${way}`, { percent: size });
}

async function sendPicture(talk: Talk, span: KpiSpan): Promise<void> {
  const { measures, query, today } = talk.context.use(analytics);
  const { drawn } = kpiPeriod(span, await today());
  const own = measures(talk.actor).map(({ name }) => name);
  const asked = DRAWN.filter((name) => own.includes(name));
  const { currency } = await talk.context.organisation();
  const found = await query(talk.actor, { measures: asked, by: ['day'], ...drawn });
  if (!found.ok) return talk.show({ text: refused(talk, 'analytics', found.error) });
  const chart = chartOf(talk, titleOf(talk, span, drawn), asked, found.value, currency as CurrencyCode);
  if (chart.categories.length === 0) return talk.toast(talk.t('telegram:bot.kpi.nothing'));
  const { documents } = talk.context;
  const svg = await documents.chart(chart, { theme: 'light', language: talk.language, ...PICTURE });
  const content = await documents.picture(svg, PIXELS);
  await talk.sendPhoto(
    { name: `${span}.png`, contentType: 'image/png', content },
    html`${talk.t('telegram:bot.kpi.caption', { title: chart.title, currency: chart.currency ?? '' })}`,
  );
}

/** In the organisation's currency where anything was sold in it, else in that of most rows. */
function chartOf(
  talk: Talk,
  title: string,
  measures: readonly string[],
  { rows }: AnalyticsResult,
  home: CurrencyCode,
): ChartSpec {
  const currency = rows.some((row) => row.currency === home) ? home : (rows[0]?.currency ?? home);
  const own = rows.filter((row) => row.currency === currency);
  const service = talk.context.use(analytics);
  return {
    kind: 'bar',
    title,
    categories: own.map(({ keys }) => Number((keys.day?.id ?? '').slice(8)).toString()),
    categoryTitle: service.title(talk.language, 'day', 'day'),
    series: measures.map((name) => {
      const texts = own.map(({ values }) => values[name] ?? null);
      return {
        name: service.title(talk.language, 'measure', name),
        values: texts.map((text) => (text === null ? null : Number(text))),
        texts,
      };
    }),
    unit: 'money',
    currency,
  };
}
