import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';

interface Balance {
  readonly currency: CurrencyCode;
  readonly open: bigint;
  readonly unallocated: bigint;
}

interface DueDay {
  readonly currency: CurrencyCode;
  readonly on: LocalDate;
  readonly amount: bigint;
}

/** Of what is open in each currency, how much is past its day and what comes due next. `due` is in the order of the days. */
export function standingOf(balances: readonly Balance[], due: readonly DueDay[], today: LocalDate) {
  return balances.map((balance) => {
    const own = due.filter(({ currency, amount }) => currency === balance.currency && amount > 0n);
    const late = own.filter(({ on }) => on < today);
    const next = own.find(({ on }) => on >= today);
    return {
      ...balance,
      overdue: late.reduce((all, { amount }) => all + amount, 0n),
      nextDue: next ? { on: next.on, amount: next.amount } : null,
    };
  });
}
