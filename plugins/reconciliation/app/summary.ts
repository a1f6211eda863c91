import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { BalanceProof, TransactionState, WorkSummary } from '../contract/work.js';
import { provableDay, proveBalance, type Counted } from '../domain/proof.js';
import { seesTheBank } from './access.js';
import type { InView } from './accept-all-exact.js';
import type { AccountBalance, StateSum, Work } from './work.js';

export type Counts = Pick<WorkSummary, 'total' | 'settled' | 'suggested' | 'open' | 'ignored' | 'exact'>;

/** How much of the work is done, and that the bank's balance is the books' and what stands between them. */
export async function summaryOf(
  work: Work,
  queries: QueryHandle,
  actor: Actor,
  view: InView,
  today: LocalDate,
): Promise<{ readonly counts: Counts; readonly proofs: readonly BalanceProof[] }> {
  if (!seesTheBank(actor)) return { counts: countsOf([]), proofs: [] };
  const sums = await work.sums(queries, view);
  // A statement's transactions alone prove nothing: its account is shown whole.
  const balances = await work.balances(queries, view);
  const all = view.statementId === null ? sums : null;
  const proofs: BalanceProof[] = [];
  for (const balance of balances) {
    const own = { accountId: balance.id, statementId: null };
    const ofAccount = (all ?? (await work.sums(queries, own))).filter(
      ({ accountId }) => accountId === balance.id,
    );
    const day = provableDay(balance.statements);
    const later = day === null ? [] : await work.sumsAfter(queries, balance.id, day);
    proofs.push(proofOf(balance, day ?? today, ofAccount, later));
  }
  return { counts: countsOf(sums), proofs };
}

function countsOf(sums: readonly StateSum[]): Counts {
  const count = (chosen: (sum: StateSum) => boolean): number =>
    sums.filter(chosen).reduce((all, sum) => all + sum.count, 0);
  return {
    total: count(() => true),
    settled: count(({ state }) => state === 'settled'),
    suggested: count(({ state }) => state === 'suggested'),
    open: count(({ state }) => state === 'open'),
    ignored: count(({ state }) => state === 'ignored'),
    exact: count(({ state, isExact }) => state === 'suggested' && isExact),
  };
}

/** Of what is booked by the day to which the bank's last balance reaches; of everything while there is none. */
function proofOf(
  balance: AccountBalance,
  asOf: LocalDate,
  sums: readonly StateSum[],
  later: readonly StateSum[],
): BalanceProof {
  const total = (value: (sum: StateSum) => bigint, states?: readonly TransactionState[]): bigint => {
    const add = (all: bigint, sum: StateSum): bigint =>
      states && !states.includes(sum.state) ? all : all + value(sum);
    return sums.reduce(add, 0n) - later.reduce(add, 0n);
  };
  const left = (...states: TransactionState[]): Counted => ({
    count: Number(total(({ count }) => BigInt(count), states)),
    amount: total(({ amount, settled }) => amount - settled, states),
  });
  return proveBalance({
    account: { id: balance.id, name: balance.name },
    currency: balance.currency,
    openingBalance: balance.opening,
    asOf,
    statements: balance.statements,
    settled: total(({ settled }) => settled),
    open: left('open', 'suggested'),
    ignored: left('ignored'),
    fraction: {
      count: Number(total(({ fractions }) => BigInt(fractions))),
      amount: total(({ fraction }) => fraction),
    },
  });
}
