import type { JobRun } from '../../../src/kernel/contributions.js';
import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ScheduleRecipient } from '../contract/doors.js';
import { CONTENT_TYPES } from './content-types.js';
import { findAsked } from './find-asked.js';
import { newRun, writeRun, type FileParts } from './make-file.js';
import { findChannel, mayNameAddresses, recipientOf, type ScheduleParts } from './schedule-report.js';
import { readRefusal } from './shown.js';
import type { Schedules, StoredDelivery, StoredRun, StoredSchedule } from './stored.js';

export const START_DELIVERIES = 'reports.start-deliveries';
export const DELIVER_REPORT = 'reports.deliver-report';

export interface Occurrence {
  readonly scheduleId: string;
  /** when it was due, UTC */
  readonly occurrence: Date;
}

/** Every minute: hands each schedule that is due to a job of its own. Of the occurrences that were missed only the newest is sent. */
export function makeStartDeliveries({ schedules, rhythm }: ScheduleParts) {
  return async ({ context }: JobRun<unknown>): Promise<void> => {
    const now = context.clock.now();
    for (const { id, cron, zone, nextRunAt } of await schedules.due(context.database.queries, now)) {
      const refusal = rhythm.refusal(cron, zone);
      if (refusal) {
        // It stands still until somebody mends it; the others go on.
        context.log.warn({ schedule: id, refusal }, 'a schedule cannot be kept');
        await noteOutcome(schedules, context, id, refusal);
        await schedules.advance(context.database.queries, id, nextRunAt, null);
        continue;
      }
      const occurrence = rhythm.newest(cron, zone, now) ?? nextRunAt;
      // Before the schedule moves on: if this process dies in between, the next minute asks for the very same job.
      await context.jobs.schedule(
        DELIVER_REPORT,
        { scheduleId: id, occurrence: occurrence.toISOString() },
        { unique: `${DELIVER_REPORT}:${id}:${occurrence.toISOString()}` },
      );
      await schedules.advance(context.database.queries, id, nextRunAt, rhythm.next(cron, zone, now));
    }
  };
}

interface Parts extends ScheduleParts, FileParts {}

interface Delivery {
  readonly context: PluginContext;
  readonly schedule: StoredSchedule;
  readonly occurrence: Date;
  readonly recipient: ScheduleRecipient;
  readonly signal: AbortSignal;
}

/** One occurrence, to everybody who has not had it yet. What may succeed later is tried again, and only that. */
export function makeDeliverReport(parts: Parts) {
  return async (job: JobRun<Occurrence>): Promise<void> => {
    const { context, data, signal, lastAttempt } = job;
    const { scheduleId, occurrence } = data;
    const schedule = await parts.schedules.find(context.database.queries, scheduleId);
    if (!schedule?.active) return;
    const { recipients } = schedule;
    if (recipients === null) {
      context.log.warn({ schedule: scheduleId }, 'the recipients of a schedule cannot be read');
      return noteOutcome(parts.schedules, context, scheduleId, { code: 'recipients-unreadable' });
    }
    const failures: unknown[] = [];
    let refusal: Refusal | null = null;
    for (const recipient of recipients) {
      const key = { scheduleId, occurrence, recipient: recipientOf(recipient) };
      const known = await parts.schedules.delivery(context.database.queries, key);
      if (known && known.state !== 'failed') continue;
      const keep = (outcome: Pick<StoredDelivery, 'state' | 'error' | 'runId'>): Promise<void> =>
        parts.schedules.keepDelivery(context.database.queries, {
          ...key,
          ...outcome,
          at: context.clock.now(),
        });
      try {
        const sent = await deliver(parts, { context, schedule, occurrence, recipient, signal });
        if (sent.ok) {
          // Once for ever, by the fence of this start: a worker that lost the job writes nothing more.
          const { runId } = sent.value;
          await job.effectOnce(
            `${DELIVER_REPORT}:${scheduleId}:${occurrence.toISOString()}:${key.recipient}`,
            (tx) =>
              parts.schedules.keepDelivery(tx.queries, {
                ...key,
                ...{ state: 'sent', error: null, runId },
                at: context.clock.now(),
              }),
          );
        } else {
          refusal = sent.error;
          await keep({ state: 'refused', error: JSON.stringify(sent.error), runId: null });
        }
      } catch (error) {
        if (signal.aborted) throw error;
        context.log.warn({ err: error, schedule: scheduleId }, 'a report could not be delivered');
        failures.push(error);
        refusal = { code: 'delivery-failed', reason: error instanceof Error ? error.message : String(error) };
        await keep({ state: 'failed', error: JSON.stringify(refusal), runId: null });
      }
    }
    await noteOutcome(parts.schedules, context, scheduleId, refusal);
    if (failures.length === 0) return;
    if (lastAttempt) await tellOwner(context, schedule, occurrence);
    throw new Error(`${failures.length} deliveries failed`, { cause: failures[0] });
  };
}

async function deliver(
  parts: Parts,
  delivery: Delivery,
): Promise<Result<{ readonly runId: string }, Refusal>> {
  const { context, schedule, occurrence, recipient, signal } = delivery;
  const channel = findChannel(context, schedule.channel);
  if (!channel) return err({ code: 'unknown-channel', channel: schedule.channel });
  const reader = await readerOf(delivery);
  if (!reader.ok) return reader;
  const { actor, owner, language } = reader.value;
  const asked =
    schedule.reportId === null ? { library: schedule.library ?? '' } : { report: schedule.reportId };
  const found = await findAsked(parts.reports, context, owner, language, asked);
  if (!found.ok) return found;

  const run = newRun(context, actor, found.value, {
    format: schedule.format,
    language,
    scheduleId: schedule.id,
  });
  await parts.runs.add(context.database.queries, run);
  const made = await writeRun(parts, context, run, signal, () => undefined);
  if (made.filePath === null || made.fileName === null) return err(refusalIn(made));
  const to = recipientOf(recipient);
  const text = (key: string, facts: Readonly<Record<string, unknown>>): string =>
    context.translator.text(language, `reports:delivery.${key}`, facts);
  const sent = await channel.deliver(context, {
    title: run.title,
    language,
    recipient: to,
    file: {
      path: made.filePath,
      name: made.fileName,
      contentType: CONTENT_TYPES[schedule.format],
      bytes: made.bytes,
    },
    text: text('text', { title: run.title, schedule: schedule.name, owner: owner.name }),
    link: recipient.kind === 'user' ? `/admin/x/reports/runs/${run.id}/file` : null,
    uniqueKey: `${schedule.id}:${occurrence.toISOString()}:${to}`,
  });
  return sent.ok ? ok({ runId: run.id }) : sent;
}

/** With whose eyes the report is made: a user's own, or for an address the owner's. Refuses `user-not-active`, `address-not-allowed`. */
async function readerOf({
  context,
  schedule,
  recipient,
}: Delivery): Promise<
  Result<{ readonly actor: Actor; readonly owner: Actor; readonly language: Language }, Refusal>
> {
  const owner = await context.people.actor(schedule.ownerId);
  if (!owner) return err({ code: 'user-not-active', name: schedule.name });
  if (!context.may(owner, 'reports.schedule')) return err({ code: 'not-allowed-any-more' });
  if (recipient.kind === 'address') {
    if (!mayNameAddresses(owner)) return err({ code: 'address-not-allowed', address: recipient.address });
    return ok({ actor: { ...owner, via: 'job' }, owner, language: recipient.language });
  }
  const actor = await context.people.actor(recipient.id);
  if (!actor) return err({ code: 'user-not-active', name: recipient.id });
  return ok({ actor: { ...actor, via: 'job' }, owner, language: actor.language });
}

function refusalIn({ error }: StoredRun): Refusal {
  return error === null ? { code: 'run-failed' } : readRefusal(error);
}

async function noteOutcome(
  schedules: Schedules,
  context: PluginContext,
  id: string,
  refusal: Refusal | null,
): Promise<void> {
  const error = refusal && JSON.stringify(refusal);
  await schedules.noteOutcome(context.database.queries, id, { at: context.clock.now(), error });
}

async function tellOwner(
  context: PluginContext,
  { id, name, ownerId }: StoredSchedule,
  occurrence: Date,
): Promise<void> {
  await context.database.transaction((tx) =>
    tx.inform({
      userIds: [ownerId],
      kind: 'reports.delivery-failed',
      facts: { schedule: name },
      link: '/admin/pages/reports-reports',
      uniqueKey: `reports.delivery-failed:${id}:${occurrence.toISOString()}`,
    }),
  );
}
