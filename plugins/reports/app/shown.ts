// What is stored, as the doors tell of it.
import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Refusal } from '../../../src/values/result.js';
import type {
  DeliveryView,
  RevisionLine,
  RunView,
  SavedReport,
  SavedReportLine,
  ScheduleView,
} from '../contract/doors.js';
import { mayChange } from '../domain/report-access.js';
import { findInLibrary } from './library.js';
import { recipientOf } from './schedule-report.js';
import type {
  Reports,
  StoredDelivery,
  StoredReport,
  StoredRevision,
  StoredRun,
  StoredSchedule,
} from './stored.js';

export interface Reader {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly language: Language;
}

export async function reportLines(
  { context, actor }: Reader,
  reports: readonly StoredReport[],
): Promise<readonly SavedReportLine[]> {
  const names = await namesOf(
    context,
    reports.map(({ ownerId }) => ownerId),
  );
  return reports.map((report) => ({
    id: report.id,
    name: report.name,
    description: report.description,
    ownerId: report.ownerId,
    ownerName: names.get(report.ownerId) ?? '',
    sharedWith: report.sharedWith,
    updatedAt: report.updatedAt.toISOString(),
    version: report.version,
    mine: mayChange(report, actor),
  }));
}

/** The names of filtered records, as far as the reader may see them. */
export type NameFilters = (
  context: PluginContext,
  actor: Actor,
  dimension: string,
  ids: readonly string[],
) => Promise<readonly { readonly id: string; readonly label: string }[]>;

export async function savedReport(
  reader: Reader,
  nameFilters: NameFilters,
  report: StoredReport,
): Promise<SavedReport> {
  const [line] = await reportLines(reader, [report]);
  if (!line) throw new Error('a report lost its line');
  const named = await Promise.all(
    Object.entries(report.definition.source.filters).map(([dimension, ids]) =>
      nameFilters(reader.context, reader.actor, dimension, ids),
    ),
  );
  const labels = Object.fromEntries(named.flat().map(({ id, label }) => [id, label]));
  return { ...line, definition: report.definition, labels };
}

export async function revisionLines(
  { context }: Reader,
  revisions: readonly StoredRevision[],
): Promise<readonly RevisionLine[]> {
  const names = await namesOf(
    context,
    revisions.flatMap(({ savedBy }) => savedBy ?? []),
  );
  return revisions.map(({ revision, definition, savedBy, savedAt }) => ({
    revision,
    definition,
    savedBy: savedBy === null ? null : (names.get(savedBy) ?? null),
    savedAt: savedAt.toISOString(),
  }));
}

export async function runView(reader: Reader, run: StoredRun): Promise<RunView> {
  const isOpen = run.state === 'waiting' || run.state === 'running';
  const job = isOpen && run.jobId !== null ? await reader.context.jobs.find(run.jobId) : null;
  return {
    id: run.id,
    title: run.title,
    format: run.format,
    language: run.language,
    state: run.state,
    progress: { done: job?.progress ?? run.rows, total: job?.total ?? null },
    rows: run.rows,
    bytes: run.bytes,
    digest: run.digest,
    error: sentence(reader, run.error),
    file: run.state === 'done' ? `/admin/x/reports/runs/${run.id}/file` : null,
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    expiresAt: run.expiresAt?.toISOString() ?? null,
  };
}

export async function scheduleView(
  reader: Reader,
  reports: Reports,
  schedule: StoredSchedule,
): Promise<ScheduleView> {
  const { context, language } = reader;
  const users = schedule.recipients.flatMap((each) => (each.kind === 'user' ? [each.id] : []));
  const names = await namesOf(context, users);
  const report = schedule.reportId && (await reports.find(context.database.queries, schedule.reportId));
  const ready = schedule.library === null ? null : findInLibrary(context, language, schedule.library);
  const { name, library, cron, zone, format, channel, recipients, active } = schedule;
  return {
    ...{ name, library, cron, zone, format, channel, recipients, active },
    id: schedule.id,
    report: schedule.reportId,
    title: (report ? report.name : ready?.ok && ready.value.title) || name,
    recipientLabels: recipients.map((each) => names.get(recipientOf(each)) ?? recipientOf(each)),
    nextRunAt: schedule.nextRunAt?.toISOString() ?? null,
    lastRunAt: schedule.lastRunAt?.toISOString() ?? null,
    lastError: sentence(reader, schedule.lastError),
    version: schedule.version,
  };
}

export async function deliveryViews(
  reader: Reader,
  deliveries: readonly StoredDelivery[],
): Promise<readonly DeliveryView[]> {
  const names = await namesOf(
    reader.context,
    deliveries.map(({ recipient }) => recipient),
  );
  return deliveries.map(({ occurrence, recipient, state, error, at }) => ({
    occurrence: occurrence.toISOString(),
    recipient: names.get(recipient) ?? recipient,
    state,
    error: sentence(reader, error),
    at: at.toISOString(),
  }));
}

/** A stored refusal as a sentence. What the analytics service refuses has its sentence there. */
export function sentence({ context, language }: Reader, stored: string | null): string | null {
  if (stored === null) return null;
  const { code, ...facts } = JSON.parse(stored) as Refusal;
  return context.translator.text(language, `reports:refusals.${code}`, facts);
}

async function namesOf(
  { people }: PluginContext,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await people.named([...new Set(userIds)]);
  return new Map(found.map(({ id, name }) => [id, name]));
}
