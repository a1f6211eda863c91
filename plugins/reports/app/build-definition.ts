import { GRAINS, type Dimension } from '../../analytics/contract/query.js';
import {
  DEFINITION_FORMAT,
  type FiguresSource,
  type ReportChart,
  type ReportDefinition,
  type ReportSource,
  type RowsSource,
} from '../contract/definition.js';
import type { Vocabulary } from '../contract/doors.js';

type Measures = Pick<Vocabulary, 'measures'>;
type Datasets = Pick<Vocabulary, 'datasets'>;

/** Columns that a list of rows begins with. */
const FIRST_COLUMNS = 6;

/** What the builder opens with: the first measure by month over the last twelve. */
export function newDefinition(vocabulary: Measures & Datasets, title: string): ReportDefinition {
  const source = someFigures(vocabulary) ?? rowsOf(vocabulary, vocabulary.datasets[0]?.name ?? '');
  return {
    format: DEFINITION_FORMAT,
    title,
    source,
    period: { preset: 'last-12-months' },
    sort: null,
    totals: true,
    subtotals: false,
    chart: suggestedChart(source),
    limit: null,
    review: null,
    parameters: parametersOf(vocabulary, source),
  };
}

/** Null where the reader may read no measure. */
export function someFigures({ measures }: Measures): FiguresSource | null {
  const [first] = measures;
  if (!first) return null;
  const by: readonly Dimension[] = first.dimensions.includes('month')
    ? ['month']
    : first.dimensions.slice(0, 1);
  return { kind: 'figures', measures: [first.name], by, filters: {}, compare: null, convertTo: null };
}

export function rowsOf({ datasets }: Datasets, name: string): RowsSource {
  const columns = datasets.find((dataset) => dataset.name === name)?.columns ?? [];
  return {
    kind: 'rows',
    dataset: name,
    columns: columns.slice(0, FIRST_COLUMNS).map((column) => column.name),
    filters: {},
  };
}

/** The same report of something else. What the new source cannot do goes; a chart that was only suggested follows it. */
export function withSource(
  vocabulary: Datasets,
  definition: ReportDefinition,
  source: ReportSource,
): ReportDefinition {
  const { sort, chart, subtotals, parameters } = definition;
  const known = source.kind === 'figures' ? [...source.by, ...source.measures] : source.columns;
  return {
    ...definition,
    source,
    sort: sort && known.includes(sort.by) ? sort : null,
    subtotals: subtotals && source.kind === 'figures' && source.by.length > 1,
    chart: isSuggested(definition) ? suggestedChart(source) : chartOf(source, chart),
    parameters: source.kind === definition.source.kind ? parameters : parametersOf(vocabulary, source),
  };
}

/** As a door takes it: with a title, and without filters for which no value is chosen yet. */
export function askable(definition: ReportDefinition, untitled: string): ReportDefinition {
  const filters = Object.fromEntries(
    Object.entries(definition.source.filters).filter(([, values]) => values.length > 0),
  );
  return {
    ...definition,
    title: definition.title.trim() || untitled,
    source: { ...definition.source, filters } as ReportSource,
  };
}

/** By time a line, else bars; of the first measure. */
export function suggestedChart(source: ReportSource): ReportChart | null {
  if (source.kind !== 'figures') return null;
  const [first] = source.by;
  const [measure] = source.measures;
  if (first === undefined || measure === undefined) return null;
  return { kind: isTime(first) ? 'line' : 'bars-sideways', measure };
}

/** By what every one of the measures can be cut. */
export function sharedDimensions({ measures }: Measures, names: readonly string[]): readonly Dimension[] {
  const [first, ...others] = measures.filter(({ name }) => names.includes(name));
  return (first?.dimensions ?? []).filter((dimension) =>
    others.every(({ dimensions }) => dimensions.includes(dimension)),
  );
}

/** A dimension that the report is cut or filtered by, and a measure that does not know it. */
export interface Misfit {
  readonly dimension: Dimension;
  readonly measure: string;
}

export function misfitsOf({ measures }: Measures, source: FiguresSource): readonly Misfit[] {
  const chosen = measures.filter(({ name }) => source.measures.includes(name));
  const used = [...new Set([...source.by, ...(Object.keys(source.filters) as Dimension[])])];
  return used.flatMap((dimension) =>
    chosen
      .filter(({ dimensions }) => !dimensions.includes(dimension))
      .map(({ name }) => ({ dimension, measure: name })),
  );
}

export function isTime(dimension: string): boolean {
  return (GRAINS as readonly string[]).includes(dimension);
}

function isSuggested({ source, chart }: ReportDefinition): boolean {
  return JSON.stringify(chart) === JSON.stringify(suggestedChart(source));
}

function chartOf(source: ReportSource, chart: ReportChart | null): ReportChart | null {
  if (!chart || source.kind !== 'figures' || source.by.length === 0) return null;
  return source.measures.includes(chart.measure) ? chart : { ...chart, measure: source.measures[0] ?? '' };
}

function parametersOf({ datasets }: Datasets, source: ReportSource): ReportDefinition['parameters'] {
  if (source.kind === 'figures') return [];
  return datasets.find(({ name }) => name === source.dataset)?.needs ?? [];
}
