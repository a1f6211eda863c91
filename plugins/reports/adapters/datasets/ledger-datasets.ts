import type { Dataset } from '../../contract/dataset.js';
import { ledgerDataset, type LedgerColumn } from './ledger-dataset.js';

const amount = (name: string, from: string): LedgerColumn => ({
  name,
  from,
  kind: 'money',
  currencyColumn: 'currency',
  sum: true,
});

/** Counting takes the ledger's table alone, so what narrows it stands there too. */
const whose = (table: 'invoice' | 'payment'): readonly LedgerColumn[] => [
  { name: 'representative_code', kind: 'text', from: 'representative.code' },
  {
    name: 'representative',
    kind: 'text',
    from: 'representative.name',
    filter: true,
    filterFrom: `${table}.representative_id`,
  },
];

const invoices = ledgerDataset({
  name: 'invoices',
  permission: 'billing.invoice.read',
  table: 'invoice',
  day: 'invoice.issue_date',
  columns: [
    { name: 'number', kind: 'text', from: 'invoice.number' },
    ...whose('invoice'),
    { name: 'status', kind: 'word', from: 'invoice.status', filter: true },
    { name: 'issued', kind: 'date', from: 'invoice.issue_date' },
    { name: 'due', kind: 'date', from: 'invoice.due_date' },
    { name: 'settled', kind: 'date', from: 'invoice.settled_on' },
    { name: 'currency', kind: 'text', from: 'invoice.currency', filter: true },
    amount('net', 'invoice.net'),
    amount('tax', 'invoice.tax'),
    amount('total', 'invoice.total'),
    amount('allocated', 'invoice.allocated'),
    amount('credited', 'invoice.credited'),
    amount('outstanding', 'invoice.outstanding'),
  ],
});

const payments = ledgerDataset({
  name: 'payments',
  permission: 'billing.payment.read',
  table: 'payment',
  day: 'payment.received_on',
  beside: { table: 'payment_reversal', key: 'payment_id' },
  columns: [
    { name: 'received', kind: 'date', from: 'payment.received_on' },
    ...whose('payment'),
    { name: 'method', kind: 'word', from: 'payment.method', filter: true },
    { name: 'reference', kind: 'text', from: 'payment.reference' },
    { name: 'currency', kind: 'text', from: 'payment.currency', filter: true },
    amount('amount', 'payment.amount'),
    amount('unallocated', 'payment.unallocated'),
    { name: 'reversed', kind: 'date', from: 'payment.reversed_on' },
    amount('taken_back', 'payment_reversal.amount'),
  ],
});

export const ledgerDatasets: readonly Dataset[] = [invoices, payments];
