import { describe, expect, it } from '@jest/globals';
import {
  isOpen,
  mayIssue,
  mayVoid,
  outstandingOf,
  statusOf,
  type InvoiceStatus,
} from '../../domain/invoice-status.js';

const settled = (total: bigint, allocated: bigint, credited: bigint) => ({ total, allocated, credited });

describe('an issued invoice', () => {
  it.each([
    [100n, 0n, 0n, 100n, 'issued'],
    [100n, 1n, 0n, 99n, 'partly_paid'],
    [100n, 99n, 0n, 1n, 'partly_paid'],
    [100n, 100n, 0n, 0n, 'paid'],
    [100n, 0n, 1n, 99n, 'partly_paid'],
    [100n, 60n, 40n, 0n, 'paid'],
    [100n, 0n, 100n, 0n, 'paid'],
    [0n, 0n, 0n, 0n, 'paid'],
  ])(
    '6 of %i with %i paid and %i credited leaves %i and is %s',
    (total, allocated, credited, left, status) => {
      expect(outstandingOf(settled(total, allocated, credited))).toBe(left);
      expect(statusOf(settled(total, allocated, credited))).toBe(status);
    },
  );

  it('6 settled beyond its total is a bug', () => {
    expect(() => outstandingOf(settled(100n, 60n, 41n))).toThrow('an invoice of 100');
  });

  it('is open until nothing is left', () => {
    const open = (['draft', 'issued', 'partly_paid', 'paid', 'void'] satisfies InvoiceStatus[]).filter(
      isOpen,
    );
    expect(open).toEqual(['issued', 'partly_paid']);
  });
});

describe('issuing', () => {
  it('takes a draft with lines', () => {
    expect(mayIssue({ status: 'draft', lines: 1, total: 0n })).toEqual({ ok: true, value: true });
  });

  it.each([
    ['issued', 1, 1n, 'invoice-not-draft'],
    ['paid', 1, 1n, 'invoice-not-draft'],
    ['void', 1, 1n, 'invoice-not-draft'],
    ['draft', 0, 0n, 'invoice-without-lines'],
    ['draft', 1, -1n, 'invoice-below-zero'],
  ] as const)('refuses a %s invoice with %i lines of %i: %s', (status, lines, total, code) => {
    expect(mayIssue({ status, lines, total })).toMatchObject({ ok: false, error: { code } });
  });
});

describe('declaring void', () => {
  it('takes an issued invoice that nobody paid or credited', () => {
    expect(mayVoid('issued', settled(100n, 0n, 0n))).toEqual({ ok: true, value: true });
  });

  it.each([
    ['draft', settled(100n, 0n, 0n), 'invoice-not-issued'],
    ['void', settled(100n, 0n, 0n), 'invoice-not-issued'],
    ['partly_paid', settled(100n, 1n, 0n), 'invoice-settled'],
    ['partly_paid', settled(100n, 0n, 1n), 'invoice-settled'],
    ['paid', settled(100n, 100n, 0n), 'invoice-settled'],
  ] as const)('refuses a %s one %p: %s', (status, how, code) => {
    expect(mayVoid(status, how)).toMatchObject({ ok: false, error: { code } });
  });
});
