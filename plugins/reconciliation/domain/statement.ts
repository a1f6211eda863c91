import type { LocalDate } from '../../../src/values/local-date.js';

/** `api`: given line by line, without a file */
export const STATEMENT_FORMATS = ['csv', 'xlsx', 'ofx', 'mt940', 'camt', 'api'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

/**
 * A statement as its file says it. Amounts are plain decimal text with as many decimals as the file gives ("-12.34", "0.12345"):
 * no float ever touches them.
 */
export interface Statement {
  /** IBAN or number, in capitals without spaces; null where the file does not say */
  readonly account: string | null;
  /** ISO 4217 */
  readonly currency: string;
  /** the bank's number of the statement */
  readonly reference: string | null;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly opening: string | null;
  readonly closing: string | null;
  /** whether opening + movements = closing, exactly; null where one of the balances is not given */
  readonly balanced: boolean | null;
  /** closing − opening − movements; null as above */
  readonly difference: string | null;
  readonly transactions: readonly StatementLine[];
}

export interface StatementLine {
  readonly bookedOn: LocalDate;
  readonly valueOn: LocalDate | null;
  /** money in is positive */
  readonly amount: string;
  readonly currency: string;
  /** what the payer gave as reference: end-to-end id, else the bank's own reference; null for none (`NONREF`, `NOTPROVIDED`) */
  readonly reference: string | null;
  readonly endToEndId: string | null;
  readonly bankReference: string | null;
  readonly counterparty: string | null;
  /** the counterparty's account, in capitals without spaces */
  readonly account: string | null;
  /** remittance information and whatever else is said, joined by single spaces; invoice numbers live here */
  readonly text: string | null;
}
