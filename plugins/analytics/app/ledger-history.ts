import type { RowScope } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';

/** An issued invoice as the ledger knew it at the end of a day: what was posted later is not in it. */
export interface InvoiceThen {
  readonly id: string;
  readonly number: string | null;
  readonly representativeId: string;
  readonly currency: CurrencyCode;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  /** minor units, as `outstanding` */
  readonly total: bigint;
  /** 0 when settled */
  readonly outstanding: bigint;
  readonly settledOn: LocalDate | null;
}

export interface HistoryAsked {
  readonly asOf: LocalDate;
  /** invoices issued before it are read only where they were still open */
  readonly from: LocalDate;
  /** over rows that carry a representative_id */
  readonly scope: RowScope;
}

export interface LedgerHistory {
  /** One by one, in flat memory, in no particular order. Not inside a transaction. */
  invoicesThen(queries: QueryHandle, asked: HistoryAsked): AsyncIterable<InvoiceThen>;
  /** those of `ids`; panel addresses and row scope are the caller's matter */
  representatives(
    queries: QueryHandle,
    ids: readonly string[],
  ): Promise<
    ReadonlyMap<string, { readonly code: string; readonly name: string; readonly officeId: string }>
  >;
}
