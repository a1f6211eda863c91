import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { amountFact } from './amount-fact.js';
import { isOpen, type InvoiceStatus } from './invoice-status.js';

export interface InvoiceToCredit {
  readonly number: string;
  readonly status: InvoiceStatus;
  readonly currency: string;
  readonly outstanding: bigint;
}

/**
 * A credit note lowers what is still owed on one issued invoice. What was paid stays paid: to credit it, un-allocate first, and
 * the money is free for other invoices. Refuses `amount-not-positive`, `invoice-not-open`, `credit-over-remainder`.
 */
export function mayCredit(invoice: InvoiceToCredit, amount: bigint): Result<bigint, Refusal> {
  const { number, status, outstanding, currency } = invoice;
  if (amount <= 0n) return err({ code: 'amount-not-positive' });
  if (!isOpen(status)) return err({ code: 'invoice-not-open', number, status });
  return amount > outstanding
    ? err({ code: 'credit-over-remainder', number, outstanding: amountFact(outstanding, currency), currency })
    : ok(amount);
}
