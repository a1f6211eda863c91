import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { runningBalances } from '../../domain/statement.js';

const on = '2024-03-01' as LocalDate;
const entries = (amounts: readonly bigint[]) =>
  amounts.map((amount, index) => ({ on, reference: String(index), amount }));

describe('a statement', () => {
  it('shows the balance after each entry, from what was owed before', () => {
    const balances = [...runningBalances(50n, entries([100n, -120n, -40n]))].map((entry) => entry.balance);
    expect(balances).toEqual([150n, 30n, -10n]);
  });

  it('of no entries is empty', () => {
    expect([...runningBalances(50n, [])]).toEqual([]);
  });

  it('closes with opening + Σ entries, and one statement opens where the one before closed', () => {
    const amounts = fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { minLength: 1 });
    fc.assert(
      fc.property(fc.bigInt(), amounts, fc.nat(), (opening, all, cut) => {
        const whole = [...runningBalances(opening, entries(all))];
        expect(whole.at(-1)?.balance).toBe(all.reduce((a, b) => a + b, opening));
        const first = [...runningBalances(opening, entries(all.slice(0, cut % all.length)))];
        const rest = [
          ...runningBalances(first.at(-1)?.balance ?? opening, entries(all.slice(cut % all.length))),
        ];
        expect([...first, ...rest].map((entry) => entry.balance)).toEqual(
          whole.map((entry) => entry.balance),
        );
      }),
    );
  });
});
