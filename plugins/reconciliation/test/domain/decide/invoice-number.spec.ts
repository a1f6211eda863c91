import { describe, expect, it } from '@jest/globals';
import {
  ACME,
  BETA,
  codesOf,
  decided,
  invoice,
  leftoversOf,
  linksOf,
  movement,
  suggestionsOf,
} from './builders.js';

const reads = (reference: string, numbers: readonly string[], more: Parameters<typeof movement>[1] = {}) =>
  linksOf(
    decided({
      invoices: numbers.map((number, index) => invoice(`i${index + 1}`, { number })),
      movements: [movement('t1', { reference, ...more })],
    }),
  );

describe('an invoice number in the reference', () => {
  it.each([
    ['as it is', 'Payment for INV-2026-0042, thank you'],
    ['without separators', 'INV20260042'],
    ['with other separators', 'inv 2026/0042'],
    ['without leading zeros', 'INV-2026-42'],
    ['with the letter O for zero', 'INV-2O26-OO42'],
    ['with l for I', 'lNV-2026-0042'],
    ['in Cyrillic letters that look the same', 'Оплата INV-2026-ОО42'],
    ['at the end of a sentence', 'We pay INV-2026-0042.'],
  ])('is found %s', (_, reference) => {
    expect(reads(reference, ['INV-2026-0042'])).toEqual(['t1 invoice-number i1:12050']);
  });

  it.each([
    ['inside more digits', 'INV-2026-00421'],
    ['before more digits', '91INV-2026-0042'],
    ['inside a word', 'RFINV-2026-0042X7'],
  ])('is not found %s', (_, reference) => {
    expect(reads(reference, ['INV-2026-0042'])).toEqual([]);
  });

  it('tells Cyrillic and Latin series by what is drawn alike', () => {
    expect(reads('рахунок СА-17', ['CA-17', 'CB-17'])).toEqual(['t1 invoice-number i1:12050']);
  });

  it('links whoever pays, when nobody else is known to', () => {
    const decision = decided({
      invoices: [invoice('i1')],
      movements: [movement('t1', { reference: 'INV-2026-0001', counterparty: 'John Smith' })],
    });
    expect(linksOf(decision)).toEqual(['t1 invoice-number i1:12050']);
    expect(codesOf(decision.links[0]!)).toEqual(['number-named', 'amount-exact']);
  });

  it('only suggests when another representative pays', () => {
    const decision = decided({
      invoices: [invoice('i1')],
      movements: [movement('t1', { reference: 'INV-2026-0001', account: BETA.accounts[0]! })],
    });
    expect(linksOf(decision)).toEqual([]);
    expect(suggestionsOf(decision).t1![0]).toBe('invoice-number i1:12050');
    expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('payer-contradicts');
  });

  it('says why when the number is of an invoice in another currency', () => {
    const decision = decided({
      invoices: [invoice('i1', { currency: 'USD' })],
      movements: [movement('t1', { reference: 'INV-2026-0001' })],
    });
    expect([linksOf(decision), leftoversOf(decision)]).toEqual([[], ['t1 currency-differs']]);
  });
});

describe('several numbers in one text', () => {
  const three = [
    invoice('i1', { outstanding: '10.00' }),
    invoice('i2', { outstanding: '20.00' }),
    invoice('i3', { outstanding: '30.00' }),
  ];
  const paid = (reference: string, amount: string) =>
    linksOf(decided({ invoices: three, movements: [movement('t1', { reference, amount })] }));

  it.each([
    ['each in full', 'INV-2026-0001 INV-2026-0002 INV-2026-0003'],
    ['the first in full', 'INV-2026-0001, 2 and 3'],
    ['as a range', 'INV-2026-0001 - 0003'],
  ])('are all settled: %s', (_, reference) => {
    expect(paid(reference, '60.00')).toEqual(['t1 invoice-number i1:1000 i2:2000 i3:3000']);
  });

  it('may be of different series, one of them of digits alone', () => {
    const invoices = [three[0]!, invoice('i2', { number: '4000123', outstanding: '20.00' })];
    const movements = [movement('t1', { reference: 'INV-2026-0001 + 4000123', amount: '30.00' })];
    expect(linksOf(decided({ invoices, movements }))).toEqual(['t1 invoice-number i1:1000 i2:2000']);
  });

  it('of two representatives are only suggested', () => {
    const invoices = [three[0]!, invoice('i2', { representativeId: 'beta', outstanding: '20.00' })];
    const reference = 'INV-2026-0001 INV-2026-0002';
    const decision = decided({ invoices, movements: [movement('t1', { reference, amount: '20.00' })] });
    expect(linksOf(decision)).toEqual([]);
    expect(suggestionsOf(decision).t1![0]).toBe('invoice-number i2:2000');
  });
});

describe('digits alone', () => {
  const bare = (reference: string, account: string | null) =>
    linksOf(
      decided({
        invoices: [
          invoice('i1', { number: '00042' }),
          invoice('i2', { number: '00043', outstanding: '120.50' }),
        ],
        movements: [movement('t1', { reference, account })],
      }),
    );

  it('need the payer', () => {
    expect(bare('42', null)).toEqual([]);
    expect(bare('42', ACME.accounts[0]!)).toEqual(['t1 invoice-number i1:12050']);
    expect(bare('invoice no. 00043', ACME.accounts[0]!)).toEqual(['t1 invoice-number i2:12050']);
  });
});
