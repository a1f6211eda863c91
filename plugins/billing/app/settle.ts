import { outstandingOf, statusOf } from '../domain/invoice-status.js';
import type { Settlement } from './ledger.js';
import type { InvoiceRecord } from './records.js';

/** An issued invoice after so much more (or, negative, less) was allocated to it and credited. */
export function settled(
  invoice: InvoiceRecord,
  change: { readonly allocated?: bigint; readonly credited?: bigint },
): Settlement {
  const now = {
    total: invoice.total,
    allocated: invoice.allocated + (change.allocated ?? 0n),
    credited: invoice.credited + (change.credited ?? 0n),
  };
  return {
    id: invoice.id,
    status: statusOf(now),
    allocated: now.allocated,
    credited: now.credited,
    outstanding: outstandingOf(now),
  };
}
