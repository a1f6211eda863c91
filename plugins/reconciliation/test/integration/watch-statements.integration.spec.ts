import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { makeAwaitedStatements, makeWatchStatements } from '../../app/watch-statements.js';
import {
  aFile,
  aStatement,
  day,
  IBAN,
  openBankBook,
  operator,
  value,
  type BankBook,
} from './some-statements.js';

const READER = '0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77';

forEachDialect('statements that should come', (_dialect, open) => {
  let database: TestDatabase;
  let book: BankBook;
  const told: unknown[] = [];

  beforeEach(async () => {
    database = await open();
    book = openBankBook(database);
    told.length = 0;
  });
  afterEach(() => database.close());

  function watching(today: string) {
    const { port } = database;
    const reader = { id: READER, name: 'Reader', email: 'reader@house.test', language: 'en' as const };
    return {
      ...book.needs,
      clock: { now: () => new Date(`${today}T22:30:00Z`) },
      // Past midnight in Kyiv: the business day after.
      organisation: () =>
        Promise.resolve({
          ...{ name: 'Lantern Networks', zone: 'Europe/Kyiv', currency: 'EUR', language: 'en' as const },
          ...{ address: '', taxNumber: '' },
        }),
      people: {
        setLanguage: () => Promise.resolve(),
        find: () => Promise.resolve([reader]),
        named: () => Promise.resolve([reader]),
        standing: () => Promise.resolve([]),
        actor: () => Promise.resolve(operator),
        standingFor: () => Promise.resolve([]),
      },
      database: {
        ...port,
        transaction: <T>(work: Parameters<typeof port.transaction<T>>[0]) =>
          port.transaction((tx) =>
            work({ ...tx, inform: (notice) => Promise.resolve(void told.push(notice)) }),
          ),
      },
    };
  }

  const lateOn = async (today: string): Promise<number> =>
    makeWatchStatements(watching(today))(new AbortController().signal);

  beforeEach(async () => {
    const opened = { identifier: IBAN, name: 'Main', kind: 'bank' as const, journalAccount: 'Assets:Bank' };
    value(await book.take(operator, aFile([aStatement()], { open: [{ ...opened, expectedEveryDays: 7 }] })));
  });

  it('are late from the business day after they were due, and those who see them are told', async () => {
    expect(await lateOn('2026-03-08')).toBe(0);
    expect(await lateOn('2026-03-09')).toBe(1);
    expect(told).toMatchObject([
      {
        userIds: [READER],
        kind: 'reconciliation.statement-late',
        facts: { account: 'Main', dueOn: '2026-03-09' },
        uniqueKey: expect.stringContaining(':2026-03-09') as unknown,
      },
    ]);
  });

  it('are not waited for once they came, or on an account that is not used any more', async () => {
    value(
      await book.take(
        operator,
        aFile([aStatement({ from: day('2026-03-03'), to: day('2026-03-09'), lines: [] })]),
      ),
    );
    expect(await lateOn('2026-03-12')).toBe(0);
    await book.tables.updateTable('bank_account').set({ active: false }).execute();
    const [only] = await makeAwaitedStatements(watching('2027-01-01'))(database.port.queries);
    expect(only).toMatchObject({ isLate: false, dueOn: null, lastOn: '2026-03-09' });
  });
});
