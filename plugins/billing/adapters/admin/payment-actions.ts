import type { ActionOutcome, ActionRequest, AdminAction } from '../../../../src/kernel/contributions.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import { err, ok } from '../../../../src/values/result.js';
import { PAYMENT_METHODS } from '../../domain/payment.js';
import { useCases } from '../../use-cases.js';
import { done, readAction, recordOf, recordPage, undoBy } from './action-form.js';

const hasMoneyLeft = (payment: Readonly<Record<string, unknown>>): boolean =>
  BigInt(String(payment['unallocated'] ?? 0)) > 0n;

const record: AdminAction = {
  name: 'record',
  resource: 'Payment',
  on: 'resource',
  permission: 'billing.payment.record',
  icon: 'Plus',
  form: [
    { name: 'representativeId', kind: 'reference', reference: 'Representative', required: true },
    { name: 'amount', kind: 'money', currencyField: 'currency', required: true },
    { name: 'currency', kind: 'currency' },
    { name: 'receivedOn', kind: 'date' },
    { name: 'method', kind: 'select', options: PAYMENT_METHODS, required: true },
    { name: 'reference', kind: 'text' },
    { name: 'note', kind: 'longtext' },
    { name: 'allocate', kind: 'boolean' },
  ],
  defaults: () => Promise.resolve({ method: 'bank', allocate: true }),
  async run(request) {
    const { context, actor, input } = request;
    const billing = context.use(useCases);
    const id = typeof input['representativeId'] === 'string' ? input['representativeId'] : '';
    const representative = await billing.ledger.representatives.find(context.database.queries, id);
    if (id !== '' && !representative) return err({ code: 'representative-not-found' });
    const form = readAction(request, 'Payment.record', (read) => {
      const representativeId = read.text('representativeId', 36);
      const currency = read.optionalCurrency('currency') ?? representative!.currency;
      return {
        representativeId,
        currency,
        amount: read.amount('amount', currency),
        receivedOn: read.optionalDate('receivedOn'),
        method: read.text('method', 20),
        reference: read.optionalText('reference', 190),
        note: read.optionalText('note', 500),
        allocate: read.flag('allocate'),
      };
    });
    if (!form.ok) return form;
    const recorded = await billing.recordPayment(actor, form.value);
    if (!recorded.ok) return recorded;
    return ok(done('Payment.record', {}, { redirect: recordPage('Payment', recorded.value.paymentId) }));
  },
};

const allocate: AdminAction = {
  name: 'allocate',
  resource: 'Payment',
  on: 'record',
  permission: 'billing.allocation.make',
  icon: 'GitMerge',
  confirm: true,
  available: hasMoneyLeft,
  async run(request) {
    const asked = { paymentId: recordOf(request), shares: null, date: null };
    const allocated = await request.context.use(useCases).allocatePayment(request.actor, asked);
    if (!allocated.ok) return allocated;
    const { amount, currency, allocationIds } = allocated.value;
    const facts = { amount: formatAmount(money(amount, currency)), currency };
    return ok(done('Payment.allocate', facts, takingBack(request, allocationIds)));
  },
};

const allocateByHand: AdminAction = {
  name: 'allocate-by-hand',
  resource: 'Payment',
  on: 'record',
  permission: 'billing.allocation.make',
  icon: 'Sliders',
  available: hasMoneyLeft,
  form: [
    {
      name: 'parts',
      kind: 'rows',
      columns: [
        { name: 'invoiceId', kind: 'reference', reference: 'Invoice', required: true },
        { name: 'amount', kind: 'money', currencyField: 'currency', required: true },
      ],
    },
    { name: 'date', kind: 'date' },
  ],
  async run(request) {
    const { context, actor } = request;
    const billing = context.use(useCases);
    const payment = await billing.ledger.payments.find(context.database.queries, recordOf(request));
    if (!payment) return err({ code: 'unknown-payment' });
    const form = readAction(request, 'Payment.allocate-by-hand', (read) => ({
      shares: read.rows('parts', (row) => ({
        invoiceId: row.text('invoiceId', 36),
        amount: row.amount('amount', payment.currency),
      })),
      date: read.optionalDate('date'),
    }));
    if (!form.ok) return form;
    const allocated = await billing.allocatePayment(actor, { paymentId: payment.id, ...form.value });
    if (!allocated.ok) return allocated;
    const { amount, currency, allocationIds } = allocated.value;
    const facts = { amount: formatAmount(money(amount, currency)), currency };
    return ok(done('Payment.allocate-by-hand', facts, takingBack(request, allocationIds)));
  },
};

const reverse: AdminAction = {
  name: 'reverse',
  resource: 'Payment',
  on: 'record',
  permission: 'billing.payment.reverse',
  icon: 'CornerUpLeft',
  confirm: true,
  danger: true,
  available: (payment) => payment['reversedOn'] === null,
  form: [
    { name: 'reason', kind: 'text', required: true },
    { name: 'date', kind: 'date' },
  ],
  async run(request) {
    const form = readAction(request, 'Payment.reverse', (read) => ({
      reason: read.text('reason', 500),
      on: read.optionalDate('date'),
    }));
    if (!form.ok) return form;
    const paymentId = recordOf(request);
    const reversed = await request.context
      .use(useCases)
      .reversePayment(request.actor, { paymentId, ...form.value });
    return reversed.ok ? ok(done('Payment.reverse')) : reversed;
  },
};

const unallocate: AdminAction = {
  name: 'unallocate',
  resource: 'Allocation',
  on: 'record',
  permission: 'billing.allocation.undo',
  icon: 'CornerUpLeft',
  confirm: true,
  danger: true,
  available: (allocation) => allocation['reversesId'] === null,
  async run(request) {
    const undone = await request.context
      .use(useCases)
      .unallocate(request.actor, { allocationIds: request.ids });
    return undone.ok ? ok(done('Allocation.unallocate')) : undone;
  },
};

/** Several at once: all of them or none. */
const unallocateChosen: AdminAction = { ...unallocate, on: 'bulk' };

function takingBack(request: ActionRequest, ids: readonly string[]): Pick<ActionOutcome, 'undo'> {
  const inverse = { model: 'Allocation', action: 'unallocate', permission: unallocate.permission };
  return undoBy(request, inverse, { ids, input: {} });
}

export const paymentActions: readonly AdminAction[] = [
  record,
  allocate,
  allocateByHand,
  reverse,
  unallocate,
  unallocateChosen,
];
