import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { analytics, type MeasureInfo } from '../../analytics/contract/query.js';
import type { FiguresSource, ReportDefinition, RowsSource } from '../contract/definition.js';
import { columnsFor, findDataset } from './known-datasets.js';

/**
 * Whether the actor can have this report made, in this house. Refuses `unknown-measure`, `dimension-not-for-measure`,
 * `unknown-dataset`, `unknown-column`, `column-not-filtered`, `sort-not-in-report`, `chart-not-in-report`, `subtotals-need-two`,
 * `dates-reversed`, each with what it is about.
 */
export function checkDefinition(
  context: PluginContext,
  actor: Actor,
  definition: ReportDefinition,
): Result<true, Refusal> {
  const { source, period } = definition;
  if ('from' in period && period.to < period.from)
    return err({ code: 'dates-reversed', from: period.from, to: period.to });
  const refusal =
    source.kind === 'figures'
      ? refusalOfFigures(context.use(analytics).measures(actor), source, definition)
      : refusalOfRows(context, actor, source, definition);
  return refusal ? err(refusal) : ok(true);
}

function refusalOfFigures(
  known: readonly MeasureInfo[],
  source: FiguresSource,
  { sort, chart, subtotals }: ReportDefinition,
): Refusal | null {
  const { measures, by, filters } = source;
  for (const name of measures) {
    const measure = known.find((each) => each.name === name);
    if (!measure)
      return { code: 'unknown-measure', measure: name, known: known.map((each) => each.name).join(', ') };
    const cuts = [...by, ...(Object.keys(filters) as typeof by)];
    const unfit = cuts.find((dimension) => !measure.dimensions.includes(dimension));
    if (unfit !== undefined) return { code: 'dimension-not-for-measure', measure: name, dimension: unfit };
  }
  if (sort && ![...measures, ...by].includes(sort.by)) return { code: 'sort-not-in-report', sort: sort.by };
  if (chart && !measures.includes(chart.measure))
    return { code: 'chart-not-in-report', measure: chart.measure };
  if (chart && by.length === 0) return { code: 'chart-needs-dimension' };
  if (subtotals && by.length < 2) return { code: 'subtotals-need-two' };
  return null;
}

function refusalOfRows(
  context: PluginContext,
  actor: Actor,
  { dataset: name, columns, filters }: RowsSource,
  { sort, chart, subtotals, review }: ReportDefinition,
): Refusal | null {
  const found = findDataset(context, actor, name);
  if (!found.ok) return found.error;
  const known = columnsFor(context, actor, found.value.value);
  const names = known.map((column) => column.name);
  const unknown = [...columns, ...Object.keys(filters)].find((column) => !names.includes(column));
  if (unknown !== undefined)
    return { code: 'unknown-column', column: unknown, dataset: name, known: names.join(', ') };
  const unfiltered = Object.keys(filters).find(
    (filter) => !known.some((column) => column.name === filter && column.filter),
  );
  if (unfiltered !== undefined) return { code: 'column-not-filtered', column: unfiltered, dataset: name };
  if (sort && !columns.includes(sort.by)) return { code: 'sort-not-in-report', sort: sort.by };
  if (chart) return { code: 'chart-not-in-report', measure: chart.measure };
  if (subtotals) return { code: 'subtotals-need-two' };
  if (review) return { code: 'review-needs-figures' };
  return null;
}
