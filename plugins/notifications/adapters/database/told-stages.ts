import type { ToldRecord, ToldStages } from '../../app/reminders/records.js';
import { REMINDER } from '../../app/reminders/telling.js';
import type { Audience } from '../../domain/ladder.js';
import { notificationTables } from './tables.js';

/** as many values as every database takes in one list */
const LIST = 500;

/** Read from the messages themselves: what was queued is told, whatever became of it. */
export const toldStages: ToldStages = {
  async ofInvoices(queries, invoiceIds) {
    const found: ToldRecord[] = [];
    for (let from = 0; from < invoiceIds.length; from += LIST) {
      const rows = await notificationTables(queries)
        .selectFrom('message')
        .select(['entity_id', 'thread', 'stage', 'state', 'recipient_kind', 'recipient_id'])
        .where('entity', '=', 'Invoice')
        .where('entity_id', 'in', invoiceIds.slice(from, from + LIST))
        .where('kind', '=', REMINDER)
        .execute();
      for (const { entity_id, thread, stage, state, recipient_kind, recipient_id } of rows) {
        found.push({
          invoiceId: entity_id ?? '',
          audience: thread?.split(':').at(-1) as Audience,
          day: stage,
          isDropped: state === 'dropped',
          recipient: { kind: recipient_kind as ToldRecord['recipient']['kind'], id: recipient_id },
        });
      }
    }
    return found;
  },
};
