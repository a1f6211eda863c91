import { describe, expect, it } from '@jest/globals';
import { mayRecord, PAYMENT_METHODS } from '../../domain/payment.js';

describe('a payment', () => {
  it.each(PAYMENT_METHODS)('by %s of a single unit is recorded', (method) => {
    expect(mayRecord(1n, method)).toEqual({ ok: true, value: method });
  });

  it.each([0n, -1n])('of %i is refused', (amount) => {
    expect(mayRecord(amount, 'bank')).toEqual({ ok: false, error: { code: 'amount-not-positive' } });
  });

  it('by a method that the house does not know is refused, with those that it knows', () => {
    expect(mayRecord(1n, 'barter')).toEqual({
      ok: false,
      error: { code: 'unknown-method', value: 'barter', known: 'bank, card, cash, cheque, other' },
    });
  });
});
