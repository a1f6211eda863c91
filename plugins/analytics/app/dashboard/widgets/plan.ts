import type { ChartSpec } from '../../../../../src/values/chart.js';
import type { CurrencyCode } from '../../../../../src/values/currency.js';
import { firstDayOf, lastDayOf, monthOf } from '../../../../../src/values/local-date.js';
import type { PlanRow } from '../../../contract/reviews.js';
import type { WidgetContent } from '../content.js';
import { spanLabel } from '../spans.js';
import { shown, type Asked, type Widget } from '../widget.js';
import { drawn } from './figure.js';

/** Sales month by month beside what was planned: of the whole network, or of the one office that the reader chose. */
export const plan: Widget = {
  name: 'plan',
  measures: ['sales'],
  width: 2,
  height: 2,
  title: ({ text }) => text('widgets.plan'),
  answer(sources, asked) {
    const { from, to } = asked.days;
    const months = { measure: 'sales' as const, from: monthOf(from), to: monthOf(to) };
    return shown(sources.planAgainstFact(months), (rows) => planContent(rows, asked));
  },
};

export function planContent(rows: readonly PlanRow[], asked: Asked): WidgetContent {
  const [office = null] = asked.filters.office ?? [];
  const own = rows.filter((row) => (row.office?.id ?? null) === office);
  // Who does not see the whole network has plans of its offices alone.
  const seen =
    own.length === 0 && office === null ? rows.filter((row) => row.office?.id === rows[0]?.office?.id) : own;
  const currencies = [...new Set(seen.map(({ currency }) => currency))];
  if (currencies.length === 0) return { kind: 'nothing', sentence: asked.text('nothing.plan') };
  const home = (currency: CurrencyCode): string => (currency === asked.homeCurrency ? '' : currency);
  currencies.sort((one, other) => (home(one) < home(other) ? -1 : 1));
  return { kind: 'charts', charts: currencies.map((currency) => chartOf(currency, seen, asked)) };
}

function chartOf(currency: CurrencyCode, rows: readonly PlanRow[], asked: Asked): ChartSpec {
  const own = rows.filter((row) => row.currency === currency);
  const place = own[0]?.office;
  const title = asked.text('widgets.plan');
  return {
    kind: 'combined',
    title: place ? `${title}: ${place.name}` : title,
    categories: own.map(({ month }) => spanLabel(firstDayOf(month), 'month', asked.language)),
    categoryTitle: asked.title('month', 'month'),
    series: [
      {
        name: asked.text('fact'),
        values: own.map(({ actual }) => drawn(actual)),
        texts: own.map(({ actual }) => actual),
        as: 'bar',
      },
      {
        name: asked.text('planned'),
        values: own.map(({ planned }) => drawn(planned)),
        texts: own.map(({ planned }) => planned),
        as: 'line',
        quiet: true,
      },
    ],
    unit: 'money',
    currency,
    links: own.map(({ month }) =>
      place
        ? null
        : asked.links.to('sales', { days: { from: firstDayOf(month), to: lastDayOf(month) }, currency }),
    ),
  };
}
