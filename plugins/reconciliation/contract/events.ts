import { defineEvent } from '../../../src/kernel/events.js';

/** Dates are YYYY-MM-DD. */
export interface StatementTaken {
  readonly statementId: string;
  readonly accountId: string;
  readonly from: string | null;
  readonly to: string | null;
  /** transactions in the file, and those of them that were new */
  readonly lines: number;
  readonly added: number;
}

export interface StatementLate {
  readonly accountId: string;
  /** the day by which a statement had to be here */
  readonly dueOn: string;
}

export const statementTaken = defineEvent<StatementTaken>(
  'reconciliation.statement-taken',
  'A bank statement was taken in; its new transactions are here.',
);
export const statementLate = defineEvent<StatementLate>(
  'reconciliation.statement-late',
  'An account has waited for a statement longer than it should.',
);
