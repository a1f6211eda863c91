import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { OpenInvoiceView, PayerView, RecordedPaymentView } from '../../billing/contract/settlement.js';
import type { Candidate, ShareOfInvoice } from '../domain/decision.js';
import type { Needs } from './needs.js';
import { leftOf, type TransactionRecord } from './records.js';

/** What candidates name, as it is now: what is not open any more is absent. */
export interface Facts {
  readonly invoices: ReadonlyMap<string, OpenInvoiceView>;
  /** what no bank transaction stands for is `unclaimed` */
  readonly payments: ReadonlyMap<string, RecordedPaymentView & { readonly unclaimed: bigint }>;
  readonly counters: ReadonlyMap<string, TransactionRecord>;
  readonly payers: ReadonlyMap<string, PayerView>;
}

export async function factsOf(
  { transactions, settlements, settlement }: Needs,
  queries: QueryHandle,
  actor: Actor,
  candidates: readonly Candidate[],
  alsoPayers: readonly string[] = [],
): Promise<Facts> {
  const ids = <Value>(of: (candidate: Candidate) => readonly (Value | null)[]): Value[] => [
    ...new Set(candidates.flatMap(of).filter((id): id is Value & {} => id !== null)),
  ];
  const invoices = new Map<string, OpenInvoiceView>();
  const invoiceIds = ids((candidate) => sharesOf(candidate).map(({ invoiceId }) => invoiceId));
  if (invoiceIds.length > 0)
    for await (const page of settlement.openInvoices(queries, actor, { ids: invoiceIds }))
      for (const invoice of page) invoices.set(invoice.id, invoice);

  const paymentIds = ids(({ paymentId }) => [paymentId]);
  const found =
    paymentIds.length > 0 ? await settlement.recordedPayments(queries, actor, { ids: paymentIds }) : [];
  const claimed = await settlements.claimedOf(queries, paymentIds);

  const counters = new Map<string, TransactionRecord>();
  for (const id of ids(({ counterMovementId }) => [counterMovementId])) {
    const counter = await transactions.find(queries, id);
    if (counter) counters.set(id, counter);
  }
  const payerIds = new Set([...ids(({ representativeId }) => [representativeId]), ...alsoPayers]);
  const payers = payerIds.size > 0 ? await settlement.payers(queries, actor, { ids: [...payerIds] }) : [];
  return {
    invoices,
    payments: new Map(
      found.map((payment) => [
        payment.id,
        { ...payment, unclaimed: payment.amount - (claimed.get(payment.id) ?? 0n) },
      ]),
    ),
    counters,
    payers: new Map(payers.map((payer) => [payer.id, payer])),
  };
}

export function sharesOf({ allocations, writeOff }: Candidate): readonly ShareOfInvoice[] {
  return [...allocations, ...(writeOff?.shares ?? [])];
}

/** Whether everything that the candidate names is still there to be settled. */
export function isStillOpen(candidate: Candidate, left: bigint, facts: Facts): boolean {
  const asked = new Map<string, bigint>();
  for (const { invoiceId, amount } of sharesOf(candidate))
    asked.set(invoiceId, (asked.get(invoiceId) ?? 0n) + amount);
  for (const [invoiceId, amount] of asked)
    if ((facts.invoices.get(invoiceId)?.outstanding ?? 0n) < amount) return false;
  const { paymentId, counterMovementId } = candidate;
  if (paymentId !== null) {
    const payment = facts.payments.get(paymentId);
    if (!payment || (left > 0n && payment.unclaimed < left)) return false;
  }
  if (counterMovementId !== null) {
    const counter = facts.counters.get(counterMovementId);
    if (!counter || (counter.state !== 'open' && counter.state !== 'suggested')) return false;
    if (leftOf(counter) !== -left) return false;
  }
  return true;
}
