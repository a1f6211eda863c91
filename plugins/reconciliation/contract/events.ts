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

/** Amounts are minor units of `currency` in a string, with the sign of the bank transaction. */
export interface TransactionSettled {
  readonly transactionId: string;
  readonly settlementId: string;
  /** the rule that linked it, or `hand` */
  readonly rule: string;
  readonly currency: string;
  readonly amount: string;
  readonly paymentIds: readonly string[];
  /** the run that decided it; null: a person */
  readonly runId: string | null;
}

export interface SettlementUndone {
  readonly transactionId: string;
  readonly settlementId: string;
  readonly currency: string;
  readonly amount: string;
}

export const transactionSettled = defineEvent<TransactionSettled>(
  'reconciliation.transaction-settled',
  'A bank transaction, or a part of it, became payments, allocations, a write-off or a transfer.',
);
export const settlementUndone = defineEvent<SettlementUndone>(
  'reconciliation.settlement-undone',
  'What a bank transaction had become was taken back: it is open again.',
);
