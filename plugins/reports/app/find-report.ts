import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { mayChange, mayRun } from '../domain/report-access.js';
import type { Reports, StoredReport } from './stored.js';

/** Those that the actor may run: its own and those shared with its role. */
export async function reportsFor(
  reports: Reports,
  queries: QueryHandle,
  actor: Actor,
): Promise<readonly StoredReport[]> {
  return (await reports.all(queries)).filter((report) => mayRun(report, actor));
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
