import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';

/** An issued invoice with who owes it. Amounts are minor units of `currency`. */
export interface OwedInvoice {
  readonly id: string;
  readonly number: string;
  readonly status: 'issued' | 'partly_paid' | 'paid' | 'void';
  readonly dueOn: LocalDate;
  readonly currency: CurrencyCode;
  readonly total: bigint;
  readonly outstanding: bigint;
  readonly disputed: boolean;
  readonly representativeId: string;
  readonly representativeName: string;
  readonly representativeEmail: string | null;
  readonly officeId: string;
  readonly geoId: string;
}

/** What is owed, and by whom, for whoever asks for it to be paid. Within the actor's row scope. */
export interface OpenInvoices {
  /** Issued or partly paid, by id, in pages: flat in memory however many there are. */
  pages(
    queries: QueryHandle,
    actor: Actor,
    asked: {
      /** due on this day or before */
      readonly dueBy: LocalDate;
      /** those behind this id */
      readonly after?: string;
      readonly pageSize?: number;
    },
  ): AsyncIterable<readonly OwedInvoice[]>;
  /** An invoice that was issued, whatever became of it since; as the transaction sees it when the queries are one's. */
  find(queries: QueryHandle, actor: Actor, invoiceId: string): Promise<OwedInvoice | null>;
  /** As `find`; those that are not found are absent. A thousand or so a call. */
  findAll(queries: QueryHandle, actor: Actor, invoiceIds: readonly string[]): Promise<readonly OwedInvoice[]>;
  /** Of those that are open the newest, by a part of the number or of the representative's name. */
  newest(
    queries: QueryHandle,
    actor: Actor,
    asked: { readonly term: string; readonly limit: number },
  ): Promise<readonly OwedInvoice[]>;
  /** The managers who answer for these offices: ids of active ones by the office's id. */
  managersOf(
    queries: QueryHandle,
    officeIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
}

export const openInvoices = defineService<OpenInvoices>('billing.open-invoices');
