import { exponentOf, type CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { formatAmount, money } from '../../../src/values/money.js';
import type { BalanceProof } from '../contract/work.js';

/** Decimals of what banks give beyond the minor unit. */
const FINEST = 5;

export interface StatementBalances {
  readonly id: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** minor units */
  readonly opening: bigint | null;
  readonly closing: bigint | null;
  readonly difference: bigint | null;
}

/** Transactions and what they come to, in minor units. */
export interface Counted {
  readonly count: number;
  readonly amount: bigint;
}

/** What is known of an account at the end of `asOf`. */
export interface ToProve {
  readonly account: { readonly id: string; readonly name: string };
  readonly currency: CurrencyCode;
  /** of the books, before the first transaction that is here */
  readonly openingBalance: bigint;
  readonly asOf: LocalDate;
  /** those that end by then, in any order */
  readonly statements: readonly StatementBalances[];
  /** of transactions booked by then: Σ settled of all, Σ amount − settled of those that wait and of those that are ignored */
  readonly settled: bigint;
  readonly open: Counted;
  readonly ignored: Counted;
  /** `amount` here in hundred-thousandths of the currency's unit */
  readonly fraction: Counted;
}

/**
 * Bank balance = book balance + listed differences. What is missing is told by the statements alone: where one begins after another
 * ended, and not with its balance. What no difference explains leaves the account unproved. A balance beyond the minor unit is kept
 * towards zero, so that with fractions less than one minor unit may remain.
 */
export function proveBalance(known: ToProve): BalanceProof {
  const { account, currency, openingBalance, settled } = known;
  const bank = lastClosing(known.statements);
  const book = openingBalance + settled;
  const odd = known.statements.filter(({ difference }) => difference !== null && difference !== 0n);
  const listed: readonly (Counted & { readonly kind: BalanceProof['differences'][number]['kind'] })[] = [
    { kind: 'open', ...known.open },
    { kind: 'ignored', ...known.ignored },
    { kind: 'statement', count: odd.length, amount: total(odd.map(({ difference }) => difference ?? 0n)) },
    { kind: 'missing', ...missing(known) },
  ];
  const written = (minor: bigint): string => formatAmount(money(minor, currency));
  const differences = listed
    .filter(({ count }) => count > 0)
    .map(({ kind, count, amount }) => ({ kind, count, amount: written(amount) }));
  const { fraction } = known;
  const finest = 10n ** BigInt(FINEST - exponentOf(currency));
  const rest =
    bank === null
      ? null
      : (bank - book - total(listed.map(({ amount }) => amount))) * finest - fraction.amount;
  return {
    account,
    currency,
    asOf: known.asOf,
    bank: bank === null ? null : written(bank),
    book: written(book),
    differences:
      fraction.count === 0
        ? differences
        : [...differences, { kind: 'fraction', count: fraction.count, amount: finely(fraction.amount) }],
    isProved: rest !== null && (fraction.count === 0 ? rest === 0n : rest < finest && rest > -finest),
  };
}

/** The day to which the bank's last balance reaches: what the proof is of. Null while no statement gives one. */
export function provableDay(statements: readonly StatementBalances[]): LocalDate | null {
  return lastOf(statements)?.to ?? null;
}

function lastClosing(statements: readonly StatementBalances[]): bigint | null {
  return lastOf(statements)?.closing ?? null;
}

function lastOf(statements: readonly StatementBalances[]): StatementBalances | null {
  return inOrder(statements.filter(({ closing }) => closing !== null)).at(-1) ?? null;
}

/** What moved between two statements, and before the first of them, that none of them shows. */
function missing({ statements, openingBalance }: ToProve): Counted {
  let known: { readonly to: LocalDate | null; readonly balance: bigint } = {
    to: null,
    balance: openingBalance,
  };
  const gaps: bigint[] = [];
  for (const { from, to, opening, closing } of inOrder(statements)) {
    if (opening === null || closing === null) continue;
    const isApart = known.to === null || (from !== null && from > known.to);
    if (isApart && opening !== known.balance) gaps.push(opening - known.balance);
    known = { to, balance: closing };
  }
  return { count: gaps.length, amount: total(gaps) };
}

/** By the day that they reach to; of one day the later taken is the later. */
function inOrder(statements: readonly StatementBalances[]): readonly StatementBalances[] {
  const key = ({ to, id }: StatementBalances): string => `${to ?? ''} ${id}`;
  return [...statements].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

/** Hundred-thousandths as decimal text. */
function finely(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(FINEST + 1, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -FINEST)}.${digits.slice(-FINEST)}`;
}
