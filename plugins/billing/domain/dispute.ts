import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { isOpen, type InvoiceStatus } from './invoice-status.js';

export type DisputeStatus = 'open' | 'resolved';

/** Refuses `unknown-invoice` for a draft, `invoice-not-disputable` for one that is paid or void, `disputed-already`. */
export function mayDispute(
  { number, status }: { readonly number: string | null; readonly status: InvoiceStatus },
  openDisputes: number,
): Result<true, Refusal> {
  if (status === 'draft') return err({ code: 'unknown-invoice' });
  if (!isOpen(status)) return err({ code: 'invoice-not-disputable', number, status });
  return openDisputes > 0 ? err({ code: 'disputed-already', number }) : ok(true);
}

/** Refuses `dispute-resolved-already`. */
export function mayResolve(status: DisputeStatus): Result<true, Refusal> {
  return status === 'open' ? ok(true) : err({ code: 'dispute-resolved-already' });
}
