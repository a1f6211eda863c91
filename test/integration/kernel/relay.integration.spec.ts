import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { HostTables } from '../../../generated/tables/host.js';
import { announceCommits } from '../../../src/host/events/announce-commits.js';
import { createRelay, type Relay, type RelayParts } from '../../../src/host/events/create-relay.js';
import type { Subscription } from '../../../src/kernel/contributions.js';
import { defineEvent } from '../../../src/kernel/events.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Database, Transaction } from '../../../src/kernel/ports.js';
import { queriesOf } from '../../../src/query/queries.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../harness/database.js';

interface Sold {
  readonly what: string;
}
const sold = defineEvent<Sold>('shop.thing-sold', 'Something was sold.');
const returned = defineEvent<Sold>('shop.thing-returned', 'Something came back.');

forEachDialect('events on their way', (dialect, open) => {
  let database: TestDatabase;
  const relays: Relay[] = [];

  beforeAll(async () => {
    database = await open();
  });
  afterEach(async () => {
    for (const relay of relays.splice(0)) await relay.stop();
    for (const table of ['outbox_delivery', 'outbox_event', 'setting'] as const) {
      await queriesOf<HostTables>(database.port.queries).deleteFrom(table).execute();
    }
  });
  afterAll(() => database.close());

  const relayTo = (
    handlers: Readonly<Record<string, Subscription<Sold>['handle']>>,
    rest: Partial<RelayParts> = {},
  ): Relay => {
    const subscriptions = Object.entries(handlers).map(([name, handle]) => ({
      plugin: 'ledger',
      value: { event: sold, name, handle } as Subscription<unknown>,
    }));
    const relay = createRelay({
      database: database.port,
      subscriptions: () => subscriptions,
      contextOf: (plugin) => ({ plugin }) as PluginContext,
      log: silentLog,
      pollMs: 60_000,
      backoffMs: () => 0,
      ...rest,
    });
    relays.push(relay);
    return relay;
  };

  const sell = (what: string, port: Database = database.port): Promise<void> =>
    port.transaction((tx) => tx.emit(sold, { what }));

  /** An effect that a test can count: one row for every time that a handler's transaction was kept. */
  const note = async (tx: Transaction, value: string): Promise<void> => {
    await queriesOf<HostTables>(tx.queries)
      .insertInto('setting')
      .values({ plugin: 'notes', name: `${value}-${Math.random()}`, value, updated_at: new Date() })
      .execute();
  };
  const notes = async (): Promise<string[]> => {
    const rows = await queriesOf<HostTables>(database.port.queries)
      .selectFrom('setting')
      .select('value')
      .where('plugin', '=', 'notes')
      .execute();
    return rows.map(({ value }) => value).sort();
  };
  const figures = async (relay: Relay) => {
    const { waiting, dead } = await relay.figures();
    return { waiting, dead };
  };
  const drain = async (relay: Relay): Promise<void> => {
    while ((await relay.deliverDue()) > 0);
  };

  it('gives each event to each subscriber, once, with what was emitted', async () => {
    const seen: unknown[] = [];
    const relay = relayTo({
      book: async ({ event, tx, context }) => {
        seen.push([context.plugin, event.name, event.payload, event.occurredAt instanceof Date]);
        await note(tx, 'book');
      },
      count: ({ tx }) => note(tx, 'count'),
    });
    await sell('lamp');
    await drain(relay);
    expect(await notes()).toEqual(['book', 'count']);
    expect(seen).toEqual([['ledger', 'shop.thing-sold', { what: 'lamp' }, true]]);
    expect(await figures(relay)).toEqual({ waiting: 0, dead: 0 });
  });

  it('gives nothing of a transaction that was rolled back', async () => {
    const relay = relayTo({ book: ({ tx }) => note(tx, 'book') });
    await database.port
      .transaction(async (tx) => {
        await tx.emit(sold, { what: 'lamp' });
        throw new Error('no');
      })
      .catch(() => undefined);
    await database.port.transaction(async (tx) => {
      await tx.emit(sold, { what: 'lamp' });
      return { ok: false, error: { code: 'refused' } };
    });
    await drain(relay);
    expect(await notes()).toEqual([]);
  });

  it('settles at once what nobody listens to', async () => {
    const relay = relayTo({ book: async () => undefined });
    await database.port.transaction((tx) => tx.emit(returned, { what: 'lamp' }));
    await drain(relay);
    expect(await figures(relay)).toEqual({ waiting: 0, dead: 0 });
  });

  it('takes back the effects of a handler that fails, and tries again', async () => {
    let tries = 0;
    const relay = relayTo({
      book: async ({ tx }) => {
        await note(tx, 'book');
        tries += 1;
        if (tries < 3) throw new Error('not yet');
      },
    });
    await sell('lamp');
    await drain(relay);
    expect(tries).toBe(3);
    expect(await notes()).toEqual(['book']);
  });

  it('gives up a handler that always fails; the others have had everything', async () => {
    const relay = relayTo(
      {
        poisoned: async () => {
          throw new Error('poison');
        },
        book: ({ tx, event }) => note(tx, event.payload.what),
      },
      { attempts: 2 },
    );
    for (const what of ['lamp', 'chair']) await sell(what);
    await drain(relay);
    expect(await notes()).toEqual(['chair', 'lamp']);
    expect(await figures(relay)).toEqual({ waiting: 0, dead: 2 });
    expect(await relay.health()).toMatchObject({ state: 'failing', mend: 'npx countinghouse events retry' });
  });

  it('starts again what was given up, when asked to', async () => {
    let isMended = false;
    const relay = relayTo(
      {
        book: async ({ tx }) => {
          if (!isMended) throw new Error('poison');
          await note(tx, 'book');
        },
      },
      { attempts: 1 },
    );
    await sell('lamp');
    await drain(relay);
    isMended = true;
    expect(await relay.revive()).toBe(1);
    await drain(relay);
    expect(await notes()).toEqual(['book']);
    expect(await figures(relay)).toEqual({ waiting: 0, dead: 0 });
  });

  it('waits before it tries again', async () => {
    let tries = 0;
    const relay = relayTo(
      {
        book: async () => {
          tries += 1;
          throw new Error('not yet');
        },
      },
      { backoffMs: () => 60_000 },
    );
    await sell('lamp');
    await drain(relay);
    expect(tries).toBe(1);
    expect(await figures(relay)).toEqual({ waiting: 1, dead: 0 });
  });

  it('takes back a handler that takes too long', async () => {
    const relay = relayTo(
      {
        book: async ({ tx }) => {
          await note(tx, 'book');
          await new Promise(() => undefined);
        },
      },
      { timeoutMs: 50, attempts: 1 },
    );
    await sell('lamp');
    await drain(relay);
    expect(await notes()).toEqual([]);
    expect(await figures(relay)).toEqual({ waiting: 0, dead: 1 });
  });

  it('keeps an event for a subscriber whose plugin is away', async () => {
    const complete = relayTo({ book: ({ tx }) => note(tx, 'book') }, { backoffMs: () => 0 });
    await sell('lamp');
    const withoutBook = relayTo({});
    // The plugin went away after the event had been put down for it.
    await database.port.transaction(async (tx) => {
      const event = await queriesOf<HostTables>(tx.queries)
        .selectFrom('outbox_event')
        .select('id')
        .executeTakeFirstOrThrow();
      await queriesOf<HostTables>(tx.queries)
        .insertInto('outbox_delivery')
        .values({ event_id: event.id, subscriber: 'ledger.book', attempts: 0, next_try_at: new Date(0) })
        .execute();
    });
    await drain(withoutBook);
    expect(await figures(withoutBook)).toEqual({ waiting: 1, dead: 0 });
    await queriesOf<HostTables>(database.port.queries)
      .updateTable('outbox_delivery')
      .set({ next_try_at: new Date(0) })
      .execute();
    await drain(complete);
    expect(await notes()).toEqual(['book']);
  });

  it('makes each effect once when several processes deliver at the same time', async () => {
    const handlers = {
      book: async ({ tx, event }: Parameters<Subscription<Sold>['handle']>[0]) =>
        note(tx, event.payload.what),
    };
    const several = [relayTo(handlers), relayTo(handlers), relayTo(handlers)];
    const things = Array.from({ length: 25 }, (_, at) => `thing ${String(at).padStart(2, '0')}`);
    for (const what of things) await sell(what);
    await Promise.all(several.map(drain));
    await drain(several[0]!);
    expect(await notes()).toEqual(things);
  });

  it('looks at once after a commit, without waiting for the next poll', async () => {
    const heard = new Promise<string>((resolve) => {
      const relay = relayTo({ book: async ({ event }) => resolve(event.payload.what) });
      relay.start();
      const announcing = announceCommits(database.port, {
        emitted: () => relay.wake(),
        noted: () => undefined,
      });
      setTimeout(() => void sell('lamp', announcing), 50);
    });
    expect(await heard).toBe('lamp');
  });

  describe('announcements', () => {
    it.each([
      ['an event', (tx: Transaction) => tx.emit(sold, { what: 'lamp' }), 1],
      ['no event', async () => undefined, 0],
    ])('after the commit of %s', async (_, work, times) => {
      let announced = 0;
      const announcing = announceCommits(database.port, {
        emitted: () => (announced += 1),
        noted: () => undefined,
      });
      await announcing.transaction(async (tx) => {
        await work(tx);
        expect(announced).toBe(0);
      });
      expect(announced).toBe(times);
      expect(announcing.dialect).toBe(dialect);
    });
  });
});
