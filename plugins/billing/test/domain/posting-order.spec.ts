import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { ageing, openAmountAt } from '../../domain/ageing.js';
import {
  mayAllocateOn,
  mayCreditOn,
  mayReverseOn,
  mayReversePaymentOn,
  mayVoidOn,
} from '../../domain/posting-order.js';
import { Ledger } from './a-ledger.js';

const march = (day: number) => `2024-03-${String(day).padStart(2, '0')}` as LocalDate;
const done = { ok: true, value: true };
const refused = (code: string, day: number, fact: Record<string, LocalDate>) => ({
  ok: false,
  error: { code, date: march(day), ...fact },
});

describe('an allocation', () => {
  const days = { issueDate: march(5), receivedOn: march(5), lastReversedOn: null };

  it('may be dated on the day that both the invoice and the money are there, not a day earlier', () => {
    expect(mayAllocateOn(march(5), days)).toEqual(done);
    expect(mayAllocateOn(march(4), { ...days, receivedOn: march(1) })).toEqual(
      refused('date-before-invoice', 4, { issueDate: march(5) }),
    );
    expect(mayAllocateOn(march(4), { ...days, issueDate: march(1) })).toEqual(
      refused('date-before-payment', 4, { receivedOn: march(5) }),
    );
  });

  it('may be dated on the day of the last reversal, not a day earlier', () => {
    expect(mayAllocateOn(march(9), { ...days, lastReversedOn: march(9) })).toEqual(done);
    expect(mayAllocateOn(march(8), { ...days, lastReversedOn: march(9) })).toEqual(
      refused('date-before-reversal', 8, { reversedOn: march(9) }),
    );
  });

  it('may be undone on its own day, not a day earlier', () => {
    expect(mayReverseOn(march(9), march(9))).toEqual(done);
    expect(mayReverseOn(march(8), march(9))).toEqual(
      refused('date-before-allocation', 8, { allocatedOn: march(9) }),
    );
  });
});

describe('a payment', () => {
  const days = { receivedOn: march(5), lastAllocatedOn: null, lastReversedOn: null };

  it('may be taken back on the day that it came and that anything was last done with it, not a day earlier', () => {
    expect(mayReversePaymentOn(march(5), days)).toEqual(done);
    expect(mayReversePaymentOn(march(4), days)).toEqual(
      refused('date-before-payment', 4, { receivedOn: march(5) }),
    );
    expect(mayReversePaymentOn(march(7), { ...days, lastAllocatedOn: march(8) })).toEqual(
      refused('date-before-allocation', 7, { allocatedOn: march(8) }),
    );
    expect(mayReversePaymentOn(march(8), { ...days, lastReversedOn: march(9) })).toEqual(
      refused('date-before-reversal', 8, { reversedOn: march(9) }),
    );
  });
});

describe('a credit note', () => {
  it('may be dated on the day of issue and of the last reversal, not a day earlier', () => {
    expect(mayCreditOn(march(5), { issueDate: march(5), lastReversedOn: march(5) })).toEqual(done);
    expect(mayCreditOn(march(4), { issueDate: march(5), lastReversedOn: null })).toEqual(
      refused('date-before-invoice', 4, { issueDate: march(5) }),
    );
    expect(mayCreditOn(march(8), { issueDate: march(5), lastReversedOn: march(9) })).toEqual(
      refused('date-before-reversal', 8, { reversedOn: march(9) }),
    );
  });
});

describe('declaring void', () => {
  it('may be dated on the day of issue and of the last posting, not a day earlier', () => {
    expect(mayVoidOn(march(5), { issueDate: march(5), lastPostedOn: march(5) })).toEqual(done);
    expect(mayVoidOn(march(4), { issueDate: march(5), lastPostedOn: null })).toEqual(
      refused('date-before-invoice', 4, { issueDate: march(5) }),
    );
    expect(mayVoidOn(march(8), { issueDate: march(5), lastPostedOn: march(9) })).toEqual(
      refused('date-before-posting', 8, { postedOn: march(9) }),
    );
  });
});

describe('the mistake that the order prevents', () => {
  /** 100 issued and paid on the 1st, the payment un-allocated on the 20th. */
  function paidAndReopened() {
    const ledger = new Ledger(march(25));
    ledger.issue({ representative: 'anna', currency: 'EUR', total: 100n, on: march(1), termDays: 30 });
    ledger.receive({ representative: 'anna', currency: 'EUR', amount: 100n, on: march(1) });
    ledger.allocateOldest(ledger.payment('payment 1'), march(1));
    ledger.unallocate(ledger.allocations[0]!, march(20));
    return { ledger, invoice: ledger.invoice('invoice 1') };
  }

  it('12 a credit note dated back to before the reversal would leave the invoice below zero in between', () => {
    const { ledger, invoice } = paidAndReopened();
    expect(ledger.credit(invoice, 100n, march(10))).toEqual(
      refused('date-before-reversal', 10, { reversedOn: march(20) }),
    );
    const asIfCredited = {
      ...ledger.histories()[0]!,
      settlements: [
        { on: march(1), amount: 100n },
        { on: march(10), amount: 100n },
      ],
    };
    expect(openAmountAt(asIfCredited, march(15))).toBe(-100n);
  });

  it('12 a void dated back to before the reversal would leave money on a void invoice', () => {
    const { ledger, invoice } = paidAndReopened();
    expect(ledger.declareVoid(invoice, march(10))).toEqual(
      refused('date-before-posting', 10, { postedOn: march(20) }),
    );
    expect(ledger.declareVoid(invoice, march(20))).toEqual(done);
  });

  it('8 and an allocation after the reversal is as good as the first', () => {
    const { ledger, invoice } = paidAndReopened();
    ledger.allocateOldest(ledger.payment('payment 1'), march(19));
    expect(ledger.outstandingOf(invoice)).toBe(100n);
    ledger.allocateOldest(ledger.payment('payment 1'), march(20));
    expect(ledger.statusOf(invoice)).toBe('paid');
    const open = [march(1), march(19), march(20)].map((day) => ageing(ledger.histories(), day)[0]?.amount);
    expect(open).toEqual([0n, 0n, 0n]);
  });
});
