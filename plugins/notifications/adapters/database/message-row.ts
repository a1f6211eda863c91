import type { Insertable, Selectable } from 'kysely';
import type { MessageTable } from '../../../../generated/tables/notifications.js';
import type { Language } from '../../../../src/kernel/permissions.js';
import type { Candidate, NewMessage } from '../../app/outbox.js';
import type { NoticeFacts, Recipient } from '../../contract/notice-kind.js';

export const NEW_COLUMNS = [
  ...['id', 'unique_key', 'kind', 'channel', 'recipient_kind', 'recipient_id', 'recipient_name', 'address'],
  ...['language', 'facts', 'entity', 'entity_id', 'link', 'thread', 'stage', 'priority', 'state', 'reason'],
  ...['attempts', 'doubtful', 'due_at', 'digest', 'held_by', 'held_until', 'reference', 'created_at'],
  ...['sent_at', 'read_at'],
] as (keyof MessageTable)[];

export type NewRow = Insertable<MessageTable> & Readonly<Record<string, unknown>>;

const LONGEST_NAME = 190;

export function rowOf(message: NewMessage): NewRow {
  return {
    id: message.id,
    unique_key: message.uniqueKey,
    kind: message.kind,
    channel: message.channel,
    recipient_kind: message.recipient.kind,
    recipient_id: message.recipient.id,
    recipient_name: message.recipientName.slice(0, LONGEST_NAME),
    address: null,
    language: message.language,
    facts: JSON.stringify(message.facts),
    entity: message.entity,
    entity_id: message.entityId,
    link: message.link,
    thread: message.thread,
    stage: message.stage,
    priority: message.priority,
    ...{ state: 'waiting', reason: null, attempts: 0, doubtful: 0 },
    due_at: message.dueAt,
    digest: message.digest,
    ...{ held_by: null, held_until: null, reference: null },
    created_at: message.createdAt,
    ...{ sent_at: null, read_at: null },
  };
}

export function candidateOf(row: Selectable<MessageTable>): Candidate {
  return {
    id: row.id,
    uniqueKey: row.unique_key,
    kind: row.kind,
    channel: row.channel,
    recipient: { kind: row.recipient_kind as Recipient['kind'], id: row.recipient_id },
    recipientName: row.recipient_name,
    language: row.language as Language,
    facts: JSON.parse(row.facts) as NoticeFacts,
    entity: row.entity,
    entityId: row.entity_id,
    link: row.link,
    thread: row.thread,
    stage: row.stage,
    priority: row.priority as 0 | 1 | 2,
    digest: row.digest as 'hourly' | 'daily' | null,
    attempts: row.attempts + 1,
    isDoubtful: row.state === 'sending',
  };
}
