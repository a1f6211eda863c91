// What the work screen and the API read of bank transactions, without what was decided about each.
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { TransactionState } from '../contract/work.js';
import type { RuleName } from '../domain/decision.js';
import type { StatementBalances } from '../domain/proof.js';
import type { InView } from './accept-all-exact.js';
import type { TransactionRecord } from './records.js';

export type LineRecord = Omit<TransactionRecord, 'candidates' | 'statement'>;

export interface LinesAsked extends InView {
  readonly states: readonly TransactionState[];
  readonly rule: RuleName | 'hand' | null;
  readonly term: string | null;
  readonly after: Place | null;
  readonly limit: number;
}

/** The last line of the page before. */
export interface Place {
  readonly bookedOn: LocalDate;
  readonly id: string;
}

export interface StateSum {
  readonly accountId: string;
  readonly state: TransactionState;
  readonly isExact: boolean;
  readonly count: number;
  /** minor units */
  readonly amount: bigint;
  readonly settled: bigint;
  /** 10⁻⁵ of the currency's unit */
  readonly fraction: bigint;
  /** how many of them have one */
  readonly fractions: number;
}

export interface AccountBalance {
  readonly id: string;
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly opening: bigint;
  readonly statements: readonly StatementBalances[];
}

export interface Work {
  /** Whatever waits the earliest first, what is done the latest first. */
  lines(queries: QueryHandle, asked: LinesAsked): Promise<readonly LineRecord[]>;
  sums(queries: QueryHandle, view: InView): Promise<readonly StateSum[]>;
  /** booked after that day */
  sumsAfter(queries: QueryHandle, accountId: string, day: LocalDate): Promise<readonly StateSum[]>;
  balances(queries: QueryHandle, view: InView): Promise<readonly AccountBalance[]>;
}
