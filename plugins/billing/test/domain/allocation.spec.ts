import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '../../../../src/values/local-date.js';
import {
  allocateByHand,
  allocateOldestFirst,
  reversalOf,
  type InvoiceToSettle,
} from '../../domain/allocation.js';

const aPayment = (unallocated: bigint) => ({
  id: 'p',
  representativeId: 'anna',
  currency: 'EUR',
  unallocated,
});

/** An open invoice of Anna's over 1.00, due on 1 March, unless told. */
function anInvoice(id: string, told: Partial<InvoiceToSettle> = {}): InvoiceToSettle {
  return {
    id,
    number: id,
    representativeId: 'anna',
    currency: 'EUR',
    status: 'issued',
    dueDate: '2024-03-01' as LocalDate,
    outstanding: 100n,
    ...told,
  };
}

describe('oldest first', () => {
  const early = anInvoice('B', { dueDate: '2024-01-31' as LocalDate });
  const late = anInvoice('A', { dueDate: '2024-02-01' as LocalDate });

  it('fills the invoice that was due first, then the next, and leaves the rest on the last', () => {
    expect(allocateOldestFirst(aPayment(150n), [late, early])).toEqual([
      { invoiceId: 'B', amount: 100n },
      { invoiceId: 'A', amount: 50n },
    ]);
  });

  it('takes the lower number of those that are due together', () => {
    const shares = allocateOldestFirst(aPayment(100n), [anInvoice('I-2'), anInvoice('I-1')]);
    expect(shares).toEqual([{ invoiceId: 'I-1', amount: 100n }]);
  });

  it('keeps what no invoice needs', () => {
    expect(allocateOldestFirst(aPayment(500n), [early])).toEqual([{ invoiceId: 'B', amount: 100n }]);
    expect(allocateOldestFirst(aPayment(500n), [])).toEqual([]);
    expect(allocateOldestFirst(aPayment(0n), [early])).toEqual([]);
  });

  it('passes by what is not open, of another representative or in another currency', () => {
    const others = [
      anInvoice('paid', { status: 'paid', outstanding: 0n }),
      anInvoice('draft', { status: 'draft' }),
      anInvoice('void', { status: 'void' }),
      anInvoice('boris', { representativeId: 'boris' }),
      anInvoice('yen', { currency: 'JPY' }),
    ];
    expect(
      allocateOldestFirst(aPayment(500n), [...others, anInvoice('own', { status: 'partly_paid' })]),
    ).toEqual([{ invoiceId: 'own', amount: 100n }]);
  });
});

describe('by hand', () => {
  const first = anInvoice('1');
  const second = anInvoice('2');

  it('takes up to what the invoice leaves and the payment has', () => {
    const shares = [
      { invoiceId: '1', amount: 100n },
      { invoiceId: '2', amount: 1n },
    ];
    expect(allocateByHand(aPayment(101n), [first, second], shares)).toEqual({ ok: true, value: shares });
  });

  it.each([
    ['over-allocation', first, 101n, { number: '1', outstanding: '1.00', currency: 'EUR' }],
    ['amount-not-positive', first, 0n, {}],
    ['amount-not-positive', first, -1n, {}],
    ['other-representative', anInvoice('1', { representativeId: 'boris' }), 1n, { number: '1' }],
    ['currency-mismatch', anInvoice('1', { currency: 'JPY' }), 1n, { currency: 'JPY', paid: 'EUR' }],
    ['invoice-not-open', anInvoice('1', { status: 'draft' }), 1n, { status: 'draft' }],
    ['invoice-not-open', anInvoice('1', { status: 'paid', outstanding: 0n }), 1n, { status: 'paid' }],
    ['invoice-not-open', anInvoice('1', { status: 'void' }), 1n, { status: 'void' }],
    ['unknown-invoice', second, 1n, { invoice: '1' }],
  ])('refuses %s', (code, invoice, amount, facts) => {
    expect(allocateByHand(aPayment(500n), [invoice], [{ invoiceId: '1', amount }])).toEqual({
      ok: false,
      error: expect.objectContaining({ code, ...facts }),
    });
  });

  it('7 refuses a unit more than the payment has left', () => {
    const shares = [
      { invoiceId: '1', amount: 100n },
      { invoiceId: '2', amount: 1n },
    ];
    expect(allocateByHand(aPayment(100n), [first, second], shares)).toEqual({
      ok: false,
      error: { code: 'payment-overspent', left: '1.00', currency: 'EUR' },
    });
  });

  it('refuses one invoice twice, which would pass the check of each part alone', () => {
    const twice = [
      { invoiceId: '1', amount: 60n },
      { invoiceId: '1', amount: 60n },
    ];
    expect(allocateByHand(aPayment(500n), [first], twice)).toMatchObject({
      error: { code: 'invoice-twice' },
    });
  });

  it('refuses nothing at all', () => {
    expect(allocateByHand(aPayment(1n), [first], [])).toMatchObject({
      error: { code: 'nothing-to-allocate' },
    });
  });
});

describe('undoing', () => {
  it('8 is a row of the opposite amount', () => {
    expect(reversalOf({ id: 'a', amount: 70n, reversesId: null }, false)).toEqual({ ok: true, value: -70n });
  });

  it('8 happens once, and not to a reversal', () => {
    expect(reversalOf({ id: 'a', amount: 70n, reversesId: null }, true)).toMatchObject({
      error: { code: 'already-reversed' },
    });
    expect(reversalOf({ id: 'b', amount: -70n, reversesId: 'a' }, false)).toMatchObject({
      error: { code: 'allocation-is-reversal' },
    });
  });
});
