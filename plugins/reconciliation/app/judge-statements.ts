import type { QueryHandle } from '../../../src/kernel/ports.js';
import { isCurrency, type CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { readBankAmount, type BankAmount } from '../domain/bank-amount.js';
import type { Statement, StatementLine } from '../domain/statement.js';
import { identityOf } from '../domain/transaction-identity.js';
import {
  besideOnTheDay,
  numbersOfTwins,
  twinsBeside,
  type StatementPlace,
  type TakenPlace,
} from '../domain/twins.js';
import type {
  BankAccountRecord,
  BankStatementRecord,
  BankStatements,
  BankTransactions,
  Brought,
} from './bank-book.js';

/** Lines that are looked up at once. */
const AT_ONCE = 1_000;

/** A statement with its amounts read: minor units of its currency. */
export interface ReadStatement extends StatementPlace {
  readonly statement: Statement;
  readonly currency: CurrencyCode;
  readonly difference: bigint | null;
  /** those that move something */
  readonly lines: readonly ReadLine[];
}

export interface ReadLine extends BankAmount {
  readonly line: StatementLine;
}

/** What is to be done with a line. */
export interface JudgedLine extends ReadLine {
  readonly identity: string;
  readonly ordinal: number;
  readonly isNew: boolean;
}

export interface JudgedStatement {
  readonly read: ReadStatement;
  readonly lines: readonly JudgedLine[];
  readonly added: number;
  /** the very same statement, taken before */
  readonly known: BankStatementRecord | null;
}

interface Needs {
  readonly statements: BankStatements;
  readonly transactions: BankTransactions;
}

/** Refuses `unknown-currency`, `line-in-other-currency` and what an amount can be refused for, naming the line. */
export function readAmounts(statement: Statement): Result<ReadStatement, Refusal> {
  const { currency } = statement;
  if (!isCurrency(currency)) return err({ code: 'unknown-currency', value: currency });
  const lines: ReadLine[] = [];
  for (const [index, line] of statement.transactions.entries()) {
    if (line.currency !== currency)
      return err({ code: 'line-in-other-currency', line: index + 1, given: line.currency, currency });
    const amount = readBankAmount(line.amount, currency);
    if (!amount.ok) return err({ ...amount.error, line: index + 1 });
    if (amount.value.minor !== 0n || amount.value.fraction !== 0) lines.push({ ...amount.value, line });
  }
  const days = lines.map(({ line }) => line.bookedOn).sort();
  const balances = [statement.opening, statement.closing, statement.difference].map((text) =>
    text === null ? null : readBankAmount(text, currency),
  );
  const unread = balances.find((balance) => balance?.ok === false);
  if (unread?.ok === false) return unread;
  const [opening = null, closing = null, difference = null] = balances.map((balance) =>
    balance?.ok ? balance.value.minor : null,
  );
  return ok({
    ...{ statement, currency, opening, closing, difference, lines },
    from: statement.from ?? days[0] ?? null,
    to: statement.to ?? days.at(-1) ?? null,
  });
}

/**
 * Tells which lines of a file's statements, all of one account, are new. They are looked at one after the other: what an earlier one
 * brings is there for the later ones.
 */
export async function judgeStatements(
  queries: QueryHandle,
  { statements, transactions }: Needs,
  account: Pick<BankAccountRecord, 'id'>,
  read: readonly ReadStatement[],
  fileDigest: string,
): Promise<readonly JudgedStatement[]> {
  const days = read.flatMap(({ from, to }) => [from, to]).filter((day) => day !== null);
  const near = await statements.near(queries, { accountId: account.id, days, fileDigest });
  const identified = read.map(({ lines }) => lines.map(({ line }) => identityOf(account.id, line)));
  const here = await twinsHere(queries, transactions, account.id, [...new Set(identified.flat())]);
  const inFile = new Map<string, number>();
  const judged: JudgedStatement[] = [];
  for (const [index, one] of read.entries()) {
    const identities = identified[index]!;
    const beside = await countBeside(queries, transactions, one, { near, judged });
    const ordinals = numbersOfTwins(identities, (identity) =>
      Math.max(inFile.get(identity) ?? 0, beside.get(identity) ?? 0),
    );
    const lines = one.lines.map((line, place): JudgedLine => {
      const [identity, ordinal] = [identities[place]!, ordinals[place]!];
      const isNew = ordinal > (here.get(identity) ?? 0);
      if (isNew) here.set(identity, ordinal);
      inFile.set(identity, (inFile.get(identity) ?? 0) + 1);
      return { ...line, identity, ordinal, isNew };
    });
    const added = lines.filter(({ isNew }) => isNew).length;
    const known = added > 0 ? undefined : near.find((other) => isSameStatement(one, other, fileDigest));
    judged.push({ read: one, lines, added, known: known ?? null });
  }
  return judged;
}

async function twinsHere(
  queries: QueryHandle,
  transactions: BankTransactions,
  accountId: string,
  identities: readonly string[],
): Promise<Map<string, number>> {
  const here = new Map<string, number>();
  for (let from = 0; from < identities.length; from += AT_ONCE) {
    const some = await transactions.twins(queries, accountId, identities.slice(from, from + AT_ONCE));
    for (const [identity, count] of some) here.set(identity, count);
  }
  return here;
}

/** By identity, how many lines of other statements are twins of this one's for certain. */
async function countBeside(
  queries: QueryHandle,
  transactions: BankTransactions,
  read: ReadStatement,
  {
    near,
    judged,
  }: { readonly near: readonly BankStatementRecord[]; readonly judged: readonly JudgedStatement[] },
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const day of new Set([read.from, read.to])) {
    if (day === null) continue;
    const stored = besideOnTheDay(read, [...near, ...judged.map((one) => one.read)], day);
    if (stored.length === 0) continue;
    const ids = stored.flatMap((place) => ('id' in place ? [place.id] : []));
    const rows = ids.length === 0 ? [] : await transactions.brought(queries, day, ids);
    const others = [
      ...near.map((place) =>
        takenPlace(
          place,
          rows.filter(({ statementId }) => statementId === place.id),
        ),
      ),
      ...judged.map(({ read: place, lines }) => takenPlace(place, broughtOn(day, lines))),
    ];
    for (const [identity, count] of twinsBeside(read, others.filter(movesSomething), day))
      found.set(identity, count);
  }
  return found;
}

interface DayOfStatement extends TakenPlace {
  readonly net: bigint;
}

function takenPlace(
  { from, to, opening, closing }: StatementPlace,
  rows: readonly Omit<Brought, 'statementId'>[],
): DayOfStatement {
  const net = rows.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    from,
    to,
    opening,
    closing,
    net,
    brought: new Map(rows.map(({ identity, count }) => [identity, count])),
  };
}

/**
 * Where the last day of a longer statement comes to nothing, its balances do not tell before from behind: it may hold the very lines of
 * one that begins with that day.
 */
function movesSomething({ from, to, net }: DayOfStatement): boolean {
  return from === to || net !== 0n;
}

function broughtOn(day: LocalDate, lines: readonly JudgedLine[]): readonly Omit<Brought, 'statementId'>[] {
  const found = new Map<string, { identity: string; count: number; amount: bigint }>();
  for (const { identity, minor, isNew, line } of lines) {
    if (!isNew || line.bookedOn !== day) continue;
    const { count, amount } = found.get(identity) ?? { count: 0, amount: 0n };
    found.set(identity, { identity, count: count + 1, amount: amount + minor });
  }
  return [...found.values()];
}

function isSamePlace(one: StatementPlace, other: StatementPlace): boolean {
  return (
    one.from === other.from &&
    one.to === other.to &&
    one.opening === other.opening &&
    one.closing === other.closing
  );
}

function isSameStatement(read: ReadStatement, other: BankStatementRecord, fileDigest: string): boolean {
  if (!isSamePlace(read, other) || other.lines !== read.lines.length) return false;
  return other.fileDigest === fileDigest || other.reference === read.statement.reference;
}
