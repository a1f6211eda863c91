import { describe, expect, it } from '@jest/globals';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';
import { ok } from '../../../../src/values/result.js';
import { batched } from '../../app/dashboard/batched-queries.js';
import type { WidgetContent } from '../../app/dashboard/content.js';
import { makeLinks } from '../../app/dashboard/links.js';
import { spanLabel } from '../../app/dashboard/spans.js';
import type { Asked } from '../../app/dashboard/widget.js';
import { attentionContent } from '../../app/dashboard/widgets/attention.js';
import { collectionsContent } from '../../app/dashboard/widgets/collections.js';
import { figureContent } from '../../app/dashboard/widgets/figure.js';
import { findWidget, firstLayout, offeredTo } from '../../app/dashboard/widgets/index.js';
import { partsContent } from '../../app/dashboard/widgets/measure.js';
import { planContent } from '../../app/dashboard/widgets/plan.js';
import { trendContent } from '../../app/dashboard/widgets/sales-trend.js';
import type { AnalyticsQuery, AnalyticsResult, AnalyticsRow, MeasureInfo } from '../../contract/query.js';

const day = (text: string): LocalDate => text as LocalDate;
const eur = 'EUR' as CurrencyCode;
const uah = 'UAH' as CurrencyCode;
const days = { from: day('2026-10-15'), to: day('2026-11-27') };

const info = (
  name: string,
  unit: MeasureInfo['unit'],
  ...dimensions: MeasureInfo['dimensions']
): MeasureInfo => ({
  name,
  unit,
  dimensions,
  kind: 'flow',
  titleKey: `analytics:measures.${name}`,
});
const measures = new Map(
  [
    info('sales', 'money', 'month', 'status', 'office', 'representative', 'currency'),
    info('collected', 'money', 'month', 'representative'),
    info('invoices', 'count', 'month', 'representative'),
    info('days_to_pay', 'days', 'month'),
    info('overdue', 'money', 'month', 'bucket'),
    info('profit', 'money', 'month', 'office'),
  ].map((each) => [each.name, each]),
);

const lists = new Set(['Invoice', 'Payment', 'DailyEntry']);
const around = { days, today: day('2026-11-27'), filters: {}, representatives: [], lists };
const narrowed = (place: string, id: string): string => `/narrowed/${place}/${id}`;

const asked: Asked = {
  days,
  compared: { from: day('2026-09-15'), to: day('2026-10-27') },
  today: day('2026-11-27'),
  filters: {},
  convertTo: null,
  language: 'en',
  homeCurrency: 'UAH',
  measures,
  links: makeLinks({ ...around, narrowed }),
  text: (key) => key,
  title: (what, name) => `${what} ${name}`,
};

function rowOf(values: AnalyticsRow['values'], more: Partial<AnalyticsRow> = {}): AnalyticsRow {
  return { keys: {}, currency: eur, values, ...more };
}

function resultOf(part: Partial<AnalyticsResult>): AnalyticsResult {
  return {
    ...days,
    compared: null,
    measures: [],
    by: [],
    rows: [],
    totals: [],
    isCut: false,
    rates: [],
    ...part,
  };
}

const charts = (content: WidgetContent) => (content.kind === 'charts' ? content.charts : []);

describe('a figure', () => {
  it('stands by currency, the organisation’s own first, each with its change and course', () => {
    const totals = [
      rowOf({ sales: '112.40' }, { before: { sales: '100.00' } }),
      rowOf({ sales: '50.00' }, { currency: uah, before: { sales: '0.00' } }),
    ];
    const months = [
      rowOf({ sales: '12.00' }),
      rowOf({ sales: null }),
      rowOf({ sales: '7' }, { currency: uah }),
    ];
    const content = figureContent('sales', resultOf({ totals }), resultOf({ rows: months }), asked);
    expect(content).toMatchObject({ kind: 'figures', unit: 'money', rise: 'good' });
    expect(content.kind === 'figures' && content.figures).toMatchObject([
      { currency: 'UAH', value: '50.00', change: null, trend: [7] },
      { currency: 'EUR', value: '112.40', change: '12.4', trend: [12, null] },
    ]);
  });

  it('knows of which measures less is better', () => {
    const riseOf = (measure: string) => {
      const content = figureContent(measure, resultOf({}), resultOf({}), asked);
      return content.kind === 'figures' && content.rise;
    };
    expect([riseOf('overdue'), riseOf('days_to_pay'), riseOf('profit')]).toEqual(['bad', 'bad', 'good']);
  });

  it('of a number of days changes by days, not by per cent', () => {
    const total = rowOf({ days_to_pay: '31.5' }, { currency: null, before: { days_to_pay: '30.0' } });
    const content = figureContent('days_to_pay', resultOf({ totals: [total] }), resultOf({}), asked);
    expect(content.kind === 'figures' && content.figures[0]?.change).toBe('1.5');
  });
});

describe('charts', () => {
  const months = [
    rowOf(
      { sales: '10.50', collected: '9' },
      { keys: { month: { id: '2026-10-01', label: '' } }, before: { sales: '8' } },
    ),
    rowOf(
      { sales: '20', collected: null },
      { keys: { month: { id: '2026-11-01', label: '' } }, before: { sales: null } },
    ),
  ];

  it('of time lead to the rows of each span, cut to the period', () => {
    const [chart] = charts(trendContent('sales', 'month', resultOf({ rows: months }), asked));
    expect(chart?.categories).toEqual(['Oct 2026', 'Nov 2026']);
    expect(chart?.series.map(({ texts }) => texts)).toEqual([
      ['10.50', '20'],
      ['8', null],
    ]);
    expect(chart?.links).toEqual([
      expect.stringContaining('issueDate~~from=2026-10-15&filters.issueDate~~to=2026-10-31'),
      expect.stringContaining('issueDate~~from=2026-11-01&filters.issueDate~~to=2026-11-27'),
    ]);
  });

  it('set what was paid beside what was invoiced', () => {
    const [chart] = charts(collectionsContent('month', resultOf({ rows: months }), asked));
    expect(chart?.series.map(({ values }) => values)).toEqual([
      [10.5, 20],
      [9, null],
    ]);
  });

  it('say so where there is nothing', () => {
    expect(collectionsContent('month', resultOf({}), asked)).toEqual({
      kind: 'nothing',
      sentence: 'nothing.period',
    });
  });

  it('of a measure by a place lead further into the dashboard, of profit to its entries', () => {
    const rows = [rowOf({ sales: '1', profit: '2' }, { keys: { office: { id: 'o1', label: 'Riga' } } })];
    const linkOf = (measure: string) =>
      charts(partsContent({ measure, dimension: 'office', chart: 'donut' }, { rows }, asked))[0]?.links?.[0];
    expect(linkOf('sales')).toBe('/narrowed/office/o1');
    expect(linkOf('profit')).toMatch(/DailyEntry\?.*filters.officeId~~in=o1/);
  });

  it('of plans are the network’s, or the chosen office’s', () => {
    const month = '2026-11' as LocalMonth;
    const planned = { month, currency: eur, planned: '10', actual: '8', difference: '-2', percent: '80.0' };
    const rows = [
      { ...planned, office: null },
      { ...planned, office: { id: 'o1', name: 'Riga' }, planned: '3' },
    ];
    const planOf = (filters: Asked['filters']) =>
      charts(planContent(rows, { ...asked, filters })).map(({ series }) => series[1]?.texts);
    expect(planOf({})).toEqual([['10']]);
    expect(planOf({ office: ['o1'] })).toEqual([['3']]);
    expect(planContent([], asked)).toEqual({ kind: 'nothing', sentence: 'nothing.plan' });
  });
});

it('what deserves a look is of what the reader narrowed to', () => {
  const alert = (id: string) => ({
    key: id,
    kind: 'sales-fell' as const,
    severity: 'warning' as const,
    subject: { kind: 'office' as const, id, name: id },
    period: '2026-10',
    text: `about ${id}`,
    facts: {},
    link: '/',
  });
  const content = attentionContent([alert('a'), alert('b')], { ...asked, filters: { office: ['b'] } });
  expect(content.kind === 'alerts' && content.alerts.map(({ text }) => text)).toEqual(['about b']);
  expect(attentionContent([], asked).kind).toBe('nothing');
});

describe('links to the rows behind', () => {
  const links = (part: Partial<typeof around> & { filters?: Asked['filters'] }) =>
    makeLinks({ ...around, narrowed, ...part });

  it('list what is open only as it stands today', () => {
    expect(links({}).to('outstanding')).toContain('filters.status~~in=issued,partly_paid');
    expect(links({ today: day('2026-12-01') }).to('outstanding')).toBeNull();
  });

  it('of a bucket name the days on which its invoices were due', () => {
    const part = { of: { dimension: 'bucket' as const, id: '31-60' } };
    expect(links({}).to('outstanding', part)).toMatch(
      /dueDate~~from=2026-09-28&filters.dueDate~~to=2026-10-27$/,
    );
  });

  it('say a status in place of the list’s own', () => {
    const address = links({}).to('sales', { of: { dimension: 'status', id: 'paid' } });
    expect(address).toContain('status~~in=paid');
    expect(address).not.toContain('notin');
  });

  it('are absent where no list shows just those rows, or the reader may not open it', () => {
    const tooMany: Parameters<typeof makeLinks>[0] = {
      ...around,
      narrowed,
      filters: { office: ['o1'] },
      representatives: null,
    };
    expect(makeLinks(tooMany).to('sales')).toBeNull();
    expect(links({ lists: new Set() }).to('sales')).toBeNull();
    expect(links({ filters: { representative: ['r1'] } }).to('profit')).toBeNull();
    expect(links({}).to('days_to_pay')).toBeNull();
  });
});

describe('widgets', () => {
  const reader = { measures, isRepresentative: false };

  it('are found by their names, within what the reader may read', () => {
    expect(findWidget('figure.sales', reader)?.measures).toEqual(['sales']);
    expect(findWidget('measure.profit.office.donut', reader)?.name).toBe('measure.profit.office.donut');
    const strange = [
      'figure.secret',
      'measure.profit.status.bar',
      'measure.sales.office.pie',
      'nonsense',
      'figure',
    ];
    expect(strange.filter((name) => findWidget(name, reader))).toEqual([]);
  });

  it('of the first layout are all known, and those of staff are not offered to representatives', () => {
    const all = new Map([
      ...measures,
      ...['outstanding', 'collection_rate'].map((name) => [name, info(name, 'money', 'month')] as const),
    ]);
    const names = firstLayout({ measures: all, isRepresentative: true }).map(({ widget }) => widget);
    expect(names.filter((name) => !findWidget(name, { measures: all, isRepresentative: true }))).toEqual([]);
    const offered = offeredTo({ measures: all, isRepresentative: true }).map(({ name }) => name);
    expect(offered).not.toContain('top-representatives');
    expect(offeredTo(reader).map(({ name }) => name)).toContain('top-representatives');
  });
});

describe('questions that are asked at once', () => {
  const counted = () => {
    const questions: AnalyticsQuery[] = [];
    const ask = batched(async (question) => {
      questions.push(question);
      return ok(resultOf({ totals: [rowOf({ sales: '1', collected: '0.00' })] }));
    }, measures);
    return { ask, questions };
  };

  it('are one where they differ by measures alone, and amounts are not mixed with counts', async () => {
    const { ask, questions } = counted();
    await Promise.all(
      ['sales', 'collected', 'sales', 'invoices'].map((measure) => ask({ ...days, measures: [measure] })),
    );
    expect(questions.map((question) => question.measures)).toEqual([['sales', 'collected'], ['invoices']]);
    await ask({ ...days, measures: ['sales'] });
    expect(questions).toHaveLength(3);
  });

  it('give each asker the rows in which its own measures happened', async () => {
    const { ask } = counted();
    const [sales, collected] = await Promise.all(
      ['sales', 'collected'].map((measure) => ask({ ...days, measures: [measure] })),
    );
    expect([sales?.ok && sales.value.totals.length, collected?.ok && collected.value.totals.length]).toEqual([
      1, 0,
    ]);
  });

  it('are refused by themselves where they cannot be cut so', async () => {
    const { ask, questions } = counted();
    const filters = { office: ['o1'] };
    const [sales, overdue] = await Promise.all(
      ['sales', 'overdue'].map((measure) => ask({ ...days, measures: [measure], filters })),
    );
    expect(sales?.ok).toBe(true);
    expect(overdue).toEqual({
      ok: false,
      error: { code: 'dimension-not-for-measure', measure: 'overdue', dimension: 'office' },
    });
    expect(questions).toHaveLength(1);
  });
});

it('spans are called as each language calls them along an axis', () => {
  expect(spanLabel('2026-11-01', 'month', 'uk')).toBe('лист. 2026');
  expect(spanLabel('2026-11-02', 'week', 'en')).toBe('2 Nov');
  expect(spanLabel('2026-10-01', 'quarter', 'ru')).toBe('IV 2026');
});
