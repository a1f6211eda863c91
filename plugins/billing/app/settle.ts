import type { LocalDate } from '../../../src/values/local-date.js';
import { outstandingOf, statusOf } from '../domain/invoice-status.js';
import type { Settlement } from './ledger.js';
import type { InvoiceRecord } from './records.js';

/**
 * An issued invoice after so much more (or, negative, less) was allocated to it and credited. It is settled on the last day of what
 * was put against it, which need not be the day of what was put there last: postings are dated back.
 */
export function settled(
  invoice: InvoiceRecord,
  change: { readonly allocated?: bigint; readonly credited?: bigint },
  { on, lastPostedOn }: { readonly on: LocalDate; readonly lastPostedOn: LocalDate | null },
): Settlement {
  const now = {
    total: invoice.total,
    allocated: invoice.allocated + (change.allocated ?? 0n),
    credited: invoice.credited + (change.credited ?? 0n),
  };
  const outstanding = outstandingOf(now);
  const last = lastPostedOn !== null && lastPostedOn > on ? lastPostedOn : on;
  return {
    id: invoice.id,
    status: statusOf(now),
    allocated: now.allocated,
    credited: now.credited,
    outstanding,
    settledOn: outstanding === 0n ? last : null,
  };
}
