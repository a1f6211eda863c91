import type { NotNull, Selectable } from 'kysely';
import type { ReportDeliveryTable, ReportScheduleTable } from '../../../../generated/tables/reports.js';
import { mayBeId, newId } from '../../../../src/values/ids.js';
import type { ReportFormat } from '../../contract/definition.js';
import type { Schedules, StoredDelivery, StoredSchedule } from '../../app/stored.js';
import { keptRecipients } from './read-kept.js';
import { reportTables } from './tables.js';

export const schedules: Schedules = {
  async all(queries) {
    const rows = await reportTables(queries)
      .selectFrom('report_schedule')
      .selectAll()
      .orderBy('name')
      .orderBy('id')
      .execute();
    return rows.map(scheduleOf);
  },

  async find(queries, id) {
    if (!mayBeId(id)) return null;
    const row = await reportTables(queries)
      .selectFrom('report_schedule')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? scheduleOf(row) : null;
  },

  async add(queries, schedule) {
    await reportTables(queries)
      .insertInto('report_schedule')
      .values({
        id: schedule.id,
        owner_id: schedule.ownerId,
        last_run_at: schedule.lastRunAt,
        last_error: schedule.lastError,
        created_at: schedule.createdAt,
        version: schedule.version,
        ...contentOf(schedule),
      })
      .execute();
  },

  async change(queries, schedule) {
    const result = await reportTables(queries)
      .updateTable('report_schedule')
      .set({ ...contentOf(schedule), version: schedule.version + 1 })
      .where('id', '=', schedule.id)
      .where('version', '=', schedule.version)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async remove(queries, id, version) {
    const result = await reportTables(queries)
      .deleteFrom('report_schedule')
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    return result.numDeletedRows > 0n;
  },

  async due(queries, at) {
    const rows = await reportTables(queries)
      .selectFrom('report_schedule')
      .select(['id', 'cron', 'zone', 'next_run_at'])
      .where('active', '=', true)
      .where('next_run_at', '<=', at)
      .$narrowType<{ next_run_at: NotNull }>()
      .orderBy('next_run_at')
      .execute();
    return rows.map(({ next_run_at, ...due }) => ({ ...due, nextRunAt: next_run_at }));
  },

  async advance(queries, id, from, next) {
    const result = await reportTables(queries)
      .updateTable('report_schedule')
      .set({ next_run_at: next })
      .where('id', '=', id)
      .where('next_run_at', '=', from)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async noteOutcome(queries, id, { at, error }) {
    await reportTables(queries)
      .updateTable('report_schedule')
      .set({ last_run_at: at, last_error: error })
      .where('id', '=', id)
      .execute();
  },

  async deliveries(queries, scheduleId, limit) {
    const rows = await reportTables(queries)
      .selectFrom('report_delivery')
      .selectAll()
      .where('schedule_id', '=', scheduleId)
      .orderBy('occurrence', 'desc')
      .limit(limit)
      .execute();
    return rows.map(deliveryOf);
  },

  async delivery(queries, { scheduleId, occurrence, recipient }) {
    const row = await reportTables(queries)
      .selectFrom('report_delivery')
      .selectAll()
      .where('schedule_id', '=', scheduleId)
      .where('occurrence', '=', occurrence)
      .where('recipient', '=', recipient)
      .executeTakeFirst();
    return row ? deliveryOf(row) : null;
  },

  async keepDelivery(queries, { scheduleId, occurrence, recipient, state, error, runId, at }) {
    const db = reportTables(queries);
    const content = { state, error, run_id: runId, at };
    const updated = await db
      .updateTable('report_delivery')
      .set(content)
      .where('schedule_id', '=', scheduleId)
      .where('occurrence', '=', occurrence)
      .where('recipient', '=', recipient)
      .executeTakeFirst();
    if (updated.numUpdatedRows > 0n) return;
    await db
      .insertInto('report_delivery')
      .values({ id: newId(), schedule_id: scheduleId, occurrence, recipient, ...content })
      .execute();
  },
};

function contentOf(schedule: StoredSchedule) {
  return {
    report_id: schedule.reportId,
    library: schedule.library,
    name: schedule.name,
    cron: schedule.cron,
    zone: schedule.zone,
    format: schedule.format,
    channel: schedule.channel,
    recipients: JSON.stringify(schedule.recipients),
    active: schedule.active,
    next_run_at: schedule.nextRunAt,
    updated_at: schedule.updatedAt,
  };
}

function scheduleOf(row: Selectable<ReportScheduleTable>): StoredSchedule {
  return {
    id: row.id,
    reportId: row.report_id,
    library: row.library,
    ownerId: row.owner_id,
    name: row.name,
    cron: row.cron,
    zone: row.zone,
    format: row.format as ReportFormat,
    channel: row.channel,
    recipients: keptRecipients(row.recipients),
    active: row.active,
    nextRunAt: row.next_run_at,
    lastRunAt: row.last_run_at,
    lastError: row.last_error,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

function deliveryOf(row: Selectable<ReportDeliveryTable>): StoredDelivery {
  return {
    scheduleId: row.schedule_id,
    occurrence: row.occurrence,
    recipient: row.recipient,
    state: row.state as StoredDelivery['state'],
    error: row.error,
    runId: row.run_id,
    at: row.at,
  };
}
