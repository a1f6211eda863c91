import type { ExpressionBuilder, Kysely, SelectQueryBuilder } from 'kysely';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import type { Dialect, Transaction } from '../../../../src/kernel/ports.js';
import { BulkInsert } from '../../../../src/query/bulk-insert.js';
import { forUpdate, forUpdateSkipLocked } from '../../../../src/query/for-update.js';
import { parseKept } from '../../../../src/values/kept-json.js';
import type { MessageProblem } from '../../contract/notifications.js';
import type { Candidate, MessageState, Outbox } from '../../app/outbox.js';
import { inBatches } from './batches.js';
import { beginsWith } from './key-prefix.js';
import { candidateOf, NEW_COLUMNS, rowOf, type NewRow } from './message-row.js';
import { notificationTables } from './tables.js';

const PRIORITIES = [0, 1, 2];
const PROBLEMS = 20;
/** How many are tried before a look ends without one: as many as may be looked at by others. */
const LOOKED_AT = 32;

const bulk: Readonly<Record<Dialect, BulkInsert<NewRow>>> = {
  sqlite: new BulkInsert('sqlite', 'message', NEW_COLUMNS),
  mysql: new BulkInsert('mysql', 'message', NEW_COLUMNS),
  postgresql: new BulkInsert('postgresql', 'message', NEW_COLUMNS),
};

type MessageQuery = SelectQueryBuilder<NotificationsTables, 'message', object>;
type Where = ExpressionBuilder<NotificationsTables, 'message'>;

export const outbox: Outbox = {
  add: (tx, messages) => bulk[tx.dialect].intoUnlessThere(messagesIn(tx), messages.map(rowOf)),

  async next(tx, channel, now) {
    const left = await takeFirst(tx, (query) =>
      query
        .where('channel', '=', channel)
        .where('state', '=', 'sending')
        .where('held_until', '<=', now)
        .orderBy('priority')
        .orderBy('due_at'),
    );
    if (left) return left;
    // One look at each priority, and none of them sorts those that wait: the index has them in this order.
    for (const priority of PRIORITIES) {
      const found = await takeFirst(tx, (query) =>
        query
          .where('channel', '=', channel)
          .where('state', '=', 'waiting')
          .where('priority', '=', priority)
          .where('due_at', '<=', now)
          .orderBy('due_at'),
      );
      if (found) return found;
    }
    return null;
  },

  async digestOf(tx, candidate, now) {
    const gathered = (query: MessageQuery): MessageQuery =>
      query
        .where('recipient_kind', '=', candidate.recipient.kind)
        .where('recipient_id', '=', candidate.recipient.id)
        .where('channel', '=', candidate.channel)
        .where('digest', '=', candidate.digest)
        .where((eb) => isFree(eb, now))
        .orderBy('id');
    // Only who holds the first waits for the others, and so nobody waits in a circle.
    const first = await gathered(messagesIn(tx).selectFrom('message')).select('id').executeTakeFirst();
    if (first === undefined) return null;
    const itself = messagesIn(tx).selectFrom('message').select('id').where('id', '=', first.id);
    if (!(await forUpdateSkipLocked(tx.dialect, itself).executeTakeFirst())) return null;
    const rows = await forUpdate(
      tx.dialect,
      gathered(messagesIn(tx).selectFrom('message')).selectAll(),
    ).execute();
    return rows.map(candidateOf);
  },

  async isSuperseded(tx, { thread, stage, recipient }) {
    if (thread === null) return false;
    const later = await messagesIn(tx)
      .selectFrom('message')
      .select('id')
      .where('thread', '=', thread)
      .where('recipient_kind', '=', recipient.kind)
      .where('recipient_id', '=', recipient.id)
      .where('stage', '>', stage)
      .where('state', 'in', ['waiting', 'sending', 'sent'])
      .limit(1)
      .executeTakeFirst();
    return later !== undefined;
  },

  async hold(tx, held, { heldBy, until }) {
    for (const { id, facts, isDoubtful } of held)
      await messagesIn(tx)
        .updateTable('message')
        .set((eb) => ({
          ...{ state: 'sending', held_by: heldBy, held_until: until, facts: JSON.stringify(facts) },
          doubtful: eb('doubtful', '+', isDoubtful ? 1 : 0),
          attempts: eb('attempts', '+', isDoubtful ? 1 : 0),
        }))
        .where('id', '=', id)
        .execute();
  },

  async end(tx, ids, { state, reason }) {
    if (ids.length === 0) return;
    await messagesIn(tx)
      .updateTable('message')
      .set({ state, reason, held_by: null, held_until: null })
      .where('id', 'in', ids)
      .execute();
  },

  async settle(tx, ids, heldBy, outcome) {
    const settled = await messagesIn(tx)
      .updateTable('message')
      .set((eb) => ({
        ...{ state: outcome.state, reason: outcome.reason, reference: outcome.reference },
        ...{ sent_at: outcome.sentAt, held_by: null, held_until: null },
        ...(outcome.address !== null && { address: outcome.address }),
        ...(outcome.dueAt !== null && { due_at: outcome.dueAt }),
        attempts: eb('attempts', '+', outcome.attempts),
        doubtful: eb('doubtful', '+', outcome.isDoubtful ? 1 : 0),
      }))
      .where('id', 'in', ids)
      .where('held_by', '=', heldBy)
      .where('state', '=', 'sending')
      .executeTakeFirst();
    return Number(settled.numUpdatedRows);
  },

  async counts(queries, keyPrefix) {
    const rows = await notificationTables(queries)
      .selectFrom('message')
      .select(['state', (eb) => eb.fn.countAll().as('messages'), (eb) => eb.fn.sum('doubtful').as('starts')])
      .select((eb) => eb.fn.sum(eb.case().when('doubtful', '>', 0).then(1).else(0).end()).as('doubtful'))
      .where(beginsWith(keyPrefix))
      .groupBy('state')
      .execute();
    const of = (...states: MessageState[]): number =>
      rows
        .filter(({ state }) => states.includes(state as MessageState))
        .reduce((sum, { messages }) => sum + Number(messages), 0);
    return {
      waiting: of('waiting', 'sending'),
      ...{ sent: of('sent'), failed: of('failed'), dropped: of('dropped') },
      doubtful: rows.reduce((sum, { doubtful }) => sum + Number(doubtful), 0),
    };
  },

  async problems(queries, keyPrefix) {
    const rows = await notificationTables(queries)
      .selectFrom('message')
      .select(['state', 'reason'])
      .where(beginsWith(keyPrefix))
      .where('state', 'in', ['failed', 'dropped'])
      .execute();
    // A reason has facts of its own message: those of one code are one problem.
    const found = new Map<string, MessageProblem>();
    for (const { state, reason } of rows) {
      const { code = '', plugin = null } = (parseKept(reason ?? '') ?? {}) as Partial<MessageProblem>;
      const before = found.get(`${state} ${code}`)?.messages ?? 0;
      const problem = {
        state: state as MessageProblem['state'],
        plugin,
        code,
        messages: before + 1,
      };
      found.set(`${state} ${code}`, problem);
    }
    return [...found.values()].sort((one, other) => other.messages - one.messages).slice(0, PROBLEMS);
  },

  async dropWaiting(tx, keyPrefix, reason) {
    const dropped = await messagesIn(tx)
      .updateTable('message')
      .set({ state: 'dropped', reason })
      .where('state', '=', 'waiting')
      .where(beginsWith(keyPrefix))
      .executeTakeFirst();
    return Number(dropped.numUpdatedRows);
  },

  async dropTurnedOff(tx, { userId, kind, channels, reason }) {
    if (channels.length === 0) return;
    await messagesIn(tx)
      .updateTable('message')
      .set({ state: 'dropped', reason })
      .where('recipient_kind', '=', 'user')
      .where('recipient_id', '=', userId)
      .where('state', '=', 'waiting')
      .where('kind', '=', kind)
      .where('channel', 'in', channels)
      .execute();
  },

  async resend(tx, ids, now) {
    const again = await inState(tx, ids, ['failed', 'dropped']);
    if (again.length > 0)
      await messagesIn(tx)
        .updateTable('message')
        .set({ state: 'waiting', reason: null, attempts: 0, due_at: now, digest: null })
        .where('id', 'in', again)
        .execute();
    return again;
  },

  async dropOnes(tx, ids, reason) {
    const waiting = await inState(tx, ids, ['waiting']);
    await outbox.end(tx, waiting, { state: 'dropped', reason });
    return waiting;
  },

  async queue(queries) {
    const rows = await notificationTables(queries)
      .selectFrom('message')
      .select(['channel', 'state', (eb) => eb.fn.countAll().as('messages')])
      .groupBy(['channel', 'state'])
      .orderBy('channel')
      .orderBy('state')
      .execute();
    return rows.map(({ channel, state, messages }) => ({
      ...{ channel, state: state as MessageState, messages: Number(messages) },
    }));
  },

  async health(queries, since, now) {
    const failed = await notificationTables(queries)
      .selectFrom('message')
      .select((eb) => eb.fn.countAll().as('messages'))
      .where('state', '=', 'failed')
      .where('due_at', '>=', since)
      .executeTakeFirstOrThrow();
    const oldest = await notificationTables(queries)
      .selectFrom('message')
      .select('due_at')
      .where('state', '=', 'waiting')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst();
    return { failed: Number(failed.messages), oldestDue: oldest?.due_at ?? null };
  },

  async clear(queries, before, atMost) {
    const old = await notificationTables(queries)
      .selectFrom('message')
      .select('id')
      .where('state', 'in', ['sent', 'failed', 'dropped'])
      .where('created_at', '<', before)
      .limit(atMost)
      .execute();
    const ids = old.map(({ id }) => id);
    if (ids.length > 0)
      await notificationTables(queries).deleteFrom('message').where('id', 'in', ids).execute();
    return ids.length;
  },
};

function messagesIn(tx: Transaction): Kysely<NotificationsTables> {
  return notificationTables(tx.queries);
}

/**
 * The first of these that nobody else looks at. They are found without a lock, and locked one by one by their id: InnoDB locks what it
 * reads on the way to a row as well, and would hide from one channel what another has only looked past.
 */
async function takeFirst(
  tx: Transaction,
  narrow: (query: MessageQuery) => MessageQuery,
): Promise<Candidate | null> {
  // Those of one instant in no order: sorting them by id would sort all that a broadcast queued, at each message of it.
  const inOrder = narrow(messagesIn(tx).selectFrom('message')).limit(LOOKED_AT);
  for (const { id } of await inOrder.select('id').execute()) {
    const query = narrow(messagesIn(tx).selectFrom('message')).where('id', '=', id).selectAll();
    const row = await forUpdateSkipLocked(tx.dialect, query.clearOrderBy()).executeTakeFirst();
    if (row) return candidateOf(row);
  }
  return null;
}

/** Whom no worker has: it waits for a time that has come, or was left. */
function isFree({ eb, or, and }: Where, now: Date) {
  return or([
    and([eb('state', '=', 'waiting'), eb('due_at', '<=', now)]),
    and([eb('state', '=', 'sending'), eb('held_until', '<=', now)]),
  ]);
}

async function inState(
  tx: Transaction,
  ids: readonly string[],
  states: readonly MessageState[],
): Promise<readonly string[]> {
  const rows = await inBatches(ids, (part) =>
    forUpdate(
      tx.dialect,
      messagesIn(tx)
        .selectFrom('message')
        .select('id')
        .where('id', 'in', [...part])
        .where('state', 'in', [...states]),
    ).execute(),
  );
  return rows.map(({ id }) => id);
}
