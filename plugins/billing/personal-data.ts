import { theHouse } from '../../src/kernel/permissions.js';
import type { PersonalDataOf } from '../../src/kernel/contributions.js';
import type { Belonging, FieldPlace } from '../../src/kernel/personal-data.js';
import { openMattersOf } from './adapters/database/open-matters.js';
import { unprintedInvoicesOf } from './adapters/database/unprinted-invoices.js';
import { billingDocuments } from './contract/documents.js';

/** Books and what they rest on: ten years, the longest that the laws of the markets ask for. */
const TEN_YEARS = 3653;

const ofRepresentative: readonly Belonging[] = [{ of: 'representative', field: 'representativeId' }];
const byTaxLaw = { kept: 'tax-law' } as const;
const ofInvoice: FieldPlace = { field: 'invoiceId', model: 'Invoice', at: 'currency' };
/** An invoice that is still owed keeps its words and its document, however old it is. */
const overWithInvoice = {
  by: { field: 'invoiceId', model: 'Invoice', at: 'issueDate' },
  whenDated: { status: ['paid', 'void'] },
} as const;

/** What billing keeps of representatives and managers. */
export const personalData: PersonalDataOf = {
  classes: [
    { name: 'representatives', days: null },
    { name: 'managers', days: null },
    { name: 'invoices', days: TEN_YEARS, atLeastDays: TEN_YEARS },
    { name: 'payments', days: TEN_YEARS, atLeastDays: TEN_YEARS },
    { name: 'claims', days: 1096 },
  ],
  models: [
    {
      ...{ model: 'Representative', dataClass: 'representatives' },
      subject: {
        kind: 'representative',
        identifies: ['name', 'contactName', 'email', 'phone', 'address'],
      },
      belongs: [{ of: 'representative', field: 'id' }],
      fields: {
        code: { kept: 'books' },
        name: 'pseudonym',
        contactName: 'cleared',
        email: 'cleared',
        phone: 'cleared',
        address: 'cleared',
      },
      ends: { set: { active: false } },
      amounts: { fields: ['creditLimit'], currency: 'currency' },
    },
    {
      ...{ model: 'Manager', dataClass: 'managers' },
      subject: { kind: 'manager', identifies: ['name', 'email', 'phone'] },
      belongs: [{ of: 'manager', field: 'id' }],
      fields: { code: { kept: 'books' }, name: 'pseudonym', email: 'cleared', phone: 'cleared' },
      ends: { set: { active: false } },
    },
    {
      ...{ model: 'OfficeManager', dataClass: 'managers', rows: 'removed' },
      belongs: [{ of: 'manager', field: 'managerId' }],
    },
    {
      ...{ model: 'Invoice', dataClass: 'invoices', belongs: ofRepresentative },
      fields: { note: byTaxLaw, voidReason: byTaxLaw },
      amounts: {
        fields: ['net', 'discount', 'tax', 'total', 'allocated', 'credited', 'outstanding'],
        currency: 'currency',
      },
      expiry: { by: 'issueDate', when: { status: ['paid', 'void'] }, does: 'cleared' },
    },
    {
      ...{ model: 'InvoiceLine', dataClass: 'invoices' },
      belongs: [{ as: 'Invoice', field: 'invoiceId' }],
      fields: { description: byTaxLaw },
      amounts: { fields: ['unitPrice', 'discount', 'net', 'tax', 'total'], currency: ofInvoice },
      expiry: { ...overWithInvoice, does: 'cleared' },
    },
    {
      ...{ model: 'InvoiceDocument', dataClass: 'invoices' },
      belongs: [{ as: 'Invoice', field: 'invoiceId' }],
      fields: { bytes: byTaxLaw },
      expiry: { ...overWithInvoice, does: 'removed' },
    },
    {
      ...{ model: 'CreditNote', dataClass: 'invoices', belongs: ofRepresentative },
      fields: { reason: byTaxLaw },
      amounts: { fields: ['amount'], currency: 'currency' },
      expiry: { by: 'issueDate', does: 'cleared' },
    },
    {
      ...{ model: 'Payment', dataClass: 'payments', belongs: ofRepresentative },
      fields: { reference: byTaxLaw, note: 'words' },
      amounts: { fields: ['amount', 'unallocated'], currency: 'currency' },
      expiry: { by: 'receivedOn', does: 'cleared' },
    },
    {
      ...{ model: 'PaymentReversal', dataClass: 'payments', belongs: ofRepresentative },
      fields: { reason: byTaxLaw },
      amounts: { fields: ['amount'], currency: 'currency' },
      expiry: { by: 'reversedOn', does: 'cleared' },
    },
    {
      ...{ model: 'Allocation', dataClass: 'payments' },
      belongs: [{ as: 'Payment', field: 'paymentId' }],
      amounts: { fields: ['amount'], currency: 'currency' },
    },
    {
      ...{ model: 'PaymentClaim', dataClass: 'claims' },
      belongs: [...ofRepresentative, { of: 'user', field: 'createdBy' }],
      fields: {
        ...{ note: 'words', reason: 'words' },
        ...{ fileName: 'cleared', contentType: 'cleared', digest: 'cleared', bytes: 'cleared' },
      },
      amounts: { fields: ['amount'], currency: 'currency' },
      expiry: { by: 'createdAt', when: { status: ['confirmed', 'rejected'] }, does: 'removed' },
    },
    {
      ...{ model: 'InvoiceDispute', dataClass: 'claims' },
      belongs: [...ofRepresentative, { of: 'user', field: 'raisedBy' }],
      fields: { reason: 'words', resolution: 'words' },
      expiry: { by: 'raisedAt', when: { status: ['resolved'] }, does: 'removed' },
    },
  ],
  impersonal: ['Geo', 'Office', 'Product', 'NumberSeries', 'Period', 'MovedYear', 'MovedName'],
  open: openMattersOf,
  async beforeErasure(context, subject, signal) {
    const documents = context.use(billingDocuments);
    for (const asked of await unprintedInvoicesOf(context.database.queries, subject)) {
      signal.throwIfAborted();
      const printed = await documents.invoice(theHouse('job'), asked);
      if (!printed.ok)
        throw new Error(`the invoice ${asked.invoiceId} is not printed: ${printed.error.code}`);
    }
  },
};
