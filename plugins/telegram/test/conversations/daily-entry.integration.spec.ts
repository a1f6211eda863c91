import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createDocuments, type HouseDocuments } from '../../../../src/host/documents/create-documents.js';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { AnalyticsTables } from '../../../../generated/tables/analytics.js';
import type { DailyEntriesTables } from '../../../../generated/tables/daily-entries.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import type { TestPerson } from '../../../../test/harness/telegram.js';
import { openBotHouse, type BotHouse } from '../../../../test/harness/telegram-house.js';
import type { Actor, Language } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { newId } from '../../../../src/values/ids.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { analytics } from '../../../analytics/contract/query.js';
import { network } from '../../../billing/contract/network.js';
import { dailyEntries } from '../../../daily-entries/contract/daily-entries.js';

const NOW = '2026-11-26T17:00:00Z';

forEachDialect('a day entered in the chat', (_dialect, open) => {
  let database: TestDatabase;
  let house: BotHouse;
  let documents: HouseDocuments;
  let now: Date;
  let riga: { officeId: string; geoId: string; managerId: string };

  beforeEach(async () => {
    database = await open();
    now = new Date(NOW);
    const translator = await createTranslator('locales', []);
    documents = createDocuments({ viewsRoot: 'views', translator, executablePath: null, log: silentLog });
    house = await openBotHouse(database, { clock: { now: () => now }, ports: { documents } });
    riga = await office('RIGA');
  });
  afterEach(async () => {
    await house.end();
    await documents.close();
    await database.close();
  });

  async function office(code: string, managerId?: string) {
    const places = house.house.context('billing').use(network);
    const id = (made: Awaited<ReturnType<typeof places.addGeo>>): string => {
      if (!made.ok) throw new Error(made.error.code);
      return made.value.id;
    };
    const geoId = id(await places.addGeo(admin, { code, name: `Geo ${code}` }));
    const officeId = id(await places.addOffice(admin, { code, name: `Office ${code}`, geoId }));
    const answering =
      managerId ?? id(await places.addManager(admin, { ...someone, code, name: 'Olena', officeIds: [] }));
    const queries = queriesOf<BillingTables>(database.port.queries);
    await queries
      .insertInto('office_manager')
      .values({ id: newId(), office_id: officeId, manager_id: answering })
      .execute();
    return { officeId, geoId, managerId: answering };
  }
  const someone = { email: null, phone: null };

  const olena = async (language: Language = 'en') =>
    house.linked({ role: 'manager', managerId: riga.managerId, language });
  const rows = () =>
    queriesOf<DailyEntriesTables>(database.port.queries).selectFrom('daily_entry').selectAll().execute();
  const planned = (amount: bigint) =>
    queriesOf<AnalyticsTables>(database.port.queries)
      .insertInto('target')
      .values({
        ...{ id: newId(), measure: 'profit', month: '2026-11', office_id: riga.officeId, currency: 'EUR' },
        ...{ amount, created_at: now, updated_at: now, version: 1 },
      })
      .execute();
  const typed = async (person: TestPerson, ...answers: readonly string[]): Promise<void> => {
    for (const answer of answers) await person.says(answer);
  };
  const service = () => house.house.context('daily-entries').use(dailyEntries);
  const written = (day: string, revenue = 10_000n, cost = 6_000n) =>
    service().record(admin, {
      ...riga,
      ...{ day: day as LocalDate, currency: 'EUR' as CurrencyCode, revenue, cost, note: null },
    });

  it.each([
    [
      'en',
      ['Today, Thursday 26 November', 'No note', 'Save'],
      [
        'What was the revenue, in EUR?',
        'Profit: EUR 834.50',
        'Saved: Office RIGA',
        '62 % of the plan, 4 days left',
      ],
    ],
    [
      'uk',
      ['Сьогодні, четвер, 26 листопада', 'Без примітки', 'Зберегти'],
      [
        'Який був дохід, у EUR?',
        'Прибуток: 834,50 EUR',
        'Збережено: Office RIGA',
        '62 % плану, залишилося 4 дні',
      ],
    ],
    [
      'ru',
      ['Сегодня, четверг, 26 ноября', 'Без примечания', 'Сохранить'],
      [
        'Какой был доход, в EUR?',
        'Прибыль: 834,50 EUR',
        'Сохранено: Office RIGA',
        '62 % плана, осталось 4 дня',
      ],
    ],
  ] as const)('is asked for, shown and saved, in %s', async (language, buttons, words) => {
    await planned(134_597n);
    const { person } = await olena(language);
    const [day, noNote, save] = buttons;
    const [question, profit, saved, progress] = words;
    const text = () => person.screen().text.replace(/\u00a0/g, ' ');
    await person.says('/entry');
    await person.presses(day);
    expect(text()).toContain(question);
    await typed(person, '1 234,50', '400');
    await person.presses(noNote);
    expect(text()).toContain(profit);
    await person.presses(save);
    expect(text()).toContain(saved);
    expect(text()).toContain(`██████░░░░ ${progress}`);
    expect(await rows()).toMatchObject([
      { entry_day: '2026-11-26', revenue: 123_450n, cost: 40_000n, profit: 83_450n, note: null },
    ]);
  });

  it('asks again about an amount that it does not understand, or may understand in two ways', async () => {
    const { person } = await olena();
    await person.says('/entry');
    await person.presses('Today, Thursday 26 November');
    await person.says('a lot');
    expect(person.screen().text).toContain('“a lot” is not an amount');
    await person.says('1,234');
    expect(person.screen().text).toContain('may mean 1234.00 or 1.23');
    await person.says('-5');
    expect(person.screen().text).toContain('without a minus');
    await person.says('1,234.00');
    expect(person.screen().text).toContain('What was the cost');
    expect(await rows()).toEqual([]);
  });

  it('goes back to what was typed, changes it, and keeps the note', async () => {
    const { person } = await olena();
    await person.says('/entry');
    await person.presses('Today, Thursday 26 November');
    await typed(person, '100', '30');
    await person.presses('Back');
    expect(person.screen().text).toContain('Now: EUR\u00a030.00');
    await typed(person, '40', 'rain <b>all</b> day');
    expect(person.screen().text).toContain('rain <b>all</b> day');
    await person.presses('Change the revenue');
    await person.says('90');
    await person.presses('Save');
    expect(await rows()).toMatchObject([{ revenue: 9_000n, cost: 4_000n, note: 'rain <b>all</b> day' }]);
  });

  it('saves nothing when it is cancelled, or left alone for too long', async () => {
    const { person } = await olena();
    await person.says('/entry');
    await person.presses('Today, Thursday 26 November');
    await typed(person, '100', '30');
    await person.presses('No note');
    await person.says('/cancel');
    expect(person.screen().text).toContain('Nothing was saved');
    await person.presses('Save');
    expect(person.screens().at(-2)?.text).toContain('This question is over');
    await person.presses('Enter another day');
    await person.presses('Today, Thursday 26 November');
    now = new Date('2026-11-26T17:31:00Z');
    await person.says('100');
    expect(person.screen().text).toContain('too long ago');
    expect(await rows()).toEqual([]);
  });

  it('shows a day that is there, and changes it until the cut-off', async () => {
    await written('2026-11-26');
    const { person } = await olena();
    now = new Date('2026-11-27T11:50:00Z');
    await person.says('/entry');
    await person.presses('Yesterday, Thursday 26 November');
    expect(person.screen().text).toMatch(/entered already.*EUR.100\.00.*EUR.60\.00.*EUR.40\.00/s);
    await person.presses('Change the cost');
    await person.says('70');
    await person.presses('Save the change');
    expect(await rows()).toMatchObject([{ cost: 7_000n, version: 2 }]);
    await person.presses('Enter another day');
    await person.presses('Yesterday, Thursday 26 November');
    await person.presses('Change the cost');
    await person.says('80');
    now = new Date('2026-11-27T12:00:00Z');
    await person.presses('Save the change');
    expect(person.screen().text).toContain(
      'Thursday 26 November could be written until 12:00 of the following day',
    );
    expect(await rows()).toMatchObject([{ cost: 7_000n }]);
  });

  it('refuses a day of a month that was closed meanwhile', async () => {
    const { person } = await olena();
    await person.says('/entry');
    await person.presses('Today, Thursday 26 November');
    await typed(person, '100', '30', 'late');
    await queriesOf<BillingTables>(database.port.queries)
      .insertInto('period')
      .values({ month: '2026-11', status: 'closed', closed_at: now, closed_by: null, version: 1 })
      .execute();
    await person.presses('Save');
    expect(person.screen().text).toContain('2026-11 is closed');
    expect(await rows()).toEqual([]);
  });

  it('hears of who wrote the same day on another device, and replaces it only when told to', async () => {
    const { person } = await olena();
    await person.says('/entry');
    await person.presses('Today, Thursday 26 November');
    await typed(person, '100', '30');
    await person.presses('No note');
    await written('2026-11-26');
    await person.presses('Save');
    expect(person.screen().text).toContain('Somebody entered this day meanwhile: revenue EUR\u00a0100.00');
    expect(await rows()).toMatchObject([{ cost: 6_000n, version: 1 }]);
    await person.presses('Save the change');
    expect(await rows()).toMatchObject([{ cost: 3_000n, version: 2 }]);
  });

  it('asks which office where there are several, and says which one is owed next', async () => {
    await office('KYIV', riga.managerId);
    const { person } = await olena();
    await person.says('/entry');
    await person.presses('Today, Thursday 26 November');
    expect(person.screen().buttons.flat()).toEqual([
      'Office KYIV (missing)',
      'Office RIGA (missing)',
      'Back',
    ]);
    await person.presses('Office RIGA (missing)');
    await typed(person, '100', '30', 'fine');
    await person.presses('Save');
    expect(person.screen().text).toContain('Still missing of this day: Office KYIV.');
    await person.presses('Next: Office KYIV');
    expect(person.screen().text).toContain('Office KYIV, Thursday 26 November');
  });

  it('is not for others: not in their menu, not by the command, not by a manager’s button', async () => {
    const { person } = await olena();
    await person.says('/entry');
    const data = person.dataOf('Today, Thursday 26 November');
    const { person: operator } = await house.linked({ role: 'operator' });
    expect(operator.keyboard().flat()).not.toContain('Enter a day');
    expect(await operator.sendsCallback(data)).toBe('This button is not for you.');
    const { person: other } = await house.linked({ role: 'representative', representativeId: newId() });
    await other.says('/entry');
    expect(other.screen().text).not.toContain('Which day');
  });

  it('shows results, league and week as analytics counts them, to the unit', async () => {
    await planned(10_000n);
    await written('2026-11-26', 123_456n, 100_000n);
    await written('2026-11-25', 50_000n, 70_000n);
    await written('2026-10-05', 777n, 0n);
    const { person, userId } = await olena();
    const actor = (await house.house.context('telegram').people.actor(userId)) as Actor;
    const { query } = house.house.context('analytics').use(analytics);
    const profit = async (from: string, to: string): Promise<string> => {
      const found = await query(actor, {
        measures: ['profit'],
        from: from as LocalDate,
        to: to as LocalDate,
      });
      return (found.ok && found.value.totals[0]?.values['profit']) || 'none';
    };
    const text = () =>
      person
        .screen()
        .text.replace(/\u00a0/g, ' ')
        .replaceAll(',', '');
    await person.says('/offices');
    expect(text()).toContain(`Today: EUR ${await profit('2026-11-26', '2026-11-26')}`);
    expect(text()).toContain(`Yesterday: -EUR ${(await profit('2026-11-25', '2026-11-25')).slice(1)}`);
    expect(text()).toContain(`This month: EUR ${await profit('2026-11-01', '2026-11-26')}`);
    expect(text()).toContain(`Same days of last month: EUR ${await profit('2026-10-01', '2026-10-26')}`);
    expect(text()).toContain('35 % of the plan 4 days left');
    await person.says('/league');
    expect(text()).toContain(
      `1. Office RIGA: EUR ${await profit('2026-11-01', '2026-11-26')} 35 % of the plan`,
    );
    await person.says('/week');
    expect(text()).toContain(
      `Profit of the last seven days: EUR ${await profit('2026-11-20', '2026-11-26')}`,
    );
    expect(text()).toContain('Wednesday 25 November: -EUR 200.00');
    expect(text()).toContain('Tuesday 24 November: EUR 0.00');
    const picture = person.screen().file!.content;
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.readUInt32BE(16)).toBe(1200);
    expect(picture.readUInt32BE(20)).toBe(630);
  });

  it('shows a manager no office but its own', async () => {
    const kyiv = await office('KYIV');
    const entry = { day: '2026-11-26' as LocalDate, currency: 'EUR' as CurrencyCode, note: null };
    await service().record(admin, { ...kyiv, ...entry, revenue: 1n, cost: 0n });
    await written('2026-11-26');
    const { person } = await olena();
    for (const command of ['/offices', '/league', '/entry']) {
      await person.says(command);
      expect(person.screen().text).not.toContain('KYIV');
    }
  });
});
