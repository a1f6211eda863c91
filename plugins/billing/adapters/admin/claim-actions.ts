import type { AdminAction } from '../../../../src/kernel/contributions.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import { err, ok } from '../../../../src/values/result.js';
import { claims } from '../../contract/claims.js';
import { PAYMENT_METHODS } from '../../domain/payment.js';
import { useCases } from '../../use-cases.js';
import { done, readAction, recordOf, recordPage } from './action-form.js';

type Raw = Readonly<Record<string, unknown>>;
const isWaiting = ({ status }: Raw): boolean => status === 'waiting';
const isOpen = ({ status }: Raw): boolean => status === 'issued' || status === 'partly_paid';

const receipt: AdminAction = {
  name: 'receipt',
  resource: 'PaymentClaim',
  on: 'record',
  permission: 'billing.claim.read',
  icon: 'Image',
  available: ({ fileName }) => fileName !== null,
  run: (request) =>
    Promise.resolve(
      ok(
        done(
          'PaymentClaim.receipt',
          {},
          {
            download: `/admin/x/billing/claims/${recordOf(request)}/receipt`,
          },
        ),
      ),
    ),
};

const confirm: AdminAction = {
  name: 'confirm',
  resource: 'PaymentClaim',
  on: 'record',
  permission: 'billing.claim.decide',
  icon: 'Check',
  available: isWaiting,
  form: [
    { name: 'amount', kind: 'money', currencyField: 'currency', required: true },
    { name: 'receivedOn', kind: 'date', required: true },
    { name: 'method', kind: 'select', options: PAYMENT_METHODS, required: true },
    { name: 'reference', kind: 'text' },
    { name: 'allocate', kind: 'boolean' },
  ],
  async defaults({ context, actor, ids }) {
    const claim = await context.use(claims).find(actor, recordOf({ ids }));
    if (!claim.ok) return {};
    const { amount, currency, paidOn } = claim.value;
    return {
      amount: formatAmount(money(amount, currency)),
      receivedOn: paidOn,
      method: 'bank',
      allocate: true,
    };
  },
  async run(request) {
    const { context, actor } = request;
    const claim = await context.use(claims).find(actor, recordOf(request));
    if (!claim.ok) return claim;
    const form = readAction(request, 'PaymentClaim.confirm', (read) => ({
      amount: read.amount('amount', claim.value.currency),
      receivedOn: read.date('receivedOn'),
      method: read.text('method', 20),
      reference: read.optionalText('reference', 190),
      allocate: read.flag('allocate'),
    }));
    if (!form.ok) return form;
    const confirmed = await context.use(claims).confirm(actor, { claimId: claim.value.id, ...form.value });
    if (!confirmed.ok) return confirmed;
    const { paymentId, amount, currency } = confirmed.value;
    const facts = { amount: formatAmount(money(amount, currency)), currency };
    return ok(done('PaymentClaim.confirm', facts, { redirect: recordPage('Payment', paymentId) }));
  },
};

const reject: AdminAction = {
  name: 'reject',
  resource: 'PaymentClaim',
  on: 'record',
  permission: 'billing.claim.decide',
  icon: 'X',
  danger: true,
  available: isWaiting,
  form: [{ name: 'reason', kind: 'text', required: true }],
  async run(request) {
    const form = readAction(request, 'PaymentClaim.reject', (read) => ({ reason: read.text('reason', 500) }));
    if (!form.ok) return form;
    const asked = { claimId: recordOf(request), ...form.value };
    const rejected = await request.context.use(claims).reject(request.actor, asked);
    return rejected.ok ? ok(done('PaymentClaim.reject')) : rejected;
  },
};

/** "I have paid", of the invoice that it stands on. */
const claim: AdminAction = {
  name: 'claim',
  resource: 'Invoice',
  on: 'record',
  permission: 'billing.claim.create',
  icon: 'DollarSign',
  available: isOpen,
  form: [
    { name: 'amount', kind: 'money', currencyField: 'currency', required: true },
    { name: 'paidOn', kind: 'date' },
    { name: 'note', kind: 'longtext' },
  ],
  async defaults({ context, ids }) {
    const { ledger } = context.use(useCases);
    const invoice = await ledger.invoices.find(context.database.queries, recordOf({ ids }));
    return invoice ? { amount: formatAmount(money(invoice.outstanding, invoice.currency)) } : {};
  },
  async run(request) {
    const { context, actor } = request;
    const { ledger } = context.use(useCases);
    const invoice = await ledger.invoices.find(context.database.queries, recordOf(request));
    if (!invoice) return err({ code: 'unknown-invoice' });
    const form = readAction(request, 'Invoice.claim', (read) => ({
      amount: read.amount('amount', invoice.currency),
      paidOn: read.optionalDate('paidOn'),
      note: read.optionalText('note', 500),
    }));
    if (!form.ok) return form;
    const { id: invoiceId, representativeId, currency } = invoice;
    const of = { invoiceId, representativeId, currency, receipt: null, key: null };
    const claimed = await context.use(claims).claim(actor, { ...of, ...form.value });
    if (!claimed.ok) return claimed;
    return ok(done('Invoice.claim', {}, { redirect: recordPage('PaymentClaim', claimed.value.claimId) }));
  },
};

const dispute: AdminAction = {
  name: 'dispute',
  resource: 'Invoice',
  on: 'record',
  permission: 'billing.dispute.raise',
  icon: 'AlertCircle',
  available: isOpen,
  form: [{ name: 'reason', kind: 'longtext', required: true }],
  async run(request) {
    const form = readAction(request, 'Invoice.dispute', (read) => ({ reason: read.text('reason', 500) }));
    if (!form.ok) return form;
    const asked = { invoiceId: recordOf(request), ...form.value };
    const disputed = await request.context.use(claims).dispute(request.actor, asked);
    return disputed.ok ? ok(done('Invoice.dispute', { number: disputed.value.number })) : disputed;
  },
};

const resolve: AdminAction = {
  name: 'resolve',
  resource: 'InvoiceDispute',
  on: 'record',
  permission: 'billing.dispute.resolve',
  icon: 'Check',
  available: ({ status }) => status === 'open',
  form: [{ name: 'resolution', kind: 'longtext', required: true }],
  async run(request) {
    const form = readAction(request, 'InvoiceDispute.resolve', (read) => ({
      resolution: read.text('resolution', 500),
    }));
    if (!form.ok) return form;
    const asked = { disputeId: recordOf(request), ...form.value };
    const resolved = await request.context.use(claims).resolve(request.actor, asked);
    return resolved.ok ? ok(done('InvoiceDispute.resolve', { number: resolved.value.number })) : resolved;
  },
};

export const claimActions: readonly AdminAction[] = [receipt, confirm, reject, claim, dispute, resolve];
