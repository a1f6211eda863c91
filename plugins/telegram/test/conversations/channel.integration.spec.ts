import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { openBotHouse, type BotHouse } from '../../../../test/harness/telegram-house.js';
import type { TestPerson } from '../../../../test/harness/telegram.js';
import type { Sent, WrittenMessage } from '../../../notifications/contract/channel.js';
import { telegramChannel } from '../../adapters/channel/telegram-channel.js';
import { telegramTables } from '../../adapters/database/tables.js';

const CHAT = 77;

forEachDialect('the channel telegram', (_, open) => {
  let database: TestDatabase;
  let house: BotHouse;
  let person: TestPerson;
  let userId: string;

  beforeEach(async () => {
    database = await open();
    house = await openBotHouse(database);
    ({ person, userId } = await house.linked({ role: 'operator', chat: CHAT }));
  });
  afterEach(async () => {
    await house.end();
    await database.close();
  });

  const send = (change: Partial<WrittenMessage> = {}): Promise<Sent> =>
    telegramChannel.send(
      house.house.context('telegram'),
      {
        ...{ id: 'm1', uniqueKey: 'news:1', kind: 'guest.news', priority: 1, language: 'en' },
        ...{ recipient: { kind: 'user', id: userId }, address: String(CHAT), subject: 'Invoice 7 & 8' },
        ...{ text: 'Paid <in full>.', html: '', link: null, attachments: [] },
        ...change,
      },
      new AbortController().signal,
    );
  const addresses = (...ids: string[]) =>
    telegramChannel.addresses(
      house.house.context('telegram'),
      ids.map((id) => ({ kind: 'user' as const, id })),
    );
  const aFile = (content: string) => ({
    ...{ name: 'invoice-7.pdf', contentType: 'application/pdf' },
    ...{ content: Buffer.from(content), digest: createHash('sha256').update(content).digest('hex') },
  });
  const later = (ms: number) => ({ outcome: 'later', refusal: { code: 'must-wait' }, afterMs: ms });

  it('reaches linked chats', async () => {
    const other = await house.user({ role: 'operator' });
    expect([...(await addresses(userId, other))]).toEqual([[`user:${userId}`, String(CHAT)]]);
  });

  it('writes the subject and the text as they are, and names the message', async () => {
    const sent = await send();
    expect(person.screen()).toMatchObject({ text: 'Invoice 7 & 8\n\nPaid <in full>.', buttons: [] });
    expect(sent).toEqual({ outcome: 'sent', reference: String(person.screen().id) });
  });

  it('has the link as a button, and in the text where Telegram takes none', async () => {
    await send({ link: { href: 'https://books.example.com/admin', label: 'Open' } });
    expect(person.screen().buttons).toEqual([['Open']]);
    expect(person.urlOf('Open')).toBe('https://books.example.com/admin');
    await send({ link: { href: 'http://127.0.0.1:3000/admin', label: 'Open' } });
    expect(person.screen().buttons).toEqual([]);
    expect(person.screen().text).toContain('Paid <in full>.\n\nOpen: http://127.0.0.1:3000/admin');
  });

  it('sends an attachment with the text below it, and the second time Telegram’s own copy', async () => {
    const attachments = [aFile('a print')];
    await send({ attachments });
    expect(person.screen()).toMatchObject({
      text: 'Invoice 7 & 8\n\nPaid <in full>.',
      file: { name: 'invoice-7.pdf', kind: 'document' },
    });
    const { fileId } = person.screen().file!;
    await send({ attachments });
    const [first, second] = house.telegram.callsOf('sendDocument');
    expect(first!.values['document']).not.toBe(fileId);
    expect(second!.values['document']).toBe(fileId);
    expect(person.screen().file!.content.toString()).toBe('a print');
  });

  it('unlinks the chat that has blocked the bot, and reaches it no more', async () => {
    person.blocksSilently();
    expect(await send()).toEqual({
      outcome: 'never',
      refusal: { code: 'chat-blocked' },
      addressIsDead: true,
    });
    const chats = await telegramTables(database.port.queries)
      .selectFrom('telegram_chat')
      .selectAll()
      .execute();
    expect(chats).toMatchObject([{ state: 'blocked' }]);
    expect([...(await addresses(userId))]).toEqual([]);
  });

  it('comes back when Telegram says, and asks it for nothing before', async () => {
    house.telegram.breaksNext('sendMessage', { kind: '429', retryAfter: 60 });
    expect(await send()).toEqual(later(60_000));
    const asked = house.telegram.calls.filter(({ method }) => method === 'sendMessage').length;
    const again = await send();
    expect(again).toEqual(later(expect.any(Number) as unknown as number));
    expect((again as { readonly afterMs: number }).afterMs).toBeGreaterThan(5_000);
    expect(house.telegram.callsOf('sendMessage')).toHaveLength(asked);
  });

  it.each([
    ['a reset before the effect', { kind: 'reset', when: 'before' }, true],
    ['a reset after the effect', { kind: 'reset', when: 'after' }, true],
    ['a failure of the service', { kind: '5xx' }, true],
    ['a wait', { kind: '429', retryAfter: 1 }, undefined],
  ] as const)('says after %s whether it may have arrived', async (_title, fault, mayHaveArrived) => {
    house.telegram.breaksNext('sendMessage', fault);
    const sent = await send();
    expect(sent.outcome).toBe('later');
    expect((sent as { readonly mayHaveArrived?: boolean }).mayHaveArrived).toBe(mayHaveArrived);
  });

  it('says that a part may come twice when what follows it is refused', async () => {
    house.telegram.breaksNext('sendMessage', { kind: '429', retryAfter: 1 });
    const sent = await send({ attachments: [aFile('one'), aFile('two')] });
    expect(sent).toEqual({ ...later(1000), mayHaveArrived: true });
  });
});
