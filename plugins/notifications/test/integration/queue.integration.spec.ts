import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { noticesWritten } from '../../../../src/kernel/notices.js';
import { newId } from '../../../../src/values/ids.js';
import { admin } from '../../../../test/harness/house.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { choices } from '../../adapters/database/choices.js';
import { inbox } from '../../adapters/database/inbox.js';
import { outbox } from '../../adapters/database/outbox.js';
import { zoneClock } from '../../adapters/zone-clock.js';
import { followNotices } from '../../app/follow-notices.js';
import { dropMessages, resendMessages } from '../../app/mend-messages.js';
import { startSender, type Sender } from '../../app/sender.js';
import { takeNext } from '../../app/take-message.js';
import { plainWords } from './plain-words.js';
import {
  aKind,
  openMessages,
  testChannel,
  toUser,
  type MessagesHouse,
  type TestChannel,
} from './messages-house.js';

forEachDialect('the outbox', (_dialect, open) => {
  let database: TestDatabase;
  let house: MessagesHouse;
  let post: TestChannel;
  let wire: TestChannel;
  let isMoot = false;

  beforeEach(async () => {
    isMoot = false;
    database = await open();
    post = testChannel('post');
    wire = testChannel('wire');
    house = await openMessages(database, {
      channels: [post, wire],
      kinds: [
        aKind('guest.news'),
        aKind('guest.alarm', { channels: ['inbox', 'post', 'wire'], locked: ['post'], priority: 0 }),
        aKind('guest.debt', {
          lookAgain: () =>
            Promise.resolve(isMoot ? { dropped: 'paid-meanwhile' } : { facts: { total: '5' } }),
        }),
        aKind('host.mentioned-often', { comesBy: 'inbox', channels: ['inbox', 'wire'] }),
      ],
    });
  });
  afterEach(async () => {
    house.close();
    await database.close();
  });

  const states = async (): Promise<string[]> => (await house.rows()).map(({ state }) => state);
  const keysArrived = (channel = post): string[] =>
    channel.arrived.map(({ uniqueKey }) => uniqueKey.split(':').slice(0, 2).join(':'));
  const choose = (userId: string, change: Parameters<MessagesHouse['service']['choose']>[1]) =>
    house.service.choose({ ...admin, userId, role: 'operator' }, change);

  describe('tells', () => {
    it('the same thing to the same person once, however often it is asked for', async () => {
      const to = [toUser(await house.user()), toUser(await house.user())];
      expect(await house.tell({ to, uniqueKey: 'invoice:1' })).toBe(2);
      expect(await house.tell({ to, uniqueKey: 'invoice:1' })).toBe(0);
      expect(await house.send()).toBe(2);
      expect(await house.send()).toBe(0);
      expect(post.arrived).toHaveLength(2);
      expect(await house.service.counts(house.database.queries, 'invoice:')).toEqual({
        ...{ waiting: 0, sent: 2, failed: 0, dropped: 0, doubtful: 0 },
      });
    });

    it('keys that are too long apart by what they end with', async () => {
      const to = [toUser(await house.user())];
      const long = 'x'.repeat(300);
      expect(await house.tell({ to, uniqueKey: `${long}1` })).toBe(1);
      expect(await house.tell({ to, uniqueKey: `${long}2` })).toBe(1);
      expect(await house.tell({ to, uniqueKey: `${long}2` })).toBe(0);
    });

    it('the inbox in the same breath, and counts notices with messages', async () => {
      const to = [toUser(await house.user())];
      expect(await house.tell({ to, kind: 'guest.alarm', uniqueKey: 'alarm:1' })).toBe(3);
      expect(await house.tell({ to, kind: 'guest.alarm', uniqueKey: 'alarm:1' })).toBe(0);
      const notices = await house.tables.selectFrom('notice').select('kind').execute();
      expect(notices).toEqual([{ kind: 'guest.alarm' }]);
    });

    it('nobody who may not sign in, and nothing when the caller takes it back', async () => {
      const gone = await house.user({ active: false });
      expect(await house.tell({ to: [toUser(gone)] })).toBe(0);
      const to = [toUser(await house.user())];
      const undone = house.database.transaction(async (tx) => {
        await house.service.tell(tx, { kind: 'guest.news', facts: {}, to, uniqueKey: 'undone' });
        throw new Error('taken back');
      });
      await expect(undone).rejects.toThrow('taken back');
      expect(await house.rows()).toEqual([]);
    });

    it('only of kinds that somebody contributed', async () => {
      await expect(house.tell({ to: [], kind: 'guest.unheard' })).rejects.toThrow('guest.unheard');
    });
  });

  describe('what was written to the inbox', () => {
    const deliver = async (kind: string, userId: string): Promise<void> => {
      const id = newId();
      await house.tables
        .insertInto('notice')
        .values({
          ...{ id, user_id: userId, kind, facts: '{"count":2}', entity: null, entity_id: null, link: null },
          ...{ unique_key: null, created_at: new Date(), read_at: null },
        })
        .execute();
      const parts = { outbox, choices, inbox, zones: zoneClock };
      for (let times = 0; times < 2; times += 1)
        await house.database.transaction((tx) =>
          followNotices(parts).handle({
            ...{ context: house.context, tx },
            event: {
              ...{ id, name: noticesWritten.name, occurredAt: new Date() },
              payload: { noticeIds: [id] },
            },
          }),
        );
    };

    it('goes out by the further channels of its kind, once', async () => {
      await deliver('host.mentioned-often', await house.user());
      await house.send();
      expect(wire.arrived).toHaveLength(1);
      expect(post.arrived).toEqual([]);
    });

    it('is not queued again when it was told, and stays there when nobody knows its kind', async () => {
      await deliver('guest.alarm', await house.user());
      await deliver('stranger.news', await house.user());
      expect(await house.rows()).toEqual([]);
    });

    it('of a kind that nobody knows goes where its reader wants everything else', async () => {
      const user = await house.user();
      await choose(user, { kind: 'notifications.other', channels: ['inbox', 'wire'] });
      await deliver('stranger.news', user);
      await house.send();
      expect(wire.arrived.map(({ kind }) => kind)).toEqual(['stranger.news']);
    });
  });

  describe('an attempt', () => {
    it('that may succeed later comes back when the other side said, and counts as no failure', async () => {
      await house.tell({ to: [toUser(await house.user())] });
      post.answer = () => ({ outcome: 'later', refusal: { code: 'flood' }, afterMs: 7_000 });
      await house.send();
      expect(await house.rows()).toMatchObject([
        { state: 'waiting', reason: 'flood', attempts: 0, due: '2026-03-02T12:00:07.000Z' },
      ]);
      post.answer = () => ({ outcome: 'sent', reference: '42' });
      house.setNow('2026-03-02T12:00:06.999Z');
      expect(await house.send()).toBe(0);
      house.setNow('2026-03-02T12:00:07.000Z');
      expect(await house.send()).toBe(1);
      expect(await house.rows()).toMatchObject([{ state: 'sent', reason: null }]);
    });

    it('that throws is made again, more and more slowly, until the message is a dead letter; by hand it starts afresh', async () => {
      await house.tell({ to: [toUser(await house.user())] });
      post.answer = () => Promise.reject(new Error('connection reset'));
      let last = new Date('2026-03-02T12:00:00Z');
      for (let attempt = 1; attempt <= 8; attempt += 1) {
        expect(await house.send()).toBe(1);
        const [row] = await house.rows();
        expect(row).toMatchObject({ attempts: attempt, reason: 'attempt-failed' });
        if (attempt < 8) expect(new Date(row!.due) > last).toBe(true);
        last = new Date(row!.due);
        house.setNow(row!.due);
      }
      expect(await states()).toEqual(['failed']);
      const { id } = await house.tables.selectFrom('message').select('id').executeTakeFirstOrThrow();
      post.answer = () => ({ outcome: 'sent', reference: null });
      expect(await resendMessages(outbox, house.context, admin, [id])).toEqual({ ok: true, value: 1 });
      expect(await house.send()).toBe(1);
      expect(await resendMessages(outbox, house.context, admin, [id])).toMatchObject({
        error: { code: 'nothing-to-resend' },
      });
    });

    it('that is refused for good fails at once; who is not reached is passed over and it is said why', async () => {
      const [one, other] = [await house.user(), await house.user()];
      await house.tell({ to: [toUser(one), toUser(other)] });
      post.unreached.add(other);
      post.answer = () => ({ outcome: 'never', refusal: { code: 'no-such-box' } });
      await house.send();
      const ended = (await house.rows()).map(({ state, reason }) => `${state} ${reason}`);
      expect(ended.sort()).toEqual(['dropped nobody-there', 'failed no-such-box']);
    });

    it('is not made for whom cannot sign in any more, nor for what need not be said', async () => {
      const user = await house.user();
      await house.tell({ to: [toUser(user)] });
      await house.tell({ to: [toUser(await house.user())], kind: 'guest.debt' });
      await house.tables.updateTable('app_user').set({ active: false }).where('id', '=', user).execute();
      isMoot = true;
      await house.send();
      expect(post.arrived).toEqual([]);
      expect((await house.rows()).map(({ reason }) => reason)).toEqual([
        'recipient-not-active',
        'paid-meanwhile',
      ]);
    });

    it('is not made of what was held back', async () => {
      await house.tell({ to: [toUser(await house.user())], uniqueKey: 'cast:1' });
      await house.tell({ to: [toUser(await house.user())], uniqueKey: 'other_:1' });
      expect(
        await house.database.transaction((tx) => house.service.dropWaiting(tx, 'cast:', 'cancelled')),
      ).toBe(1);
      const [, { id }] = (await house.tables.selectFrom('message').select('id').orderBy('id').execute()) as [
        unknown,
        { id: string },
      ];
      expect(await dropMessages(outbox, house.context, admin, [id])).toEqual({ ok: true, value: 1 });
      expect(await house.send()).toBe(0);
      expect((await house.rows()).map(({ reason }) => reason)).toEqual(['cancelled', 'dropped-by-hand']);
    });
  });

  describe('a worker', () => {
    const take = (heldMs: number, at: string) =>
      takeNext({
        ...{ context: house.context, outbox, choices, channel: 'post', attempts: 8 },
        ...{ now: new Date(at), holdMs: heldMs },
      });

    it('that ends with a message leaves it to the next, who counts it as doubtful', async () => {
      await house.tell({ to: [toUser(await house.user())], uniqueKey: 'left:1' });
      expect(await take(60_000, '2026-03-02T12:00:00Z')).toMatchObject({ is: 'parcel' });
      expect(await house.send()).toBe(0);
      house.setNow('2026-03-02T12:01:00Z');
      expect(await house.send()).toBe(1);
      expect(await house.rows()).toMatchObject([{ state: 'sent', doubtful: 1 }]);
      expect(await house.service.counts(house.database.queries, 'left:')).toMatchObject({ doubtful: 1 });
    });

    it('that got no answer counts the message as doubtful, and one that was refused does not', async () => {
      await house.tell({ to: [toUser(await house.user())], uniqueKey: 'lost:1' });
      const later = { outcome: 'later', refusal: { code: 'no-answer' } } as const;
      post.answer = () => ({ ...later, mayHaveArrived: true });
      await house.send();
      expect(await house.rows()).toMatchObject([{ state: 'waiting', attempts: 1, doubtful: 1 }]);
      post.answer = () => later;
      house.setNow('2026-03-02T12:01:00Z');
      await house.send();
      expect(await house.rows()).toMatchObject([{ state: 'waiting', attempts: 2, doubtful: 1 }]);
    });

    it('that comes too late writes nothing over what another has done', async () => {
      await house.tell({ to: [toUser(await house.user())] });
      const slow = await take(1, '2026-03-02T11:59:59Z');
      expect(slow).toEqual({ is: 'nothing' });
      const taken = await take(1, '2026-03-02T12:00:00Z');
      house.setNow('2026-03-02T12:00:01Z');
      await house.send();
      if (taken.is !== 'parcel') throw new Error('nothing was taken');
      const id = taken.parcel.messages[0]!.id;
      const late = { state: 'failed', reason: null, reference: null, address: null, dueAt: null } as const;
      const settled = await house.database.transaction((tx) =>
        outbox.settle(tx, [id], taken.parcel.heldBy, {
          ...late,
          sentAt: null,
          attempts: 1,
          isDoubtful: false,
        }),
      );
      expect(settled).toBe(0);
      expect(await states()).toEqual(['sent']);
    });

    it('beside another sends each message once', async () => {
      const to = await Promise.all(Array.from({ length: 40 }, async () => toUser(await house.user())));
      await house.tell({ to });
      const tried = await Promise.all([house.send(), house.send()]);
      expect(tried[0] + tried[1]).toBe(40);
      expect(new Set(keysAll())).toHaveProperty('size', 40);
      expect(post.arrived).toHaveLength(40);
    });

    it('gives up a message that ends its process again and again', async () => {
      await house.tell({ to: [toUser(await house.user())] });
      for (let minute = 10; minute < 19; minute += 1) await take(60_000, `2026-03-02T12:${minute}:00Z`);
      house.setNow('2026-03-02T13:00:00Z');
      await house.send();
      expect(await house.rows()).toMatchObject([{ state: 'failed', reason: 'never-ended' }]);
      expect(post.arrived).toEqual([]);
    });

    const keysAll = (): string[] => post.arrived.map(({ uniqueKey }) => uniqueKey);
  });

  describe('a sender that is stopped', () => {
    const start = (graceMs: number): Sender =>
      startSender({ outbox, choices, words: plainWords }, house.context, {
        ...{ holdMs: 120_000, pollMs: 5, graceMs },
      });
    /** As many are on their way as go at once; each goes on when it is let through or cut short. */
    const gate = (): { readonly isFull: Promise<void>; open(): void } => {
      let open: () => void = () => undefined;
      let fill: () => void = () => undefined;
      const opened = new Promise<void>((resolve) => (open = resolve));
      const isFull = new Promise<void>((resolve) => (fill = resolve));
      let inside = 0;
      post.answer = async (_message, signal) => {
        inside += 1;
        if (inside === post.concurrency) fill();
        const cut = new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('cut short')));
        });
        await Promise.race([opened, cut]);
        return { outcome: 'sent', reference: null };
      };
      return { isFull, open };
    };
    const tellTen = async (): Promise<void> => {
      await house.tell({ to: (await house.users(10)).map(toUser) });
    };
    const expectEachOnce = async (): Promise<void> => {
      await house.send();
      expect(new Set(post.arrived.map(({ uniqueKey }) => uniqueKey)).size).toBe(10);
      expect(post.arrived).toHaveLength(10);
      const rows = await house.rows();
      expect(rows.map(({ state, doubtful }) => [state, doubtful])).toEqual(Array(10).fill(['sent', 0]));
    };

    it('takes nothing more, and lets arrive what is on its way', async () => {
      await tellTen();
      const { isFull, open } = gate();
      const sender = start(60_000);
      await isFull;
      const stopped = sender.stop();
      open();
      await stopped;
      expect(post.arrived).toHaveLength(post.concurrency);
      expect((await states()).sort()).toEqual([...Array(4).fill('sent'), ...Array(6).fill('waiting')]);
      await expectEachOnce();
    });

    it('gives back what does not arrive in time: it goes out at once where the house next stands up', async () => {
      await tellTen();
      const { isFull, open } = gate();
      const sender = start(0);
      await isFull;
      await sender.stop();
      expect(post.arrived).toEqual([]);
      expect(new Set((await house.rows()).map(({ state, attempts }) => `${state} ${attempts}`))).toEqual(
        new Set(['waiting 0']),
      );
      open();
      await expectEachOnce();
    });
  });

  describe('order', () => {
    it('is by priority, then by time', async () => {
      const to = [toUser(await house.user())];
      const lone = testChannel('post', 1);
      Object.assign(post, { concurrency: lone.concurrency });
      await house.tell({ to, uniqueKey: 'bulk:1', priority: 2 });
      house.setNow('2026-03-02T12:00:01Z');
      await house.tell({ to, uniqueKey: 'plain:1' });
      await house.tell({ to, uniqueKey: 'urgent:1', priority: 0 });
      house.setNow('2026-03-02T12:00:02Z');
      await house.tell({ to, uniqueKey: 'plain:2' });
      await house.send();
      expect(keysArrived()).toEqual(['urgent:1', 'plain:1', 'plain:2', 'bulk:1']);
    });

    it('of one channel does not wait for another that is slow', async () => {
      const to = [toUser(await house.user())];
      let open: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      post.answer = () => gate.then(() => ({ outcome: 'sent', reference: null }));
      for (const n of [1, 2, 3]) await house.tell({ to, uniqueKey: `both:${n}`, channels: ['post', 'wire'] });
      const thirdArrives = new Promise<void>((resolve) => {
        let asked = 0;
        wire.answer = () => {
          asked += 1;
          if (asked === 3) resolve();
          return { outcome: 'sent', reference: null };
        };
      });
      const sending = house.send();
      await thirdArrives;
      expect(post.arrived).toEqual([]);
      open();
      await sending;
      expect([post.arrived.length, wire.arrived.length]).toEqual([3, 3]);
    });

    it('after an outage is the newest stage of a thread alone, on every channel', async () => {
      const to = [toUser(await house.user())];
      for (const [stage, channels] of [
        [-3, ['post', 'wire']],
        [0, ['post']],
        [7, ['post', 'wire']],
      ] as const)
        await house.tell({ to, thread: 'invoice:9', stage, channels, uniqueKey: `stage:${stage}` });
      house.setNow('2026-03-03T12:00:00Z');
      await house.send();
      expect([keysArrived(post), keysArrived(wire)]).toEqual([['stage:7'], ['stage:7']]);
      const dropped = (await house.rows()).filter(({ state }) => state === 'dropped');
      expect(dropped.map(({ reason }) => reason)).toEqual(['superseded', 'superseded', 'superseded']);
    });
  });

  describe('a reader', () => {
    it('chooses channels for itself, except those that are locked; what waits by the others is held back', async () => {
      const user = await house.user();
      const told = { to: [toUser(user)], kind: 'guest.alarm' };
      await house.tell({ ...told, uniqueKey: 'alarm:1' });
      expect(await choose(user, { kind: 'guest.alarm', channels: ['wire'] })).toMatchObject({
        error: { code: 'channel-locked', channel: 'post' },
      });
      expect(await choose(user, { kind: 'guest.alarm', channels: ['post'] })).toMatchObject({ ok: true });
      await house.tell({ ...told, uniqueKey: 'alarm:2' });
      await house.send();
      expect(keysArrived(post).sort()).toEqual(['alarm:1', 'alarm:2']);
      expect(wire.arrived).toEqual([]);
      expect((await house.rows()).filter(({ reason }) => reason === 'turned-off')).toHaveLength(1);
    });

    it('is refused what is not there', async () => {
      const user = await house.user();
      const codeOf = async (change: Parameters<typeof choose>[1]): Promise<string> => {
        const chosen = await choose(user, change);
        return chosen.ok ? 'chosen' : chosen.error.code;
      };
      const rhythm = { zone: null, quiet: null, digest: 'instant' } as const;
      expect(await codeOf({ kind: 'guest.unheard', channels: [] })).toBe('unknown-kind');
      expect(await codeOf({ kind: 'guest.news', channels: ['pigeon'] })).toBe('unknown-channel');
      expect(await codeOf({ ...rhythm, zone: 'Mars/Olympus' })).toBe('unknown-zone');
      expect(await codeOf({ ...rhythm, quiet: { from: '25:00', to: '7' } })).toBe('hours-unreadable');
      expect(await house.service.choose(admin, rhythm)).toMatchObject({ error: { code: 'not-a-user' } });
    });

    it('has the administrator’s default until it chooses', async () => {
      const user = await house.user();
      await house.tables
        .insertInto('notice_default')
        .values({
          ...{ kind: 'guest.news', channels: '["wire"]', locked: '["wire"]', updated_at: new Date() },
          ...{ updated_by: null, version: 1 },
        })
        .execute();
      await house.tell({ to: [toUser(user)] });
      await house.send();
      expect([post.arrived.length, wire.arrived.length]).toEqual([0, 1]);
      const { kinds } = await house.service.preferences({ ...admin, userId: user });
      const news = kinds.find(({ name }) => name === 'guest.news');
      expect(news?.channels.find(({ name }) => name === 'wire')).toMatchObject({ on: true, locked: true });
    });

    it('sleeps: what is not urgent waits for the morning of its zone', async () => {
      const user = await house.user();
      const quiet = { from: '22:00', to: '07:30' };
      await choose(user, { zone: 'Europe/Kyiv', quiet, digest: 'instant' });
      house.setNow('2026-03-02T21:00:00Z');
      await house.tell({ to: [toUser(user)], uniqueKey: 'night:1' });
      await house.tell({ to: [toUser(user)], uniqueKey: 'fire:1', priority: 0 });
      await house.send();
      expect(keysArrived()).toEqual(['fire:1']);
      house.setNow('2026-03-03T05:30:00Z');
      await house.send();
      expect(keysArrived()).toEqual(['fire:1', 'night:1']);
    });

    it('is sent one letter an hour of all that has gathered', async () => {
      const user = await house.user({ language: 'uk' });
      await choose(user, { zone: null, quiet: null, digest: 'hourly' });
      house.setNow('2026-03-02T12:10:00Z');
      for (const n of [1, 2, 3]) await house.tell({ to: [toUser(user)], uniqueKey: `gathered:${n}` });
      expect(await house.send()).toBe(0);
      house.setNow('2026-03-02T13:00:00Z');
      const tried = await Promise.all([house.send(), house.send()]);
      expect(tried[0] + tried[1]).toBe(1);
      expect(post.arrived.map(({ subject }) => subject)).toEqual(['3 повідомлення для вас']);
      expect(await states()).toEqual(['sent', 'sent', 'sent']);
    });

    it('is sent one letter a day, at eight by its own clock and to itself alone; what is urgent does not wait for it', async () => {
      const [user, other] = [await house.user(), await house.user()];
      for (const each of [user, other])
        await choose(each, { zone: 'Europe/Kyiv', quiet: null, digest: 'daily' });
      // Kyiv puts its clocks forward that night.
      house.setNow('2026-03-28T07:00:00Z');
      await house.tell({ to: [toUser(user), toUser(other)], uniqueKey: 'gathered:1' });
      house.setNow('2026-03-29T04:59:00Z');
      await house.tell({ to: [toUser(user)], uniqueKey: 'gathered:2' });
      await house.tell({ to: [toUser(user)], uniqueKey: 'fire:1', priority: 0 });
      await house.send();
      expect(keysArrived()).toEqual(['fire:1']);
      house.setNow('2026-03-29T04:59:59.999Z');
      expect(await house.send()).toBe(0);
      house.setNow('2026-03-29T05:00:00Z');
      expect(await house.send()).toBe(2);
      const digests = post.arrived.slice(1).map(({ recipient }) => recipient.id);
      expect(digests.sort()).toEqual([user, other].sort());
      expect(
        post.arrived.find(({ recipient, priority }) => recipient.id === user && priority !== 0),
      ).toMatchObject({
        subject: '2 messages for you',
      });
      house.setNow('2026-03-29T05:00:01Z');
      await house.tell({ to: [toUser(user)], uniqueKey: 'gathered:3' });
      house.setNow('2026-03-30T04:59:59.999Z');
      await house.send();
      expect(post.arrived).toHaveLength(3);
    });
  });
});
