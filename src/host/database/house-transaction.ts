import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { EventType } from '../../kernel/events.js';
import type { AuditRecord, Dialect, Transaction } from '../../kernel/ports.js';
import { handleOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { newId } from '../../values/ids.js';

/** What a use case has in scope while it writes: queries, events and the audit trail, all in one transaction. */
export function houseTransaction(
  dialect: Dialect,
  tx: KyselyTransaction<HostTables>,
  clock: Clock,
): Transaction {
  return {
    dialect,
    queries: handleOf<HostTables>(tx),
    emit: (event, payload) => writeEvent(tx, clock, event, payload),
    audit: (record) => writeAuditEntry(tx, clock, record),
  };
}

async function writeEvent<Payload>(
  tx: Kysely<HostTables>,
  clock: Clock,
  event: EventType<Payload>,
  payload: Payload,
): Promise<void> {
  await tx
    .insertInto('outbox_event')
    .values({
      id: newId(),
      name: event.name,
      payload: jsonOf(payload),
      occurred_at: clock.now(),
      done_at: null,
    })
    .execute();
}

async function writeAuditEntry(tx: Kysely<HostTables>, clock: Clock, record: AuditRecord): Promise<void> {
  await tx
    .insertInto('audit_entry')
    .values({
      id: newId(),
      at: clock.now(),
      actor_id: record.actor.userId,
      actor: record.actor.name,
      via: record.actor.via,
      action: record.action,
      entity: record.entity,
      entity_id: record.entityId,
      before: record.before ? jsonOf(record.before) : null,
      after: record.after ? jsonOf(record.after) : null,
    })
    .execute();
}

/** Amounts stand as text: JSON's numbers end at 2^53. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part,
  );
}
