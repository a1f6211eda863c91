import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ScheduleRecipient, ScheduleToSave } from '../contract/doors.js';
import { deliveryChannel, type DeliveryChannel } from '../contract/delivery.js';
import { findReadableReport } from './find-report.js';
import { findInLibrary } from './library.js';
import type { Reports, Schedules, StoredSchedule } from './stored.js';

/** When a schedule's occurrences are: five fields of cron in an IANA zone. */
export interface Rhythm {
  /** why it cannot be kept: `cron-invalid` { cron, reason }, `unknown-zone` { zone }; or null */
  refusal(cron: string, zone: string): Refusal | null;
  /** the first occurrence after an instant */
  next(cron: string, zone: string, after: Date): Date;
  /** the newest occurrence at an instant or before; null when there was none in a year */
  newest(cron: string, zone: string, at: Date): Date | null;
}

export interface ScheduleParts {
  readonly schedules: Schedules;
  readonly reports: Reports;
  readonly rhythm: Rhythm;
}

const MOST_RECIPIENTS = 100;

/** Refuses `owner-missing`, and what checkSchedule refuses. */
export function makeCreateSchedule(parts: ScheduleParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    content: ScheduleToSave,
  ): Promise<Result<StoredSchedule, Refusal>> => {
    const { userId: ownerId } = actor;
    if (ownerId === null) return err({ code: 'owner-missing' });
    const refusal = await refusalOf(parts, context, actor, content);
    if (refusal) return err(refusal);
    const now = context.clock.now();
    const schedule: StoredSchedule = {
      ...contentOf(parts, content, now),
      id: newId(),
      ownerId,
      lastRunAt: null,
      lastError: null,
      createdAt: now,
      version: 1,
    };
    return context.database.transaction(async (tx) => {
      await parts.schedules.add(tx.queries, schedule);
      await tx.audit({ ...auditOf(actor, schedule), action: 'reports.save-schedule', before: null });
      return ok(schedule);
    });
  };
}

/** Refuses `unknown-schedule`, `changed-meanwhile`, and what a new one refuses. */
export function makeUpdateSchedule(parts: ScheduleParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    {
      id,
      version,
      content,
    }: { readonly id: string; readonly version: number; readonly content: ScheduleToSave },
  ): Promise<Result<StoredSchedule, Refusal>> => {
    const refusal = await refusalOf(parts, context, actor, content);
    if (refusal) return err(refusal);
    return context.database.transaction(async (tx) => {
      const before = await parts.schedules.find(tx.queries, id);
      if (!before || !mayKeep(before, actor)) return err({ code: 'unknown-schedule' });
      const changed = { ...before, ...contentOf(parts, content, context.clock.now()), version };
      if (!(await parts.schedules.change(tx.queries, changed))) return err({ code: 'changed-meanwhile' });
      await tx.audit({
        ...auditOf(actor, changed),
        action: 'reports.change-schedule',
        before: auditOf(actor, before).after,
      });
      return ok({ ...changed, version: version + 1 });
    });
  };
}

/** Refuses `unknown-schedule`, `changed-meanwhile`. */
export function makeDeleteSchedule({ schedules }: Pick<ScheduleParts, 'schedules'>) {
  return async (
    context: PluginContext,
    actor: Actor,
    { id, version }: { readonly id: string; readonly version: number },
  ): Promise<Result<StoredSchedule, Refusal>> =>
    context.database.transaction(async (tx) => {
      const before = await schedules.find(tx.queries, id);
      if (!before || !mayKeep(before, actor)) return err({ code: 'unknown-schedule' });
      if (!(await schedules.remove(tx.queries, id, version))) return err({ code: 'changed-meanwhile' });
      const { after, ...which } = auditOf(actor, before);
      await tx.audit({ ...which, action: 'reports.delete-schedule', before: after, after: null });
      return ok(before);
    });
}

/** One's own schedules; of everybody for an administrator. */
export function mayKeep({ ownerId }: StoredSchedule, { userId, role }: Actor): boolean {
  return ownerId === userId || role === 'admin';
}

/** A plain address is sent the owner's rows: only who sees all of them may do that. */
export function mayNameAddresses({ role }: Actor): boolean {
  return role === 'admin' || role === 'operator';
}

export function recipientOf(recipient: ScheduleRecipient): string {
  return recipient.kind === 'user' ? recipient.id : recipient.address;
}

export function findChannel(context: PluginContext, name: string): DeliveryChannel | null {
  return context.contributions(deliveryChannel).find(({ value }) => value.name === name)?.value ?? null;
}

async function refusalOf(
  { reports, rhythm }: ScheduleParts,
  context: PluginContext,
  actor: Actor,
  { report, library, cron, zone, channel: name, recipients }: ScheduleToSave,
): Promise<Refusal | null> {
  const found =
    report === null
      ? findInLibrary(context, actor.language, library ?? '')
      : await findReadableReport(reports, context, actor, report);
  if (!found.ok) return found.error;
  const definition = 'definition' in found.value ? found.value.definition : found.value;
  const [open] = definition.parameters;
  if (open !== undefined) return { code: 'schedule-needs-parameters', parameter: open };
  const unkept = rhythm.refusal(cron, zone);
  if (unkept) return unkept;
  const channel = findChannel(context, name);
  if (!channel) return { code: 'unknown-channel', channel: name };
  if (recipients.length === 0) return { code: 'recipients-missing' };
  if (recipients.length > MOST_RECIPIENTS) return { code: 'too-many-recipients', most: MOST_RECIPIENTS };
  for (const recipient of recipients) {
    if (recipient.kind === 'address' && !mayNameAddresses(actor))
      return { code: 'address-not-allowed', address: recipient.address };
    const reached = await channel.check(context, recipientOf(recipient));
    if (!reached.ok) return reached.error;
  }
  return null;
}

function contentOf({ rhythm }: ScheduleParts, content: ScheduleToSave, now: Date) {
  const { report, library, cron, zone, ...rest } = content;
  return {
    ...rest,
    cron,
    zone,
    reportId: report,
    library: report === null ? library : null,
    nextRunAt: content.active ? rhythm.next(cron, zone, now) : null,
    updatedAt: now,
  };
}

function auditOf(actor: Actor, schedule: StoredSchedule) {
  const { name, reportId, library, cron, zone, format, channel, recipients, active } = schedule;
  const after = { name, reportId, library, cron, zone, format, channel, recipients, active };
  return { actor, entity: 'ReportSchedule', entityId: schedule.id, after };
}
