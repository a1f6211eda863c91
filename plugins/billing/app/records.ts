// What the storage keeps, as the use cases see it: amounts in minor units of `currency`.
import type { Language } from '../../../src/kernel/permissions.js';
import type { LocalDate, LocalMonth } from '../../../src/values/local-date.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { Rate } from '../../../src/values/rate.js';
import type { InvoiceStatus } from '../domain/invoice-status.js';

export interface RepresentativeRecord {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly officeId: string;
  readonly currency: CurrencyCode;
  readonly language: Language;
  readonly creditLimit: bigint | null;
  readonly contactName: string | null;
  readonly address: string | null;
  readonly active: boolean;
}

export interface InvoiceRecord {
  readonly id: string;
  readonly number: string | null;
  readonly seriesId: string | null;
  readonly representativeId: string;
  readonly status: InvoiceStatus;
  readonly currency: CurrencyCode;
  readonly issueDate: LocalDate | null;
  readonly dueDate: LocalDate | null;
  readonly termDays: number;
  readonly taxInclusive: boolean;
  readonly net: bigint;
  readonly discount: bigint;
  readonly tax: bigint;
  readonly total: bigint;
  readonly allocated: bigint;
  readonly credited: bigint;
  readonly outstanding: bigint;
  readonly settledOn: LocalDate | null;
  readonly note: string | null;
  readonly voidedOn: LocalDate | null;
  readonly voidReason: string | null;
  readonly version: number;
}

export interface InvoiceLineRecord {
  readonly id: string;
  readonly invoiceId: string;
  readonly position: number;
  readonly productId: string | null;
  readonly description: string;
  /** thousandths */
  readonly quantity: bigint;
  readonly unitPrice: bigint;
  /** parts per million */
  readonly discountRate: number;
  /** parts per million */
  readonly taxRate: number;
  readonly discount: bigint;
  readonly net: bigint;
  readonly tax: bigint;
  readonly total: bigint;
}

export interface NumberSeriesRecord {
  readonly id: string;
  readonly code: string;
  readonly purpose: string;
  readonly prefix: string;
  readonly padding: number;
  readonly year: number;
  readonly nextNumber: bigint;
  readonly yearly: boolean;
}

export interface CreditNoteRecord {
  readonly id: string;
  readonly number: string;
  readonly seriesId: string | null;
  readonly invoiceId: string;
  readonly representativeId: string;
  readonly currency: CurrencyCode;
  readonly issueDate: LocalDate;
  readonly amount: bigint;
  readonly reason: string;
}

export interface PaymentRecord {
  readonly id: string;
  readonly representativeId: string;
  readonly currency: CurrencyCode;
  readonly amount: bigint;
  readonly unallocated: bigint;
  readonly receivedOn: LocalDate;
  readonly method: string;
  readonly reference: string | null;
  readonly note: string | null;
  readonly reversedOn: LocalDate | null;
}

export interface PaymentReversalRecord {
  readonly id: string;
  readonly paymentId: string;
  readonly representativeId: string;
  readonly currency: CurrencyCode;
  /** the payment's */
  readonly amount: bigint;
  readonly reversedOn: LocalDate;
  readonly reason: string;
}

export interface AllocationRecord {
  readonly id: string;
  readonly paymentId: string;
  readonly invoiceId: string;
  readonly currency: CurrencyCode;
  /** negative on a reversing row */
  readonly amount: bigint;
  readonly date: LocalDate;
  readonly reversesId: string | null;
}

export interface PeriodRecord {
  readonly month: LocalMonth;
  readonly status: 'open' | 'closed';
}

export interface ProductRecord {
  readonly id: string;
  readonly name: string;
  readonly unitPrice: bigint;
  readonly currency: CurrencyCode;
  readonly taxRate: Rate;
  readonly active: boolean;
}
