import { describe, expect, it } from '@jest/globals';
import { RULES } from '../../../domain/decision.js';
import {
  ACME,
  codesOf,
  day,
  decided,
  invoice,
  leftoversOf,
  linksOf,
  movement,
  suggestionsOf,
} from './builders.js';

const account = ACME.accounts[0]!;

describe('equally good answers', () => {
  it('two invoices of one amount: both are suggested, the one due nearest first', () => {
    const decision = decided({
      invoices: [invoice('i1', { dueOn: day('2026-06-30') }), invoice('i2', { dueOn: day('2026-05-21') })],
      movements: [movement('t1', { account })],
    });
    expect(linksOf(decision)).toEqual([]);
    expect(suggestionsOf(decision).t1).toEqual(['known-payer-exact i2:12050', 'known-payer-exact i1:12050']);
    expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('equally-good');
  });

  it('one invoice that two equal movements name: neither has it', () => {
    const reference = 'INV-2026-0001';
    const decision = decided({
      invoices: [invoice('i1')],
      movements: [movement('t1', { reference }), movement('t2', { reference })],
    });
    expect(linksOf(decision)).toEqual([]);
    expect(suggestionsOf(decision)).toEqual({
      t1: ['invoice-number i1:12050'],
      t2: ['invoice-number i1:12050'],
    });
    expect(decision.suggestions[0]!.candidates[0]!.trace.at(-1)).toEqual({
      code: 'claimed-by-another',
      speaks: 'against',
      bookedOn: '2026-05-20',
      transactionId: 't2',
    });
  });

  it('two equal movements and two equal invoices: which is whose cannot be told', () => {
    const decision = decided({
      invoices: [invoice('i1'), invoice('i2')],
      movements: [movement('t1', { account }), movement('t2', { account })],
    });
    expect(linksOf(decision)).toEqual([]);
  });
});

describe('the best answer of a group', () => {
  it('gives up the best of one for the best of all', () => {
    // Both invoices are in the window of the later movement, but only the first in that of the earlier one.
    const decision = decided({
      invoices: [invoice('may'), invoice('july', { issuedOn: day('2026-07-01'), dueOn: day('2026-07-31') })],
      movements: [
        movement('early', { account, bookedOn: day('2026-05-20') }),
        movement('later', { account, bookedOn: day('2026-07-05') }),
      ],
    });
    expect(linksOf(decision)).toEqual([
      'early known-payer-exact may:12050',
      'later known-payer-exact july:12050',
    ]);
  });

  it('prefers what is named to what merely fits, and says so', () => {
    const decision = decided({
      invoices: [invoice('i1'), invoice('i2')],
      movements: [movement('t1', { account, reference: 'INV-2026-0002' }), movement('t2', { account })],
    });
    expect(linksOf(decision)).toEqual(['t1 invoice-number i2:12050', 't2 known-payer-exact i1:12050']);
    expect(decision.links[0]!.trace).toContainEqual({
      code: 'other-less-named',
      speaks: 'against',
      number: 'INV-2026-0001',
      payer: 'Acme Trading LLC',
    });
  });

  it('leaves nothing for one whose invoice another has by better evidence', () => {
    const decision = decided({
      invoices: [invoice('i1')],
      movements: [movement('t1', { account, reference: 'INV-2026-0001' }), movement('t2', { account })],
    });
    expect(linksOf(decision)).toEqual(['t1 invoice-number i1:12050']);
    expect(leftoversOf(decision)).toEqual(['t2 taken-by-others']);
  });

  it('is not looked for in a group that is too large: all of it is suggested', () => {
    const many = Array.from({ length: 90 }, (_, index) => String(index).padStart(3, '0'));
    const decision = decided({
      invoices: many.map((id) => invoice(`i${id}`)),
      movements: many.map((id) => movement(`t${id}`, { account })),
    });
    expect(linksOf(decision)).toEqual([]);
    expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('too-many-combinations');
  });
});

describe('the order of what is given', () => {
  it('changes nothing', () => {
    const invoices = [invoice('i1'), invoice('i2'), invoice('i3', { outstanding: '80.00' })];
    const movements = [
      movement('t1', { account, reference: 'INV-2026-0002' }),
      movement('t2', { account }),
      movement('t3', { amount: '80.00', counterparty: 'ACME TRADING' }),
    ];
    const turned = { invoices: [...invoices].reverse(), movements: [...movements].reverse() };
    expect(decided(turned)).toEqual(decided({ invoices, movements }));
  });
});

describe('a rule', () => {
  const asked = { invoices: [invoice('i1')], movements: [movement('t1', { reference: 'INV-2026-0001' })] };

  it('that only suggests links nothing', () => {
    const decision = decided({ ...asked, policy: { rules: { 'invoice-number': 'suggest' } } });
    expect(linksOf(decision)).toEqual([]);
    expect(codesOf(decision.suggestions[0]!.candidates[0]!)).toContain('rule-only-suggests');
  });

  it('that is off says nothing', () => {
    const rules = Object.fromEntries(RULES.map((rule) => [rule, 'off']));
    expect(suggestionsOf(decided({ ...asked, policy: { rules } }))).toEqual({});
  });
});
