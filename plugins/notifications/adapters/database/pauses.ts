import type { Selectable } from 'kysely';
import type { ReminderPauseTable } from '../../../../generated/tables/notifications.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { PauseRecord, Pauses } from '../../app/reminders/records.js';
import { notificationTables } from './tables.js';

/** as many values as every database takes in one list */
const LIST = 500;

export const pauses: Pauses = {
  async ofInvoices(queries, invoiceIds) {
    const found: PauseRecord[] = [];
    for (let from = 0; from < invoiceIds.length; from += LIST) {
      const rows = await notificationTables(queries)
        .selectFrom('reminder_pause')
        .selectAll()
        .where('invoice_id', 'in', invoiceIds.slice(from, from + LIST))
        .where('ended_at', 'is', null)
        .orderBy('id')
        .execute();
      found.push(...rows.map(pauseOf));
    }
    return found;
  },

  async overdue(queries, today, limit) {
    const rows = await notificationTables(queries)
      .selectFrom('reminder_pause')
      .selectAll()
      .where('ended_at', 'is', null)
      .where('until', '<', today)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(pauseOf);
  },

  async add(queries, { id, invoiceId, representativeId, reason, until, note, createdBy, at }) {
    await notificationTables(queries)
      .insertInto('reminder_pause')
      .values({
        ...{ id, invoice_id: invoiceId, representative_id: representativeId, reason, until, note },
        ...{ created_at: at, created_by: createdBy, ended_at: null },
      })
      .execute();
  },

  async end(queries, id, at) {
    const ended = await notificationTables(queries)
      .updateTable('reminder_pause')
      .set({ ended_at: at })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return ended.numUpdatedRows > 0n;
  },
};

function pauseOf(row: Selectable<ReminderPauseTable>): PauseRecord {
  return {
    id: row.id,
    invoiceId: row.invoice_id,
    representativeId: row.representative_id,
    reason: row.reason as PauseRecord['reason'],
    until: row.until as LocalDate | null,
    note: row.note,
  };
}
