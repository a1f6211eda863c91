import { expect, it } from '@jest/globals';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { standingOf } from '../../domain/standing.js';

const [EUR, USD] = ['EUR', 'USD'] as CurrencyCode[] as [CurrencyCode, CurrencyCode];
const today = '2026-03-15' as LocalDate;
const due = (currency: CurrencyCode, on: string, amount: bigint) => ({
  ...{ currency, on: on as LocalDate, amount },
});

it('says of each currency what is late and what comes next: due today is not late', () => {
  const days = [due(EUR, '2026-03-14', 5n), due(EUR, '2026-03-15', 7n), due(EUR, '2026-03-20', 9n)];
  const balances = [
    { currency: EUR, open: 21n, unallocated: 2n },
    { currency: USD, open: 3n, unallocated: 0n },
  ];
  expect(standingOf(balances, [...days, due(USD, '2026-03-01', 3n)], today)).toEqual([
    { ...balances[0], overdue: 5n, nextDue: { on: '2026-03-15', amount: 7n } },
    { ...balances[1], overdue: 3n, nextDue: null },
  ]);
});
