import { z } from 'zod';
import {
  currency,
  cursor,
  date,
  dateOut,
  id,
  instant,
  instantOut,
  limit,
  money,
  moneyIn,
  oneOrMore,
  page,
  percentIn,
  quantityIn,
  text,
} from './values.js';
import { guarded } from './visible-fields.js';

export const STATUSES = ['draft', 'issued', 'partly_paid', 'paid', 'void'] as const;

const SORTS = ['createdAt', 'issueDate', 'dueDate', 'total', 'number'] as const;
export type InvoiceSort = (typeof SORTS)[number];

export const invoiceFilters = z.strictObject({
  representativeId: id.optional(),
  status: oneOrMore(STATUSES),
  currency: currency.optional(),
  number: text(60).optional(),
  issuedFrom: date.optional().meta({ description: 'Issued on this day or later' }),
  issuedTo: date.optional().meta({ description: 'Issued on this day or before' }),
  dueFrom: date.optional().meta({ description: 'Due on this day or later' }),
  dueTo: date.optional().meta({ description: 'Due on this day or before' }),
  open: z
    .enum(['true'])
    .optional()
    .meta({ description: 'Only those on which something is still to be paid' }),
  updatedSince: instant.optional().meta({
    description: 'Changed at this instant or later',
    example: '2026-03-31T00:00:00Z',
  }),
  sort: z
    .enum([...SORTS, ...SORTS.map((sort) => `-${sort}` as const)])
    .default('-issueDate')
    .meta({
      description: 'A minus is descending; records without the value come last',
      example: '-issueDate',
    }),
  limit,
  cursor,
});

const summary = z.object({
  id,
  number: z
    .string()
    .nullable()
    .meta({ description: 'Given at issue, without gaps', example: 'INV-2026-00042' }),
  representativeId: id,
  status: z.enum(STATUSES),
  issueDate: dateOut.nullable(),
  dueDate: dateOut.nullable(),
  total: money,
  outstanding: money.meta({ description: 'What is still to be paid' }),
  createdAt: instantOut,
  updatedAt: instantOut,
  version: z.int(),
});

const line = z
  .object({
    position: z.int(),
    productId: id.nullable(),
    description: z.string(),
    quantity: z.string().meta({ example: '1.5' }),
    unitPrice: money,
    discountRate: z.string().meta({ description: 'Per cent', example: '0' }),
    taxRate: z.string().meta({ description: 'Per cent', example: '21' }),
    discount: money,
    net: money,
    tax: money,
    total: money,
  })
  .meta({ id: 'InvoiceLine' });

export const allocation = z
  .object({
    id,
    paymentId: id,
    invoiceId: id,
    amount: money.meta({ description: 'Negative on the row that takes another one back' }),
    date: dateOut,
    reversesId: id.nullable().meta({ description: 'The allocation that this row takes back' }),
  })
  .meta({ id: 'Allocation' });

export const creditNote = z
  .object({
    id,
    number: z.string(),
    invoiceId: id,
    representativeId: id,
    issueDate: dateOut,
    amount: money,
    reason: z.string(),
    createdAt: instantOut,
  })
  .meta({ id: 'CreditNote' });

export const invoicePage = page('InvoicePage', guarded('Invoice', summary).meta({ id: 'InvoiceSummary' }));

export const invoice = guarded(
  'Invoice',
  summary.extend({
    currency,
    termDays: z.int().meta({ description: 'Days from issue to due' }),
    taxInclusive: z.boolean().meta({ description: 'Whether the unit prices hold the tax' }),
    net: money,
    discount: money,
    tax: money,
    allocated: money,
    credited: money,
    disputed: z.boolean(),
    note: z.string().nullable(),
    voidedOn: dateOut.nullable(),
    voidReason: z.string().nullable(),
    lines: z.array(line),
    allocations: z.array(allocation).optional().meta({ description: 'For who may read payments' }),
    creditNotes: z.array(creditNote).optional().meta({ description: 'For who may read credit notes' }),
  }),
).meta({ id: 'Invoice' });

const draftLine = z
  .strictObject({
    productId: id.optional(),
    description: text(500).optional().meta({ description: 'Without it, the product’s name' }),
    quantity: quantityIn,
    unitPrice: moneyIn.optional().meta({ description: 'Without it, the product’s price' }),
    discountRate: percentIn.optional(),
    taxRate: percentIn.optional().meta({ description: 'Without it, the product’s' }),
  })
  .meta({ id: 'DraftLine' });

const draftParts = {
  representativeId: id,
  currency: currency.optional().meta({ description: 'Without it, the representative’s own' }),
  termDays: z.int().min(0).max(365).optional().meta({ description: 'Without it, as set for the house' }),
  taxInclusive: z.boolean().optional(),
  note: text(1000).nullable().optional(),
  lines: z.array(draftLine).max(500).optional(),
};

export const draft = z.strictObject(draftParts).meta({
  id: 'NewInvoice',
  example: {
    representativeId: '0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77',
    lines: [
      {
        description: 'Transit, March',
        quantity: '1',
        unitPrice: { amount: '1200.00', currency: 'EUR' },
        taxRate: '21',
      },
    ],
  },
});

export const draftChange = z
  .strictObject({ ...draftParts, representativeId: id.optional() })
  .meta({ id: 'InvoiceChange', description: 'What is left out stays; `lines` replaces all of them' });

export const issueBody = z
  .strictObject({ issueDate: date.optional().meta({ description: 'Without it, today' }) })
  .meta({ id: 'InvoiceIssue' });

export const voidBody = z
  .strictObject({ reason: text(500), date: date.optional().meta({ description: 'Without it, today' }) })
  .meta({ id: 'InvoiceVoid' });

export const creditBody = z
  .strictObject({
    amount: moneyIn,
    reason: text(500),
    issueDate: date.optional().meta({ description: 'Without it, today' }),
  })
  .meta({ id: 'NewCreditNote' });

export const byId = z.strictObject({ id });
