// The books as a journal, held against the books by a program that is not ours.
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { describeWithFile } from '../../../../test/harness/services.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import { day, EUR, operator, value } from '../../../billing/test/integration/billing-house.js';
import { readJournal } from '../../adapters/database/journal.js';
import { makeExportJournal } from '../../app/export-journal.js';
import type { Part } from '../../domain/parts.js';
import { openReconciliation, type ReconciliationHouse } from './reconciliation-house.js';

const HLEDGER = '/usr/bin/hledger';
const JPY = 'JPY' as CurrencyCode;

forEachDialect('the books as a journal', (dialect, open) => {
  let database: TestDatabase;
  let house: ReconciliationHouse;
  let folder: string;

  beforeEach(async () => {
    database = await open();
    house = openReconciliation(database);
    folder = mkdtempSync(join(tmpdir(), 'journal-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await database.close();
  });

  const journal = async (until: LocalDate | null = null): Promise<string> => {
    const exportJournal = makeExportJournal({ queries: database.port.queries, readJournal });
    let text = '';
    for await (const piece of exportJournal({ format: 'hledger', until })) text += piece;
    return text;
  };
  const settle = async (transactionId: string, parts: readonly Part[]) =>
    value(
      await house.reconciliation.settleTransaction(operator, {
        ...{ transactionId, parts, rule: 'hand', trace: [], runId: null },
        version: await house.version(transactionId),
      }),
    );

  /** Something of every kind that the books know. */
  async function trade(): Promise<void> {
    const { billing } = house;
    const acme = await billing.representative({ code: 'acme/1' });
    const twin = await billing.representative({ code: 'ACME 1' });
    const tokyo = await billing.representative({ code: 'Токіо', currency: JPY });
    const issued = (representativeId: string, total: bigint, currency = EUR) =>
      billing.issued({ representativeId, total, currency, on: day('2026-02-01') });
    const paid = await issued(acme, 10_000n);
    const credited = await issued(acme, 5_000n);
    const voided = await issued(twin, 7_000n);
    const japanese = await issued(tokyo, 12_345n, JPY);
    await issued(twin, 333n);
    value(
      await billing.billing.issueCreditNote(operator, {
        ...{ invoiceId: credited, amount: 1_000n, reason: 'late', issueDate: day('2026-02-05') },
      }),
    );
    value(await billing.billing.voidInvoice(operator, { invoiceId: voided, reason: 'twice', date: null }));
    await billing.paid({ representativeId: twin, amount: 50n, on: day('2026-02-20') });
    const bounced = await billing.paid({ representativeId: twin, amount: 60n, on: day('2026-02-21') });

    const main = await house.account();
    await house.tables.updateTable('bank_account').set({ opening_balance: 100_000n }).execute();
    const other = await house.account();
    const yen = await house.account({ currency: JPY });
    const on = (accountId: string, amount: bigint, currency = EUR) =>
      house.moved({ accountId, amount, currency });
    const payment = (representativeId: string, amount: bigint, invoiceId: string): Part => ({
      ...{ kind: 'payment', representativeId, amount },
      shares: [{ invoiceId, amount }],
    });
    const charges: Part = { kind: 'write-off', account: 'bank-charges', amount: -250n, note: null };
    await settle(await on(main, 9_750n), [payment(acme, 10_000n, paid), charges]);
    await settle(await on(yen, 12_345n, JPY), [payment(tokyo, 12_345n, japanese)]);
    const arrived = await on(main, 4_000n);
    await settle(await on(other, -4_000n), [{ kind: 'transfer', transactionId: arrived, amount: -4_000n }]);
    await settle(await on(main, 60n), [
      { kind: 'recorded-payment', paymentId: bounced, amount: 60n, shares: [] },
    ]);
    await settle(await on(main, -60n), [
      { kind: 'payment-reversal', paymentId: bounced, amount: -60n, reason: 'bounced' },
    ]);
    const undone = await settle(await on(main, 333n), [
      { kind: 'write-off', account: 'other', amount: 333n, note: null },
    ]);
    value(await house.reconciliation.undoSettlement(operator, undone));
  }

  it('ends where it was asked to', async () => {
    await trade();
    const text = await journal(day('2026-02-05'));
    expect(text).toContain('2026-02-05 (');
    expect(text).not.toMatch(/^2026-02-(0[6-9]|[12])/m);
    expect(text).not.toContain('Assets:Bank');
  });

  describeWithFile(HLEDGER, `hledger over ${dialect}`, () => {
    const hledger = (...command: readonly string[]): string =>
      execFileSync(HLEDGER, ['-f', join(folder, 'books.journal'), ...command], { encoding: 'utf8' });
    const balances = (account: string): ReadonlyMap<string, string> => {
      const csv = hledger('balance', account, '--flat', '--no-total', '--layout=bare', '-O', 'csv');
      const rows = csv.trim().split('\n').slice(1);
      return new Map(
        rows.map((row) => {
          const [name = '', currency = '', amount = ''] = row.replaceAll('"', '').split(',');
          return [`${name} ${currency}`, amount];
        }),
      );
    };

    it('finds every entry balanced, and every account and currency declared', async () => {
      await trade();
      writeFileSync(join(folder, 'books.journal'), await journal());
      expect(hledger('check', '--strict')).toBe('');
    });

    it('owes, has at the bank and has on the way what our books say', async () => {
      await trade();
      writeFileSync(join(folder, 'books.journal'), await journal());
      const owed = new Map<string, string>();
      for (const { code, currency, id } of await house.tables
        .selectFrom('representative')
        .select(['id', 'code', 'currency'])
        .execute()) {
        const open = await house.tables
          .selectFrom('invoice')
          .select('outstanding')
          .where('representative_id', '=', id)
          .execute();
        const credit = await house.tables
          .selectFrom('payment')
          .select('unallocated')
          .where('representative_id', '=', id)
          .execute();
        const sum =
          open.reduce((all, { outstanding }) => all + outstanding, 0n) -
          credit.reduce((all, { unallocated }) => all + unallocated, 0n);
        const name = { 'ACME 1': 'ACME-1', 'acme/1': 'Acme-1', Токіо: 'X' }[code]!;
        if (sum !== 0n)
          owed.set(
            `Assets:Receivable:${name} ${currency}`,
            formatAmount(money(sum, currency as CurrencyCode)),
          );
      }
      expect(owed.size).toBe(2);
      expect(balances('Assets:Receivable')).toEqual(owed);
      // 1,000.00 on the first account; 97.50 + 40.00 + 0.60 − 0.60 + 3.33 − 40.00 since.
      expect(balances('Assets:Bank')).toEqual(
        new Map([
          ['Assets:Bank:Main EUR', '1100.83'],
          ['Assets:Bank:Main JPY', '12345'],
        ]),
      );
      expect(balances('Assets:OnTheWay')).toEqual(new Map([['Assets:OnTheWay:Bank EUR', '0.50']]));
      expect(balances('Assets:Transfers')).toEqual(new Map());
      expect(balances('Equity:Unreconciled')).toEqual(new Map([['Equity:Unreconciled EUR', '-3.33']]));
      expect(balances('Expenses')).toEqual(new Map([['Expenses:Bank-charges EUR', '2.50']]));
    });
  });
});
