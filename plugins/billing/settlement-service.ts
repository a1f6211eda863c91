import { err, ok, type Refusal, type Result } from '../../src/values/result.js';
import { movedNames } from './adapters/database/moved-names.js';
import { toSettle } from './adapters/database/to-settle.js';
import { mayActFor } from './app/access.js';
import type { AllocationRecord } from './app/records.js';
import type { MadeAllocation, Settlement } from './contract/settlement.js';
import type { BillingUseCases } from './use-cases.js';

/** What other plugins may settle inside their own transactions: billing's use cases without the doors that open one. */
export function provideSettlement({ inside, ledger }: BillingUseCases): Settlement {
  return {
    ...toSettle,
    movedWith: (queries, paymentIds) => movedNames(queries, 'payment-id', paymentIds),

    async settle(tx, actor, { shares, today, ...money }) {
      const recorded = await inside.recordPayment(tx, actor, { ...money, put: shares }, today);
      if (!recorded.ok) return recorded;
      const { paymentId, allocations } = recorded.value;
      return ok({ paymentId, allocations: allocations.map(made) });
    },

    async allocate(tx, actor, { today, ...asked }) {
      const allocated = await inside.allocatePayment(tx, actor, { ...asked, date: 'earliest' }, today);
      return allocated.ok ? ok(allocated.value.allocations.map(made)) : allocated;
    },

    async takeBack(tx, actor, { paymentId, allocationIds, today }): Promise<Result<true, Refusal>> {
      const payment = await ledger.payments.find(tx.queries, paymentId);
      for (const id of allocationIds) {
        const allocation = await ledger.allocations.find(tx.queries, id);
        if (!payment || allocation?.paymentId !== paymentId) return err({ code: 'unknown-allocation' });
        const { representativeId } = payment;
        const taken = await inside.takeBack(
          tx,
          actor,
          { allocation, representativeId },
          { on: today, today },
        );
        if (!taken.ok && taken.error.code !== 'already-reversed') return taken;
      }
      return ok(true);
    },

    async lockPayment(tx, actor, paymentId) {
      const found = await ledger.payments.find(tx.queries, paymentId);
      const representative = found && (await ledger.representatives.lock(tx.queries, found.representativeId));
      const payment = await ledger.payments.lock(tx.queries, paymentId);
      if (!payment || !mayActFor(actor, representative)) return err({ code: 'unknown-payment' });
      const { reversedOn, ...view } = payment;
      return reversedOn === null ? ok(view) : err({ code: 'payment-reversed-already', reversedOn });
    },

    reversePayment: (tx, actor, { today, ...asked }) => inside.reversePayment(tx, actor, asked, today),
  };
}

function made({ id, invoiceId, amount }: AllocationRecord): MadeAllocation {
  return { allocationId: id, invoiceId, amount };
}
