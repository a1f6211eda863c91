import type { Actor } from '../../../src/kernel/permissions.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { paymentAllocated } from '../contract/events.js';
import type { InvoiceToSettle, Share } from '../domain/allocation.js';
import type { Allocations, Invoices, Payments } from './ledger.js';
import type { AllocationRecord, InvoiceRecord, PaymentRecord } from './records.js';
import { settled } from './settle.js';
import { asFacts } from '../../../src/values/audit-facts.js';
import { auditSettlement } from './audit-settlement.js';

/** Invoices as the allocation rules see them. Drafts have neither number nor due date: the rules refuse them by their status. */
export function asCandidates(invoices: readonly InvoiceRecord[]): readonly InvoiceToSettle[] {
  return invoices.map((invoice) => ({
    ...invoice,
    number: invoice.number ?? '',
    dueDate: invoice.dueDate ?? ('' as LocalDate),
  }));
}

/** Writes checked shares of a locked payment against locked invoices: rows, both sides' balances, audit, event. */
export async function writeAllocations(
  tx: Transaction,
  { invoices, payments, allocations }: { invoices: Invoices; payments: Payments; allocations: Allocations },
  work: {
    readonly actor: Actor;
    readonly payment: PaymentRecord;
    readonly locked: readonly InvoiceRecord[];
    readonly shares: readonly Share[];
    /** the day on which an invoice counts as paid by so much */
    readonly dateOf: (invoice: InvoiceRecord) => LocalDate;
    readonly postedOn: LocalDate;
    readonly at: Date;
  },
): Promise<readonly AllocationRecord[]> {
  const { actor, payment, shares, at } = work;
  const byId = new Map(work.locked.map((invoice) => [invoice.id, invoice]));
  const rows: AllocationRecord[] = [];
  const postedOn = await allocations.lastPostingDays(
    tx.queries,
    shares.map(({ invoiceId }) => invoiceId),
  );
  for (const { invoiceId, amount } of shares) {
    const invoice = byId.get(invoiceId);
    if (!invoice) throw new Error(`invoice ${invoiceId} is settled without being locked`);
    const date = work.dateOf(invoice);
    const lastPostedOn = postedOn.get(invoiceId) ?? null;
    const settlement = settled(invoice, { allocated: amount }, { on: date, lastPostedOn });
    await invoices.saveSettlement(tx.queries, settlement, at);
    await auditSettlement(tx, actor, invoice, settlement);
    rows.push({
      id: newId(),
      paymentId: payment.id,
      invoiceId,
      currency: payment.currency,
      amount,
      date,
      reversesId: null,
    });
  }
  const spent = shares.reduce((all, share) => all + share.amount, 0n);
  const unallocated = payment.unallocated - spent;
  await allocations.insert(tx.queries, rows, at);
  await payments.saveUnallocated(tx.queries, { id: payment.id, unallocated }, at);
  await tx.audit({
    actor,
    action: 'billing.allocate-payment',
    entity: 'Payment',
    entityId: payment.id,
    before: asFacts({ unallocated: payment.unallocated }),
    after: asFacts({ unallocated, allocations: rows }),
  });
  await tx.emit(paymentAllocated, {
    paymentId: payment.id,
    representativeId: payment.representativeId,
    currency: payment.currency,
    allocations: rows.map((row) => ({
      allocationId: row.id,
      invoiceId: row.invoiceId,
      amount: String(row.amount),
    })),
    date: work.postedOn,
  });
  return rows;
}
