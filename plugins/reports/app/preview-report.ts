import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ReportDefinition } from '../contract/definition.js';
import type { ReportPreview } from '../contract/doors.js';
import type { TableRow } from '../contract/table.js';
import { runReport } from './run-report.js';

const PREVIEW_ROWS = 200;

/** The beginning of a report, answered at once. Refuses what runReport refuses. */
export function previewReport(
  context: PluginContext,
  actor: Actor,
  definition: ReportDefinition,
  language: Language,
  signal: AbortSignal,
): Promise<Result<ReportPreview, Refusal>> {
  return readRows(context, actor, definition, { language, signal, most: PREVIEW_ROWS });
}

/** The first `most` rows of a report. Refuses what runReport refuses. */
export async function readRows(
  context: PluginContext,
  actor: Actor,
  definition: ReportDefinition,
  asked: { readonly language: Language; readonly signal: AbortSignal; readonly most: number },
): Promise<Result<ReportPreview, Refusal>> {
  const made = await runReport(context, actor, definition, asked.language);
  if (!made.ok) return made;
  const { title, period, compared, columns, chart, notes, review } = made.value;
  const rows: TableRow[] = [];
  for await (const batch of made.value.rows(asked.signal)) {
    rows.push(...batch);
    if (rows.length > asked.most) break;
  }
  const isComplete = rows.length <= asked.most;
  return ok({
    ...{ title, period, compared, columns, chart, notes, review },
    rows: rows.slice(0, asked.most),
    totals: isComplete || definition.source.kind === 'figures' ? made.value.totals() : [],
    isComplete,
  });
}
