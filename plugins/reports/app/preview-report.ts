import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ReportDefinition } from '../contract/definition.js';
import type { ReportPreview } from '../contract/doors.js';
import type { TableRow } from '../contract/table.js';
import { runReport } from './run-report.js';

const PREVIEW_ROWS = 200;

/** The beginning of a report, answered at once. Refuses what runReport refuses. */
export async function previewReport(
  context: PluginContext,
  actor: Actor,
  definition: ReportDefinition,
  language: Language,
  signal: AbortSignal,
): Promise<Result<ReportPreview, Refusal>> {
  const made = await runReport(context, actor, definition, language);
  if (!made.ok) return made;
  const { title, period, compared, columns, chart, notes, review } = made.value;
  const rows: TableRow[] = [];
  for await (const batch of made.value.rows(signal)) {
    rows.push(...batch);
    if (rows.length > PREVIEW_ROWS) break;
  }
  const isComplete = rows.length <= PREVIEW_ROWS;
  return ok({
    ...{ title, period, compared, columns, chart, notes, review },
    rows: rows.slice(0, PREVIEW_ROWS),
    totals: isComplete || definition.source.kind === 'figures' ? made.value.totals() : [],
    isComplete,
  });
}
