import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** What is owed in one currency, by how long it is overdue. Minor units; always all five buckets, in order. */
export interface AgeingView {
  readonly asOf: LocalDate;
  readonly currency: CurrencyCode;
  readonly total: bigint;
  readonly buckets: readonly {
    readonly bucket: 'current' | '1-30' | '31-60' | '61-90' | '90+';
    readonly invoices: number;
    readonly amount: bigint;
  }[];
}

/** Minor units; what is owed is positive. */
export interface StatementView {
  readonly currency: CurrencyCode;
  readonly opening: bigint;
  readonly debits: bigint;
  readonly credits: bigint;
  readonly closing: bigint;
  entries(): AsyncIterable<{
    readonly on: LocalDate;
    readonly kind: 'invoice' | 'void' | 'credit-note' | 'payment' | 'payment-reversal';
    readonly reference: string;
    readonly amount: bigint;
    readonly balance: bigint;
  }>;
}

/** What representatives owe, as far as the actor may see it. Days are the organisation's. */
export interface Receivables {
  /** At the end of a day; one for each currency in which anything is owed. */
  ageing(
    actor: Actor,
    asked: { readonly asOf: LocalDate; readonly currency: CurrencyCode | null },
  ): Promise<readonly AgeingView[]>;
  /** Both days included; in the representative's own currency when none is given. Refuses `representative-not-found`, `dates-reversed`. */
  statement(
    actor: Actor,
    asked: {
      readonly representativeId: string;
      readonly currency: CurrencyCode | null;
      readonly from: LocalDate;
      readonly to: LocalDate;
    },
  ): Promise<Result<StatementView, Refusal>>;
  /** Now: Σ outstanding of invoices and Σ unallocated of payments, by currency. Refuses `representative-not-found`. */
  balance(
    actor: Actor,
    representativeId: string,
  ): Promise<
    Result<
      readonly { readonly currency: CurrencyCode; readonly open: bigint; readonly unallocated: bigint }[],
      Refusal
    >
  >;
}

export const receivables = defineService<Receivables>('billing.receivables');
