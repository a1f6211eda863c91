import { describe, expect, it } from '@jest/globals';
import { ACME, codesOf, decided, invoice, linksOf, movement, suggestionsOf } from './builders.js';

const ACCOUNT = ACME.accounts[0]!;

describe('one payment for several invoices', () => {
  const owed = (...amounts: readonly string[]) =>
    amounts.map((outstanding, index) => invoice(`i${index + 1}`, { outstanding }));

  it('links the only combination', () => {
    const movements = [movement('t1', { amount: '333.44', account: ACCOUNT })];
    const decision = decided({ invoices: owed('111.22', '222.22', '987.65'), movements });
    expect(linksOf(decision)).toEqual(['t1 several-invoices i1:11122 i2:22222']);
  });

  it('suggests where there are two', () => {
    const movements = [movement('t1', { amount: '333.44', account: ACCOUNT })];
    const decision = decided({ invoices: owed('111.22', '222.22', '133.33', '200.11'), movements });
    expect(linksOf(decision)).toEqual([]);
    expect(suggestionsOf(decision).t1).toEqual([
      'several-invoices i1:11122 i2:22222',
      'several-invoices i3:13333 i4:20011',
    ]);
  });

  it('suggests round amounts, of which many combinations come out even', () => {
    const movements = [movement('t1', { amount: '300.00', account: ACCOUNT })];
    const decision = decided({ invoices: owed('100.00', '200.00', '700.00'), movements });
    expect(linksOf(decision)).toEqual([]);
    expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('likely-by-chance');
  });

  it('gives way to one invoice of exactly this amount', () => {
    const movements = [movement('t1', { amount: '333.44', account: ACCOUNT })];
    const decision = decided({ invoices: owed('111.22', '222.22', '333.44'), movements });
    expect(linksOf(decision)).toEqual(['t1 known-payer-exact i3:33344']);
  });

  it('is not looked for while nobody is known to pay', () => {
    const movements = [movement('t1', { amount: '333.44' })];
    expect(suggestionsOf(decided({ invoices: owed('111.22', '222.22'), movements }))).toEqual({});
  });

  it('takes no more invoices than the policy lets', () => {
    const asked = {
      invoices: owed('111.11', '222.33', '444.77'),
      movements: [movement('t1', { amount: '778.21', account: ACCOUNT })],
    };
    expect(linksOf(decided({ ...asked, policy: { mostTogether: 3 } }))).toHaveLength(1);
    expect(linksOf(decided({ ...asked, policy: { mostTogether: 2 } }))).toHaveLength(0);
  });
});

describe('several payments for one invoice', () => {
  it('link the only combination', () => {
    const decision = decided({
      invoices: [invoice('i1', { outstanding: '777.31' })],
      movements: [
        movement('t1', { amount: '500.00', account: ACCOUNT }),
        movement('t2', { amount: '277.31', account: ACCOUNT }),
      ],
    });
    expect(linksOf(decision)).toEqual(['t1 several-payments i1:50000', 't2 several-payments i1:27731']);
  });

  it('that name their invoice and add up to it need no payer', () => {
    const reference = 'INV-2026-0001';
    const decision = decided({
      invoices: [invoice('i1', { outstanding: '100.00' })],
      movements: [
        movement('t1', { amount: '60.00', reference }),
        movement('t2', { amount: '40.00', reference }),
      ],
    });
    expect(linksOf(decision)).toEqual(['t1 several-payments i1:6000', 't2 several-payments i1:4000']);
  });

  it('suggest where two combinations add up', () => {
    const decision = decided({
      invoices: [invoice('i1', { outstanding: '777.31' })],
      movements: ['500.00', '277.31', '400.00', '377.31'].map((amount, index) =>
        movement(`t${index + 1}`, { amount, account: ACCOUNT }),
      ),
    });
    expect(linksOf(decision)).toEqual([]);
  });
});
