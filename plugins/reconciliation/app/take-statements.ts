import type { Actor, PermissionName } from '../../../src/kernel/permissions.js';
import type { Database, Transaction } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { statementTaken } from '../contract/events.js';
import type { AccountOpened } from '../contract/work.js';
import { readIdentifier, writtenPlainly } from '../domain/account-identifier.js';
import type { Statement } from '../domain/statement.js';
import type {
  BankAccountRecord,
  BankAccounts,
  BankStatementRecord,
  BankStatements,
  BankTransactions,
  NewTransaction,
} from './bank-book.js';
import { findAccount } from './find-account.js';
import {
  judgeStatements,
  readAmounts,
  type JudgedStatement,
  type ReadStatement,
} from './judge-statements.js';
import type { StatementFile } from './read-statements.js';

const ROWS_AT_ONCE = 2_000;
const LONGEST_REASON = 500;

export interface TakeNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly may: (actor: Actor, permission: PermissionName) => boolean;
  readonly accounts: BankAccounts;
  readonly statements: BankStatements;
  readonly transactions: BankTransactions;
}

export interface StatementsToTake {
  readonly file: StatementFile;
  readonly fileName: string;
  /** SHA-256, hexadecimal */
  readonly fileDigest: string;
  /** for statements that name no account: the id or the identifier of one */
  readonly account: string | null;
  /** accounts that are not here yet; currency and opening balance are those of the first statement that names one */
  readonly open: readonly AccountOpened[];
  /** why statements are taken although they do not add up */
  readonly overrideReason: string | null;
}

export interface TakenStatement {
  readonly statementId: string;
  readonly lines: number;
  readonly added: number;
}

/**
 * Takes the statements of a file in, all of them or none. What is here already adds nothing, whichever file brought it. Refuses
 * `no-statement`, `statement-does-not-add-up`, `may-not-override`, `reason-too-long`, `may-not-open-account`, and what the account
 * (`findAccount`, `readIdentifier`) and the amounts (`readAmounts`) are refused for.
 */
export function makeTakeStatements(needs: TakeNeeds) {
  return async (
    actor: Actor,
    asked: StatementsToTake,
  ): Promise<Result<readonly TakenStatement[], Refusal>> => {
    const { statements } = asked.file;
    if (statements.length === 0) return err({ code: 'no-statement' });
    const reason = reasonOf(needs, actor, asked);
    if (!reason.ok) return reason;
    const read: ReadStatement[] = [];
    for (const statement of statements) {
      const amounts = readAmounts(statement);
      if (!amounts.ok) return amounts;
      read.push(amounts.value);
    }
    const opened = accountsToOpen(needs, actor, asked, read);
    if (!opened.ok) return opened;

    return needs.database.transaction(async (tx) => {
      const at = needs.clock.now();
      const found = await lockAccounts(tx, needs, {
        actor,
        read,
        opened: opened.value,
        chosen: asked.account,
        at,
      });
      if (!found.ok) return found;
      const taken = new Map<ReadStatement, TakenStatement>();
      for (const { account, own } of found.value) {
        const judged = await judgeStatements(tx.queries, needs, account, own, asked.fileDigest);
        for (const one of judged) {
          const terms = { actor, account, asked, overrideReason: reason.value, at };
          taken.set(one.read, one.known ? seenBefore(one, one.known) : await write(tx, needs, one, terms));
        }
      }
      return ok(read.map((one) => taken.get(one)!));
    });
  };
}

/** Why statements that do not add up are taken; null where all do. */
function reasonOf(
  { may }: TakeNeeds,
  actor: Actor,
  { file, overrideReason }: StatementsToTake,
): Result<string | null, Refusal> {
  const odd = file.statements.find((statement) => statement.balanced === false);
  if (!odd) return ok(null);
  const reason = overrideReason?.trim() ?? '';
  const { account, currency, difference } = odd;
  if (reason === '') return err({ code: 'statement-does-not-add-up', account, currency, difference });
  if (reason.length > LONGEST_REASON) return err({ code: 'reason-too-long', most: LONGEST_REASON });
  return may(actor, 'reconciliation.override') ? ok(reason) : err({ code: 'may-not-override' });
}

function accountsToOpen(
  { may }: TakeNeeds,
  actor: Actor,
  { open }: StatementsToTake,
  read: readonly ReadStatement[],
): Result<readonly BankAccountRecord[], Refusal> {
  if (open.length === 0) return ok([]);
  if (!may(actor, 'reconciliation.configure')) return err({ code: 'may-not-open-account' });
  const accounts: BankAccountRecord[] = [];
  for (const { identifier: typed, ...terms } of open) {
    const identifier = readIdentifier(typed);
    if (!identifier.ok) return identifier;
    const first = read.find(({ statement }) => isOf(statement, identifier.value));
    if (!first) return err({ code: 'account-not-in-file', account: identifier.value });
    const { currency, opening } = first;
    const own = { identifier: identifier.value, currency, openingBalance: opening ?? 0n, active: true };
    accounts.push({ id: newId(), ...terms, ...own });
  }
  return ok(accounts);
}

function isOf({ account }: Statement, identifier: string): boolean {
  return account !== null && writtenPlainly(account) === identifier;
}

/** In the order of their identifiers, as everybody locks them, so that two files never wait for each other. */
async function lockAccounts(
  tx: Transaction,
  { accounts }: TakeNeeds,
  asked: {
    readonly actor: Actor;
    readonly read: readonly ReadStatement[];
    readonly opened: readonly BankAccountRecord[];
    readonly chosen: string | null;
    readonly at: Date;
  },
): Promise<
  Result<readonly { readonly account: BankAccountRecord; readonly own: readonly ReadStatement[] }[], Refusal>
> {
  const { actor, read, opened, chosen, at } = asked;
  for (const account of opened) {
    // Not a plain read: it would fix what this transaction sees before it has waited for the account.
    if (await accounts.lock(tx.queries, { identifier: account.identifier })) continue;
    await accounts.insert(tx.queries, account, at);
    const { id, openingBalance, ...after } = account;
    await tx.audit({
      actor,
      action: 'reconciliation.open-account',
      entity: 'BankAccount',
      entityId: id,
      after: { ...after, openingBalance: String(openingBalance) },
    });
  }
  const named = [...read].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  const found = new Map<string, { account: BankAccountRecord; own: ReadStatement[] }>();
  for (const one of named) {
    const account = await findAccount(tx.queries, accounts.lock, one.statement, chosen);
    if (!account.ok) return account;
    const group = found.get(account.value.id);
    if (group) group.own.push(one);
    else found.set(account.value.id, { account: account.value, own: [one] });
  }
  return ok([...found.values()]);
}

function nameOf({ statement }: ReadStatement): string {
  return statement.account === null ? '' : writtenPlainly(statement.account);
}

function seenBefore({ read }: JudgedStatement, { id }: BankStatementRecord): TakenStatement {
  return { statementId: id, lines: read.lines.length, added: 0 };
}

async function write(
  tx: Transaction,
  { statements, transactions }: TakeNeeds,
  { read, lines, added }: JudgedStatement,
  terms: {
    readonly actor: Actor;
    readonly account: BankAccountRecord;
    readonly asked: StatementsToTake;
    readonly overrideReason: string | null;
    readonly at: Date;
  },
): Promise<TakenStatement> {
  const { actor, account, asked, at } = terms;
  const { from, to, opening, closing, difference, statement } = read;
  const record: BankStatementRecord = {
    ...{ id: newId(), accountId: account.id, format: asked.file.format },
    ...{ fileName: asked.fileName.slice(0, 255), fileDigest: asked.fileDigest },
    reference: statement.reference?.slice(0, 64) ?? null,
    ...{ from, to, opening, closing, difference },
    overrideReason: statement.balanced === false ? terms.overrideReason : null,
    ...{ lines: lines.length, added, importedBy: actor.userId },
  };
  await statements.insert(tx.queries, record, at);
  const fresh = lines.filter(({ isNew }) => isNew);
  for (let start = 0; start < fresh.length; start += ROWS_AT_ONCE) {
    const rows = fresh
      .slice(start, start + ROWS_AT_ONCE)
      .map(({ minor, fraction, line, identity, ordinal }): NewTransaction => ({
        ...{ id: newId(), accountId: account.id, statementId: record.id },
        ...{ identity, ordinal, amount: minor, fraction, line },
      }));
    await transactions.insert(tx.queries, rows, at);
  }
  await tx.audit({
    actor,
    action: 'reconciliation.take-statement',
    entity: 'BankStatement',
    entityId: record.id,
    after: {
      ...record,
      opening: textOf(opening),
      closing: textOf(closing),
      difference: textOf(difference),
    },
  });
  await tx.emit(statementTaken, {
    ...{ statementId: record.id, accountId: account.id, from, to },
    ...{ lines: record.lines, added },
  });
  return { statementId: record.id, lines: record.lines, added };
}

function textOf(minor: bigint | null): string | null {
  return minor === null ? null : String(minor);
}
