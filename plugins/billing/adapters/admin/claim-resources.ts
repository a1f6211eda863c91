import type { AdminResource } from '../../../../src/kernel/contributions.js';
import { scopeOfRepresentativesRows } from '../../scopes.js';

const unseen = { visible: false } as const;

/** The receipt itself leaves the house through its own route alone. */
export const paymentClaim: AdminResource = {
  model: 'PaymentClaim',
  icon: 'HelpCircle',
  permissions: { read: 'billing.claim.read' },
  scope: scopeOfRepresentativesRows,
  titleField: 'amount',
  searchFields: ['fileName'],
  listFields: ['createdAt', 'status', 'representativeId', 'invoiceId', 'currency', 'amount', 'paidOn'],
  showFields: [
    'status',
    'representativeId',
    'invoiceId',
    'currency',
    'amount',
    'paidOn',
    'note',
    'fileName',
    'createdAt',
    'decidedAt',
    'paymentId',
    'reason',
  ],
  filterFields: ['status', 'representativeId', 'invoiceId', 'currency', 'amount', 'paidOn', 'createdAt'],
  // Of the three words `waiting` is the last: what is to be decided comes first.
  sort: { by: 'status', direction: 'desc' },
  fields: {
    representativeId: { reference: 'Representative' },
    invoiceId: { reference: 'Invoice' },
    paymentId: { reference: 'Payment' },
    status: { kind: 'status', options: ['waiting', 'confirmed', 'rejected'] },
    currency: { kind: 'currency' },
    amount: { kind: 'money', currencyField: 'currency' },
    note: { kind: 'longtext' },
    reason: { kind: 'longtext' },
    contentType: unseen,
    digest: unseen,
    bytes: unseen,
    createdBy: unseen,
    decidedBy: unseen,
    version: unseen,
  },
};

export const invoiceDispute: AdminResource = {
  model: 'InvoiceDispute',
  icon: 'AlertCircle',
  permissions: { read: 'billing.dispute.read' },
  scope: scopeOfRepresentativesRows,
  titleField: 'reason',
  listFields: ['raisedAt', 'status', 'representativeId', 'invoiceId', 'reason'],
  showFields: ['status', 'representativeId', 'invoiceId', 'reason', 'raisedAt', 'resolution', 'resolvedAt'],
  filterFields: ['status', 'representativeId', 'invoiceId', 'raisedAt'],
  // Open ones first.
  sort: { by: 'status', direction: 'asc' },
  fields: {
    representativeId: { reference: 'Representative' },
    invoiceId: { reference: 'Invoice' },
    status: { kind: 'status', options: ['open', 'resolved'] },
    reason: { kind: 'longtext' },
    resolution: { kind: 'longtext' },
    raisedBy: unseen,
    resolvedBy: unseen,
    version: unseen,
  },
};
