import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { openBotHouse, type BotHouse } from '../../../../test/harness/telegram-house.js';
import { chatLinks } from '../../contract/links.js';
import type { HostTables } from '../../../../generated/tables/host.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { telegramTables } from '../../adapters/database/tables.js';
import { chats } from '../../adapters/database/chats.js';

forEachDialect('linking a chat', (_, open) => {
  let database: TestDatabase;
  let house: BotHouse;
  const codeFor = async (userId: string): Promise<string> => {
    const context = house.house.context('telegram');
    const made = await context.use(chatLinks).makeLink((await context.people.actor(userId))!, userId);
    if (!made.ok) throw new Error(made.error.code);
    return new URL(made.value.url).searchParams.get('start')!;
  };

  beforeEach(async () => {
    database = await open();
    house = await openBotHouse(database);
  });
  afterEach(async () => {
    await house.end();
    await database.close();
  });

  it.each([
    ['en', 'Hello, Olena.', 'This chat is not linked'],
    ['uk', 'Вітаю, Olena.', 'Цей чат не прив’язано'],
    ['ru', 'Здравствуйте, Olena.', 'Этот чат не привязан'],
  ] as const)('speaks %s before and after', async (language, greeting, stranger) => {
    const person = house.telegram.person({ id: 5, firstName: 'Olena', language });
    await person.says('/start');
    expect(person.screen().text).toContain(stranger);
    await house.link(person, await house.user({ role: 'operator', name: 'Olena', language }));
    expect(person.screen().text).toContain(greeting);
  });

  it('takes a code once, of two who come with it the first', async () => {
    const code = await codeFor(await house.user({ role: 'operator', name: 'Olena' }));
    const people = [11, 12].map((id) => house.telegram.person({ id, firstName: `p${id}` }));
    await Promise.all(people.map((person) => person.says(`/start ${code}`)));
    const answers = people.map((person) => person.screen().text);
    expect(answers.filter((text) => text.startsWith('Hello'))).toHaveLength(1);
    expect(answers.filter((text) => text.startsWith('This link does not work'))).toHaveLength(1);
  });

  it('keeps the digest of a code alone', async () => {
    const code = await codeFor(await house.user({ role: 'operator' }));
    expect(code.length).toBeGreaterThanOrEqual(43);
    const [row] = await telegramTables(database.port.queries)
      .selectFrom('telegram_link')
      .selectAll()
      .execute();
    expect(JSON.stringify(row)).not.toContain(code);
  });

  it('refuses a code after ten minutes', async () => {
    const code = await codeFor(await house.user({ role: 'operator' }));
    await telegramTables(database.port.queries)
      .updateTable('telegram_link')
      .set({ expires_at: new Date(Date.now() - 1) })
      .execute();
    const person = house.telegram.person({ id: 13, firstName: 'late' });
    await person.says(`/start ${code}`);
    expect(person.screen().text).toMatch(/^This link does not work/);
  });

  it('lets one chat guess a few times only', async () => {
    const person = house.telegram.person({ id: 14, firstName: 'guesser' });
    for (let guess = 0; guess < 6; guess += 1) await person.says(`/start ${'x'.repeat(42)}${guess}`);
    expect(person.screen().text).toMatch(/^Too many links/);
    await person.says(`/start ${await codeFor(await house.user({ role: 'operator' }))}`);
    expect(person.screen().text).toMatch(/^Too many links/);
  });

  it('moves a user to its new chat, and says so in the old one', async () => {
    const { person, userId } = await house.linked({ role: 'operator', name: 'Olena' });
    const phone = house.telegram.person({ id: 15, firstName: 'Olena' });
    await house.link(phone, userId);
    expect(phone.screen().text).toMatch(/^Hello/);
    await person.waits((screens) => screens.at(-1)!.text.startsWith('This chat is no longer linked'));
    await person.says('/menu');
    expect(person.screen().text).toContain('is not linked');
  });

  it('unlinks when asked twice, and by a press of the operator', async () => {
    const { person } = await house.linked({ role: 'representative', name: 'Rep', representativeId: 'r1' });
    await person.says('/unlink');
    await person.presses('No, keep it');
    expect(person.screen().text).toBe('The chat stays linked.');
    await person.says('/unlink');
    await person.presses('Yes, unlink');
    await person.says('/menu');
    expect(person.screen().text).toContain('is not linked');

    const other = await house.linked({ role: 'operator', chat: 16 });
    const row = await chats.byNumber(database.port.queries, 16n);
    const context = house.house.context('telegram');
    const operator = (await context.people.actor(await house.user({ role: 'operator' })))!;
    expect(await context.use(chatLinks).unlink(operator, row!.id)).toEqual({ ok: true, value: true });
    expect(other.person.screen().text).toMatch(/^This chat is no longer linked/);
  });

  it('makes links for others only with the permission', async () => {
    const context = house.house.context('telegram');
    const [one, two] = [await house.user({ role: 'operator' }), await house.user({ role: 'operator' })];
    const rep = await house.user({ role: 'representative', representativeId: 'r1' });
    const makeLink = context.use(chatLinks).makeLink;
    expect(await makeLink((await context.people.actor(one))!, two)).toMatchObject({ ok: true });
    expect(await makeLink((await context.people.actor(rep))!, two)).toEqual({
      ok: false,
      error: { code: 'not-permitted' },
    });
  });

  it('knows a chat no more when its user may not sign in', async () => {
    const { person, userId } = await house.linked({ role: 'operator' });
    await queriesOf<HostTables>(database.port.queries)
      .updateTable('app_user')
      .set({ active: false })
      .where('id', '=', userId)
      .execute();
    await person.says('/menu');
    expect(person.screen().text).toContain('is not linked');
  });

  it('ends the link of who blocks the bot, tells the staff, and greets who comes back', async () => {
    const staff = await house.user({ role: 'operator' });
    const { person } = await house.linked({ role: 'operator', name: 'Olena' });
    await person.blocks();
    const [notice] = await queriesOf<HostTables>(database.port.queries)
      .selectFrom('notice')
      .selectAll()
      .where('user_id', '=', staff)
      .execute();
    expect(notice).toMatchObject({ kind: 'telegram.chat-blocked' });
    await person.unblocks();
    expect(person.screen().text).toMatch(/^You are back/);
  });
});
