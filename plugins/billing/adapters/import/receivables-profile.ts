import type { ShippedProfile } from '../../../imports/contract/import-kind.js';

/**
 * The ledger of receivables that finance systems hand out as one flat file: a row an invoice, dates as month/day/year, and the
 * day on which it was settled, which makes the payment. Unknown countries and customers become geos and representatives.
 */
export const receivablesProfile: ShippedProfile = {
  name: 'receivables',
  mapping: {
    columns: {
      geo: 'countryCode',
      representative: 'customerID',
      number: 'invoiceNumber',
      issueDate: 'InvoiceDate',
      dueDate: 'DueDate',
      amount: 'InvoiceAmount',
      disputed: 'Disputed',
      paidOn: 'SettledDate',
    },
    dateFormat: 'mdy',
    decimalSign: '.',
    amountUnit: 'major',
    encoding: 'utf-8',
    currency: null,
    createMissing: true,
  },
};
