import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { assembleTestHouse } from '../../../../test/harness/house.js';
import { openBotHouse, type BotHouse } from '../../../../test/harness/telegram-house.js';
import { pollerStatus } from '../../adapters/database/poller.js';
import { telegramTables } from '../../adapters/database/tables.js';
import { botEngine } from '../../engine-token.js';
import { TelegramRefused } from '../../adapters/bot/telegram-client.js';

forEachDialect('the bot when things break', (_, open) => {
  let database: TestDatabase;
  let house: BotHouse;

  beforeEach(async () => {
    database = await open();
    house = await openBotHouse(database);
  });
  afterEach(async () => {
    await house.end();
    await database.close();
  });

  it.each([
    ['a reset before the effect', { kind: 'reset', when: 'before' }],
    ['a failure of the service', { kind: '5xx' }],
    ['a wait of a second', { kind: '429', retryAfter: 1 }],
    ['a slow answer', { kind: 'slow', ms: 300 }],
  ] as const)('answers once after %s', async (_title, fault) => {
    const { person } = await house.linked({ role: 'operator' });
    const before = person.screens().length;
    house.telegram.breaksNext('sendMessage', fault);
    await person.says('/help');
    expect(person.screens()).toHaveLength(before + 1);
  });

  it('waits as long as Telegram says', async () => {
    const { person } = await house.linked({ role: 'operator' });
    house.telegram.breaksNext('sendMessage', { kind: '429', retryAfter: 1 });
    await person.says('/help');
    const [first, second] = house.telegram.callsOf('sendMessage').slice(-2);
    expect(second!.at - first!.answeredAt).toBeGreaterThanOrEqual(990);
  });

  it('pauses the chat that was told to wait, and no other', async () => {
    const one = await house.linked({ role: 'operator', chat: 31 });
    const two = await house.linked({ role: 'operator', chat: 32 });
    house.telegram.breaks((method, { chat_id: chat, text }) =>
      method === 'sendMessage' &&
      chat === '31' &&
      house.telegram.callsOf('sendMessage').filter(({ fault }) => fault).length < 1 &&
      text
        ? { kind: '429', retryAfter: 2 }
        : null,
    );
    const waiting = one.person.says('/help');
    await two.person.says('/help');
    const answered = (chat: string): number =>
      house.telegram
        .callsOf('sendMessage')
        .findLast(({ values, status }) => values['chat_id'] === chat && status === 200)!.answeredAt;
    await waiting;
    expect(answered('31') - answered('32')).toBeGreaterThan(1000);
  });

  it('goes on fetching after the service was away, and says on its status what was wrong', async () => {
    const { person } = await house.linked({ role: 'operator' });
    const engine = house.house.context('telegram').use(botEngine)!;
    const problem = async () =>
      (await pollerStatus(database.port.queries, engine.means.client.botId))?.problem;
    house.telegram.breaks((method) => (method === 'getUpdates' ? { kind: '5xx' } : null));
    const saying = person.says('/help');
    await until(async () => (await problem())?.code === 'telegram-refused');
    house.telegram.breaks(() => null);
    await saying;
    expect(person.screen().text).toMatch(/^What I can do/);
    await until(async () => (await problem()) === null);
  });

  it('unlinks the chat that has blocked it when it learns so by sending', async () => {
    const { person } = await house.linked({ role: 'operator' });
    person.blocksSilently();
    await person.says('/help');
    const [chat] = await telegramTables(database.port.queries)
      .selectFrom('telegram_chat')
      .selectAll()
      .execute();
    expect(chat).toMatchObject({ state: 'blocked' });
  });

  it('tells apart what Telegram refuses, and does not try that again', async () => {
    const engine = house.house.context('telegram').use(botEngine)!;
    house.telegram.expectsRefusal(/chat not found/);
    const sending = engine.means.client.call(
      'sendMessage',
      { chat_id: '404', text: 'x' },
      { urgency: 'person' },
    );
    await expect(sending).rejects.toMatchObject({ code: 400, isGone: true });
    await expect(sending).rejects.toBeInstanceOf(TelegramRefused);
    expect(house.telegram.callsOf('sendMessage')).toHaveLength(1);
  });

  it('is fetched for by one of two houses; when that one ends the other takes over and loses nothing', async () => {
    const { person } = await house.linked({ role: 'operator' });
    const second = await assembleTestHouse(database, { environment: house.telegram.environment });
    await second.house.start(['bot']);
    await person.says('/help');
    await house.house.stop();
    const before = person.screens().length;
    await person.says('/help');
    expect(person.screens()).toHaveLength(before + 1);
    expect(house.telegram.calls.filter(({ status }) => status === 409)).toEqual([]);
    await second.house.stop();
    second.close();
  });
});

async function until(isMet: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await isMet())) {
    if (performance.now() > end) throw new Error('it did not come about within 30 s');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
