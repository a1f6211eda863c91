import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

export type InvoiceStatus = 'draft' | 'issued' | 'partly_paid' | 'paid' | 'void';

/** How far an issued invoice is settled. Minor units of its currency. */
export interface Settled {
  readonly total: bigint;
  /** Σ live allocations */
  readonly allocated: bigint;
  /** Σ credit notes */
  readonly credited: bigint;
}

/** What is left to pay: total − allocations − credits, never below zero. */
export function outstandingOf({ total, allocated, credited }: Settled): bigint {
  const outstanding = total - allocated - credited;
  if (outstanding < 0n) throw new Error(`an invoice of ${total} was settled by ${allocated} + ${credited}`);
  return outstanding;
}

/** The status of an issued invoice; one of a total of zero is paid at once. */
export function statusOf(settled: Settled): Exclude<InvoiceStatus, 'draft' | 'void'> {
  if (outstandingOf(settled) === 0n) return 'paid';
  return settled.allocated + settled.credited > 0n ? 'partly_paid' : 'issued';
}

export function isOpen(status: InvoiceStatus): boolean {
  return status === 'issued' || status === 'partly_paid';
}

export interface DraftToIssue {
  readonly status: InvoiceStatus;
  readonly lines: number;
  readonly total: bigint;
}

/** Refuses `invoice-not-draft`, `invoice-without-lines`, `invoice-below-zero`. */
export function mayIssue({ status, lines, total }: DraftToIssue): Result<true, Refusal> {
  if (status !== 'draft') return err({ code: 'invoice-not-draft', status });
  if (lines === 0) return err({ code: 'invoice-without-lines' });
  return total < 0n ? err({ code: 'invoice-below-zero' }) : ok(true);
}

/** Only an issued invoice that nothing was paid or credited on can be declared void. Refuses `invoice-not-issued`, `invoice-settled`. */
export function mayVoid(status: InvoiceStatus, { allocated, credited }: Settled): Result<true, Refusal> {
  if (status === 'draft' || status === 'void') return err({ code: 'invoice-not-issued', status });
  return allocated + credited > 0n ? err({ code: 'invoice-settled' }) : ok(true);
}
