import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
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

  beforeEach(async () => {
    database = await open();
    post = testChannel('post');
    house = await openMessages(database, { channels: [post], kinds: [aKind('guest.news')] });
  });
  afterEach(async () => {
    house.close();
    await database.close();
  });

  it('tells the same thing to the same person once, however often it is asked for', async () => {
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
});
