import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { network } from '../../billing/contract/network.js';
import {
  notifications,
  type MessageCounts,
  type MessageProblem,
} from '../../notifications/contract/notifications.js';
import {
  BROADCAST_TEXT_AT_MOST,
  isAmong,
  secondsFor,
  type Audience,
  type BroadcastTexts,
} from '../domain/broadcast.js';
import type { TelegramSettings } from '../settings.js';

export type BroadcastState = 'sending' | 'done' | 'cancelled';

export interface StoredBroadcast {
  readonly id: string;
  readonly texts: BroadcastTexts;
  readonly audience: Audience;
  readonly state: BroadcastState;
  /** people; 0 until all are queued */
  readonly total: number;
  readonly createdBy: string | null;
  /** when everybody was queued; null: not yet */
  readonly startedAt: Date | null;
  readonly chatId: bigint | null;
  readonly messageId: bigint | null;
}

export interface WrittenBroadcast extends StoredBroadcast {
  readonly createdAt: Date;
}

export interface StoredBroadcasts {
  linkedUsers(queries: QueryHandle): Promise<readonly string[]>;
  insert(queries: QueryHandle, broadcast: StoredBroadcast, at: Date): Promise<void>;
  find(queries: QueryHandle, id: string): Promise<StoredBroadcast | null>;
  lock(queries: QueryHandle, id: string): Promise<StoredBroadcast | null>;
  sending(queries: QueryHandle): Promise<readonly StoredBroadcast[]>;
  /** The newest first. */
  recent(queries: QueryHandle, limit: number): Promise<readonly WrittenBroadcast[]>;
  /** Everybody is queued. */
  queued(queries: QueryHandle, id: string, total: number, at: Date): Promise<void>;
  /** False when it was not under way any more. */
  end(queries: QueryHandle, id: string, state: 'done' | 'cancelled', at: Date): Promise<boolean>;
}

export interface BroadcastReport {
  readonly broadcast: StoredBroadcast;
  readonly counts: MessageCounts;
  readonly problems: readonly MessageProblem[];
}

export const BROADCAST_KIND = 'telegram.broadcast';
export const BROADCAST_JOB = 'telegram.send-broadcasts';
export const broadcastKey = (id: string): string => `broadcast:${id}`;

const PERMISSION = 'telegram.broadcast';
const AT_ONCE = 500;
const RECENT = 20;

export interface NewBroadcast {
  readonly texts: BroadcastTexts;
  readonly audience: Audience;
  /** the sender's message that shows how far it came */
  readonly place: { readonly chatId: bigint; readonly messageId: bigint | null } | null;
}

/** One text to many: who gets it, its way into the outbox, and what became of it. */
export function makeBroadcasts(context: PluginContext, stored: StoredBroadcasts) {
  const { database, clock, people, jobs } = context;

  /** Users with a linked chat who may sign in now, by id. */
  async function recipients(audience: Audience): Promise<readonly string[]> {
    const users = await people.standing(await stored.linkedUsers(database.queries));
    const places = await context.use(network).placesOf(database.queries, {
      representativeIds: users.flatMap(({ representativeId }) => representativeId ?? []),
      managerIds: users.flatMap(({ managerId }) => managerId ?? []),
    });
    return users
      .filter(({ role, representativeId, managerId }) => {
        const own = places.get((role === 'manager' ? managerId : representativeId) ?? '') ?? [];
        return isAmong(audience, role, own);
      })
      .map(({ id }) => id)
      .sort();
  }

  return {
    /** How many people, and how many seconds it takes by the limits of Telegram. */
    async estimate(audience: Audience): Promise<{ readonly people: number; readonly seconds: number }> {
      const { length } = await recipients(audience);
      const { messagesPerSecond } = (await context.settings()) as unknown as TelegramSettings;
      return { people: length, seconds: secondsFor(length, messagesPerSecond) };
    },

    /** Refuses `not-permitted`, `broadcast-empty`, `broadcast-too-long`, `nobody-reached`. */
    async start(actor: Actor, asked: NewBroadcast): Promise<Result<{ readonly id: string }, Refusal>> {
      if (!context.may(actor, PERMISSION)) return err({ code: 'not-permitted' });
      const texts = Object.values(asked.texts);
      if (texts.length === 0) return err({ code: 'broadcast-empty' });
      if (texts.some((text) => text.length > BROADCAST_TEXT_AT_MOST))
        return err({ code: 'broadcast-too-long', most: BROADCAST_TEXT_AT_MOST });
      if ((await recipients(asked.audience)).length === 0) return err({ code: 'nobody-reached' });
      const id = newId();
      await database.transaction(async (tx) => {
        const { chatId = null, messageId = null } = asked.place ?? {};
        const broadcast = { id, texts: asked.texts, audience: asked.audience, chatId, messageId };
        const begun = { state: 'sending' as const, total: 0, createdBy: actor.userId, startedAt: null };
        await stored.insert(tx.queries, { ...broadcast, ...begun }, clock.now());
        const after = { languages: Object.keys(asked.texts), ...asked.audience };
        await audit(tx, actor, 'start-broadcast', id, after);
      });
      // Should this not come to pass, the job that looks every half minute finds it.
      await jobs.schedule(BROADCAST_JOB, null, { unique: BROADCAST_JOB });
      return ok({ id });
    },

    /** Drops what waits; what is gone is gone. Refuses `not-permitted`, `broadcast-not-found`, `broadcast-over`. */
    async cancel(actor: Actor, id: string): Promise<Result<{ readonly dropped: number }, Refusal>> {
      if (!context.may(actor, PERMISSION)) return err({ code: 'not-permitted' });
      return database.transaction(async (tx): Promise<Result<{ readonly dropped: number }, Refusal>> => {
        if (!(await stored.lock(tx.queries, id))) return err({ code: 'broadcast-not-found' });
        if (!(await stored.end(tx.queries, id, 'cancelled', clock.now())))
          return err({ code: 'broadcast-over' });
        const dropped = await context
          .use(notifications)
          .dropWaiting(tx, broadcastKey(id), 'broadcast-cancelled');
        await audit(tx, actor, 'cancel-broadcast', id, { dropped });
        return ok({ dropped });
      });
    },

    /** Refuses `not-permitted`, `broadcast-not-found`. */
    async report(actor: Actor, id: string): Promise<Result<BroadcastReport, Refusal>> {
      if (!context.may(actor, PERMISSION)) return err({ code: 'not-permitted' });
      return reportOf(id);
    },

    reportOf,

    /** The newest, and what became of each. Empty for who may not see them. */
    async recent(actor: Actor): Promise<readonly (BroadcastReport & { readonly createdAt: Date })[]> {
      if (!context.may(actor, PERMISSION)) return [];
      const written = await stored.recent(database.queries, RECENT);
      return Promise.all(
        written.map(async ({ createdAt, ...broadcast }) => ({ createdAt, ...(await becameOf(broadcast)) })),
      );
    },

    /** Those that are under way. */
    underWay: () => stored.sending(database.queries),

    /**
     * Brings everybody into the outbox, some hundreds a transaction. Whoever is there already is not brought again, so it may be begun
     * anew at any time; it ends when it is cancelled in between.
     */
    async queue({ id, audience }: StoredBroadcast, signal: AbortSignal): Promise<void> {
      const all = await recipients(audience);
      for (let from = 0; from < all.length; from += AT_ONCE) {
        signal.throwIfAborted();
        const some = all.slice(from, from + AT_ONCE);
        const goesOn = await database.transaction(async (tx) => {
          if ((await stored.lock(tx.queries, id))?.state !== 'sending') return false;
          await context.use(notifications).tellMany(tx, [
            {
              ...{ kind: BROADCAST_KIND, facts: { broadcastId: id }, uniqueKey: broadcastKey(id) },
              to: some.map((userId) => ({ kind: 'user' as const, id: userId })),
              ...{ entity: 'Broadcast', entityId: id, channels: ['telegram'], priority: 2 as const },
            },
          ]);
          return true;
        });
        if (!goesOn) return;
      }
      await stored.queued(database.queries, id, all.length, clock.now());
    },

    end: (id: string) => stored.end(database.queries, id, 'done', clock.now()),
  };

  async function reportOf(id: string): Promise<Result<BroadcastReport, Refusal>> {
    const broadcast = await stored.find(database.queries, id);
    if (!broadcast) return err({ code: 'broadcast-not-found' });
    return ok(await becameOf(broadcast));
  }

  async function becameOf(broadcast: StoredBroadcast): Promise<BroadcastReport> {
    const outbox = context.use(notifications);
    const key = broadcastKey(broadcast.id);
    const counts = await outbox.counts(database.queries, key);
    return { broadcast, counts, problems: await outbox.problems(database.queries, key) };
  }
}

function audit(
  tx: Transaction,
  actor: Actor,
  what: string,
  entityId: string,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  return tx.audit({ actor, action: `telegram.${what}`, entity: 'Broadcast', entityId, after });
}

export type Broadcasts = ReturnType<typeof makeBroadcasts>;
