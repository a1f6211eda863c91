import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, monthOf, type LocalDate } from '../../../../src/values/local-date.js';
import { ageing, openAmountAt, type Bucket } from '../../domain/ageing.js';
import { lastClosedOf } from '../../domain/period.js';
import type { Ledger } from './a-ledger.js';
import { anyLedger, FIRST_DAY } from './any-history.js';

const RUNS = { numRuns: 300 };
const anyDay = fc.integer({ min: -80, max: 700 }).map((days) => addDays(FIRST_DAY, days));
const total = (amounts: readonly bigint[]) => amounts.reduce((all, amount) => all + amount, 0n);

/** What each invoice left to pay at the end of a day: the journal read again, without any rule. */
function replayed(ledger: Ledger, asOf: LocalDate): ReadonlyMap<string, bigint> {
  const open = new Map<string, bigint>();
  for (const { on, invoiceId, change } of ledger.journal) {
    if (invoiceId === null || on > asOf) continue;
    open.set(invoiceId, (open.get(invoiceId) ?? 0n) + change);
  }
  return open;
}

/** Buckets by counting days one by one. */
function countedBucket(due: LocalDate, asOf: LocalDate): Bucket {
  let overdue = 0;
  for (let day = due; day < asOf && overdue <= 90; day = addDays(day, 1)) overdue += 1;
  if (overdue === 0) return 'current';
  if (overdue < 31) return '1-30';
  if (overdue < 61) return '31-60';
  return overdue < 91 ? '61-90' : '90+';
}

describe('after any sequence of accepted operations', () => {
  it('6 outstanding = total − allocations − credits and never below zero', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        for (const invoice of ledger.invoices.filter(({ voidedOn }) => voidedOn === null)) {
          const of = (rows: readonly { invoiceId: string; amount: bigint }[]) =>
            total(rows.filter((row) => row.invoiceId === invoice.id).map((row) => row.amount));
          const left = invoice.total - of(ledger.allocations) - of(ledger.credits);
          expect(ledger.outstandingOf(invoice)).toBe(left);
          expect(left >= 0n).toBe(true);
          expect(ledger.statusOf(invoice) === 'paid').toBe(left === 0n);
        }
      }),
      RUNS,
    );
  });

  it('7 Σ allocations of a payment ≤ its amount, and the rest is what it has left', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        for (const payment of ledger.payments) {
          const rows = ledger.allocations.filter((row) => row.paymentId === payment.id);
          const spent = total(rows.map((row) => row.amount));
          expect(spent >= 0n && spent <= payment.amount).toBe(true);
          expect(payment.unallocated).toBe(payment.reversedOn === null ? payment.amount - spent : 0n);
          if (payment.reversedOn !== null) expect(spent).toBe(0n);
        }
      }),
      RUNS,
    );
  });

  it('7 on every day of the past as well', () => {
    fc.assert(
      fc.property(anyLedger, anyDay, (ledger, asOf) => {
        for (const payment of ledger.payments) {
          const rows = ledger.allocations.filter((row) => row.paymentId === payment.id && row.date <= asOf);
          const spent = total(rows.map((row) => row.amount));
          const isThere =
            payment.receivedOn <= asOf && (payment.reversedOn === null || payment.reversedOn > asOf);
          expect(spent >= 0n && spent <= (isThere ? payment.amount : 0n)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('an allocation joins a payment and an invoice of one representative and one currency', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        for (const row of ledger.allocations) {
          const [payment, invoice] = [ledger.payment(row.paymentId), ledger.invoice(row.invoiceId)];
          expect([payment.representativeId, payment.currency]).toEqual([
            invoice.representativeId,
            invoice.currency,
          ]);
        }
      }),
      RUNS,
    );
  });

  it('8 allocate then un-allocate restores both sides', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        for (const payment of ledger.payments) {
          const before = structuredClone({ invoices: ledger.invoices, payments: ledger.payments });
          const made = ledger.allocations.length;
          ledger.allocateOldest(payment, ledger.today);
          for (const allocation of ledger.allocations.slice(made))
            expect(ledger.unallocate(allocation, ledger.today).ok).toBe(true);
          expect({ invoices: ledger.invoices, payments: ledger.payments }).toEqual(before);
        }
      }),
      RUNS,
    );
  });

  it('8 an allocation is undone once, and its reversal never', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        const undone = ledger.allocations.flatMap((row) => row.reversesId ?? []);
        expect(new Set(undone).size).toBe(undone.length);
        for (const row of ledger.allocations.filter(({ reversesId }) => reversesId !== null))
          expect(ledger.unallocate(row, ledger.today)).toMatchObject({
            error: { code: 'allocation-is-reversal' },
          });
        for (const row of ledger.allocations.filter(({ id }) => undone.includes(id)))
          expect(ledger.unallocate(row, ledger.today)).toMatchObject({ error: { code: 'already-reversed' } });
      }),
      RUNS,
    );
  });

  it('a payment is reversed once, and nothing of it is allocated afterwards', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        for (const payment of ledger.payments.filter(({ reversedOn }) => reversedOn !== null)) {
          const made = ledger.allocations.length;
          ledger.allocateOldest(payment, ledger.today);
          for (const { id: invoiceId } of ledger.invoices)
            expect(ledger.allocate(payment, [{ invoiceId, amount: 1n }], ledger.today).ok).toBe(false);
          expect(ledger.allocations).toHaveLength(made);
          expect(ledger.reversePayment(payment, ledger.today)).toMatchObject({
            error: { code: 'payment-reversed-already' },
          });
        }
      }),
      RUNS,
    );
  });

  it('what is taken back today with its payment leaves the invoices as if it had never been put there', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        for (const payment of ledger.payments.filter(({ unallocated }) => unallocated > 0n)) {
          if (payment.unallocated !== payment.amount) continue;
          const before = structuredClone(ledger.invoices);
          ledger.allocateOldest(payment, ledger.today);
          if (ledger.reversePayment(payment, ledger.today).ok) expect(ledger.invoices).toEqual(before);
        }
      }),
      RUNS,
    );
  });

  it('10 credit notes ≤ remainder: one unit more is refused, the remainder itself settles the invoice', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        for (const invoice of ledger.invoices) {
          const left = ledger.outstandingOf(invoice);
          if (left === 0n) continue;
          const refused = ledger.credit(invoice, left + 1n, ledger.today);
          expect(refused).toMatchObject({ ok: false, error: { code: 'credit-over-remainder' } });
          expect(ledger.outstandingOf(invoice)).toBe(left);
          expect(ledger.credit(invoice, left, ledger.today).ok).toBe(true);
          expect(ledger.statusOf(invoice)).toBe('paid');
        }
      }),
      RUNS,
    );
  });

  it('11 a closed period refuses posting and backdating: nothing dated up to it is ever added', () => {
    fc.assert(
      fc.property(anyLedger, fc.nat({ max: 200 }), (ledger, ago) => {
        const last = lastClosedOf(ledger.closed);
        if (last === null) return;
        const on = addDays(ledger.today, -ago);
        const before = ledger.journal.length;
        const tries = [
          ledger.issue({ representative: 'anna', currency: 'EUR', total: 1n, on, termDays: 0 }),
          ledger.receive({ representative: 'anna', currency: 'EUR', amount: 1n, on }),
          ...ledger.payments.map((payment) => ledger.allocateOldest(payment, on)),
          ...ledger.allocations.map((allocation) => ledger.unallocate(allocation, on)),
          ...ledger.invoices.map((invoice) => ledger.credit(invoice, 1n, on)),
          ...ledger.invoices.map((invoice) => ledger.declareVoid(invoice, on)),
        ];
        if (monthOf(on) > last) return;
        expect(tries.every((outcome) => !outcome.ok)).toBe(true);
        expect(tries[0]).toEqual({ ok: false, error: { code: 'period-closed', month: monthOf(on) } });
        expect(ledger.journal).toHaveLength(before);
      }),
      RUNS,
    );
  });

  it('12 ageing buckets = receivables = Σ open invoices at any as-of date', () => {
    fc.assert(
      fc.property(anyLedger, anyDay, (ledger, asOf) => {
        for (const currency of ['EUR', 'JPY']) {
          const own = ledger.histories().filter((invoice) => invoice.currency === currency);
          const open = replayed(ledger, asOf);
          const expected = own.filter((invoice) => (open.get(invoice.id) ?? 0n) !== 0n);

          const buckets = ageing(own, asOf);
          expect(total(buckets.map((bucket) => bucket.amount))).toBe(
            total(own.map((invoice) => open.get(invoice.id) ?? 0n)),
          );
          for (const { bucket, invoices, amount } of buckets) {
            const inside = expected.filter((invoice) => countedBucket(invoice.dueDate, asOf) === bucket);
            expect(invoices).toBe(inside.length);
            expect(amount).toBe(total(inside.map((invoice) => open.get(invoice.id) ?? 0n)));
          }
        }
      }),
      RUNS,
    );
  });

  it('12 no invoice was ever below zero or above its total, on any day', () => {
    fc.assert(
      fc.property(anyLedger, anyDay, (ledger, asOf) => {
        for (const invoice of ledger.histories()) {
          const open = openAmountAt(invoice, asOf);
          expect(open >= 0n && open <= invoice.total).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('12 as of today it is what the invoices leave to pay now', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        const now = total(ageing(ledger.histories(), ledger.today).map((bucket) => bucket.amount));
        expect(now).toBe(total(ledger.invoices.map((invoice) => ledger.outstandingOf(invoice))));
      }),
      RUNS,
    );
  });

  it('histories are worth the name: every kind of posting is accepted somewhere', () => {
    const ledgers = fc.sample(anyLedger, { numRuns: 300, seed: 2 });
    const kinds = ledgers.flatMap((ledger) => ledger.journal.map((posting) => posting.kind));
    const times = (kind: string) => kinds.filter((each) => each === kind).length;
    for (const kind of ['issue', 'void', 'payment', 'payment-reversal', 'allocation', 'reversal', 'credit'])
      expect(times(kind)).toBeGreaterThan(50);
    expect(ledgers.filter((ledger) => ledger.closed.size > 0).length).toBeGreaterThan(50);
  });
});
