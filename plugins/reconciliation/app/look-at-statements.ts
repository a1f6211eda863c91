import type { Database } from '../../../src/kernel/ports.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { StatementsRead } from '../contract/work.js';
import type { BankAccountRecord, BankAccounts, BankStatements, BankTransactions } from './bank-book.js';
import { findAccount } from './find-account.js';
import { judgeStatements, readAmounts, type ReadStatement } from './judge-statements.js';
import type { StatementFile } from './read-statements.js';

const SHOWN = 5;

interface Needs {
  readonly database: Database;
  readonly accounts: BankAccounts;
  readonly statements: BankStatements;
  readonly transactions: BankTransactions;
}

type View = StatementsRead['statements'][number];

/** Says what taking a file would bring; writes nothing. Refuses what `readAmounts` and, but for an unknown account, `findAccount` refuse. */
export function makeLookAtStatements({ database, accounts, statements, transactions }: Needs) {
  return async (asked: {
    readonly file: StatementFile;
    readonly fileDigest: string;
    readonly account: string | null;
  }): Promise<Result<readonly View[], Refusal>> => {
    const { queries } = database;
    const read: ReadStatement[] = [];
    const owners = new Map<ReadStatement, BankAccountRecord>();
    for (const statement of asked.file.statements) {
      const amounts = readAmounts(statement);
      if (!amounts.ok) return amounts;
      read.push(amounts.value);
      const account = await findAccount(queries, accounts.find, statement, asked.account);
      if (account.ok) owners.set(amounts.value, account.value);
      else if (!NOT_YET.has(account.error.code)) return account;
    }
    const added = new Map<ReadStatement, number>();
    for (const account of new Map([...owners.values()].map((owner) => [owner.id, owner])).values()) {
      const own = read.filter((one) => owners.get(one)?.id === account.id);
      const needs = { statements, transactions };
      for (const judged of await judgeStatements(queries, needs, account, own, asked.fileDigest))
        added.set(judged.read, judged.added);
    }
    return ok(read.map((one) => viewOf(one, owners.get(one) ?? null, added.get(one) ?? one.lines.length)));
  };
}

/** What the reader of the page can still mend there. */
const NOT_YET = new Set(['unknown-bank-account', 'account-not-named']);

function viewOf(
  { statement, from, to, lines }: ReadStatement,
  owner: BankAccountRecord | null,
  added: number,
): View {
  const { account, currency, opening, closing, balanced, difference } = statement;
  return {
    ...{ account, currency, from, to, opening, closing, balanced, difference },
    known: owner === null ? null : { id: owner.id, name: owner.name },
    lines: lines.length,
    knownLines: lines.length - added,
    first: lines.slice(0, SHOWN).map(({ line: { bookedOn, amount, counterparty, text } }) => ({
      ...{ bookedOn, amount, counterparty, text },
    })),
  };
}
