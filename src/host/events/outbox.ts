import type { UpdateQueryBuilder, UpdateResult } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database, QueryHandle, Transaction } from '../../kernel/ports.js';
import { insertIgnore } from '../../query/insert-ignore.js';
import { queriesOf } from '../../query/queries.js';

/** One event on its way to one subscriber. */
export interface Delivery {
  readonly eventId: string;
  readonly subscriber: string;
  /** starts so far, this one included */
  readonly attempts: number;
}

export interface OutboxEventRow {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly occurredAt: Date;
}

export interface OutboxFigures {
  readonly waiting: number;
  readonly dead: number;
  readonly oldestWaiting: Date | null;
}

/**
 * The tables of the outbox. A delivery waits while `next_try_at` is set and `delivered_at` is not; without either it is dead.
 * All instants are the database's: processes whose clocks differ agree on what is due.
 */
export function openOutbox(database: Database) {
  const tables = (source: { readonly queries: QueryHandle } = database) =>
    queriesOf<HostTables>(source.queries);

  return {
    /** Opens a delivery for every subscriber of events that have none yet; returns how many events that were. */
    async enrol(subscribersOf: (event: string) => readonly string[], now: Date): Promise<number> {
      const events = await tables()
        .selectFrom('outbox_event as event')
        .select(['event.id', 'event.name'])
        .where('event.done_at', 'is', null)
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('outbox_delivery').select('event_id').whereRef('event_id', '=', 'event.id'))),
        )
        .orderBy('event.occurred_at')
        .limit(ENROLLED_AT_ONCE)
        .execute();
      const rows = events.flatMap(({ id, name }) =>
        subscribersOf(name).map((subscriber) => ({
          event_id: id,
          subscriber,
          attempts: 0,
          next_try_at: now,
        })),
      );
      const unheard = events.filter(({ name }) => subscribersOf(name).length === 0).map(({ id }) => id);
      if (rows.length > 0) {
        // Another process may enrol the same events at the same time.
        await insertIgnore(
          database.dialect,
          tables().insertInto('outbox_delivery').values(rows),
          'event_id',
        ).execute();
      }
      if (unheard.length > 0)
        await tables().updateTable('outbox_event').set({ done_at: now }).where('id', 'in', unheard).execute();
      return events.length;
    },

    async due(now: Date, limit: number): Promise<readonly Delivery[]> {
      const rows = await tables()
        .selectFrom('outbox_delivery')
        .select(['event_id', 'subscriber', 'attempts'])
        .where('delivered_at', 'is', null)
        .where('next_try_at', '<=', now)
        .orderBy('next_try_at')
        .orderBy('event_id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        eventId: row.event_id,
        subscriber: row.subscriber,
        attempts: row.attempts,
      }));
    },

    /** Takes a due delivery for this process until `until`; null when another process was quicker. */
    async claim(delivery: Delivery, until: Date): Promise<Delivery | null> {
      const attempts = delivery.attempts + 1;
      const result = await one(
        tables().updateTable('outbox_delivery').set({ attempts, next_try_at: until }),
        delivery,
      ).executeTakeFirst();
      return result.numUpdatedRows === 1n ? { ...delivery, attempts } : null;
    },

    async event(id: string): Promise<OutboxEventRow> {
      const row = await tables()
        .selectFrom('outbox_event')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return { id: row.id, name: row.name, payload: JSON.parse(row.payload), occurredAt: row.occurred_at };
    },

    /** In the transaction of the handler's effects; false when the claim has run out and another process took it. */
    async delivered(tx: Transaction, claim: Delivery, now: Date): Promise<boolean> {
      const change = tables(tx)
        .updateTable('outbox_delivery')
        .set({ delivered_at: now, next_try_at: null, error: null });
      return (await one(change, claim).executeTakeFirst()).numUpdatedRows === 1n;
    },

    /** `nextTry` null: it is given up. */
    async failed(claim: Delivery, error: string, nextTry: Date | null): Promise<void> {
      await one(
        tables().updateTable('outbox_delivery').set({ error, next_try_at: nextTry }),
        claim,
      ).execute();
    },

    /** Waits as if it had not been tried: its subscriber is not in this house now. */
    async postpone(delivery: Delivery, until: Date): Promise<void> {
      await one(tables().updateTable('outbox_delivery').set({ next_try_at: until }), delivery).execute();
    },

    /** Marks events that no subscriber waits for any more. */
    async settle(now: Date): Promise<void> {
      await tables()
        .updateTable('outbox_event')
        .set({ done_at: now })
        .where('done_at', 'is', null)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('outbox_delivery').select('event_id').whereRef('event_id', '=', 'outbox_event.id'),
          ),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('outbox_delivery')
                .select('event_id')
                .whereRef('event_id', '=', 'outbox_event.id')
                .where('delivered_at', 'is', null)
                .where('next_try_at', 'is not', null),
            ),
          ),
        )
        .execute();
    },

    async figures(): Promise<OutboxFigures> {
      const waiting = tables().selectFrom('outbox_event').where('done_at', 'is', null);
      const dead = tables()
        .selectFrom('outbox_delivery')
        .where('delivered_at', 'is', null)
        .where('next_try_at', 'is', null);
      const oldest = await waiting.select('occurred_at').orderBy('occurred_at').limit(1).executeTakeFirst();
      return {
        waiting: Number(
          (await waiting.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()).count,
        ),
        dead: Number(
          (await dead.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()).count,
        ),
        oldestWaiting: oldest?.occurred_at ?? null,
      };
    },

    /** Lets what was given up wait again with all its attempts; returns how many. */
    async revive(now: Date): Promise<number> {
      return database.transaction(async (tx) => {
        const dead = await tables(tx)
          .selectFrom('outbox_delivery')
          .select('event_id')
          .where('delivered_at', 'is', null)
          .where('next_try_at', 'is', null)
          .execute();
        if (dead.length === 0) return 0;
        await tables(tx)
          .updateTable('outbox_delivery')
          .set({ attempts: 0, next_try_at: now })
          .where('delivered_at', 'is', null)
          .where('next_try_at', 'is', null)
          .execute();
        const events = [...new Set(dead.map((row) => row.event_id))];
        await tables(tx)
          .updateTable('outbox_event')
          .set({ done_at: null })
          .where('id', 'in', events)
          .execute();
        return dead.length;
      });
    },
  };
}

const ENROLLED_AT_ONCE = 200;

type DeliveryUpdate = UpdateQueryBuilder<HostTables, 'outbox_delivery', 'outbox_delivery', UpdateResult>;

/** The very state of the delivery that was read: whoever changes it first wins. */
function one(update: DeliveryUpdate, { eventId, subscriber, attempts }: Delivery): DeliveryUpdate {
  return update
    .where('event_id', '=', eventId)
    .where('subscriber', '=', subscriber)
    .where('attempts', '=', attempts)
    .where('delivered_at', 'is', null);
}
