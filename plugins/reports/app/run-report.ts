import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { analytics } from '../../analytics/contract/query.js';
import type { ReportDefinition, ReportParameter, ReportPeriod } from '../contract/definition.js';
import { spanOfPeriod } from '../domain/span-of-period.js';
import { checkDefinition } from './check-definition.js';
import { figuresReport } from './figures-report.js';
import type { ReportTable } from './report-table.js';
import { rowsReport } from './rows-report.js';

/** What a caller says beside the definition. */
export interface ReportTerms {
  readonly period?: ReportPeriod | undefined;
  /** ids */
  readonly parameters?: Readonly<Partial<Record<ReportParameter, string>>> | undefined;
}

/**
 * The definition with nothing left open: its period, and the filters that the caller has to give. Refuses `parameter-missing`
 * { parameter }.
 */
export function settleDefinition(
  definition: ReportDefinition,
  { period, parameters = {} }: ReportTerms,
): Result<ReportDefinition, Refusal> {
  const given: Record<string, readonly string[]> = {};
  for (const parameter of definition.parameters) {
    const value = parameters[parameter] ?? definition.source.filters[parameter]?.[0];
    if (value === undefined) return err({ code: 'parameter-missing', parameter });
    given[parameter] = [value];
  }
  const { source } = definition;
  return ok({
    ...definition,
    period: period ?? definition.period,
    source: { ...source, filters: { ...source.filters, ...given } },
    parameters: [],
  });
}

/**
 * Makes a report for an actor: within its rows and permissions, in a language. What it gives is read once. Refuses what
 * checkDefinition and the analytics service refuse, and `parameter-missing`.
 */
export async function runReport(
  context: PluginContext,
  actor: Actor,
  asked: ReportDefinition,
  language: Language,
): Promise<Result<ReportTable, Refusal>> {
  const settled = settleDefinition(asked, {});
  if (!settled.ok) return settled;
  const definition = settled.value;
  const checked = checkDefinition(context, actor, definition);
  if (!checked.ok) return checked;
  const span = spanOfPeriod(definition.period, await context.use(analytics).today());
  const order = { context, actor, language, definition, span };
  return definition.source.kind === 'figures'
    ? figuresReport(order, definition.source)
    : rowsReport(order, definition.source);
}
