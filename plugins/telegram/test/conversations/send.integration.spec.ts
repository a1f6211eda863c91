import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { admin } from '../../../../test/harness/house.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../../../test/harness/database.js';
import { openBotHouse, type BotHouse } from '../../../../test/harness/telegram-house.js';
import type { TestPerson } from '../../../../test/harness/telegram.js';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import { createDocuments } from '../../../../src/host/documents/create-documents.js';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import type { Language } from '../../../../src/kernel/permissions.js';
import type { Documents, MailToSend } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { ok } from '../../../../src/values/result.js';
import { claims } from '../../../billing/contract/claims.js';

const PRINT = Buffer.from('%PDF-1.7 as printed');
const WAITS_AT_MOST_MS = 30_000;

interface Owed {
  readonly id: string;
  readonly number: string;
  readonly email: string;
}

forEachDialect('invoices and reminders sent from the chat', (_dialect, open) => {
  const letters: MailToSend[] = [];
  let database: TestDatabase;
  let house: BotHouse;
  let owed: readonly Owed[];

  beforeAll(async () => {
    database = await open();
    const printed = createDocuments({
      viewsRoot: join(process.cwd(), 'views'),
      translator: await createTranslator(join(process.cwd(), 'locales'), []),
      executablePath: '',
      log: silentLog,
    });
    const documents: Documents = { ...printed, pdf: () => Promise.resolve(PRINT) };
    const mail = {
      send(letter: MailToSend) {
        letters.push(letter);
        return Promise.resolve(ok({ messageId: `${letters.length}@house.test` }));
      },
      link: (path: string) => new URL(path, 'http://house.test').href,
    };
    house = await openBotHouse(database, { ports: { documents, mail } });
    for (const { plugin, value } of house.house.seeds) await value.run(house.house.context(plugin));
    const rows = await tables()
      .selectFrom('invoice')
      .innerJoin('representative', 'representative.id', 'invoice.representative_id')
      .select(['invoice.id', 'invoice.number', 'representative.email'])
      .where('invoice.status', '=', 'issued')
      .where('invoice.outstanding', '>', 0n)
      .where('representative.email', 'is not', null)
      .orderBy('invoice.number')
      .limit(8)
      .execute();
    owed = rows.map(({ id, number, email }) => ({ id, number: number!, email: email! }));
    await house.house.start(['worker']);
  }, 60_000);
  afterAll(async () => {
    await house.end();
    await database.close();
  });

  const tables = () => queriesOf<BillingTables & HostTables & NotificationsTables>(database.port.queries);
  const press = (person: TestPerson, words: string): Promise<string> => {
    const label = person
      .screen()
      .buttons.flat()
      .find((each) => each.includes(words));
    if (label === undefined) throw new Error(`no button "${words}" among ${JSON.stringify(person.screen())}`);
    return person.presses(label);
  };
  const messagesOf = (invoice: Owed) =>
    tables()
      .selectFrom('message')
      .select(['kind', 'channel', 'state', 'recipient_kind as recipient'])
      .where('entity', '=', 'Invoice')
      .where('entity_id', '=', invoice.id)
      .orderBy('channel')
      .execute();
  const find = async (person: TestPerson, { number }: Owed): Promise<void> => {
    await person.says('/send');
    await person.says(number);
    await press(person, number);
  };
  /** What became of them. */
  const settledOf = async (invoice: Owed) => {
    const end = performance.now() + WAITS_AT_MOST_MS;
    for (;;) {
      const found = await messagesOf(invoice);
      if (found.every(({ state }) => state !== 'waiting' && state !== 'sending')) return found;
      if (performance.now() > end) throw new Error(`still under way: ${JSON.stringify(found)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const letterTo = ({ email, number }: Owed): MailToSend | undefined =>
    letters.find(({ to, text }) => to === email && text.includes(number));

  it.each<[Language, number, string, string]>([
    ['en', 0, 'Send the invoice', 'The invoice is on its way: 2 messages.'],
    ['uk', 1, 'Надіслати рахунок', 'Рахунок надсилається: 2 повідомлення.'],
    ['ru', 2, 'Отправить счёт', 'Счёт отправляется: 2 сообщения.'],
  ])('finds an invoice and sends it as a letter with its print (%s)', async (language, at, send, sent) => {
    const invoice = owed[at]!;
    const { person } = await house.linked({ role: 'operator', language });
    await find(person, invoice);
    await press(person, send);
    expect(await messagesOf(invoice)).toEqual([]);
    await press(person, send);
    expect(person.screen().text).toBe(sent);
    const told = { kind: 'notifications.invoice-sent', recipient: 'representative' };
    expect(await settledOf(invoice)).toEqual([
      { ...told, channel: 'email', state: 'sent' },
      // Nobody there has a chat.
      { ...told, channel: 'telegram', state: 'dropped' },
    ]);
    const letter = letterTo(invoice)!;
    expect(letter.subject).toContain(invoice.number);
    expect(letter.attachments).toMatchObject([{ contentType: 'application/pdf', content: PRINT }]);
    const trail = await tables()
      .selectFrom('audit_entry')
      .select(['action', 'via'])
      .where('entity_id', '=', invoice.id)
      .orderBy('seq', 'desc')
      .limit(1)
      .execute();
    expect(trail).toEqual([{ action: 'notifications.send-invoice', via: 'bot' }]);
  });

  it('reminds of an invoice once a day', async () => {
    const invoice = owed[3]!;
    const { person } = await house.linked({ role: 'admin' });
    await find(person, invoice);
    await press(person, 'Remind now');
    expect(person.screen().text).toBe('The reminder is on its way: 2 messages.');
    expect(await settledOf(invoice)).toMatchObject([{ state: 'sent' }, { state: 'dropped' }]);
    expect(letterTo(invoice)?.text).toContain(invoice.number);
    await press(person, 'Back');
    await press(person, 'Remind now');
    expect(person.screen().text).toContain(invoice.number);
    expect(await messagesOf(invoice)).toHaveLength(2);
  });

  it('reminds nobody of what is disputed', async () => {
    const invoice = owed[4]!;
    const service = house.house.context('billing').use(claims);
    const disputed = await service.dispute(admin, { invoiceId: invoice.id, reason: 'The rate is wrong.' });
    expect(disputed.ok).toBe(true);
    const { person } = await house.linked({ role: 'operator' });
    await find(person, invoice);
    expect(person.screen().text).toContain('Disputed.');
    await press(person, 'Remind now');
    expect(person.screen().text).not.toContain('on its way');
    expect(await messagesOf(invoice)).toEqual([]);
  });

  it('finds nothing for a representative, whose menu has it not', async () => {
    const { person } = await house.linked({ role: 'representative', representativeId: 'r1' });
    await person.says('/send');
    await person.says(owed[0]!.number);
    expect(person.screen().text).not.toContain(owed[0]!.number);
  });
});
