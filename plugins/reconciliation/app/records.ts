// What the storage keeps, as the use cases see it: amounts in minor units of `currency`.
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { TransactionState } from '../contract/work.js';
import type { Candidate, RuleName, TraceStep } from '../domain/decision.js';

export interface TransactionRecord {
  readonly id: string;
  readonly version: number;
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly identifier: string;
    readonly kind: 'bank' | 'gateway';
  };
  readonly statement: { readonly id: string; readonly fileName: string };
  readonly bookedOn: LocalDate;
  readonly valueOn: LocalDate | null;
  readonly amount: bigint;
  /** what the bank gives beyond the minor unit: 10⁻⁵ of the currency's unit */
  readonly fraction: number;
  readonly currency: CurrencyCode;
  readonly endToEndId: string | null;
  readonly bankReference: string | null;
  readonly counterparty: string | null;
  readonly counterpartyAccount: string | null;
  readonly text: string | null;
  readonly settled: bigint;
  readonly state: TransactionState;
  readonly reason: string | null;
  readonly candidates: readonly Candidate[];
  readonly rule: RuleName | 'hand' | null;
  readonly isExact: boolean;
  readonly leftover: string | null;
}

/** What is left to settle of it, with its sign. */
export const leftOf = ({ amount, settled }: Pick<TransactionRecord, 'amount' | 'settled'>): bigint =>
  amount - settled;

export interface SettledShare {
  readonly allocationId: string;
  readonly invoiceId: string;
  readonly number: string;
  readonly amount: bigint;
}

export interface PartRecord {
  readonly kind: 'payment' | 'write-off' | 'transfer' | 'payment-reversal';
  readonly amount: bigint;
  /** whose payment it is */
  readonly representativeId: string | null;
  readonly paymentId: string | null;
  /** whether the settlement recorded the payment itself */
  readonly recorded: boolean;
  readonly allocations: readonly SettledShare[];
  readonly writeOffAccount: string | null;
  readonly counterTransactionId: string | null;
  readonly note: string | null;
  /** what a payment that was taken back had been: undoing records it anew */
  readonly takenBack: TakenBack | null;
}

export interface TakenBack {
  readonly method: string;
  readonly reference: string | null;
}

export interface SettlementRecord {
  readonly id: string;
  readonly transactionId: string;
  readonly rule: RuleName | 'hand';
  readonly trace: readonly TraceStep[];
  readonly runId: string | null;
  /** null: the house itself */
  readonly settledBy: string | null;
  readonly settledAt: Date;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
  readonly parts: readonly PartRecord[];
}

export interface TransactionChange {
  readonly settled?: bigint;
  readonly state: TransactionState;
  readonly reason?: string | null;
  readonly candidates?: readonly Candidate[];
  readonly rule: RuleName | 'hand' | null;
  readonly isExact: boolean;
  readonly leftover?: string | null;
}

/** Whoever settles locks transactions by id first, then as billing's ledger says. */
export interface Transactions {
  find(queries: QueryHandle, id: string): Promise<TransactionRecord | null>;
  /** By id, whatever their order here: two who need the same ones wait for each other, and neither for ever. */
  lock(queries: QueryHandle, ids: readonly string[]): Promise<ReadonlyMap<string, TransactionRecord>>;
  change(
    queries: QueryHandle,
    transaction: TransactionRecord,
    change: TransactionChange,
    at: Date,
  ): Promise<void>;
}

export interface Settlements {
  insert(queries: QueryHandle, settlement: SettlementRecord): Promise<void>;
  find(queries: QueryHandle, id: string): Promise<SettlementRecord | null>;
  /** the latest first, undone ones as well */
  ofTransaction(queries: QueryHandle, transactionId: string): Promise<readonly SettlementRecord[]>;
  /** the live settlement of `transactionId` that has a transfer to `counterId` */
  transferBetween(
    queries: QueryHandle,
    transactionId: string,
    counterId: string,
  ): Promise<SettlementRecord | null>;
  /** of each payment, what live parts stand for it; payments without any are absent */
  claimedOf(queries: QueryHandle, paymentIds: readonly string[]): Promise<ReadonlyMap<string, bigint>>;
  /** whether a live part takes this payment back */
  isTakenBack(queries: QueryHandle, paymentId: string): Promise<boolean>;
  /** Live parts that stand for a payment stand for another one from now on, that was recorded in its place. */
  replacePayment(
    queries: QueryHandle,
    paymentId: string,
    by: { readonly paymentId: string; readonly allocations: readonly SettledShare[] },
  ): Promise<void>;
  markUndone(queries: QueryHandle, id: string, by: string | null, at: Date): Promise<void>;
}
