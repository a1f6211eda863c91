import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { admin } from '../../../../test/harness/house.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { openBotHouse, type BotHouse } from '../../../../test/harness/telegram-house.js';
import type { TestPerson } from '../../../../test/harness/telegram.js';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { DailyEntriesTables } from '../../../../generated/tables/daily-entries.js';
import type { HostTables } from '../../../../generated/tables/host.js';
import { drawChart } from '../../../../src/host/documents/draw-chart.js';
import { pictureOf } from '../../../../src/host/documents/picture.js';
import type { Actor, Language } from '../../../../src/kernel/permissions.js';
import { builtInPlugins } from '../../../index.js';
import { definePlugin, type PluginContext } from '../../../../src/kernel/plugin.js';
import type { Documents } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { fixedClock } from '../../../../src/values/clock.js';
import { claims } from '../../../billing/contract/claims.js';
import { analytics, type AnalyticsQuery } from '../../../analytics/contract/query.js';

const unused = (): Promise<never> => Promise.reject(new Error('nothing is printed here'));
const documents: Documents = {
  ...{ html: unused, letter: unused, pdf: unused },
  chart: (spec, look) => Promise.resolve(drawChart(spec, look)),
  picture: pictureOf,
};

// The permission is the host's own, which is not a plugin of the test house.
const hostPermissions = definePlugin({
  name: 'host',
  version: '0.1.0',
  host: '^0.1.0',
  permissions: [{ name: 'host.health.read', grants: [] }],
  register: () => undefined,
});

/** A person's chat, read as it stands. */
interface Chat {
  says(text: string): Promise<void>;
  /** the button of the newest screen whose words begin so, or have it in them */
  press(words: string): Promise<string>;
  text(): string;
  buttons(): readonly string[];
  readonly person: TestPerson;
}

forEachDialect('what staff do in the chat', (_dialect, open) => {
  let database: TestDatabase;
  let house: BotHouse;
  let context: PluginContext;

  beforeAll(async () => {
    database = await open();
    house = await openBotHouse(database, {
      clock: fixedClock('2026-11-27T10:00:00Z'),
      ports: { documents },
      plugins: [...builtInPlugins, hostPermissions],
    });
    for (const { plugin, value } of house.house.seeds) await value.run(house.house.context(plugin));
    context = house.house.context('telegram');
  }, 60_000);
  afterAll(async () => {
    await house.end();
    await database.close();
  });

  const chatOf = async (role: 'admin' | 'operator', language: Language = 'en'): Promise<Chat> => {
    const { person } = await house.linked({ role, language });
    const buttons = (): readonly string[] => person.screen().buttons.flat();
    return {
      person,
      buttons,
      says: (text) => person.says(text),
      text: () => person.screen().text,
      press(words) {
        const label =
          buttons().find((each) => each.startsWith(words)) ?? buttons().find((each) => each.includes(words));
        if (label === undefined)
          throw new Error(`no button "${words}" among ${JSON.stringify(person.screen())}`);
        return person.presses(label);
      },
    };
  };
  const operator: Actor = { ...admin, role: 'operator', via: 'bot' };
  const claimed = async (code: string, amount: bigint): Promise<void> => {
    const [payer] = await tables()
      .selectFrom('representative')
      .select('id')
      .where('code', '=', code)
      .execute();
    const said = { representativeId: payer!.id, invoiceId: null, currency: null, amount };
    const more = { paidOn: null, note: 'by bank', receipt: null, key: null };
    const made = await context.use(claims).claim(operator, { ...said, ...more });
    if (!made.ok) throw new Error(made.error.code);
  };
  const disputed = async (): Promise<{ readonly disputeId: string; readonly number: string }> => {
    const invoices = await tables()
      .selectFrom('invoice')
      .leftJoin('invoice_dispute', 'invoice_dispute.invoice_id', 'invoice.id')
      .select('invoice.id')
      .where('invoice.status', '=', 'issued')
      .where('invoice_dispute.id', 'is', null)
      .limit(1)
      .execute();
    const made = await context
      .use(claims)
      .dispute(operator, { invoiceId: invoices[0]!.id, reason: 'The rate is <wrong>.' });
    if (!made.ok) throw new Error(made.error.code);
    return made.value;
  };
  const tables = () => queriesOf<BillingTables & DailyEntriesTables & HostTables>(database.port.queries);
  const codes = async (): Promise<readonly string[]> =>
    (await tables().selectFrom('office').select('code').execute()).map(({ code }) => code);
  const entries = async (): Promise<number> =>
    (await tables().selectFrom('daily_entry').select('id').execute()).length;

  it.each<[Language, string, string, string, string]>([
    ['en', 'Offices', 'Add an office', 'Add', 'is added'],
    ['uk', 'Офіси', 'Додати офіс', 'Додати', 'додано'],
    ['ru', 'Офисы', 'Добавить офис', 'Добавить', 'добавлен'],
  ])('adds an office by name, code and geo (%s)', async (language, list, add, save, added) => {
    const chat = await chatOf('operator', language);
    const [name, code] = [`Умань ${language}`, `UMAN-${language.toUpperCase()}`];
    await chat.says('/network');
    await chat.press(list);
    await chat.press(add);
    await chat.says(name);
    expect(chat.buttons()[0]).toContain(code);
    await chat.press(chat.buttons()[0]!);
    await chat.press('CENTRE');
    expect(chat.text()).toContain(name);
    await chat.press(save);
    expect(chat.text()).toContain(added);
    expect(await codes()).toContain(code);
    const trail = await tables()
      .selectFrom('audit_entry')
      .select(['action', 'via'])
      .orderBy('seq', 'desc')
      .limit(1)
      .execute();
    expect(trail).toEqual([{ action: 'billing.create-office', via: 'bot' }]);
  });

  it('asks for another code when the proposed one is taken, and keeps the rest', async () => {
    const chat = await chatOf('admin');
    await chat.says('/network');
    await chat.press('Offices');
    await chat.press('Add an office');
    await chat.says('Riga');
    await chat.press('Take RIGA');
    await chat.press('NORTH');
    await chat.press('Add');
    expect(chat.text()).toBe('The code “RIGA” is taken. Choose another.');
    await chat.says('RIGA-2');
    expect(chat.text()).toBe('Add the office Riga with the code RIGA-2 to the geo North?');
    await chat.press('Add');
    expect(await codes()).toContain('RIGA-2');
  });

  it.each<[Language, string]>([
    ['en', '3 active representatives belong to this office. Move or disable them first.'],
    ['uk', 'До цього офісу належать 3 активні представники. Спершу переведіть або вимкніть їх.'],
    ['ru', 'К этому офису относятся 3 активных представителя. Сначала переведите или отключите их.'],
  ])('keeps an office with representatives, and says how many they are (%s)', async (language, sentence) => {
    const chat = await chatOf('operator', language);
    await chat.says('/network');
    await chat.press({ en: 'Offices', uk: 'Офіси', ru: 'Офисы' }[language]);
    await chat.press('RIGA · ');
    await chat.press({ en: 'Disable', uk: 'Вимкнути', ru: 'Отключить' }[language]);
    await chat.press({ en: 'Disable', uk: 'Вимкнути', ru: 'Отключить' }[language]);
    expect(chat.text()).toBe(sentence);
  });

  it('lets nobody without the permission press a button of staff', async () => {
    const chat = await chatOf('admin');
    const { person } = await house.linked({ role: 'manager' });
    await chat.says('/network');
    await person.sendsCallback(chat.person.dataOf('Offices'));
    expect(person.screen().text).not.toContain('RIGA');
    expect(person.screen().buttons.flat().join()).not.toContain('RIGA');
    await person.says('/network');
    expect(person.screen().buttons.flat()).not.toContain('Offices');
  });

  it.each<[Language, string, string, string]>([
    ['en', 'Line 2', '1 line is refused', 'Write 2 days'],
    ['uk', 'Рядок 2', 'Відхилено 1 рядок', 'Записати 2 дні'],
    ['ru', 'Строка 2', 'Отклонена 1 строка', 'Записать 2 дня'],
  ])('writes pasted days together or not at all (%s)', async (language, line, count, save) => {
    const chat = await chatOf('operator', language);
    const day = { en: '2026-11-26', uk: '2026-11-25', ru: '2026-11-24' }[language];
    const before = await entries();
    // The demo has days of its own.
    await tables().deleteFrom('daily_entry').where('entry_day', '=', day).execute();
    const now = await entries();
    expect(now).toBeLessThanOrEqual(before);
    await chat.says('/bulk');
    await chat.says(`${day}; LVIV; 1200,50; 300\n${day}; NOWHERE; 5; 2\n${day}; RIGA; NORTH; M-01; 10; 3`);
    expect(chat.text()).toContain(count);
    expect(chat.text()).toContain(`${line}: `);
    expect(chat.text()).toContain('NOWHERE');
    expect(chat.buttons().some((label) => label.startsWith(save.split(' ')[0]!))).toBe(false);
    await chat.says(`${day}; LVIV; 1200,50; 300\n${day}; RIGA; NORTH; M-01; 10; 3`);
    expect(chat.buttons()[0]).toBe(save);
    expect(await entries()).toBe(now);
    await chat.press(save);
    expect(await entries()).toBe(now + 2);
    const [lviv] = await tables()
      .selectFrom('daily_entry')
      .innerJoin('office', 'office.id', 'daily_entry.office_id')
      .select(['revenue', 'profit'])
      .where('entry_day', '=', day)
      .where('office.code', '=', 'LVIV')
      .execute();
    expect(lviv).toEqual({ revenue: 120_050n, profit: 90_050n });
  });

  it('writes the days of a CSV file and of a workbook', async () => {
    const chat = await chatOf('admin');
    const before = await entries();
    await chat.says('/bulk');
    await chat.person.sendsDocument({
      name: 'days.csv',
      content: Buffer.from('date;office;manager;revenue;cost\n2024-01-02;LVIV;M-03;7,50;1'),
    });
    await chat.press('Write 1 day');
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('days');
    sheet.addRow(['Date', 'Office', 'Manager', 'Revenue', 'Cost']);
    sheet.addRow(['2024-01-03', 'LVIV', 'M-03', 8, 2]);
    await chat.says('/bulk');
    await chat.person.sendsDocument({
      name: 'days.xlsx',
      content: Buffer.from(await book.xlsx.writeBuffer()),
    });
    await chat.press('Write 1 day');
    expect(chat.text()).toContain('1 day is written.');
    expect(await entries()).toBe(before + 2);
  });

  it('gives all reasons as a file when they are many', async () => {
    const chat = await chatOf('operator');
    await chat.says('/bulk');
    await chat.says(Array.from({ length: 12 }, (_, at) => `2024-02-${at + 10}; NOWHERE; 1; 2`).join('\n'));
    expect(chat.text()).toContain('and 2 more reasons');
    await chat.press('All reasons');
    const lines = chat.person.screen().file!.content.toString('utf8').trim().split('\r\n');
    expect(lines).toHaveLength(13);
    expect(lines[12]).toMatch(/^12,.*NOWHERE/);
  });

  it('confirms a claim once, of two operators who look at it at once', async () => {
    await claimed('R-001', 12_300n);
    const [one, other] = [await chatOf('operator'), await chatOf('operator', 'uk')];
    await one.says('/approvals');
    await one.press('Claimed payments');
    await other.says('/approvals');
    await other.press('Заявлені оплати');
    await one.press('123.00');
    await other.press('123,00');
    await one.press('Approve');
    await other.press('Підтвердити');
    await one.press('Approve');
    expect(one.text()).toMatch(/^Confirmed: a payment of EUR\s123\.00 is recorded/);
    await other.press('Підтвердити');
    expect(other.text()).toBe(context.translator.text('uk', 'billing:refusals.claim-confirmed-already'));
  });

  it('rejects a claim with a reason, and /cancel ends the asking', async () => {
    await claimed('R-002', 45_600n);
    const chat = await chatOf('operator');
    const look = async (): Promise<void> => {
      await chat.says('/approvals');
      await chat.press('Claimed payments');
      await chat.press('456.00');
      await chat.press('Reject');
    };
    await look();
    await chat.says('/cancel');
    await look();
    await chat.says('No such money came.');
    expect(chat.text()).toBe('Rejected. The representative is told why.');
    await chat.press('Back');
    expect(chat.text()).not.toContain('456.00');
  });

  it.each<[Language, string, string, string, string]>([
    ['en', 'Disputed invoices', 'Answer and close', 'Answered', 'Back'],
    ['uk', 'Оскаржені рахунки', 'Відповісти й закрити', 'Відповідь', 'Назад'],
    ['ru', 'Оспоренные счета', 'Ответить и закрыть', 'Ответ', 'Назад'],
  ])(
    'answers a dispute, and another who answers it is told so (%s)',
    async (language, kind, close, answered, back) => {
      const { disputeId, number } = await disputed();
      const [one, other] = [await chatOf('operator', language), await chatOf('admin', language)];
      for (const chat of [one, other]) {
        await chat.says('/approvals');
        await chat.press(kind);
        await chat.press(number);
        expect(chat.text()).toContain('The rate is <wrong>.');
        await chat.press(close);
      }
      await one.says('The rate is right: see the contract.');
      expect(one.text()).toContain(answered);
      expect(one.text()).toContain(number);
      await other.says('It will be credited.');
      expect(other.text()).toBe(
        context.translator.text(language, 'billing:refusals.dispute-resolved-already'),
      );
      const [dispute] = await tables()
        .selectFrom('invoice_dispute')
        .select(['status', 'resolution'])
        .where('id', '=', disputeId)
        .execute();
      expect(dispute).toEqual({ status: 'resolved', resolution: 'The rate is right: see the contract.' });
      await one.press(back);
      expect(one.text()).not.toContain(number);
    },
  );

  it.each([
    ['Today', '2026-11-27'],
    ['This week', '2026-11-23'],
    ['This month', '2026-11-01'],
  ])('shows the very figures that the dashboard has (%s)', async (span, from) => {
    const chat = await chatOf('operator');
    await chat.says('/kpi');
    await chat.press(span);
    const measures = ['sales', 'collected', 'outstanding', 'overdue', 'profit'] as const;
    const { query, title } = context.use(analytics);
    const found = await query(operator, { measures, from, to: '2026-11-27' } as unknown as AnalyticsQuery);
    if (!found.ok) throw new Error(found.error.code);
    const plain = chat.text().replaceAll(',', '').replaceAll(/\s/g, ' ');
    expect(found.value.totals.length).toBeGreaterThan(1);
    const lines = found.value.totals.flatMap(({ currency, values }) =>
      measures.flatMap((measure) => {
        const value = values[measure] ?? null;
        const price = value?.startsWith('-') ? `-${currency} ${value.slice(1)}` : `${currency} ${value}`;
        return value === null ? [] : [`${title('en', 'measure', measure)}: ${price}`];
      }),
    );
    expect(lines.length).toBeGreaterThan(measures.length);
    for (const line of lines) expect(plain).toContain(line);
  });

  it('draws the month as a picture', async () => {
    const chat = await chatOf('admin', 'ru');
    await chat.says('/kpi');
    await chat.press('Этот месяц');
    await chat.press('Показать график');
    const { file } = chat.person.screen();
    expect(file?.content.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(file?.content.readUInt32BE(16)).toBe(1200);
  });

  it('says of every check of the house how it is', async () => {
    const chat = await chatOf('admin', 'uk');
    await chat.says('/health');
    expect(chat.text()).toMatch(/^(Усе працює|Дещо)/);
    expect(chat.text()).toContain(context.translator.text('uk', 'analytics:health.rollups'));
  });
});
