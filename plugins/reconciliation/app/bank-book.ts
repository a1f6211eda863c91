// What bank accounts, statements and transactions are kept in. Amounts are minor units of the account's currency.
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { StatementFormat, StatementLine } from '../domain/statement.js';
import type { StatementPlace } from '../domain/twins.js';

export const ACCOUNT_KINDS = ['bank', 'gateway'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export interface BankAccountRecord {
  readonly id: string;
  readonly name: string;
  readonly identifier: string;
  readonly currency: CurrencyCode;
  readonly kind: AccountKind;
  readonly journalAccount: string;
  readonly openingBalance: bigint;
  readonly expectedEveryDays: number | null;
  readonly active: boolean;
}

/** An account by what statements call it, or by its id. */
export type AccountAsked = { readonly identifier: string } | { readonly id: string };

export interface BankAccounts {
  find(queries: QueryHandle, asked: AccountAsked): Promise<BankAccountRecord | null>;
  /** Until the transaction ends nobody else takes a statement of it. */
  lock(queries: QueryHandle, asked: AccountAsked): Promise<BankAccountRecord | null>;
  /** Leaves an account that is called so already as it is. */
  insert(queries: QueryHandle, account: BankAccountRecord, at: Date): Promise<void>;
  all(queries: QueryHandle): Promise<readonly (BankAccountRecord & { readonly createdAt: Date })[]>;
}

export interface BankStatementRecord extends StatementPlace {
  readonly id: string;
  readonly accountId: string;
  readonly format: StatementFormat;
  readonly fileName: string;
  readonly fileDigest: string;
  readonly reference: string | null;
  readonly difference: bigint | null;
  readonly overrideReason: string | null;
  readonly lines: number;
  readonly added: number;
  readonly importedBy: string | null;
}

export interface BankStatements {
  /** Statements of the account out of this file, or that touch the stretch from the first of the days to the last. */
  near(
    queries: QueryHandle,
    asked: { readonly accountId: string; readonly days: readonly LocalDate[]; readonly fileDigest: string },
  ): Promise<readonly BankStatementRecord[]>;
  insert(queries: QueryHandle, statement: BankStatementRecord, at: Date): Promise<void>;
  /** By account, the day to which its statements reach. */
  lastDays(queries: QueryHandle): Promise<ReadonlyMap<string, LocalDate>>;
}

export interface NewTransaction {
  readonly id: string;
  readonly accountId: string;
  readonly statementId: string;
  readonly identity: string;
  readonly ordinal: number;
  readonly amount: bigint;
  readonly fraction: number;
  readonly line: StatementLine;
}

/** How many of an identity a statement brought, and what they come to. */
export interface Brought {
  readonly statementId: string;
  readonly identity: string;
  readonly count: number;
  readonly amount: bigint;
}

export interface BankTransactions {
  /** By identity, how many twins are here. */
  twins(
    queries: QueryHandle,
    accountId: string,
    identities: readonly string[],
  ): Promise<ReadonlyMap<string, number>>;
  /** What these statements brought of one day. */
  brought(queries: QueryHandle, day: LocalDate, statementIds: readonly string[]): Promise<readonly Brought[]>;
  insert(queries: QueryHandle, rows: readonly NewTransaction[], at: Date): Promise<void>;
}
