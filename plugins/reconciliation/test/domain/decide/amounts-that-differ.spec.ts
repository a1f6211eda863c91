import { describe, expect, it } from '@jest/globals';
import { ACME, codesOf, decided, invoice, linksOf, movement, suggestionsOf } from './builders.js';

const ACCOUNT = ACME.accounts[0]!;
const named = (outstanding: string, amount: string, currency = 'EUR') =>
  decided({
    invoices: [invoice('i1', { outstanding, currency })],
    movements: [movement('t1', { amount, currency, account: ACCOUNT, reference: 'INV-2026-0001' })],
  });

describe('bank charges', () => {
  // At most 1 % and at most 25 units.
  it.each([
    ['100.00', '99.00', 'bank-charges i1:9900 off i1:100'],
    ['100.00', '98.99', 'partial-payment i1:9899'],
    ['5000.00', '4975.00', 'bank-charges i1:497500 off i1:2500'],
    ['5000.00', '4974.99', 'partial-payment i1:497499'],
  ])('of %s, %s came: %s', (outstanding, amount, what) => {
    expect(linksOf(named(outstanding, amount))).toEqual([`t1 ${what}`]);
  });

  it('are counted in the smallest unit of the currency', () => {
    expect(linksOf(named('5000', '4975', 'JPY'))).toEqual(['t1 bank-charges i1:4975 off i1:25']);
    expect(linksOf(named('100.000', '99.000', 'KWD'))).toEqual(['t1 bank-charges i1:99000 off i1:1000']);
  });

  it('are written off to the account of the policy', () => {
    expect(named('100.00', '99.50').links[0]!.writeOff!.account).toBe('bank-charges');
  });

  it('are only suggested where the text names no invoice', () => {
    const movements = [movement('t1', { amount: '99.50', account: ACCOUNT })];
    const decision = decided({ invoices: [invoice('i1', { outstanding: '100.00' })], movements });
    expect(linksOf(decision)).toEqual([]);
    expect(suggestionsOf(decision).t1![0]).toBe('bank-charges i1:9950 off i1:50');
  });
});

describe('a part of a named invoice', () => {
  it('links when its payer pays', () => {
    expect(linksOf(named('100.00', '40.00'))).toEqual(['t1 partial-payment i1:4000']);
  });

  it('is only suggested when nothing tells who pays', () => {
    const movements = [movement('t1', { amount: '40.00', reference: 'INV-2026-0001' })];
    const decision = decided({ invoices: [invoice('i1', { outstanding: '100.00' })], movements });
    expect(linksOf(decision)).toEqual([]);
    expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('payer-not-confirmed');
  });

  it('is in doubt where another invoice of the payer has exactly this amount', () => {
    const decision = decided({
      invoices: [invoice('i1', { outstanding: '100.00' }), invoice('i2', { outstanding: '40.00' })],
      movements: [movement('t1', { amount: '40.00', account: ACCOUNT, reference: 'INV-2026-0001' })],
    });
    expect(linksOf(decision)).toEqual([]);
  });
});

describe('more than a named invoice', () => {
  it('stays as credit', () => {
    expect(linksOf(named('100.00', '130.00'))).toEqual(['t1 over-payment i1:10000 credit 3000']);
  });

  it('settles another one with it, where that makes it exact', () => {
    const decision = decided({
      invoices: [invoice('i1', { outstanding: '100.00' }), invoice('i2', { outstanding: '930.17' })],
      movements: [movement('t1', { amount: '1030.17', account: ACCOUNT, reference: 'INV-2026-0001' })],
    });
    expect(linksOf(decision)).toEqual(['t1 several-invoices i1:10000 i2:93017']);
  });

  it('is only suggested when it is more than twice as much', () => {
    expect(linksOf(named('100.00', '200.00'))).toEqual(['t1 over-payment i1:10000 credit 10000']);
    expect(linksOf(named('100.00', '200.01'))).toEqual([]);
  });
});

describe('a part of the smallest unit', () => {
  it('is never linked', () => {
    const movements = [movement('t1', { reference: 'INV-2026-0001', account: ACCOUNT, hasFraction: true })];
    const decision = decided({ invoices: [invoice('i1')], movements });
    expect(linksOf(decision)).toEqual([]);
    expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('fraction-of-a-unit');
  });
});
