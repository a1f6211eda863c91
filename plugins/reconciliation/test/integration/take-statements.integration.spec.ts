import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, silentLog, type TestDatabase } from '../../../../test/harness/database.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { systemClock } from '../../../../src/values/clock.js';
import {
  aFile,
  aLine,
  aStatement,
  day,
  IBAN,
  openBankBook,
  operator,
  value,
  type BankBook,
} from './some-statements.js';

forEachDialect('statements that are taken', (_dialect, open) => {
  let database: TestDatabase;
  let book: BankBook;

  beforeEach(async () => {
    database = await open();
    book = openBankBook(database);
  });
  afterEach(() => database.close());

  const codeOf = async (file: ReturnType<typeof aFile>): Promise<string> => {
    const result = await book.take(operator, file);
    return result.ok ? 'done' : result.error.code;
  };

  it('become rows of the account that they name', async () => {
    const accountId = await book.account();
    const lines = [
      aLine({ amount: '10.005', valueOn: day('2026-03-03') }),
      aLine({ amount: '-0.5', text: null }),
    ];
    const [taken] = value(
      await book.take(operator, aFile([aStatement({ account: 'de89 3704 0044 0532 0130 00', lines })])),
    );
    expect(taken).toMatchObject({ lines: 2, added: 2 });
    const rows = await book.tables.selectFrom('bank_transaction').selectAll().orderBy('amount').execute();
    expect(rows).toMatchObject([
      {
        account_id: accountId,
        statement_id: taken!.statementId,
        amount: -50n,
        fraction: 0,
        state: 'open',
        text: null,
      },
      {
        amount: 1000n,
        fraction: 500,
        booked_on: '2026-03-02',
        value_on: '2026-03-03',
        settled: 0n,
        ordinal: 1,
      },
    ]);
    const audited = await book.tables.selectFrom('audit_entry').select('action').execute();
    expect(audited.map(({ action }) => action)).toEqual(['reconciliation.take-statement']);
    const told = await book.tables.selectFrom('outbox_event').select('name').execute();
    expect(told.map(({ name }) => name)).toEqual(['reconciliation.statement-taken']);
  });

  it('keep of a text what a database can hold', async () => {
    await book.account();
    const text = 'Сміхи 😀 "\\u0041" \ud83d\u0000 end';
    value(await book.take(operator, aFile([aStatement({ lines: [aLine({ text })] })])));
    expect(await book.transactions()).toEqual(['2026-03-02 1000 Сміхи 😀 "\\u0041" \ufffd end #1']);
  });

  it('add nothing when they come again, and stand there once', async () => {
    await book.account();
    const file = aFile([aStatement({ lines: [aLine(), aLine(), aLine({ amount: '7' })] })]);
    const [first] = value(await book.take(operator, file));
    const [again] = value(await book.take(operator, file));
    expect(again).toEqual({ statementId: first!.statementId, lines: 3, added: 0 });
    expect(await book.transactions()).toHaveLength(3);
    expect(await book.tables.selectFrom('bank_statement').selectAll().execute()).toHaveLength(1);
  });

  it('add what is new where they overlap, and keep true twins', async () => {
    await book.account();
    const [twin, other] = [aLine(), aLine({ amount: '7' })];
    const noon = aStatement({ lines: [twin] });
    const evening = aStatement({ lines: [twin, twin, other] });
    const next = aStatement({
      to: day('2026-03-03'),
      lines: [twin, twin, other, aLine({ bookedOn: day('2026-03-03') })],
    });
    for (const [statement, added] of [
      [noon, 1],
      [next, 3],
      [evening, 0],
    ] as const) {
      expect(value(await book.take(operator, aFile([statement])))).toMatchObject([{ added }]);
    }
    expect(await book.transactions()).toEqual([
      '2026-03-02 1000 INV-2026-00001 #1',
      '2026-03-02 1000 INV-2026-00001 #2',
      '2026-03-02 700 INV-2026-00001 #1',
      '2026-03-03 1000 INV-2026-00001 #1',
    ]);
  });

  it('tell the twins of a day apart that came page by page, in whatever order', async () => {
    await book.account();
    const pages = ['100.00', '110.00', '120.00'].map((opening) => aStatement({ opening, lines: [aLine()] }));
    for (const index of [2, 0, 1, 1, 0, 2]) await book.take(operator, aFile([pages[index]!]));
    await book.take(operator, aFile(pages));
    await book.take(operator, aFile([aStatement({ lines: [aLine(), aLine(), aLine()] })]));
    expect(await book.transactions()).toHaveLength(3);
  });

  it('are not doubled where a day came to nothing and its balances tell nothing', async () => {
    await book.account();
    const there = [aLine(), aLine({ amount: '-10' })];
    await book.take(operator, aFile([aStatement({ lines: there })]));
    const longer = aStatement({
      to: day('2026-03-03'),
      lines: [...there, aLine({ bookedOn: day('2026-03-03') })],
    });
    expect(value(await book.take(operator, aFile([longer])))).toMatchObject([{ added: 1 }]);
  });

  it('are refused whole for what is wrong with one of them', async () => {
    await book.account();
    const good = aStatement();
    const strange = aStatement({ account: 'GB33BUKB20201555555555' });
    expect(await codeOf(aFile([good, strange]))).toBe('unknown-bank-account');
    expect(await codeOf(aFile([good, aStatement({ currency: 'USD', lines: [] })]))).toBe(
      'statement-in-other-currency',
    );
    expect(await codeOf(aFile([aStatement({ lines: [aLine({ currency: 'USD' })] })]))).toBe(
      'line-in-other-currency',
    );
    expect(await codeOf(aFile([aStatement({ lines: [aLine({ amount: '1.1234567' })] })]))).toBe(
      'too-many-decimals',
    );
    expect(await codeOf(aFile([]))).toBe('no-statement');
    expect(await book.transactions()).toEqual([]);
  });

  it('that name no account are of the one that was chosen, and of no other', async () => {
    const accountId = await book.account();
    const nameless = aStatement({ account: null });
    expect(await codeOf(aFile([nameless]))).toBe('account-not-named');
    expect(await codeOf(aFile([nameless], { account: accountId }))).toBe('done');
    expect(await codeOf(aFile([nameless], { account: 'DE89 3704 0044 0532 0130 00' }))).toBe('done');
    await book.account('GATEWAY-7');
    expect(await codeOf(aFile([aStatement()], { account: 'gateway-7' }))).toBe('statement-of-other-account');
    expect(await book.transactions()).toHaveLength(1);
  });

  it('that do not add up need a reason, and somebody who may give one', async () => {
    await book.account();
    const odd = aStatement({ balanced: false, difference: '-3.00', closing: '107.00' });
    const result = await book.take(operator, aFile([odd]));
    expect(result).toMatchObject({
      error: { code: 'statement-does-not-add-up', account: IBAN, difference: '-3.00' },
    });
    const why = { overrideReason: 'The bank has mended it since' };
    const cautious = openBankBook(database, (permission) => permission !== 'reconciliation.override');
    expect(await cautious.take(operator, aFile([odd], why))).toMatchObject({
      error: { code: 'may-not-override' },
    });
    value(await book.take(operator, aFile([odd], why)));
    const [kept] = await book.tables.selectFrom('bank_statement').selectAll().execute();
    expect(kept).toMatchObject({ difference: -300n, override_reason: why.overrideReason });
  });

  it('open an account that is not there, for whoever may', async () => {
    const opening = { identifier: 'DE89 3704 0044 0532 0130 00', name: 'Main', kind: 'bank' as const };
    const open = [{ ...opening, journalAccount: 'Assets:Bank:Main', expectedEveryDays: 1 }];
    const cautious = openBankBook(database, (permission) => permission !== 'reconciliation.configure');
    expect(await cautious.take(operator, aFile([aStatement()], { open }))).toMatchObject({
      error: { code: 'may-not-open-account' },
    });
    const wrong = [{ ...open[0]!, identifier: 'DE88370400440532013000' }];
    expect(await codeOf(aFile([aStatement()], { open: wrong }))).toBe('iban-check-digits');
    expect(await codeOf(aFile([aStatement()], { open }))).toBe('done');
    const [account] = await book.tables.selectFrom('bank_account').selectAll().execute();
    expect(account).toMatchObject({
      identifier: IBAN,
      currency: 'EUR',
      opening_balance: 10_000n,
      expected_every_days: 1,
    });
  });

  it('are taken once by many hands at once, though they open the account too', async () => {
    const open = [
      {
        identifier: IBAN,
        name: 'Main',
        kind: 'bank' as const,
        journalAccount: 'Assets:Bank',
        expectedEveryDays: null,
      },
    ];
    const lines = Array.from({ length: 40 }, (_, index) => aLine({ amount: String(1 + (index % 8)) }));
    const file = aFile([aStatement({ lines })], { open });
    const others = await Promise.all(
      Array.from({ length: 3 }, () =>
        openDatabase({ url: database.url, log: silentLog, clock: systemClock, secretKey: TEST_SECRET_KEY }),
      ),
    );
    const takes = [database, ...others].map((each) => openBankBook({ ...database, ...each }).take);
    const taken = await Promise.all(takes.flatMap((take) => [take(operator, file), take(operator, file)]));
    await Promise.all(others.map((other) => other.close()));
    expect(
      taken
        .map(value)
        .map(([only]) => only!.added)
        .sort((one, other) => one - other),
    ).toEqual([0, 0, 0, 0, 0, 0, 0, 40]);
    expect(await book.transactions()).toHaveLength(40);
  });
});
