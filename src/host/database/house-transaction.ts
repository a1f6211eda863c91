import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { EventType } from '../../kernel/events.js';
import type { Dialect, NoticeToWrite, Transaction } from '../../kernel/ports.js';
import { insertIgnore } from '../../query/insert-ignore.js';
import { noticesWritten } from '../../kernel/notices.js';
import { handleOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { newId } from '../../values/ids.js';
import type { SignHead } from '../audit/chain.js';
import { writeLinks, type TimedRecord } from '../audit/write-links.js';
import { keepInTrash } from '../trash/keep-in-trash.js';
import { jsonText } from './json-text.js';

export interface HouseTransaction {
  /** What a use case has in scope while it writes: queries, events, notices and the audit trail, all in one transaction. */
  readonly tx: Transaction;
  /** The last step before the commit. */
  finish(): Promise<void>;
}

export function houseTransaction(
  dialect: Dialect,
  tx: KyselyTransaction<HostTables>,
  clock: Clock,
  sign: SignHead,
): HouseTransaction {
  const records: TimedRecord[] = [];
  return {
    tx: {
      dialect,
      queries: handleOf<HostTables>(tx),
      emit: (event, payload) => writeEvent(tx, clock, event, payload),
      inform: (notice) => writeNotices(dialect, tx, clock, notice),
      keepInTrash: (record) => keepInTrash(tx, clock, record),
      audit(record) {
        records.push({ at: clock.now(), record });
        return Promise.resolve();
      },
    },
    finish: () => writeLinks(dialect, tx, sign, records),
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
      payload: jsonText(payload),
      occurred_at: clock.now(),
      done_at: null,
    })
    .execute();
}

async function writeNotices(
  dialect: Dialect,
  tx: Kysely<HostTables>,
  clock: Clock,
  notice: NoticeToWrite,
): Promise<void> {
  const rows = [...new Set(notice.userIds)].map((userId) => ({
    id: newId(),
    user_id: userId,
    kind: notice.kind,
    facts: jsonText(notice.facts),
    entity: notice.entity ?? null,
    entity_id: notice.entityId ?? null,
    link: notice.link ?? null,
    unique_key: notice.uniqueKey === undefined ? null : `${userId}:${notice.uniqueKey}`,
    created_at: clock.now(),
    read_at: null,
  }));
  if (rows.length === 0) return;
  await insertIgnore(dialect, tx.insertInto('notice').values(rows), 'id').execute();
  const noticeIds = await written(tx, rows);
  if (noticeIds.length > 0) await writeEvent(tx, clock, noticesWritten, { noticeIds });
}

/** Whoever was told under the same key before keeps that notice, and this one is not there. */
async function written(
  tx: Kysely<HostTables>,
  rows: readonly { readonly id: string; readonly unique_key: string | null }[],
): Promise<readonly string[]> {
  const ids = rows.map(({ id }) => id);
  if (rows.every(({ unique_key }) => unique_key === null)) return ids;
  const there = await tx.selectFrom('notice').select('id').where('id', 'in', ids).orderBy('id').execute();
  return there.map(({ id }) => id);
}
