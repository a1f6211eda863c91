// What settling may change, as it stands; and what holds of it, whatever was done.
import { expect } from '@jest/globals';
import type { ReconciliationHouse } from './reconciliation-house.js';

type Tables = ReconciliationHouse['tables'];

/** Payments without their ids: one that went back and is taken back again is recorded anew. */
export async function booksOf({ tables }: ReconciliationHouse) {
  const invoices = await tables
    .selectFrom('invoice')
    .select(['id', 'status', 'outstanding', 'allocated', 'settled_on'])
    .orderBy('id')
    .execute();
  const payments = await tables
    .selectFrom('payment')
    .select(['representative_id', 'currency', 'amount', 'unallocated'])
    .where('reversed_on', 'is', null)
    .orderBy('representative_id')
    .orderBy('amount')
    .orderBy('unallocated')
    .execute();
  const transactions = await tables
    .selectFrom('bank_transaction')
    .select(['id', 'settled', 'state', 'reason', 'rule', 'is_exact', 'suggestions', 'leftover'])
    .orderBy('id')
    .execute();
  return { invoices, payments, transactions };
}

export async function expectBooksHold({ tables }: ReconciliationHouse): Promise<void> {
  const allocations = await allocationsWithCurrencies(tables);
  await expectTransactionsHold(tables);
  await expectInvoicesHold(tables, allocations);
  await expectPaymentsHold(tables, allocations);
  for (const { currency, ofPayment, ofInvoice } of allocations)
    expect([ofPayment, ofInvoice]).toEqual([currency, currency]);
}

type Allocations = Awaited<ReturnType<typeof allocationsWithCurrencies>>;

/** Reversing rows among them: what is live of an allocation is the sum. */
function allocationsWithCurrencies(tables: Tables) {
  return tables
    .selectFrom('allocation')
    .innerJoin('payment', 'payment.id', 'allocation.payment_id')
    .innerJoin('invoice', 'invoice.id', 'allocation.invoice_id')
    .select(['payment_id', 'invoice_id', 'allocation.amount', 'allocation.currency'])
    .select(['payment.currency as ofPayment', 'invoice.currency as ofInvoice'])
    .execute();
}

async function expectTransactionsHold(tables: Tables): Promise<void> {
  const parts = await liveParts(tables);
  for (const { id, amount, settled, state } of await tables
    .selectFrom('bank_transaction')
    .selectAll()
    .execute()) {
    expect(settled).toBe(sumOf(parts.filter(({ transaction_id }) => transaction_id === id)));
    expect(amount > 0n ? settled >= 0n && settled <= amount : settled <= 0n && settled >= amount).toBe(true);
    if (state !== 'ignored') expect(state === 'settled').toBe(settled === amount);
  }
}

async function expectInvoicesHold(tables: Tables, allocations: Allocations): Promise<void> {
  for (const { id, total, allocated, credited, outstanding, status } of await tables
    .selectFrom('invoice')
    .selectAll()
    .execute()) {
    expect(allocated).toBe(sumOf(allocations.filter(({ invoice_id }) => invoice_id === id)));
    expect(allocated >= 0n && allocated <= total).toBe(true);
    expect(outstanding).toBe(total - allocated - credited);
    expect(status).toBe(outstanding === 0n ? 'paid' : allocated > 0n ? 'partly_paid' : 'issued');
  }
}

/** Nor does the bank stand for more of a payment than it is. */
async function expectPaymentsHold(tables: Tables, allocations: Allocations): Promise<void> {
  const parts = await liveParts(tables);
  for (const { id, amount, unallocated, reversed_on } of await tables
    .selectFrom('payment')
    .selectAll()
    .execute()) {
    const used = sumOf(allocations.filter(({ payment_id }) => payment_id === id));
    const claimed = sumOf(parts.filter(({ payment_id, kind }) => payment_id === id && kind === 'payment'));
    expect(claimed <= amount).toBe(true);
    expect([used, unallocated]).toEqual(
      reversed_on === null ? [amount - unallocated, unallocated] : [0n, 0n],
    );
  }
}

function liveParts(tables: Tables) {
  return tables
    .selectFrom('bank_settlement_part as part')
    .innerJoin('bank_settlement as settlement', 'settlement.id', 'part.settlement_id')
    .select(['settlement.transaction_id', 'part.kind', 'part.amount', 'part.payment_id'])
    .where('settlement.undone_at', 'is', null)
    .execute();
}

function sumOf(rows: readonly { readonly amount: bigint }[]): bigint {
  return rows.reduce((sum, { amount }) => sum + amount, 0n);
}
