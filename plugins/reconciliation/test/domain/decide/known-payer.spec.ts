import { describe, expect, it } from '@jest/globals';
import {
  ACME,
  BETA,
  codesOf,
  day,
  decided,
  invoice,
  leftoversOf,
  linksOf,
  movement,
  payer,
  suggestionsOf,
} from './builders.js';

const ACCOUNT = ACME.accounts[0]!;

describe('a payer known by its account', () => {
  it('pays the invoice of exactly this amount, whatever the name beside it says', () => {
    const decision = decided({
      invoices: [invoice('i1'), invoice('i2', { outstanding: '99.00' })],
      movements: [movement('t1', { account: 'de89370400440532013000', counterparty: 'J. Smith' })],
    });
    expect(linksOf(decision)).toEqual(['t1 known-payer-exact i1:12050']);
    expect(codesOf(decision.links[0]!)).toEqual(['payer-by-account', 'amount-exact']);
  });

  it('is in doubt beside the very name of another', () => {
    const decision = decided({
      invoices: [invoice('i1')],
      movements: [movement('t1', { account: ACCOUNT, counterparty: 'BETA LOGISTICS GMBH' })],
    });
    expect(linksOf(decision)).toEqual([]);
    expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('name-of-another');
  });

  it('is only suggested where the text names another number of ours', () => {
    const decision = decided({
      invoices: [invoice('i1')],
      movements: [movement('t1', { account: ACCOUNT, reference: 'INV-2026-0777' })],
    });
    expect(linksOf(decision)).toEqual([]);
    expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('other-number-named');
  });

  it('takes a number that is no number for a slip of the finger', () => {
    const reference = 'INV-2026-00011';
    const movements = [movement('t1', { account: ACCOUNT, reference })];
    expect(linksOf(decided({ invoices: [invoice('i1')], movements }))).toEqual([
      't1 known-payer-exact i1:12050',
    ]);
  });
});

describe('the window of days', () => {
  // Issued 1 May, due 31 May; 10 days early and 120 days late.
  it.each([
    ['2026-04-20', false],
    ['2026-04-21', true],
    ['2026-09-28', true],
    ['2026-09-29', false],
  ])('on %s: %s', (bookedOn, links) => {
    const decision = decided({
      invoices: [invoice('i1')],
      movements: [movement('t1', { account: ACCOUNT, bookedOn: day(bookedOn) })],
    });
    expect(linksOf(decision)).toEqual(links ? ['t1 known-payer-exact i1:12050'] : []);
    if (!links) expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('outside-window');
  });
});

describe('currencies', () => {
  it('are never mixed, however equal the figures are', () => {
    const decision = decided({
      invoices: [invoice('i1', { currency: 'USD', outstanding: '120.50' })],
      movements: [movement('t1', { account: ACCOUNT, currency: 'EUR', amount: '120.50' })],
    });
    expect(linksOf(decision)).toEqual([]);
    expect(suggestionsOf(decision).t1).toEqual(['over-payment credit 12050']);
  });

  it.each([
    ['JPY', '1200', 1200],
    ['KWD', '12.345', 12345],
  ])('count in their own smallest unit: %s', (currency, amount, units) => {
    const decision = decided({
      invoices: [invoice('i1', { currency, outstanding: amount })],
      movements: [movement('t1', { account: ACCOUNT, currency, amount })],
    });
    expect(linksOf(decision)).toEqual([`t1 known-payer-exact i1:${units}`]);
  });
});

describe('a payer known by a name', () => {
  const named = (counterparty: string, payers = [ACME, BETA]) =>
    decided({ payers, invoices: [invoice('i1')], movements: [movement('t1', { counterparty })] });

  it.each(['ACME TRADING', 'Trading, Acme (Ltd.)', 'ТОВ «Акме Традинг»', 'Acme Tradnig LLC'])(
    'links: %s',
    (name) => {
      expect(linksOf(named(name))).toEqual(['t1 named-payer-exact i1:12050']);
    },
  );

  it('is known by a confirmed name before any likeness', () => {
    const confirmed = payer('acme', 'Acme Trading LLC', { aliases: ['Holding Treasury'] });
    const decision = named('HOLDING TREASURY', [confirmed, payer('beta', 'Holding Treasury Plus')]);
    expect(linksOf(decision)).toEqual(['t1 known-payer-exact i1:12050']);
    expect(codesOf(decision.links[0]!)).toContain('payer-by-alias');
  });

  it('is no match where two are alike', () => {
    const twin = payer('acme2', 'ТОВ «Acme Trading»');
    const decision = named('Acme Trading', [ACME, twin]);
    expect(linksOf(decision)).toEqual([]);
    expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('payers-alike');
  });

  it('is told from its namesake by the legal form', () => {
    const twin = payer('acme2', 'Acme Trading GmbH');
    expect(linksOf(named('ACME TRADING LLC', [ACME, twin]))).toEqual(['t1 named-payer-exact i1:12050']);
  });

  it('is not known by less than the policy asks for', () => {
    const decision = named('Acme Carpentry');
    expect(linksOf(decision)).toEqual([]);
    expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('payer-not-confirmed');
  });
});

describe('nobody is known to pay', () => {
  it('an exact amount alone is only suggested', () => {
    const decision = decided({ invoices: [invoice('i1')], movements: [movement('t1')] });
    expect(linksOf(decision)).toEqual([]);
    expect(suggestionsOf(decision)).toEqual({ t1: ['exact-amount i1:12050'] });
  });

  it('nothing is said where no amount fits', () => {
    const decision = decided({ invoices: [invoice('i1')], movements: [movement('t1', { amount: '1.00' })] });
    expect(leftoversOf(decision)).toEqual(['t1 payer-unknown']);
  });
});
