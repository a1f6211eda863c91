import { keptAs, type CopyRule } from '../../src/kernel/copies.js';

export const copyRules: readonly CopyRule[] = [
  ...keptAs('network', ['Geo', 'Office', 'Manager', 'OfficeManager']),
  ...keptAs('representatives', ['Representative']),
  ...keptAs('products', ['Product']),
  ...keptAs('invoices', [
    'NumberSeries',
    'Invoice',
    'InvoiceLine',
    'InvoiceDocument',
    'CreditNote',
    'InvoiceDispute',
  ]),
  ...keptAs('payments', ['Payment', 'PaymentReversal', 'Allocation', 'PaymentClaim']),
  ...keptAs('periods', ['Period', 'MovedYear', 'MovedName']),
];
