/**
 * What the books are made of, as the audit trail names it. One use case changes several of these and is entered under one (an import
 * under what its file is of, an allocation under the payment), so whoever remembers a figure of the ledger tags it with all of them.
 */
export const LEDGER_MODELS: readonly string[] = [
  'Invoice',
  'CreditNote',
  'Payment',
  'Allocation',
  'Representative',
  'Product',
  'Office',
  'Geo',
  'Manager',
  'OfficeManager',
];
