import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { admin } from '../../../../test/harness/house.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../../../test/harness/database.js';
import { addressOf, describeWith } from '../../../../test/harness/services.js';
import { openBotHouse, type BotHouse } from '../../../../test/harness/telegram-house.js';
import type { TestPerson } from '../../../../test/harness/telegram.js';
import { createDocuments, type HouseDocuments } from '../../../../src/host/documents/create-documents.js';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import { DocumentsUnavailable } from '../../../../src/kernel/documents-unavailable.js';
import type { Actor, Language } from '../../../../src/kernel/permissions.js';
import type { Documents } from '../../../../src/kernel/ports.js';
import { dayInWriting, priceInWriting } from '../../../../src/values/in-writing.js';
import { fixedClock } from '../../../../src/values/clock.js';
import { claims } from '../../../billing/contract/claims.js';
import { notifications } from '../../../notifications/contract/notifications.js';
import { day, openBilling, type BillingHouse } from '../../../billing/test/integration/billing-house.js';

const NOW = '2026-03-15T12:00:00Z';
const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const operator: Actor = { ...admin, role: 'operator', via: 'bot' };

const unavailable = (): Promise<never> =>
  Promise.reject(new DocumentsUnavailable('no browser', 'install one'));
const noBrowser: Documents = {
  ...{ html: unavailable, letter: unavailable, pdf: unavailable, chart: unavailable },
  picture: unavailable,
};

/** What a button or a line says, in the three languages. */
const WORDS = {
  en: {
    ...{ balance: 'Balance', invoices: 'Invoices', toPay: 'Invoices to pay', paid: 'Report a payment' },
    ...{ older: 'Older', newer: 'Newer', dispute: 'Dispute the invoice' },

    ...{ yes: 'Yes, dispute it', overdue: '⚠️ overdue', thanks: 'Thank you', which: 'Which invoice' },
  },
  uk: {
    ...{ balance: 'Баланс', invoices: 'Рахунки', toPay: 'Рахунки до сплати', paid: 'Повідомити про оплату' },
    ...{ older: 'Старіші', newer: 'Новіші', dispute: 'Оскаржити рахунок' },

    ...{ yes: 'Так, оскаржити', overdue: '⚠️ прострочено', thanks: 'Дякуємо', which: 'Який рахунок' },
  },
  ru: {
    ...{ balance: 'Баланс', invoices: 'Счета', toPay: 'Счета к оплате', paid: 'Сообщить об оплате' },
    ...{ older: 'Старее', newer: 'Новее', dispute: 'Оспорить счёт' },

    ...{ yes: 'Да, оспорить', overdue: '⚠️ просрочен', thanks: 'Спасибо', which: 'Какой счёт' },
  },
} as const;
const LANGUAGES = ['en', 'uk', 'ru'] as const;

forEachDialect('what representatives do in the chat', (_dialect, open) => {
  let database: TestDatabase;
  let house: BotHouse;
  let books: BillingHouse;

  beforeAll(async () => {
    database = await open();
    books = openBilling(database, { now: NOW });
    house = await openBotHouse(database, { clock: fixedClock(NOW), ports: { documents: noBrowser } });
  }, 60_000);
  afterAll(async () => {
    await house.end();
    await database.close();
  });

  const chatOf = async (language: Language = 'en') => {
    const representativeId = await books.representative();
    const { person, userId } = await house.linked({ role: 'representative', representativeId, language });
    return { person, userId, representativeId };
  };
  const numberOf = async (id: string): Promise<string> => (await books.invoice(id)).number!;
  const buttonWith = (person: TestPerson, words: string): string =>
    person
      .screen()
      .buttons.flat()
      .find((label) => label.includes(words))!;
  const claimsOf = async (representativeId: string) => {
    const waiting = await house.house
      .context('billing')
      .use(claims)
      .waiting(operator, { after: null, limit: 500 });
    return waiting.filter((claim) => claim.representativeId === representativeId);
  };

  it.each(LANGUAGES)('tells in %s what is owed, late and paid ahead', async (language) => {
    const { person, representativeId } = await chatOf(language);
    const words = WORDS[language];
    await books.issued({ representativeId, total: 123_450n, on: day('2026-01-10'), termDays: 10 });
    await books.issued({ representativeId, total: 50_000n, on: day('2026-03-10'), termDays: 30 });
    await books.paid({ representativeId, amount: 7_000n });
    await person.presses(words.balance);
    const { text } = person.screen();
    const amounts = [173_450n, 123_450n, 50_000n, 7_000n];
    for (const amount of amounts) expect(text).toContain(priceInWriting(amount, 'EUR', language));
    expect(text).toContain(dayInWriting('2026-04-09', language));
    await person.presses(words.toPay);
    expect(person.screen().text).toContain(words.overdue);
  });

  it.each(LANGUAGES)('turns pages of invoices in %s and opens one', async (language) => {
    const { person, representativeId } = await chatOf(language);
    const words = WORDS[language];
    const ids: string[] = [];
    for (let n = 1; n <= 8; n += 1)
      ids.push(await books.issued({ representativeId, total: BigInt(n * 1000), on: day(`2026-03-0${n}`) }));
    const [oldest, newest] = [await numberOf(ids[0]!), await numberOf(ids[7]!)];
    await person.presses(words.invoices);
    expect(person.screen().text).toContain(newest);
    expect(person.screen().text).not.toContain(oldest);
    await person.presses(words.older);
    expect(person.screen().text).toContain(oldest);
    await person.presses(words.newer);
    expect(person.screen().text).toContain(newest);
    const shown = person.screens().length;
    await person.presses(buttonWith(person, newest));
    expect(person.screen().text).toContain(priceInWriting(8_000n, 'EUR', language));
    expect(person.screen().text).toContain('Traffic × 1:');
    expect(person.screens()).toHaveLength(shown);
  });

  it.each(LANGUAGES)('takes a payment with its receipt in %s to the operators', async (language) => {
    const { person, representativeId } = await chatOf(language);
    const words = WORDS[language];
    const invoiceId = await books.issued({ representativeId, total: 123_450n });
    await person.presses(words.paid);
    expect(person.screen().text).toContain(words.which);
    await person.presses(buttonWith(person, await numberOf(invoiceId)));
    await person.says('a lot');
    await person.says('1 000,50');
    expect(person.screen().text).toContain(priceInWriting(100_050n, 'EUR', language));
    await person.says('31.02.2026');
    await person.says('16.03.2026');
    await person.says('14.03.2026');
    expect(person.screen().text).toContain(dayInWriting('2026-03-14', language));
    await person.sendsDocument({ content: Buffer.from('<html>'), name: 'receipt.html' });
    expect(await claimsOf(representativeId)).toEqual([]);
    await person.sendsPhoto({ content: JPEG });
    expect(person.screen().text).toContain(words.thanks);
    const [claim, ...others] = await claimsOf(representativeId);
    expect(others).toEqual([]);
    expect(claim).toMatchObject({
      ...{ invoiceId, amount: 100_050n, paidOn: '2026-03-14', hasReceipt: true, status: 'waiting' },
    });
  });

  it('takes all of an invoice, paid today, without a receipt, by buttons alone', async () => {
    const { person, representativeId } = await chatOf();
    const invoiceId = await books.issued({ representativeId, total: 2_000n });
    await person.says('/paid');
    await person.presses(buttonWith(person, await numberOf(invoiceId)));
    await person.presses(buttonWith(person, 'All of it'));
    await person.presses('Today');
    const data = person.dataOf('Report it without a receipt');
    await person.presses('Report it without a receipt');
    expect(person.screen().text).toContain('Thank you');
    await person.sendsCallback(data);
    expect(await claimsOf(representativeId)).toMatchObject([
      { amount: 2_000n, paidOn: '2026-03-15', hasReceipt: false },
    ]);
  });

  it('takes a payment for no certain invoice, and leaves off at any question', async () => {
    const { person, representativeId } = await chatOf();
    await person.says('/paid');
    await person.presses('Not for a certain invoice');
    await person.presses('Cancel');
    expect(person.screen().text).toContain('Stopped');
    await person.says('/paid');
    await person.presses('Not for a certain invoice');
    await person.says('15.5');
    await person.presses('Cancel');
    await person.says('/paid');
    await person.presses('Not for a certain invoice');
    await person.says('15.5');
    await person.presses('Yesterday');
    await person.presses('Report it without a receipt');
    expect(await claimsOf(representativeId)).toMatchObject([
      { invoiceId: null, amount: 1_550n, paidOn: '2026-03-14' },
    ]);
  });

  it.each(LANGUAGES)('disputes an invoice in %s', async (language) => {
    const { person, representativeId } = await chatOf(language);
    const words = WORDS[language];
    const invoiceId = await books.issued({ representativeId, total: 900n });
    await person.presses(words.invoices);
    await person.presses(buttonWith(person, await numberOf(invoiceId)));
    await person.presses(words.dispute);
    await person.says('Wrong <rate> & period');
    expect(person.screen().text).toContain('Wrong <rate> & period');
    await person.presses(words.yes);
    const disputes = await house.house
      .context('billing')
      .use(claims)
      .openDisputes(operator, { after: null, limit: 500 });
    expect(disputes.find((each) => each.invoiceId === invoiceId)).toMatchObject({
      reason: 'Wrong <rate> & period',
    });
    await person.says('/invoices');
    await person.presses(buttonWith(person, await numberOf(invoiceId)));
    expect(person.screen().buttons.flat()).not.toContain(words.dispute);
  });

  it('shows nobody the invoice of another, by an old screen or a copied button', async () => {
    const [owner, other] = [await chatOf(), await chatOf()];
    const invoiceId = await books.issued({ representativeId: owner.representativeId, total: 900n });
    const number = await numberOf(invoiceId);
    await owner.person.says('/invoices');
    const data = owner.person.dataOf(buttonWith(owner.person, number));
    await other.person.says('/invoices');
    expect(await other.person.sendsCallback(data)).toBe('This button is not for you.');
    expect(other.person.screens().some(({ text }) => text.includes(number))).toBe(false);

    // The screen is the owner's own, and the user answers for another representative from now on.
    await books.tables
      .updateTable('app_user')
      .set({ representative_id: other.representativeId })
      .where('id', '=', owner.userId)
      .execute();
    await owner.person.presses(buttonWith(owner.person, number));
    expect(owner.person.screen().text).toContain('There is no such invoice');
    expect(await claimsOf(owner.representativeId)).toEqual([]);
  });

  it('changes the language of the reader, and of everything that comes after', async () => {
    const { person, userId } = await chatOf();
    await person.presses('Language');
    await person.presses('Українська');
    expect(person.screens().some(({ text }) => text.includes('українською'))).toBe(true);
    await person.says('/balance');
    expect(person.screen().text).toContain('Ваш баланс');
    const [entry] = await books.tables
      .selectFrom('audit_entry')
      .select(['action', 'actor_id'])
      .where('entity_id', '=', userId)
      .where('action', '=', 'host.change-language')
      .execute();
    expect(entry).toMatchObject({ actor_id: userId });
  });

  it('chooses by which way one is told, when it is quiet and how often', async () => {
    const { person, userId } = await chatOf();
    const context = house.house.context('telegram');
    const preferences = async () =>
      context.use(notifications).preferences((await context.people.actor(userId))!);
    const { kinds } = await preferences();
    const kind = kinds.find(({ channels }) => channels.some(({ locked }) => !locked))!;
    const channel = kind.channels.find(({ locked }) => !locked)!;
    const isOn = async () =>
      (await preferences()).kinds
        .find(({ name }) => name === kind.name)!
        .channels.find(({ name }) => name === channel.name)!.on;
    await person.says('/notifications');
    await person.presses(kind.title);
    await person.presses(`${channel.title}: turn ${channel.on ? 'off' : 'on'}`);
    expect(await isOn()).toBe(!channel.on);
    await person.presses('Back');
    await person.presses('Quiet hours');
    await person.says('whenever');
    await person.says('22:30-7');
    expect((await preferences()).quiet).toEqual({ from: '22:30', to: '07:00' });
    await person.presses('Gather and send once a day');
    expect(await preferences()).toMatchObject({ digest: 'daily', quiet: { from: '22:30', to: '07:00' } });
    await person.presses('Quiet hours');
    await person.presses('No quiet hours');
    expect((await preferences()).quiet).toBeNull();
  });

  it('says kindly that nothing can be printed where nothing can', async () => {
    const { person } = await chatOf();
    await person.says('/statement');
    await person.presses('Last month');
    expect(person.screen().text).toMatch(/^Documents cannot be printed just now/);
  });
});

describeWith('chromium', 'prints in the chat', () => {
  forEachDialect('of representatives', (_dialect, open) => {
    let database: TestDatabase;
    let documents: HouseDocuments;
    let house: BotHouse;
    let books: BillingHouse;

    beforeAll(async () => {
      database = await open();
      const translator = await createTranslator(join(process.cwd(), 'locales'), []);
      documents = createDocuments({
        viewsRoot: join(process.cwd(), 'views'),
        translator,
        executablePath: addressOf('chromium') ?? null,
        log: silentLog,
      });
      books = openBilling(database, { now: NOW, documents, translator });
      house = await openBotHouse(database, { clock: fixedClock(NOW), ports: { documents } });
    }, 60_000);
    afterAll(async () => {
      await house.end();
      await documents.close();
      await database.close();
    });

    it.each([
      ['en', 'Invoice', 'This month'],
      ['uk', 'Рахунок', 'Цей місяць'],
      ['ru', 'Счёт', 'Этот месяц'],
    ] as const)('come in %s, and a second time without being sent anew', async (language, heading, month) => {
      const representativeId = await books.representative();
      const { person } = await house.linked({ role: 'representative', representativeId, language });
      const number = (await books.invoice(await books.issued({ representativeId, total: 4_200n }))).number!;
      await person.says('/invoices');
      const label = person
        .screen()
        .buttons.flat()
        .find((each) => each.includes(number))!;
      await person.presses(label);
      await person.presses('PDF');
      const [first] = person.screens().flatMap(({ file }) => (file ? [file] : []));
      const text = textOf(first!.content);
      expect(text).toContain(number);
      expect(text.toLowerCase()).toContain(heading.toLowerCase());
      const uploads = () =>
        house.telegram.callsOf('sendDocument').filter(({ values }) => typeof values['document'] !== 'string');
      const sent = uploads().length;
      await person.presses('PDF');
      expect(uploads()).toHaveLength(sent);
      await person.says('/statement');
      await person.presses(month);
      expect(textOf(person.screens().findLast(({ file }) => file)!.file!.content)).toContain(number);
    });
  });
});

function textOf(pdf: Buffer): string {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString('utf8');
}
