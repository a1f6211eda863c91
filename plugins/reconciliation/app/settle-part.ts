import type { Actor } from '../../../src/kernel/permissions.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { MadeAllocation } from '../../billing/contract/settlement.js';
import type { Part } from '../domain/parts.js';
import type { HouseDay } from './house-day.js';
import type { Needs } from './needs.js';
import { leftOf, type PartRecord, type SettledShare, type TransactionRecord } from './records.js';

interface Work<Kind extends Part> {
  readonly transaction: TransactionRecord;
  readonly part: Kind;
  /** of the invoices that the parts name */
  readonly numbers: ReadonlyMap<string, string>;
  /** the transaction and the other sides of its transfers */
  readonly locked: ReadonlyMap<string, TransactionRecord>;
  readonly house: HouseDay;
}

type PartOf<Kind extends Part['kind']> = Extract<Part, { readonly kind: Kind }>;

const REFERENCE_MOST = 190;

const NOTHING: Omit<PartRecord, 'kind' | 'amount'> = {
  representativeId: null,
  paymentId: null,
  recorded: false,
  allocations: [],
  writeOffAccount: null,
  counterTransactionId: null,
  note: null,
  takenBack: null,
};

/** Writes one part into the ledger; what it became. */
export function settlePart(
  needs: Needs,
  tx: Transaction,
  actor: Actor,
  work: Work<Part>,
): Promise<Result<PartRecord, Refusal>> {
  const { part } = work;
  switch (part.kind) {
    case 'payment':
      return recordPayment(needs, tx, actor, { ...work, part });
    case 'recorded-payment':
      return claimPayment(needs, tx, actor, { ...work, part });
    case 'payment-reversal':
      return takePaymentBack(needs, tx, actor, { ...work, part });
    case 'transfer':
      return transfer(needs, tx, { ...work, part });
    case 'write-off': {
      const { amount, account, note } = part;
      return Promise.resolve(ok({ ...NOTHING, kind: 'write-off', amount, writeOffAccount: account, note }));
    }
  }
}

async function recordPayment(
  { settlement }: Needs,
  tx: Transaction,
  actor: Actor,
  { transaction, part, numbers, house: { today } }: Work<PartOf<'payment'>>,
): Promise<Result<PartRecord, Refusal>> {
  const { account, currency, bookedOn, endToEndId, bankReference, text } = transaction;
  const paid = await settlement.settle(tx, actor, {
    representativeId: part.representativeId,
    currency,
    amount: part.amount,
    receivedOn: bookedOn,
    method: account.kind === 'gateway' ? 'card' : 'bank',
    reference: (text ?? endToEndId ?? bankReference)?.slice(0, REFERENCE_MOST) ?? null,
    note: null,
    shares: part.shares,
    today,
  });
  if (!paid.ok) return paid;
  const { paymentId, allocations } = paid.value;
  return ok({
    ...NOTHING,
    kind: 'payment',
    amount: part.amount,
    representativeId: part.representativeId,
    paymentId,
    recorded: true,
    allocations: numbered(allocations, numbers),
  });
}

/** Each payment stands for bank amounts of at most its own: counted while nobody else can. */
async function claimPayment(
  { settlement, settlements }: Needs,
  tx: Transaction,
  actor: Actor,
  { transaction, part, numbers, house: { today } }: Work<PartOf<'recorded-payment'>>,
): Promise<Result<PartRecord, Refusal>> {
  const { paymentId, amount, shares } = part;
  const payment = await settlement.lockPayment(tx, actor, paymentId);
  if (!payment.ok) return payment;
  if (payment.value.currency !== transaction.currency)
    return err({
      code: 'currency-mismatch',
      currency: payment.value.currency,
      expected: transaction.currency,
    });
  const claimed = (await settlements.claimedOf(tx.queries, [paymentId])).get(paymentId) ?? 0n;
  if (claimed + amount > payment.value.amount) return err({ code: 'payment-claimed-already' });
  const allocated =
    shares.length > 0 ? await settlement.allocate(tx, actor, { paymentId, shares, today }) : ok([]);
  if (!allocated.ok) return allocated;
  const allocations = numbered(allocated.value, numbers);
  const { representativeId } = payment.value;
  return ok({ ...NOTHING, kind: 'payment', amount, representativeId, paymentId, allocations });
}

/** A payment comes back whole or not at all: the ledger knows no half of it. */
async function takePaymentBack(
  { settlement, translator }: Needs,
  tx: Transaction,
  actor: Actor,
  { transaction, part, house: { today, language } }: Work<PartOf<'payment-reversal'>>,
): Promise<Result<PartRecord, Refusal>> {
  const { paymentId, amount } = part;
  const payment = await settlement.lockPayment(tx, actor, paymentId);
  if (!payment.ok) return payment;
  const { currency, representativeId, method, reference } = payment.value;
  if (currency !== transaction.currency || payment.value.amount !== -amount)
    return err({ code: 'reversal-not-whole' });
  const reason = part.reason ?? translator.text(language, 'reconciliation:ledger.payment-returned');
  const asked = { paymentId, on: transaction.bookedOn, reason, today };
  const reversed = await settlement.reversePayment(tx, actor, asked);
  if (!reversed.ok) return reversed;
  const allocations = reversed.value.freed.map((share) => ({ ...share, allocationId: '', number: '' }));
  return ok({
    ...{ ...NOTHING, kind: 'payment-reversal', amount, representativeId, paymentId, allocations },
    ...{ note: reason, takenBack: { method, reference } },
  });
}

/** Once between two transactions: by its other side a transfer is found again. */
async function transfer(
  { settlements }: Needs,
  tx: Transaction,
  { transaction, part, locked }: Work<PartOf<'transfer'>>,
): Promise<Result<PartRecord, Refusal>> {
  const { transactionId, amount } = part;
  const counter = locked.get(transactionId);
  if (!counter || counter.id === transaction.id) return err({ code: 'unknown-transaction' });
  const left = leftOf(counter);
  const fits =
    (counter.state === 'open' || counter.state === 'suggested') &&
    counter.currency === transaction.currency &&
    (amount > 0n ? left <= -amount : left >= -amount) &&
    !(await settlements.transferBetween(tx.queries, transaction.id, counter.id));
  if (!fits) return err({ code: 'transfer-does-not-fit' });
  return ok({ ...NOTHING, kind: 'transfer', amount, counterTransactionId: counter.id });
}

function numbered(
  allocations: readonly MadeAllocation[],
  numbers: ReadonlyMap<string, string>,
): readonly SettledShare[] {
  return allocations.map(({ allocationId, invoiceId, amount }) => {
    return { allocationId, invoiceId, number: numbers.get(invoiceId) ?? '', amount };
  });
}
