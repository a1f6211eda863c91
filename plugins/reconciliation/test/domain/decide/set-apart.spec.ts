import { describe, expect, it } from '@jest/globals';
import {
  ACME,
  day,
  decided,
  invoice,
  leftoversOf,
  linksOf,
  movement,
  payment,
  suggestionsOf,
} from './builders.js';

const ACCOUNT = ACME.accounts[0]!;

describe('a recorded payment', () => {
  const asked = (receivedOn: string) => ({
    invoices: [invoice('i1')],
    payments: [payment('p1', { receivedOn: day(receivedOn) })],
    movements: [movement('t1', { account: ACCOUNT })],
  });

  it('is what came, before any invoice', () => {
    expect(linksOf(decided(asked('2026-05-18')))).toEqual(['t1 recorded-payment payment p1']);
  });

  // Five days apart at most.
  it.each([
    ['2026-05-15', 'recorded-payment payment p1'],
    ['2026-05-14', 'known-payer-exact i1:12050'],
    ['2026-05-25', 'recorded-payment payment p1'],
    ['2026-05-26', 'known-payer-exact i1:12050'],
  ])('received on %s: %s', (receivedOn, what) => {
    expect(linksOf(decided(asked(receivedOn)))).toEqual([`t1 ${what}`]);
  });

  it('is known by its reference, whoever pays', () => {
    const payments = [payment('p1', { reference: 'PO 77-123' })];
    const decision = decided({ payments, movements: [movement('t1', { endToEndId: 'PO77123' })] });
    expect(linksOf(decision)).toEqual(['t1 recorded-payment payment p1']);
  });

  it('is only suggested beside an equal one', () => {
    const payments = [payment('p1'), payment('p2')];
    const decision = decided({ payments, movements: [movement('t1', { account: ACCOUNT })] });
    expect(linksOf(decision)).toEqual([]);
    expect(suggestionsOf(decision).t1).toEqual([
      'recorded-payment payment p1',
      'recorded-payment payment p2',
    ]);
  });
});

describe('an end-to-end id', () => {
  it('names an invoice as a reference does', () => {
    const movements = [movement('t1', { endToEndId: 'INV20260001' })];
    expect(linksOf(decided({ invoices: [invoice('i1')], movements }))).toEqual(['t1 end-to-end-id i1:12050']);
  });
});

describe('a transfer between accounts of ours', () => {
  const transfer = (arrival: string) =>
    decided({
      ownAccounts: ['OURS1', 'OURS2'],
      invoices: [invoice('i1')],
      movements: [
        movement('t1', { amount: '-120.50', account: 'OURS2' }),
        movement('t2', { ownAccount: 'OURS2', account: 'OURS1', bookedOn: day(arrival) }),
      ],
    });

  it('is linked with its other side', () => {
    expect(linksOf(transfer('2026-05-25'))).toEqual([
      't1 internal-transfer with t2',
      't2 internal-transfer with t1',
    ]);
  });

  it('is not where the sides are too far apart', () => {
    expect(linksOf(transfer('2026-05-26'))).toEqual([]);
  });
});

describe('money that went out', () => {
  it('pays no invoice', () => {
    const decision = decided({
      invoices: [invoice('i1')],
      movements: [movement('t1', { amount: '-120.50', reference: 'INV-2026-0001', account: ACCOUNT })],
    });
    expect([linksOf(decision), leftoversOf(decision)]).toEqual([[], ['t1 outgoing']]);
  });

  it('is suggested as the return of what came from the same account', () => {
    const decision = decided({
      invoices: [invoice('i1')],
      movements: [
        movement('t1', { account: ACCOUNT, reference: 'INV-2026-0001' }),
        movement('t2', { amount: '-120.50', account: ACCOUNT, bookedOn: day('2026-05-22') }),
      ],
    });
    expect(linksOf(decision)).toEqual([]);
    expect(suggestionsOf(decision).t2).toEqual(['reversal with t1']);
    expect(suggestionsOf(decision).t1).toEqual(['invoice-number i1:12050', 'reversal with t2']);
  });
});

describe('a confirmed rule', () => {
  it.each([
    ['account', 'UA99', { account: 'ua 99' }],
    ['name', 'bank vash', { counterparty: 'Ваш Банк' }],
    ['text', 'monthly fee', { reference: 'Monthly fee, May' }],
  ] as const)('is applied by %s', (matches, value, said) => {
    const treat = { as: 'write-off', account: 'other' } as const;
    const decision = decided({
      treatments: [{ id: 'r1', matches, value, treat }],
      movements: [movement('t1', { amount: '-3.00', ...said })],
    });
    expect(linksOf(decision)).toEqual(['t1 treatment write-off']);
  });

  it('is only suggested where two disagree', () => {
    const decision = decided({
      treatments: [
        { id: 'r1', matches: 'text', value: 'fee', treat: { as: 'write-off', account: 'other' } },
        { id: 'r2', matches: 'text', value: 'monthly', treat: { as: 'ignore', reason: 'not ours' } },
      ],
      movements: [movement('t1', { amount: '-3.00', reference: 'monthly fee' })],
    });
    expect(suggestionsOf(decision).t1).toEqual(['treatment write-off', 'treatment ignore']);
  });
});
