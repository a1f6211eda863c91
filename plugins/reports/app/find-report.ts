import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { mayChange, mayRun } from '../domain/report-access.js';
import type { ReadableReport, Reports, StoredReport, StoredReportLine } from './stored.js';

/** Those that the actor may run: its own and those shared with its role. */
export async function reportsFor(
  reports: Reports,
  { database, log }: PluginContext,
  actor: Actor,
): Promise<readonly StoredReportLine[]> {
  const all = await reports.all(database.queries);
  for (const { id, sharedWith } of all)
    if (sharedWith === null) log.warn({ report: id }, 'with whom a report is shared cannot be read');
  return all.filter((report) => mayRun(report, actor));
}

/** Refuses `unknown-report`: one that the actor may not run is as good as absent. */
export async function findReport(
  reports: Reports,
  queries: QueryHandle,
  actor: Actor,
  id: string,
): Promise<Result<StoredReport, Refusal>> {
  const report = await reports.find(queries, id);
  return report && mayRun(report, actor) ? ok(report) : err({ code: 'unknown-report' });
}

/** To be shown or made. Refuses `unknown-report`, `report-unreadable`. */
export async function findReadableReport(
  reports: Reports,
  { database, log }: PluginContext,
  actor: Actor,
  id: string,
): Promise<Result<ReadableReport, Refusal>> {
  const found = await findReport(reports, database.queries, actor, id);
  if (!found.ok) return found;
  const { name, definition } = found.value;
  if (definition !== null) return ok({ ...found.value, definition });
  log.warn({ report: id }, 'the definition of a report cannot be read');
  return err({ code: 'report-unreadable', report: name });
}

/** Refuses `unknown-report`, `report-of-another`. */
export async function findOwnReport(
  reports: Reports,
  queries: QueryHandle,
  actor: Actor,
  id: string,
): Promise<Result<StoredReport, Refusal>> {
  const found = await findReport(reports, queries, actor, id);
  if (!found.ok) return found;
  return mayChange(found.value, actor) ? found : err({ code: 'report-of-another', report: found.value.name });
}
