import { expect, it } from '@jest/globals';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { whatMayGo, type Ledger } from '../../domain/what-may-go.js';

const LAST = '2023-12-31' as LocalDate;
const IN = '2023-12-31' as LocalDate;
const AFTER = '2024-01-01' as LocalDate;

const invoice = (
  id: string,
  change: Partial<Ledger['invoices'][number]> = {},
): Ledger['invoices'][number] => ({
  ...{ id, status: 'paid', outstanding: 0n, disputed: false, lastDay: IN },
  ...change,
});
const payment = (
  id: string,
  change: Partial<Ledger['payments'][number]> = {},
): Ledger['payments'][number] => ({
  ...{ id, unallocated: 0n, lastDay: IN },
  ...change,
});
const tie = (
  invoiceId: string | null,
  paymentId: string | null,
  change: Partial<Ledger['ties'][number]> = {},
): Ledger['ties'][number] => ({ invoiceId, paymentId, day: IN, waiting: false, ...change });
const of = (ledger: Partial<Ledger>) => {
  const { goes, stays } = whatMayGo({ invoices: [], payments: [], ties: [], ...ledger }, LAST);
  return {
    goes: [...goes.invoiceIds, ...goes.paymentIds],
    stays: Object.fromEntries(Object.entries(stays).filter(([, count]) => count > 0)),
  };
};

it('lets a settled pair go that ends on the last day of the year', () => {
  expect(of({ invoices: [invoice('i')], payments: [payment('p')], ties: [tie('i', 'p')] })).toEqual({
    goes: ['i', 'p'],
    stays: {},
  });
});

it('lets a void invoice and a reversed payment go that hang on nothing', () => {
  expect(of({ invoices: [invoice('i', { status: 'void' })], payments: [payment('p')] }).goes).toEqual([
    'i',
    'p',
  ]);
});

it.each([
  ['draft', { invoices: [invoice('i', { status: 'draft', lastDay: null })] }, { draft: 1 }],
  ['open', { invoices: [invoice('i', { status: 'issued', outstanding: 5n })] }, { open: 1 }],
  ['unallocated', { payments: [payment('p', { unallocated: 1n })] }, { unallocated: 1 }],
  ['disputed', { invoices: [invoice('i', { disputed: true })] }, { disputed: 1 }],
  ['claimed', { invoices: [invoice('i')], ties: [tie('i', null, { waiting: true })] }, { claimed: 1 }],
  ['later', { invoices: [invoice('i')], ties: [tie('i', 'p', { day: AFTER })] }, { later: 1 }],
] as const)('keeps what is %s', (_, ledger, stays) => {
  expect(of(ledger)).toEqual({ goes: [], stays });
});

it('says nothing of what belongs to a later year', () => {
  expect(
    of({ invoices: [invoice('i', { lastDay: AFTER })], payments: [payment('p', { lastDay: AFTER })] }),
  ).toEqual({
    goes: [],
    stays: {},
  });
});

it('keeps whatever hangs together with what stays, over any number of ties, and nothing else', () => {
  const invoices = [
    invoice('a'),
    invoice('b'),
    invoice('c', { status: 'partly_paid', outstanding: 1n }),
    invoice('z'),
  ];
  const payments = [payment('p'), payment('q'), payment('y')];
  const ties = [tie('a', 'p'), tie('b', 'p'), tie('b', 'q'), tie('c', 'q'), tie('z', 'y')];
  expect(of({ invoices, payments, ties })).toEqual({ goes: ['z', 'y'], stays: { open: 5 } });
});

it('keeps a payment of the year whose allocation was undone in the next', () => {
  const ties = [tie('i', 'p'), tie('i', 'p', { day: AFTER })];
  expect(of({ invoices: [invoice('i')], payments: [payment('p')], ties })).toEqual({
    goes: [],
    stays: { later: 2 },
  });
});
