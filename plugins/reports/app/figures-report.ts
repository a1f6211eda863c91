import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import {
  analytics,
  GRAINS,
  type Analytics,
  type AnalyticsQuery,
  type AnalyticsResult,
  type AnalyticsRow,
  type Dimension,
  type Grain,
  type MeasureUnit,
} from '../../analytics/contract/query.js';
import { reviews } from '../../analytics/contract/reviews.js';
import type { Cell, ColumnKind } from '../contract/dataset.js';
import type { FiguresSource } from '../contract/definition.js';
import type { TableColumn, TableRow } from '../contract/table.js';
import { arrangeRows, groupKey } from '../domain/arrange-rows.js';
import { changeInPercent } from '../domain/decimals.js';
import { quarterKey, weekKey } from '../domain/span-key.js';
import { spanLabel } from '../domain/span-label.js';
import { chartOfFigures } from './chart-of-figures.js';
import { textsOf, type ReportOrder, type ReportTable } from './report-table.js';

/** What the analytics service answers at once, and so the most that a report of figures has. */
const MOST_ROWS = 10_000;

const KINDS: Readonly<Record<MeasureUnit, ColumnKind>> = {
  money: 'money',
  count: 'number',
  days: 'days',
  percent: 'percent',
};

/** How the cells of one answer are written. */
interface Writing {
  readonly order: ReportOrder;
  readonly source: FiguresSource;
  readonly figures: Analytics;
  readonly columns: readonly TableColumn[];
}

/** Refuses what the analytics service refuses. */
export async function figuresReport(
  order: ReportOrder,
  source: FiguresSource,
): Promise<Result<ReportTable, Refusal>> {
  const { context, actor, language, definition, span } = order;
  const figures = context.use(analytics);
  const asked: AnalyticsQuery = {
    measures: source.measures,
    by: source.by,
    ...span,
    filters: source.filters,
    ...(source.compare ? { compare: source.compare } : {}),
    ...(source.convertTo ? { convertTo: source.convertTo as CurrencyCode } : {}),
  };
  const answer = await figures.query(actor, {
    ...asked,
    ...(definition.sort ? { sort: definition.sort } : {}),
    limit: Math.min(definition.limit ?? MOST_ROWS, MOST_ROWS),
  });
  if (!answer.ok) return answer;
  const byFirst = await answerByFirst(order, source, figures, asked, answer.value);
  if (!byFirst.ok) return byFirst;

  const writing: Writing = {
    order,
    source,
    figures,
    columns: columnsOf(order, source, figures, answer.value),
  };
  const rows = rowsOf(writing, answer.value, definition.subtotals ? byFirst.value : null);
  const totals =
    definition.totals && source.by.length > 0
      ? answer.value.totals.map((row) => summary(writing, 'total', textsOf(order)('table.total'), row))
      : [];
  return ok({
    title: definition.title,
    language,
    period: span,
    compared: answer.value.compared,
    columns: writing.columns,
    chart: await chartOf(writing, byFirst.value),
    notes: [...notesOf(order, answer.value), ...(await figures.remarks(language, asked))],
    review: await reviewOf(order, source),
    expectedRows: rows.length,
    async *rows() {
      yield rows;
    },
    totals: () => totals,
  });
}

/** The figures of the first dimension alone: what subtotals say and charts draw. Averages and shares do not add up, so they are asked for. */
async function answerByFirst(
  { actor, definition }: ReportOrder,
  { by }: FiguresSource,
  figures: Analytics,
  asked: AnalyticsQuery,
  answer: AnalyticsResult,
): Promise<Result<AnalyticsResult, Refusal>> {
  const needed = definition.subtotals || definition.chart !== null;
  if (!needed || by.length < 2) return ok(answer);
  const [first] = by;
  return figures.query(actor, { ...asked, by: first ? [first] : [], limit: MOST_ROWS });
}

function columnsOf(
  order: ReportOrder,
  { by }: FiguresSource,
  figures: Analytics,
  { measures, compared }: AnalyticsResult,
): readonly TableColumn[] {
  const { language } = order;
  const say = textsOf(order);
  const keys = by.map((dimension): TableColumn => ({
    name: dimension,
    title: figures.title(language, dimension, dimension),
    kind: isGrain(dimension) ? 'date' : isWord(dimension) ? 'word' : 'text',
    role: 'key',
    currencyColumn: null,
    grain: isGrain(dimension) ? dimension : null,
  }));
  const hasMoney = measures.some(({ unit }) => unit === 'money');
  const currency: TableColumn = {
    name: 'currency',
    title: figures.title(language, 'currency', 'currency'),
    kind: 'text',
    role: 'key',
    currencyColumn: null,
    grain: null,
  };
  const values = measures.flatMap(({ name, unit }): TableColumn[] => {
    const title = figures.title(language, 'measure', name);
    const column = { kind: KINDS[unit], currencyColumn: unit === 'money' ? 'currency' : null, grain: null };
    const now: TableColumn = { ...column, name, title, role: 'value' };
    if (!compared) return [now];
    const before: TableColumn = {
      ...column,
      name: `${name}:before`,
      title: say('table.before', { measure: title }),
      role: 'before',
    };
    // A share's change in per cent of itself would be read as points.
    if (unit === 'percent') return [now, before];
    const change: TableColumn = {
      name: `${name}:change`,
      title: say('table.change', { measure: title }),
      kind: 'percent',
      role: 'change',
      currencyColumn: null,
      grain: null,
    };
    return [now, before, change];
  });
  return [...keys, ...(hasMoney && !by.includes('currency') ? [currency] : []), ...values];
}

function rowsOf(
  writing: Writing,
  { rows }: AnalyticsResult,
  byFirst: AnalyticsResult | null,
): readonly TableRow[] {
  const { source, order } = writing;
  const [first] = source.by;
  const groupOf = (row: AnalyticsRow): string | null => (first && row.keys[first]?.id) ?? null;
  const subtotals = new Map(
    (byFirst?.rows ?? []).map((row) => [
      groupKey(row.currency, groupOf(row)),
      summary(
        writing,
        'subtotal',
        textsOf(order)('table.subtotal', { of: (first && labelOf(writing, row, first)) ?? '' }),
        row,
      ),
    ]),
  );
  return arrangeRows(
    rows.map((row) => ({
      currency: row.currency,
      group: groupOf(row),
      row: { kind: 'row', cells: writing.columns.map((column) => cellOf(writing, column, row)) },
    })),
    byFirst && subtotals,
  );
}

/** A total or a subtotal: its name stands in the first column. */
function summary(writing: Writing, kind: 'total' | 'subtotal', name: string, row: AnalyticsRow): TableRow {
  const cells = writing.columns.map((column, place) => {
    if (place === 0) return name;
    if (column.role === 'key' && column.name !== 'currency') return null;
    return cellOf(writing, column, row);
  });
  return { kind, cells };
}

function cellOf(writing: Writing, column: TableColumn, row: AnalyticsRow): Cell {
  const measure = column.name.split(':')[0] ?? '';
  switch (column.role) {
    case 'value':
      return row.values[column.name] ?? null;
    case 'before':
      return row.before?.[measure] ?? null;
    case 'change':
      return changeInPercent(row.values[measure] ?? null, row.before?.[measure] ?? null);
    case 'key':
      if (column.name === 'currency') return row.currency;
      return column.grain
        ? (row.keys[column.grain]?.id ?? null)
        : labelOf(writing, row, column.name as Dimension);
  }
}

function labelOf({ figures, order }: Writing, row: AnalyticsRow, dimension: Dimension): string | null {
  const key = row.keys[dimension];
  if (!key) return null;
  if (isGrain(dimension)) return spanLabel(key.id, dimension, order.language);
  return isWord(dimension) ? figures.title(order.language, dimension, key.id) : key.label;
}

async function chartOf(writing: Writing, byFirst: AnalyticsResult): Promise<ReportTable['chart']> {
  const { order, source, figures } = writing;
  const { chart } = order.definition;
  const [first] = source.by;
  if (!chart || !first) return null;
  const { currency } = await order.context.organisation();
  return chartOfFigures({
    chart,
    result: byFirst,
    preferred: currency,
    measureTitle: figures.title(order.language, 'measure', chart.measure),
    dimensionTitle: figures.title(order.language, first, first),
    labelOf: (row) => labelOf(writing, row, first) ?? '',
    keyOf: (row) => row.keys[first]?.id ?? '',
    beforeTitle: (title) => textsOf(order)('table.before', { measure: title }),
    isTime: isGrain(first),
  });
}

/** In words, of the week or quarter that the period ends in. A span that nothing can be said of yet has none. */
async function reviewOf(order: ReportOrder, { filters }: FiguresSource): Promise<readonly string[]> {
  const { context, actor, language, definition, span } = order;
  if (definition.review === null) return [];
  const [office, ...others] = filters.office ?? [];
  const found = await context.use(reviews).review(actor, {
    period: definition.review === 'weekly' ? weekKey(span.to) : quarterKey(span.to),
    language,
    ...(office !== undefined && others.length === 0 ? { office } : {}),
  });
  return found.ok ? found.value.paragraphs : [];
}

function notesOf(order: ReportOrder, { rates, isCut }: AnalyticsResult): readonly string[] {
  const say = textsOf(order);
  return [
    ...(isCut ? [say('notes.cut')] : []),
    ...rates.map(({ base, quote, rate, from, source }) =>
      say('notes.rate', { base, quote, rate, from: spanLabel(from, null, order.language), source }),
    ),
  ];
}

function isGrain(dimension: Dimension): dimension is Grain {
  return (GRAINS as readonly Dimension[]).includes(dimension);
}

function isWord(dimension: Dimension): boolean {
  return dimension === 'status' || dimension === 'method' || dimension === 'bucket';
}
