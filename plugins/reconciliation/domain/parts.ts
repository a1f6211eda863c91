// What a settlement is made of, in minor units of the transaction's currency, with the transaction's sign.
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Candidate, ShareOfInvoice } from './decision.js';

export type Part =
  /** a new payment, put against invoices of one representative; what they do not take is its credit */
  | {
      readonly kind: 'payment';
      readonly representativeId: string;
      readonly amount: bigint;
      readonly shares: readonly ShareOfInvoice[];
    }
  /** a payment that somebody recorded; `shares` are put against invoices besides what it paid before */
  | {
      readonly kind: 'recorded-payment';
      readonly paymentId: string;
      readonly amount: bigint;
      readonly shares: readonly ShareOfInvoice[];
    }
  /** of the other sign where a bank took its charges off: the payment was larger than what came */
  | {
      readonly kind: 'write-off';
      readonly account: string;
      readonly amount: bigint;
      readonly note: string | null;
    }
  /** the other side, on another account of ours */
  | { readonly kind: 'transfer'; readonly transactionId: string; readonly amount: bigint }
  /** money that went back takes a whole payment back */
  | {
      readonly kind: 'payment-reversal';
      readonly paymentId: string;
      readonly amount: bigint;
      readonly reason: string | null;
    };

export function sumOf(parts: readonly { readonly amount: bigint }[]): bigint {
  return parts.reduce((all, { amount }) => all + amount, 0n);
}

/** What a candidate does to a transaction of which `left` is to settle; null where it is to be ignored. */
export function partsOf(candidate: Candidate, left: bigint): readonly Part[] | null {
  const { representativeId, allocations, paymentId, credit, writeOff, counterMovementId, treatment } =
    candidate;
  if (treatment?.as === 'ignore') return null;
  if (treatment) return [{ kind: 'write-off', account: treatment.account, amount: left, note: null }];
  if (counterMovementId !== null)
    return [{ kind: 'transfer', transactionId: counterMovementId, amount: left }];
  if (paymentId !== null && left < 0n)
    return [{ kind: 'payment-reversal', paymentId, amount: left, reason: null }];
  const shares = together([...allocations, ...(writeOff?.shares ?? [])]);
  const missing = sumOf(writeOff?.shares ?? []);
  const payment: Part | null =
    paymentId !== null
      ? { kind: 'recorded-payment', paymentId, amount: left + missing, shares }
      : representativeId === null
        ? null
        : { kind: 'payment', representativeId, amount: sumOf(shares) + credit, shares };
  if (!payment) return [];
  if (!writeOff || missing === 0n) return [payment];
  return [payment, { kind: 'write-off', account: writeOff.account, amount: -missing, note: null }];
}

/** One share an invoice: billing takes an invoice once. */
function together(shares: readonly ShareOfInvoice[]): readonly ShareOfInvoice[] {
  const amounts = new Map<string, bigint>();
  for (const { invoiceId, amount } of shares) amounts.set(invoiceId, (amounts.get(invoiceId) ?? 0n) + amount);
  return [...amounts].map(([invoiceId, amount]) => ({ invoiceId, amount }));
}

/**
 * Whether the parts can settle what is left of a transaction. Refuses `nothing-to-settle`, `part-of-other-sign`, `beyond-what-is-left`.
 */
export function checkParts(parts: readonly Part[], left: bigint): Result<bigint, Refusal> {
  if (parts.length === 0 || left === 0n || parts.some(({ amount }) => amount === 0n))
    return err({ code: 'nothing-to-settle' });
  const isIncoming = left > 0n;
  const isOfOtherSign = parts.some(({ kind, amount }) => {
    if (kind === 'write-off') return false;
    if (kind === 'transfer') return amount > 0n !== isIncoming;
    return (kind === 'payment-reversal') === isIncoming || amount > 0n !== isIncoming;
  });
  if (isOfOtherSign) return err({ code: 'part-of-other-sign' });
  const sum = sumOf(parts);
  if (sum === 0n || sum > 0n !== isIncoming) return err({ code: 'nothing-to-settle' });
  if (isIncoming ? sum > left : sum < left) return err({ code: 'beyond-what-is-left' });
  return ok(sum);
}

/** Whether it settles what is left to the unit, with nothing written off, nothing left as credit and no word to take for it. */
export function isExact(candidate: Candidate, left: bigint): boolean {
  const { allocations, paymentId, credit, writeOff, counterMovementId, treatment } = candidate;
  if (credit !== 0n || writeOff !== null || treatment !== null) return false;
  return counterMovementId !== null || paymentId !== null || sumOf(allocations) === left;
}

/** Whether the best candidate is exact and no other is: what is accepted together leaves no choice. */
export function isSureOf(candidates: readonly Candidate[], left: bigint): boolean {
  const [best, ...others] = candidates;
  return best !== undefined && isExact(best, left) && !others.some((other) => isExact(other, left));
}
