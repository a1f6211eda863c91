import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** An issued invoice as its representative sees it. Minor units of `currency`; days are the organisation's. */
export interface InvoiceSeen {
  readonly id: string;
  readonly number: string;
  readonly representativeId: string;
  /** overdue: something is left to pay after its day */
  readonly status: 'issued' | 'partly_paid' | 'overdue' | 'paid' | 'void';
  readonly currency: CurrencyCode;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly total: bigint;
  readonly outstanding: bigint;
  readonly disputed: boolean;
}

export interface InvoiceInFull extends InvoiceSeen {
  /** Σ of what was paid and allocated to it */
  readonly allocated: bigint;
  readonly credited: bigint;
  readonly lines: readonly {
    readonly description: string;
    /** thousandths: 1.5 is 1500 */
    readonly quantity: bigint;
    /** with tax */
    readonly total: bigint;
  }[];
}

/** What a representative owes in one currency, minor units, today. */
export interface Standing {
  readonly currency: CurrencyCode;
  readonly open: bigint;
  /** of that, past its day */
  readonly overdue: bigint;
  /** received and not yet put against an invoice */
  readonly unallocated: bigint;
  /** what of the rest is due next, null when nothing is */
  readonly nextDue: { readonly on: LocalDate; readonly amount: bigint } | null;
}

/** The books as a reader of few words wants them. Within the actor's permission (`forbidden`) and row scope. */
export interface InvoicesView {
  /**
   * Issued invoices, the newest first, those that come after the invoice `after`. `more` says whether there are others behind them.
   * Refuses `representative-not-found`.
   */
  page(
    actor: Actor,
    asked: {
      readonly representativeId: string;
      /** those that leave something to pay, or all */
      readonly which: 'open' | 'all';
      readonly after: string | null;
      readonly limit: number;
    },
  ): Promise<Result<{ readonly invoices: readonly InvoiceSeen[]; readonly more: boolean }, Refusal>>;
  /** Refuses `unknown-invoice`. */
  one(actor: Actor, invoiceId: string): Promise<Result<InvoiceInFull, Refusal>>;
  /** By currency; one without anything open or free is absent. Refuses `representative-not-found`. */
  standing(actor: Actor, representativeId: string): Promise<Result<readonly Standing[], Refusal>>;
}

export const invoicesView = defineService<InvoicesView>('billing.invoices-view');
