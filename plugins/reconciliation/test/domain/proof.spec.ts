import { describe, expect, it } from '@jest/globals';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { proveBalance, provableDay, type StatementBalances, type ToProve } from '../../domain/proof.js';

const day = (text: string): LocalDate => text as LocalDate;
const nothing = { count: 0, amount: 0n };

function aStatement(change: Partial<StatementBalances> = {}): StatementBalances {
  const days = { from: day('2026-03-01'), to: day('2026-03-07') };
  return { id: '1', ...days, opening: 10_000n, closing: 15_000n, difference: 0n, ...change };
}

function known(change: Partial<ToProve> = {}): ToProve {
  return {
    account: { id: 'a', name: 'Main' },
    currency: 'EUR' as CurrencyCode,
    openingBalance: 10_000n,
    asOf: day('2026-03-07'),
    statements: [aStatement()],
    settled: 5_000n,
    ...{ open: nothing, ignored: nothing, fraction: nothing },
    ...change,
  };
}

describe('the proof of a balance', () => {
  it('has nothing to list where everything is settled', () => {
    expect(proveBalance(known())).toMatchObject({
      bank: '150.00',
      book: '150.00',
      differences: [],
      isProved: true,
    });
  });

  it('lists what waits and what is ignored', () => {
    const proof = proveBalance(
      known({ settled: 3_000n, open: { count: 2, amount: 2_500n }, ignored: { count: 1, amount: -500n } }),
    );
    expect(proof.differences).toEqual([
      { kind: 'open', count: 2, amount: '25.00' },
      { kind: 'ignored', count: 1, amount: '-5.00' },
    ]);
    expect(proof.isProved).toBe(true);
  });

  it('lists a statement that did not add up', () => {
    const proof = proveBalance(known({ statements: [aStatement({ closing: 15_300n, difference: 300n })] }));
    expect(proof.differences).toEqual([{ kind: 'statement', count: 1, amount: '3.00' }]);
    expect(proof.isProved).toBe(true);
  });

  it('lists what moved between two statements, and before the first', () => {
    const later = { id: '2', from: day('2026-03-09'), to: day('2026-03-12') };
    const statements = [
      aStatement({ ...later, opening: 16_000n, closing: 17_000n }),
      aStatement({ opening: 9_000n, closing: 14_000n }),
    ];
    const proof = proveBalance(known({ statements, settled: 6_000n }));
    expect(proof.differences).toEqual([{ kind: 'missing', count: 2, amount: '10.00' }]);
    expect(proof).toMatchObject({ bank: '170.00', book: '160.00', isProved: true });
  });

  it('takes statements of the same days for no gap', () => {
    const overlapping = aStatement({ id: '2', from: day('2026-03-05'), opening: 12_000n });
    expect(proveBalance(known({ statements: [aStatement(), overlapping] }))).toMatchObject({
      differences: [],
      isProved: true,
    });
  });

  it('leaves unproved what no difference explains', () => {
    expect(proveBalance(known({ settled: 4_999n }))).toMatchObject({ differences: [], isProved: false });
    expect(proveBalance(known({ statements: [] }))).toMatchObject({ bank: null, isProved: false });
  });

  it('lists fractions of the minor unit, which the balances do not show', () => {
    const fraction = { count: 3, amount: 1_500n };
    const proof = proveBalance(known({ settled: 4_999n, fraction }));
    expect(proof.differences).toEqual([{ kind: 'fraction', count: 3, amount: '0.01500' }]);
    expect(proof.isProved).toBe(true);
    expect(proveBalance(known({ settled: 4_000n, fraction })).isProved).toBe(false);
  });

  it('is of the day to which the last balance reaches', () => {
    const silent = aStatement({ id: '2', to: day('2026-03-20'), closing: null });
    expect(provableDay([silent, aStatement()])).toBe('2026-03-07');
    expect(provableDay([silent])).toBeNull();
  });
});
