import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ReportDefinition } from '../contract/definition.js';
import type { ReportAsked } from '../contract/doors.js';
import { findReadableReport } from './find-report.js';
import { findInLibrary } from './library.js';
import { settleDefinition } from './run-report.js';
import type { Reports } from './stored.js';

export interface FoundReport {
  /** with nothing left open */
  readonly definition: ReportDefinition;
  /** of a saved one */
  readonly reportId: string | null;
}

/** Refuses `unknown-report`, `report-unreadable`, `unknown-library-report`, `parameter-missing`. */
export async function findAsked(
  reports: Reports,
  context: PluginContext,
  actor: Actor,
  language: Language,
  asked: ReportAsked,
): Promise<Result<FoundReport, Refusal>> {
  const found = await findDefinition(reports, context, actor, language, asked);
  if (!found.ok) return found;
  const settled = settleDefinition(found.value, asked);
  return settled.ok
    ? ok({ definition: settled.value, reportId: 'report' in asked ? asked.report : null })
    : settled;
}

async function findDefinition(
  reports: Reports,
  context: PluginContext,
  actor: Actor,
  language: Language,
  asked: ReportAsked,
): Promise<Result<ReportDefinition, Refusal>> {
  if ('definition' in asked) return ok(asked.definition);
  if ('library' in asked) return findInLibrary(context, language, asked.library);
  const found = await findReadableReport(reports, context, actor, asked.report);
  if (!found.ok) return found;
  // Under the name that it is known by, whatever its definition was first called.
  return ok({ ...found.value.definition, title: found.value.name });
}
