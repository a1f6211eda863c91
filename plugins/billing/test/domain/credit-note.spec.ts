import { describe, expect, it } from '@jest/globals';
import { mayCredit } from '../../domain/credit-note.js';

const anInvoice = { number: 'INV-1', status: 'partly_paid', currency: 'KWD', outstanding: 40_000n } as const;

describe('10 a credit note', () => {
  it.each([1n, 39_999n, 40_000n])('10 of %i fits a remainder of 40000', (amount) => {
    expect(mayCredit(anInvoice, amount)).toEqual({ ok: true, value: amount });
  });

  it('10 of one unit more than the remainder is refused, in the decimals of the currency', () => {
    expect(mayCredit(anInvoice, 40_001n)).toEqual({
      ok: false,
      error: { code: 'credit-over-remainder', number: 'INV-1', outstanding: '40.000', currency: 'KWD' },
    });
  });

  it.each([0n, -1n])('of %i is refused', (amount) => {
    expect(mayCredit(anInvoice, amount)).toMatchObject({ error: { code: 'amount-not-positive' } });
  });

  it.each(['draft', 'paid', 'void'] as const)('against a %s invoice is refused', (status) => {
    expect(mayCredit({ ...anInvoice, status }, 1n)).toMatchObject({
      error: { code: 'invoice-not-open', status },
    });
  });
});
