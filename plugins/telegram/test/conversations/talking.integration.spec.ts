import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { builtInPlugins } from '../../../index.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { openBotHouse, type BotHouse } from '../../../../test/harness/telegram-house.js';
import { telegramTables } from '../../adapters/database/tables.js';
import { aTalkingPlugin, type TalkingPlugin } from '../a-talking-plugin.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

forEachDialect('talking to the bot', (_, open) => {
  let database: TestDatabase;
  let house: BotHouse;
  let trial: TalkingPlugin;
  const key = 'bot.trial.menu';

  beforeEach(async () => {
    database = await open();
    trial = aTalkingPlugin();
    house = await openBotHouse(database, { plugins: [...builtInPlugins, trial.plugin] });
  });
  afterEach(async () => {
    await house.end();
    await database.close();
  });

  it('opens a feature from the persistent menu, edits its message on the way, takes a file and sends one', async () => {
    const { person } = await house.linked({ role: 'operator' });
    expect(person.keyboard().flat()).toContain(key);
    await person.presses(key);
    const { id } = person.screen();
    expect(person.screen()).toMatchObject({ text: 'Choose <one>', markup: 'Choose <b>&lt;one&gt;</b>' });
    expect(await person.presses('Second')).toBe('You chose 2');
    await person.says('12.50');
    expect(person.screen()).toMatchObject({ id, edits: 2, text: '12.50 it is. The receipt?' });
    await person.sendsPhoto({ content: Buffer.from('a picture'), caption: 'paid' });
    expect(person.screen()).toMatchObject({ text: 'Here & there', file: { name: 'done.txt' } });
    expect(trial.heard.slice(1)).toEqual([
      'amount 12.50 of 2',
      `photo 9 ${sha256('a picture').slice(0, 8)} paid`,
    ]);
    expect(
      await telegramTables(database.port.queries).selectFrom('telegram_conversation').selectAll().execute(),
    ).toEqual([]);
  });

  it('sends a document that Telegram has by its number', async () => {
    const { person } = await house.linked({ role: 'operator' });
    for (const round of [1, 2]) {
      await person.says('/trial');
      await person.presses('First');
      await person.says(String(round));
      await person.sendsDocument({ content: Buffer.from('x') });
    }
    const sent = house.telegram.callsOf('sendDocument').map(({ values }) => typeof values['document']);
    expect(sent).toEqual(['undefined', 'string']);
  });

  it('answers a press once, also when its work fails, with a reference that the log has', async () => {
    const { person } = await house.linked({ role: 'operator' });
    await person.says('/trial');
    expect(await person.presses('Broken')).toMatch(/this number: [0-9a-f]{8}/);
    expect(await person.presses('First')).toBe('You chose 1');
    expect(house.telegram.callsOf('answerCallbackQuery')).toHaveLength(2);
  });

  it('does nothing for a button of somebody else, of nobody, or without the permission', async () => {
    const { person } = await house.linked({ role: 'operator' });
    const { person: thief } = await house.linked({ role: 'operator' });
    await person.says('/trial');
    expect(await thief.sendsCallback(person.dataOf('First'))).toBe('This button is not for you.');
    expect(await person.sendsCallback('1.AAAAAAAAAAAAAAAAAAAAAA.0')).toMatch(
      /^This button is from an earlier/,
    );
    await person.says('/trial');
    expect(await person.sendsCallback('pay:100000')).toMatch(/^This button is from an earlier/);
    await person.says('/trial');
    expect(await person.presses('Reserved')).toMatch(/^You may not/);
    const stranger = house.telegram.person({ id: 77, firstName: 'Nobody' });
    await stranger.says('/start');
    expect(await stranger.sendsCallback(person.dataOf('First'))).toMatch(/not linked/);
    expect(trial.heard).toEqual([]);
  });

  it('says that a button has expired, and takes the keyboard away', async () => {
    const { person } = await house.linked({ role: 'operator' });
    await person.says('/trial');
    await telegramTables(database.port.queries)
      .updateTable('telegram_screen')
      .set({ expires_at: new Date(Date.now() - 1) })
      .execute();
    expect(await person.presses('First')).toMatch(/^This button is from an earlier/);
    expect(person.screen().buttons).toEqual([]);
  });

  it('says that a button of an older version of its action is too old', async () => {
    const { person } = await house.linked({ role: 'operator' });
    await person.says('/trial');
    const screens = telegramTables(database.port.queries);
    const row = await screens.selectFrom('telegram_screen').select('buttons').executeTakeFirstOrThrow();
    await screens
      .updateTable('telegram_screen')
      .set({ buttons: row.buttons.replaceAll('"version":1', '"version":0') })
      .execute();
    expect(await person.presses('First')).toMatch(/^This button is from an earlier/);
    expect(trial.heard).toEqual([]);
  });

  it('handles an update once, however often it is brought', async () => {
    const { person } = await house.linked({ role: 'operator' });
    await person.says('/trial');
    const update = {
      update_id: 900_000,
      message: {
        message_id: 1,
        date: Math.floor(Date.now() / 1000),
        chat: { id: person.data.id, type: 'private' },
        from: { id: person.data.id, is_bot: false, first_name: 'x' },
        text: '/trial',
      },
    };
    const before = person.screens().length;
    await house.telegram.state.updates.redeliver(update);
    await house.telegram.state.updates.redeliver(update);
    expect(person.screens()).toHaveLength(before + 1);
  });

  it('handles again what a process took and did not finish', async () => {
    const { person } = await house.linked({ role: 'operator' });
    await telegramTables(database.port.queries)
      .insertInto('telegram_update')
      .values({ update_id: 900_001n, taken_at: new Date(Date.now() - 60_000), done_at: null })
      .execute();
    await house.telegram.state.updates.redeliver({
      update_id: 900_001,
      message: {
        message_id: 1,
        date: Math.floor(Date.now() / 1000),
        chat: { id: person.data.id, type: 'private' },
        from: { id: person.data.id, is_bot: false, first_name: 'x' },
        text: '/trial',
      },
    });
    expect(person.screen().text).toBe('Choose <one>');
  });

  it('ends a conversation by /cancel, by another command and by time', async () => {
    const { person } = await house.linked({ role: 'operator' });
    const begin = async (): Promise<void> => {
      await person.says('/trial');
      await person.presses('First');
    };
    await begin();
    await person.says('/cancel');
    expect(person.screen().text).toBe('Stopped. Nothing was saved.');
    await begin();
    await person.says('/help');
    await person.says('5');
    expect(person.screen().text).toMatch(/^I did not understand/);
    await begin();
    await telegramTables(database.port.queries)
      .updateTable('telegram_conversation')
      .set({ expires_at: new Date(Date.now() - 1) })
      .execute();
    await person.says('5');
    expect(person.screen().text).toMatch(/^That question was too long ago/);
    expect(trial.heard.filter((line) => line.startsWith('amount'))).toEqual([]);
  });

  it('answers politely what it cannot take: voice, stickers, files that nobody asked for or that are too large', async () => {
    const { person } = await house.linked({ role: 'operator' });
    await person.sendsVoice();
    expect(person.screen().text).toMatch(/cannot listen to voice notes.*\/help.*\/trial/);
    await person.sendsSticker();
    expect(person.screen().text).toMatch(/cannot listen/);
    await person.sendsDocument({ content: Buffer.from('x') });
    expect(person.screen().text).toMatch(/did not ask for a file/);
    await person.says('/trial');
    await person.presses('First');
    await person.sendsDocument({ content: Buffer.from('x') });
    expect(person.screen().text).toMatch(/answer in words/);
    await person.says('5');
    await person.sendsDocument({ content: Buffer.alloc(2048, 1) });
    expect(person.screen().text).toMatch(/too large/);
    await person.sendsDocument({ content: Buffer.from('small') });
    expect(person.screen().text).toBe('Here & there');
  });

  it('shows in menu and commands what the role has, in its language', async () => {
    const { person: rep } = await house.linked({
      role: 'representative',
      representativeId: 'r1',
      language: 'uk',
    });
    const { person: operator } = await house.linked({ role: 'operator' });
    const commandsOf = (id: number): readonly string[] =>
      (house.telegram.state.commands.get(JSON.stringify([{ type: 'chat', chat_id: id }, ''])) ?? []).map(
        ({ command }) => command,
      );
    expect(rep.keyboard().flat()).not.toContain(key);
    expect(commandsOf(rep.data.id)).not.toContain('trial');
    expect(commandsOf(operator.data.id)).toContain('trial');
    await rep.says('/help');
    expect(rep.screen().text).toMatch(/^Що я вмію/);
  });

  it('says in a group, once, that it works in private chats', async () => {
    const { person } = await house.linked({ role: 'operator' });
    await person.addsBotToGroup(-500);
    await person.saysInGroup(-500, '/menu');
    const said = house.telegram.state.chats.get(-500)!.messages.map(({ text }) => text);
    expect(said).toEqual(['I work in private chats only: open a chat with me and send /start.']);
  });

  it('acts on nothing that was sent hours ago', async () => {
    const { person } = await house.linked({ role: 'operator' });
    await person.says('/trial');
    await person.presses('First');
    await house.telegram.state.updates.push({
      message: {
        message_id: 1,
        date: Math.floor(Date.now() / 1000) - 8 * 3600,
        chat: { id: person.data.id, type: 'private' },
        from: { id: person.data.id, is_bot: false, first_name: 'x' },
        text: '5',
      },
    });
    expect(person.screen().text).toMatch(/^I was away/);
    expect(trial.heard).toHaveLength(1);
  });
});
