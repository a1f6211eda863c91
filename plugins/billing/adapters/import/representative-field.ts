import type { ImportField } from '../../../imports/contract/import-kind.js';

/** Whom a row of invoices or payments belongs to: the representative's code, under whatever heading a ledger gives it. */
export const representativeField: ImportField = {
  name: 'representative',
  kind: 'text',
  required: true,
  headings: [
    'customerid',
    'customer',
    'representativecode',
    'repid',
    'client',
    'клієнт',
    'клиент',
    'представник',
    'представитель',
  ],
};
