// Statements and a book of bank accounts to take them into. A specification states only what matters to it.
import type { ReconciliationTables } from '../../../../generated/tables/reconciliation.js';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { TestDatabase } from '../../../../test/harness/database.js';
import type { Actor, PermissionName } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import { makeBankAccounts } from '../../adapters/database/bank-accounts.js';
import { bankStatements } from '../../adapters/database/bank-statements.js';
import { makeBankTransactions } from '../../adapters/database/bank-transactions.js';
import { makeTakeStatements, type StatementsToTake, type TakeNeeds } from '../../app/take-statements.js';
import type { Statement, StatementLine } from '../../domain/statement.js';

export const operator: Actor = {
  userId: null,
  name: 'operator@house.test',
  role: 'operator',
  via: 'panel',
  language: 'en',
  representativeId: null,
  managerId: null,
  officeIds: [],
};

export const IBAN = 'DE89370400440532013000';
export const day = (text: string): LocalDate => text as LocalDate;

export function aLine(change: Partial<StatementLine> = {}): StatementLine {
  return {
    bookedOn: day('2026-03-02'),
    valueOn: null,
    amount: '10.00',
    currency: 'EUR',
    reference: null,
    endToEndId: null,
    bankReference: null,
    counterparty: 'Harbour Telecom',
    account: null,
    text: 'INV-2026-00001',
    ...change,
  };
}

/** Balances in whole cents; closing is what opening and lines come to. */
export function aStatement(
  change: Partial<Statement> & { readonly lines?: readonly StatementLine[] } = {},
): Statement {
  const { lines = [aLine()], ...rest } = change;
  const opening = rest.opening === undefined ? '100.00' : rest.opening;
  const sum = lines.reduce((total, { amount }) => total + Math.round(Number(amount) * 100), 0);
  const closing = opening === null ? null : ((Math.round(Number(opening) * 100) + sum) / 100).toFixed(2);
  return {
    account: IBAN,
    currency: 'EUR',
    reference: null,
    from: day('2026-03-02'),
    to: day('2026-03-02'),
    opening,
    closing,
    balanced: opening === null ? null : true,
    difference: opening === null ? null : '0',
    transactions: lines,
    ...rest,
  };
}

export function aFile(
  statements: readonly Statement[],
  change: Partial<StatementsToTake> = {},
): StatementsToTake {
  return {
    file: { format: 'camt', statements },
    fileName: 'march.xml',
    fileDigest: digestOf(statements),
    account: null,
    open: [],
    overrideReason: null,
    ...change,
  };
}

/** Equal files have equal ones. */
function digestOf(statements: readonly Statement[]): string {
  return Buffer.from(JSON.stringify(statements)).toString('hex').slice(-64).padStart(64, '0');
}

export function openBankBook(
  database: TestDatabase,
  may: (permission: PermissionName) => boolean = () => true,
) {
  const now = new Date('2026-03-15T12:00:00Z');
  const { port } = database;
  const needs: TakeNeeds = {
    database: port,
    clock: { now: () => now },
    may: (_, permission) => may(permission),
    accounts: makeBankAccounts(port.dialect),
    statements: bankStatements,
    transactions: makeBankTransactions(port.dialect),
  };
  const tables = queriesOf<ReconciliationTables & HostTables>(port.queries);
  return {
    needs,
    tables,
    take: makeTakeStatements(needs),
    /** an account of ours that is called so */
    async account(identifier = IBAN, currency = 'EUR'): Promise<string> {
      const id = crypto.randomUUID();
      const account = {
        ...{
          id,
          name: `Main ${currency}`,
          identifier,
          currency: currency as CurrencyCode,
          kind: 'bank' as const,
        },
        ...{ journalAccount: 'Assets:Bank:Main', openingBalance: 0n, expectedEveryDays: null, active: true },
      };
      await needs.accounts.insert(port.queries, account, now);
      return id;
    },
    /** what is here, in the order of the days, each as `amount text` */
    async transactions(): Promise<readonly string[]> {
      const rows = await tables
        .selectFrom('bank_transaction')
        .select(['booked_on', 'amount', 'text', 'ordinal'])
        .execute();
      return rows.map((row) => `${row.booked_on} ${row.amount} ${row.text} #${row.ordinal}`).sort();
    },
  };
}

export type BankBook = ReturnType<typeof openBankBook>;

/** What was done; a refusal is a failure of the specification. */
export function value<Value>(result: Result<Value, Refusal>): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
