import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { invoiceVoided } from '../contract/events.js';
import { mayVoid } from '../domain/invoice-status.js';
import { mayVoidOn } from '../domain/posting-order.js';
import { mayActFor } from './access.js';
import type { Allocations, Invoices, Periods, Representatives } from './ledger.js';
import { businessDay, checkPosting, lastPostingOn } from './posting.js';
import { asFacts } from '../../../src/values/audit-facts.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly allocations: Allocations;
  readonly periods: Periods;
}

/**
 * The number stays taken. Refuses `unknown-invoice`, `invoice-not-issued`, `invoice-settled`, `date-before-invoice`, `date-before-posting`,
 * `date-in-future`, `period-closed`.
 */
export function makeVoidInvoice({
  database,
  clock,
  organisation,
  representatives,
  invoices,
  allocations,
  periods,
}: Needs) {
  return async (
    actor: Actor,
    input: { readonly invoiceId: string; readonly reason: string; readonly date: LocalDate | null },
  ): Promise<Result<{ readonly number: string }, Refusal>> => {
    const today = await businessDay(clock, organisation);
    const found = await invoices.find(database.queries, input.invoiceId);
    if (!found) return err({ code: 'unknown-invoice' });

    return database.transaction(async (tx) => {
      const representative = await representatives.lock(tx.queries, found.representativeId);
      const [invoice] = await invoices.lock(tx.queries, [input.invoiceId]);
      if (!invoice || !mayActFor(actor, representative)) return err({ code: 'unknown-invoice' });
      const allowed = mayVoid(invoice.status, invoice);
      if (!allowed.ok) return allowed;
      const { number, issueDate } = invoice;
      if (number === null || issueDate === null)
        return err({ code: 'invoice-not-issued', status: invoice.status });
      const on = input.date ?? today;
      const lastPostedOn = await lastPostingOn(tx, allocations, invoice.id);
      const inOrder = mayVoidOn(on, { issueDate, lastPostedOn });
      if (!inOrder.ok) return inOrder;
      const posting = await checkPosting(tx, periods, { dates: [on], today });
      if (!posting.ok) return posting;

      await invoices.markVoid(tx.queries, { id: invoice.id, on, reason: input.reason }, clock.now());
      await tx.audit({
        actor,
        action: 'billing.void-invoice',
        entity: 'Invoice',
        entityId: invoice.id,
        before: asFacts({ status: invoice.status, outstanding: invoice.outstanding }),
        after: asFacts({ status: 'void', outstanding: 0n, voidedOn: on, voidReason: input.reason }),
      });
      await tx.emit(invoiceVoided, {
        invoiceId: invoice.id,
        number,
        representativeId: invoice.representativeId,
        voidedOn: on,
        reason: input.reason,
      });
      return ok({ number });
    });
  };
}
