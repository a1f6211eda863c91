import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { messageCounter } from '../../adapters/database/message-counter.js';
import { noticeDefaults } from '../../adapters/database/notice-defaults.js';
import { zoneClock } from '../../adapters/zone-clock.js';
import { countMessages } from '../../app/message-statistics.js';
import { changeDefault, showDefaults, type DefaultChange } from '../../app/notice-defaults.js';
import { aKind, openMessages, testChannel, toUser, type MessagesHouse } from './messages-house.js';

forEachDialect('what stands for all', (_dialect, open) => {
  let database: TestDatabase;
  let house: MessagesHouse;

  beforeEach(async () => {
    database = await open();
    house = await openMessages(database, {
      channels: [testChannel('post'), testChannel('pigeon')],
      kinds: [aKind('guest.news'), aKind('guest.rain', { channels: ['post', 'drum'], locked: ['drum'] })],
    });
  });
  afterEach(async () => {
    house.close();
    await database.close();
  });

  const change = (asked: Partial<DefaultChange>) =>
    changeDefault(noticeDefaults, house.context, admin, {
      ...{ kind: 'guest.news', channels: ['post'], locked: [], version: 0 },
      ...asked,
    });
  const shown = async () => {
    const { kinds } = await showDefaults(noticeDefaults, house.context, admin);
    const { channels, locked, version } = kinds.find(({ name }) => name === 'guest.news')!;
    return { channels, locked, version };
  };
  const person = async (): Promise<Actor> => {
    const userId = await house.user();
    return { ...admin, userId, role: 'operator' };
  };
  const channelsOf = async (reader: Actor) => {
    const { kinds } = await house.service.preferences(reader);
    const { channels } = kinds.find(({ name }) => name === 'guest.news')!;
    return channels.filter(({ on }) => on).map(({ name, locked }) => (locked ? `${name} always` : name));
  };

  it('is what the kind says until the administrator says otherwise, and then that', async () => {
    const reader = await person();
    expect(await shown()).toEqual({ channels: ['post'], locked: [], version: 0 });
    expect(await channelsOf(reader)).toEqual(['post']);
    expect((await change({ channels: ['inbox'], locked: ['pigeon'] })).ok).toBe(true);
    expect(await shown()).toEqual({ channels: ['inbox', 'pigeon'], locked: ['pigeon'], version: 1 });
    expect(await channelsOf(reader)).toEqual(['inbox', 'pigeon always']);
  });

  it('yields to what a person chose, but for what nobody turns off', async () => {
    const reader = await person();
    await house.service.choose(reader, { kind: 'guest.news', channels: ['inbox'] });
    await change({ channels: ['post'], locked: ['pigeon'] });
    expect(await channelsOf(reader)).toEqual(['inbox', 'pigeon always']);
    expect(await house.service.choose(reader, { kind: 'guest.news', channels: [] })).toMatchObject({
      error: { code: 'channel-locked', channel: 'pigeon' },
    });
  });

  it('is changed by one administrator after the other, not over each other', async () => {
    await change({ channels: ['inbox'] });
    expect(await change({ channels: ['pigeon'] })).toEqual({
      ok: false,
      error: { code: 'changed-meanwhile' },
    });
    expect((await change({ channels: ['pigeon'], version: 1 })).ok).toBe(true);
    expect(await change({ channels: [], version: 1 })).toEqual({
      ok: false,
      error: { code: 'changed-meanwhile' },
    });
    expect(await shown()).toEqual({ channels: ['pigeon'], locked: [], version: 2 });
    const trail = await house.tables
      .selectFrom('audit_entry')
      .select('entity_id')
      .where('action', '=', 'notifications.change-default')
      .execute();
    expect(trail).toHaveLength(2);
  });

  it('leaves a channel that is not installed as it was', async () => {
    const asked = { kind: 'guest.rain', channels: ['inbox', 'post', 'drum'], locked: ['drum'] };
    expect((await change(asked)).ok).toBe(true);
    const view = await showDefaults(noticeDefaults, house.context, admin);
    expect(view.kinds.find(({ name }) => name === 'guest.rain')).toMatchObject({
      channels: ['inbox', 'post', 'drum'],
      locked: ['drum'],
    });
  });

  it('knows neither other kinds nor other channels', async () => {
    expect(await change({ kind: 'guest.gossip' })).toMatchObject({ error: { code: 'unknown-kind' } });
    expect(await change({ locked: ['smoke'] })).toMatchObject({
      error: { code: 'unknown-channel', channel: 'smoke' },
    });
    expect((await shown()).version).toBe(0);
  });

  it('counts what became of messages by channel, kind and day of the organisation', async () => {
    const days = (count: 7 | 91) =>
      countMessages({ counter: messageCounter, zones: zoneClock }, house.context, admin, count);
    const to = [toUser(await house.user()), toUser(await house.user())];
    await house.tell({ to, channels: ['post', 'pigeon'] });
    await house.send();
    house.setNow('2026-03-04T12:00:00Z');
    await house.tell({ to, channels: ['post'], notBefore: new Date('2026-03-05T00:00:00Z') });
    await house.tables.updateTable('message').set({ doubtful: 2 }).where('state', '=', 'waiting').execute();

    const week = await days(7);
    expect([week.from, week.to]).toEqual(['2026-02-26', '2026-03-04']);
    expect(
      week.rows.map(({ channel, kind, sent, waiting, doubtful }) => [channel, kind, sent, waiting, doubtful]),
    ).toEqual([
      ['pigeon', 'guest.news', 2, 0, 0],
      ['post', 'guest.news', 2, 2, 2],
    ]);
    expect(
      week.spans
        .filter((span) => span.sent + span.waiting > 0)
        .map(({ from, sent, waiting }) => [from, sent, waiting]),
    ).toEqual([
      ['2026-03-02', 4, 0],
      ['2026-03-04', 0, 2],
    ]);
    const quarter = await days(91);
    expect(quarter.spans).toHaveLength(13);
    expect(quarter.spans.at(-1)).toMatchObject({ from: '2026-02-26', to: '2026-03-04', sent: 4, waiting: 2 });
  });
});
