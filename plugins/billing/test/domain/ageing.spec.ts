import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import {
  ageing,
  bucketEdges,
  bucketOf,
  BUCKETS,
  openAmountAt,
  type AgeingInvoice,
} from '../../domain/ageing.js';

const day = (text: string) => text as LocalDate;
const AS_OF = day('2013-06-30');

/** 1.00 issued on 1 June, due on 30 June, unless told. */
const anInvoice = (told: Partial<AgeingInvoice> = {}): AgeingInvoice => ({
  issueDate: day('2013-06-01'),
  dueDate: AS_OF,
  voidedOn: null,
  total: 100n,
  settlements: [],
  ...told,
});

describe('a bucket', () => {
  it.each([
    [-400, 'current'],
    [-1, 'current'],
    [0, 'current'],
    [1, '1-30'],
    [30, '1-30'],
    [31, '31-60'],
    [60, '31-60'],
    [61, '61-90'],
    [90, '61-90'],
    [91, '90+'],
    [4000, '90+'],
  ])('12 %i days after the due date is %s', (days, bucket) => {
    expect(bucketOf(addDays(AS_OF, -days), AS_OF)).toBe(bucket);
  });

  it('has the same edges for a database that compares due dates', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 200 }), (days) => {
        const due = addDays(AS_OF, days);
        const index = bucketEdges(AS_OF).findIndex((earliest) => due >= earliest);
        expect(bucketOf(due, AS_OF)).toBe(BUCKETS.at(index));
      }),
    );
  });
});

describe('what an invoice left to pay at the end of a day', () => {
  it.each([
    ['nothing before its issue', '2013-05-31', {}, 0n],
    ['all of it on the day of issue', '2013-06-01', {}, 100n],
    [
      'all of it the day before a payment',
      '2013-06-09',
      { settlements: [{ on: day('2013-06-10'), amount: 40n }] },
      100n,
    ],
    [
      'less on the day of the payment',
      '2013-06-10',
      { settlements: [{ on: day('2013-06-10'), amount: 40n }] },
      60n,
    ],
    ['all of it the day before it was void', '2013-06-09', { voidedOn: day('2013-06-10') }, 100n],
    ['nothing on the day that it was void', '2013-06-10', { voidedOn: day('2013-06-10') }, 0n],
  ])('is %s', (_, asOf, told, open) => {
    expect(openAmountAt(anInvoice(told), day(asOf))).toBe(open);
  });

  it('is open again from the day of a reversal', () => {
    const settlements = [
      { on: day('2013-06-10'), amount: 100n },
      { on: day('2013-06-20'), amount: -100n },
    ];
    const open = ['2013-06-10', '2013-06-19', '2013-06-20'].map((on) =>
      openAmountAt(anInvoice({ settlements }), day(on)),
    );
    expect(open).toEqual([0n, 0n, 100n]);
  });
});

describe('an ageing', () => {
  it('has all five buckets in order, also when there is nothing in them', () => {
    expect(ageing([], AS_OF)).toEqual(BUCKETS.map((bucket) => ({ bucket, invoices: 0, amount: 0n })));
  });

  it('counts open invoices only', () => {
    const paid = anInvoice({ settlements: [{ on: AS_OF, amount: 100n }] });
    const overdue = anInvoice({ dueDate: day('2013-06-29'), total: 7n });
    expect(ageing([anInvoice(), paid, overdue], AS_OF).slice(0, 2)).toEqual([
      { bucket: 'current', invoices: 1, amount: 100n },
      { bucket: '1-30', invoices: 1, amount: 7n },
    ]);
  });
});
