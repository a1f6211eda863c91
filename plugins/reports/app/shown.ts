// What is stored, as the doors tell of it.
import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { parseKept } from '../../../src/values/kept-json.js';
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
  ReadableReport,
  Reports,
  StoredDelivery,
  StoredReportLine,
  StoredRevision,
  StoredRunLine,
  StoredSchedule,
} from './stored.js';

export interface Reader {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly language: Language;
}

export async function reportLines(
  { context, actor }: Reader,
  reports: readonly StoredReportLine[],
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
    sharedWith: report.sharedWith ?? [],
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
  report: ReadableReport,
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

/** Of one that cannot be read any more there is nothing to show or to go back to. */
export async function revisionLines(
  { context }: Reader,
  revisions: readonly StoredRevision[],
): Promise<readonly RevisionLine[]> {
  const names = await namesOf(
    context,
    revisions.flatMap(({ savedBy }) => savedBy ?? []),
  );
  return revisions.flatMap(({ revision, definition, savedBy, savedAt }): readonly RevisionLine[] => {
    if (definition === null) {
      context.log.warn({ revision, savedAt }, 'an earlier version of a report cannot be read');
      return [];
    }
    const by = savedBy === null ? null : (names.get(savedBy) ?? null);
    return [{ revision, definition, savedBy: by, savedAt: savedAt.toISOString() }];
  });
}

export async function runView(reader: Reader, run: StoredRunLine): Promise<RunView> {
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
  const recipients = schedule.recipients ?? [];
  if (schedule.recipients === null)
    context.log.warn({ schedule: schedule.id }, 'the recipients of a schedule cannot be read');
  const users = recipients.flatMap((each) => (each.kind === 'user' ? [each.id] : []));
  const names = await namesOf(context, users);
  const report = schedule.reportId && (await reports.find(context.database.queries, schedule.reportId));
  const ready = schedule.library === null ? null : findInLibrary(context, language, schedule.library);
  const { name, library, cron, zone, format, channel, active } = schedule;
  return {
    ...{ name, library, cron, zone, format, channel, recipients, active },
    id: schedule.id,
    report: schedule.reportId,
    title: (report ? report.name : ready?.ok && ready.value.title) || name,
    recipientLabels: recipients.map((each) => names.get(recipientOf(each)) ?? recipientOf(each)),
    nextRunAt: schedule.nextRunAt?.toISOString() ?? null,
    lastRunAt: schedule.lastRunAt?.toISOString() ?? null,
    lastError:
      schedule.recipients === null
        ? context.translator.text(language, 'reports:refusals.recipients-unreadable')
        : sentence(reader, schedule.lastError),
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
  const { code, ...facts } = readRefusal(stored);
  return context.translator.text(language, `reports:refusals.${code}`, facts);
}

/** `reason-unreadable` where what was kept is none. */
export function readRefusal(stored: string): Refusal {
  const kept = parseKept(stored) as Partial<Refusal> | null | undefined;
  return typeof kept?.code === 'string' ? { ...kept, code: kept.code } : { code: 'reason-unreadable' };
}

async function namesOf(
  { people }: PluginContext,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await people.named([...new Set(userIds)]);
  return new Map(found.map(({ id, name }) => [id, name]));
}
