import { firstDayOf, monthOf } from '../../../../../src/values/local-date.js';
import type { Result, Refusal } from '../../../../../src/values/result.js';
import type { AnalyticsResult, AnalyticsRow, Figure, MeasureUnit } from '../../../contract/query.js';
import { percentChange, pointsChange } from '../../../domain/change.js';
import { monthsLater } from '../../../domain/dashboard-filters.js';
import { byCurrency } from '../by-currency.js';
import type { FigureContent, WidgetContent } from '../content.js';
import { questionOf, type Asked, type Widget } from '../widget.js';

/** Measures of which less is better, and those of which neither can be said. */
const BAD = ['outstanding', 'overdue', 'overdue_share', 'days_to_pay', 'days_late', 'cost', 'credited'];
const NEITHER = ['tax'];
const MONTHS_OF_TREND = 12;

/** One measure in large digits: how it changed, and its course over a year. */
export function figureWidget(measure: string): Widget {
  return {
    name: `figure.${measure}`,
    measures: [measure],
    width: 1,
    height: 1,
    title: ({ title }) => title('measure', measure),
    async answer(sources, asked): Promise<Result<WidgetContent, Refusal>> {
      const { to } = asked.days;
      const from = monthsLater(firstDayOf(monthOf(to)), 1 - MONTHS_OF_TREND);
      const course = { ...asked, days: { from, to }, compared: null };
      const [totals, trend] = await Promise.all([
        sources.query(questionOf(asked, { measures: [measure] })),
        sources.query(questionOf(course, { measures: [measure], by: ['month'] })),
      ]);
      if (!totals.ok) return totals;
      return trend.ok ? { ok: true, value: figureContent(measure, totals.value, trend.value, asked) } : trend;
    },
  };
}

export function figureContent(
  measure: string,
  { totals }: AnalyticsResult,
  { rows }: AnalyticsResult,
  asked: Pick<Asked, 'measures' | 'links' | 'homeCurrency'>,
): WidgetContent {
  const unit = asked.measures.get(measure)?.unit ?? 'count';
  const figures = byCurrency(totals, asked).flatMap(({ currency, rows: [total] }): FigureContent[] => {
    if (!total) return [];
    const [value = null, before = null] = [total.values[measure], total.before?.[measure]];
    return [
      {
        currency,
        value,
        before,
        change: changeOf(unit, value, before),
        trend: trendOf(measure, rows, currency),
        link: asked.links.to(measure, unit === 'money' ? { currency } : {}),
      },
    ];
  });
  const rise = BAD.includes(measure) ? 'bad' : NEITHER.includes(measure) ? 'neither' : 'good';
  return { kind: 'figures', unit, rise, figures };
}

export function changeOf(unit: MeasureUnit, value: Figure, before: Figure): string | null {
  if (value === null || before === null) return null;
  return unit === 'money' || unit === 'count' ? percentChange(value, before) : pointsChange(value, before);
}

function trendOf(
  measure: string,
  rows: readonly AnalyticsRow[],
  currency: AnalyticsRow['currency'],
): readonly (number | null)[] {
  return rows.filter((row) => row.currency === currency).map(({ values }) => drawn(values[measure]));
}

/** For drawing alone: what is read is the exact figure. */
export function drawn(figure: Figure | undefined): number | null {
  return figure === null || figure === undefined ? null : Number(figure);
}
