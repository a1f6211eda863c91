import type { Dialect } from '../../../../src/kernel/ports.js';
import { makeInvoiceDisputes, makePaymentClaims } from './claims.js';
import { creditNotes } from './credit-notes.js';
import { makeInvoiceDocuments } from './invoice-documents.js';
import { makeInvoices } from './invoices.js';
import { makeNumberSeries } from './number-series.js';
import { allocations, makePayments, paymentReversals } from './payments.js';
import { makePeriods } from './periods.js';
import { products } from './products.js';
import { receivables } from './receivables.js';
import { makeRepresentatives } from './representatives.js';

export function openLedger(dialect: Dialect) {
  return {
    representatives: makeRepresentatives(dialect),
    invoices: makeInvoices(dialect),
    series: makeNumberSeries(dialect),
    payments: makePayments(dialect),
    periods: makePeriods(dialect),
    invoiceDocuments: makeInvoiceDocuments(dialect),
    claims: makePaymentClaims(dialect),
    disputes: makeInvoiceDisputes(dialect),
    paymentReversals,
    allocations,
    creditNotes,
    products,
    receivables,
  };
}
