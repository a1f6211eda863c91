import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exponentOf, type CurrencyCode } from '../../../../../src/values/currency.js';
import type { LocalDate } from '../../../../../src/values/local-date.js';
import {
  bankEntry,
  creditNoteEntry,
  invoiceEntry,
  openingEntry,
  paymentEntry,
  paymentReversalEntry,
  voidEntry,
  type BankPart,
  type BankPosting,
  type JournalEntry,
} from '../../../domain/journal/entry.js';

const date = '2026-03-02' as LocalDate;
const EUR = 'EUR' as CurrencyCode;
const BANK = ['Assets', 'Bank', 'Main'];

const posted = { date, code: 'INV-1', representative: 'ACME', currency: EUR, amount: 12_100n };
const movement = (change: Partial<BankPosting> = {}): BankPosting => ({
  date,
  code: 'E2E-1',
  text: 'ACME LTD',
  account: BANK,
  currency: EUR,
  amount: 9_750n,
  fraction: 0,
  parts: [],
  ...change,
});
const part = (kind: string, amount: bigint, change: Partial<BankPart> = {}): BankPart => ({
  kind,
  amount,
  method: null,
  writeOffAccount: null,
  ...change,
});
const lines = (entry: JournalEntry): readonly string[] =>
  entry.postings.map(({ account, amount, currency }) => `${account.join(':')} ${amount} ${currency}`);

describe('the ledger in double entry', () => {
  it('an invoice is owed, sold and taxed; void, it is taken back to the unit', () => {
    expect(lines(invoiceEntry({ ...posted, tax: 2_100n }))).toEqual([
      'Assets:Receivable:ACME 121.00 EUR',
      'Income:Sales -100.00 EUR',
      'Liabilities:Tax -21.00 EUR',
    ]);
    expect(lines(voidEntry({ ...posted, tax: 2_100n }))).toEqual([
      'Assets:Receivable:ACME -121.00 EUR',
      'Income:Sales 100.00 EUR',
      'Liabilities:Tax 21.00 EUR',
    ]);
  });

  it('names no account that nothing is posted to', () => {
    expect(lines(invoiceEntry({ ...posted, tax: 0n }))).toEqual([
      'Assets:Receivable:ACME 121.00 EUR',
      'Income:Sales -121.00 EUR',
    ]);
  });

  it('a credit note lowers what is owed; a payment is on its way until the bank has it, reversed it is owed again', () => {
    expect(lines(creditNoteEntry(posted))).toEqual([
      'Assets:Receivable:ACME -121.00 EUR',
      'Income:CreditNotes 121.00 EUR',
    ]);
    const paid = ['Assets:Receivable:ACME -121.00 EUR', 'Assets:OnTheWay:Bank 121.00 EUR'];
    expect(lines(paymentEntry({ ...posted, method: 'bank' }))).toEqual(paid);
    expect(lines(paymentReversalEntry({ ...posted, method: 'bank' }))).toEqual([
      'Assets:Receivable:ACME 121.00 EUR',
      'Assets:OnTheWay:Bank -121.00 EUR',
    ]);
  });

  it('a bank account begins with what was on it', () => {
    expect(lines(openingEntry({ ...movement(), amount: 50_000n }))).toEqual([
      'Assets:Bank:Main 500.00 EUR',
      'Equity:OpeningBalances -500.00 EUR',
    ]);
  });
});

describe('a bank transaction in double entry', () => {
  it('brings the payment home, with what bank charges took off', () => {
    const parts = [
      part('payment', 10_000n, { method: 'bank' }),
      part('write-off', -250n, { writeOffAccount: 'bank-charges' }),
    ];
    expect(lines(bankEntry(movement({ parts })))).toEqual([
      'Assets:Bank:Main 97.50 EUR',
      'Assets:OnTheWay:Bank -100.00 EUR',
      'Expenses:Bank-charges 2.50 EUR',
    ]);
  });

  it('stands under what is not reconciled as far as nobody has settled it', () => {
    expect(lines(bankEntry(movement()))).toEqual([
      'Assets:Bank:Main 97.50 EUR',
      'Equity:Unreconciled -97.50 EUR',
    ]);
    const parts = [part('transfer', 9_000n)];
    expect(lines(bankEntry(movement({ parts })))).toEqual([
      'Assets:Bank:Main 97.50 EUR',
      'Assets:Transfers -90.00 EUR',
      'Equity:Unreconciled -7.50 EUR',
    ]);
  });

  it('stands against what was archived where its payment went to a file with its year', () => {
    const parts = [part('payment', 9_750n)];
    expect(lines(bankEntry(movement({ parts })))).toEqual([
      'Assets:Bank:Main 97.50 EUR',
      'Equity:Archived -97.50 EUR',
    ]);
  });

  it('keeps the five decimals that a bank gives', () => {
    expect(lines(bankEntry(movement({ amount: -1_234n, fraction: -567 })))).toEqual([
      'Assets:Bank:Main -12.34567 EUR',
      'Equity:Unreconciled 12.34567 EUR',
    ]);
  });

  it('adds up to nothing whatever it was settled with', () => {
    const currencies = fc.constantFrom('EUR', 'JPY', 'KWD') as fc.Arbitrary<CurrencyCode>;
    const kinds = fc.constantFrom('payment', 'write-off', 'transfer', 'payment-reversal');
    const amounts = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    const parts = fc.array(fc.tuple(kinds, amounts), { maxLength: 5 });
    fc.assert(
      fc.property(currencies, amounts, fc.nat(99), parts, (currency, amount, fraction, settled) => {
        const entry = bankEntry(
          movement({ currency, amount, fraction, parts: settled.map(([kind, of]) => part(kind, of)) }),
        );
        expect(sumOf(entry)).toBe(0n);
      }),
    );
  });
});

/** In hundred-thousandths. */
function sumOf({ postings }: JournalEntry): bigint {
  return postings.reduce((all, { amount, currency }) => {
    const [whole = '', fraction = ''] = amount.replace('-', '').split('.');
    expect(fraction.length).toBeGreaterThanOrEqual(exponentOf(currency));
    const value = BigInt(whole + fraction.padEnd(5, '0'));
    return all + (amount.startsWith('-') ? -value : value);
  }, 0n);
}
