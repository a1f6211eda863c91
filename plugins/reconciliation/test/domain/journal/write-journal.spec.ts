import { describe, expect, it } from '@jest/globals';
import type { CurrencyCode } from '../../../../../src/values/currency.js';
import type { LocalDate } from '../../../../../src/values/local-date.js';
import type { JournalEntry } from '../../../domain/journal/entry.js';
import { writeJournal, type JournalFormat } from '../../../domain/journal/write-journal.js';

const entry: JournalEntry = {
  date: '2026-03-02' as LocalDate,
  code: 'A(1)',
  text: 'say "hi";\nand \\ go',
  postings: [
    { account: ['Assets', 'Bank'], amount: '1234', currency: 'JPY' as CurrencyCode },
    { account: ['Equity', 'Unreconciled'], amount: '-1234', currency: 'JPY' as CurrencyCode },
  ],
};

async function textOf(entries: readonly JournalEntry[], format: JournalFormat): Promise<string> {
  let text = '';
  for await (const piece of writeJournal(stream(entries), format)) text += piece;
  return text;
}

async function* stream(entries: readonly JournalEntry[]): AsyncGenerator<JournalEntry> {
  yield* entries;
}

describe('a journal', () => {
  it('is written for hledger: one line a heading, no comment by accident, everything declared', async () => {
    expect(await textOf([entry], 'hledger')).toBe(
      [
        'decimal-mark .',
        '',
        '2026-03-02 (A1) say "hi", and \\ go',
        '    Assets:Bank  1234 JPY',
        '    Equity:Unreconciled  -1234 JPY',
        '',
        'commodity 1000. JPY',
        'account Assets:Bank',
        'account Equity:Unreconciled',
        '',
      ].join('\n'),
    );
  });

  it('is written for Beancount: accounts are open from their first day', async () => {
    const earlier = { ...entry, date: '2026-01-01' as LocalDate, text: 'x', code: 'B' };
    expect(await textOf([entry, earlier], 'beancount')).toBe(
      [
        '; -*- mode: beancount -*-',
        '',
        '2026-03-02 * "A(1)" "say \\"hi\\", and \\\\ go"',
        '  Assets:Bank  1234 JPY',
        '  Equity:Unreconciled  -1234 JPY',
        '',
        '2026-01-01 * "B" "x"',
        '  Assets:Bank  1234 JPY',
        '  Equity:Unreconciled  -1234 JPY',
        '',
        '2026-01-01 commodity JPY',
        '2026-01-01 open Assets:Bank',
        '2026-01-01 open Equity:Unreconciled',
        '',
      ].join('\n'),
    );
  });
});
