import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defuseFormula } from '../../../../src/values/defuse-formula.js';
import type { TableRow } from '../../contract/table.js';
import { arrangeRows, groupKey } from '../../domain/arrange-rows.js';
import { ColumnSum } from '../../domain/column-sum.js';
import { changeInPercent, decimalOf, decimalsOf, unitsOf } from '../../domain/decimals.js';
import { mayChange, mayRun } from '../../domain/report-access.js';

const amounts = fc
  .tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.constantFrom(0, 2, 3))
  .map(([units, decimals]) => decimalOf(units, decimals));

describe('a column’s sum', () => {
  it('is exact, whatever the sizes and decimals of what is added', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 60 }), (added) => {
        const column = new ColumnSum();
        for (const amount of added) column.add(amount);
        const exact = added.reduce((sum, amount) => sum + unitsOf(amount, 3), 0n);
        expect(unitsOf(column.sum, 3)).toBe(exact);
      }),
    );
  });

  it('stays exact beyond what a double holds', () => {
    const column = new ColumnSum();
    for (let times = 0; times < 20_000; times += 1) column.add('9999999999.99');
    expect(column.sum).toBe('199999999999800.00');
  });
});

describe('rows with subtotals', () => {
  const groups = fc.constantFrom('kyiv', 'lviv', 'riga');
  const currencies = fc.constantFrom('EUR', 'UAH');
  const rows = fc.array(
    fc.record({ group: groups, currency: currencies, cents: fc.integer({ min: -1e6, max: 1e6 }) }),
    { maxLength: 40 },
  );

  it('stand by currency, then by group, each group before its subtotal; subtotals sum to the total of their currency', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const rowOf = (kind: TableRow['kind'], group: string, currency: string, cents: number): TableRow => ({
          kind,
          cells: [group, currency, (cents / 100).toFixed(2)],
        });
        const keys = new Map(given.map((each) => [groupKey(each.currency, each.group), each]));
        const subtotals = new Map(
          [...keys].map(([key, { group, currency }]) => {
            const own = given.filter((each) => groupKey(each.currency, each.group) === key);
            return [
              key,
              rowOf(
                'subtotal',
                group,
                currency,
                own.reduce((sum, { cents }) => sum + cents, 0),
              ),
            ];
          }),
        );
        const arranged = arrangeRows(
          given.map(({ group, currency, cents }) => ({
            group,
            currency,
            row: rowOf('row', group, currency, cents),
          })),
          subtotals,
        );
        expect(arranged).toHaveLength(given.length + keys.size);
        const changes = arranged.filter(
          (row, place) => place > 0 && row.cells[1] !== arranged[place - 1]!.cells[1],
        );
        expect(changes.length).toBeLessThan(2);
        for (const currency of ['EUR', 'UAH']) {
          const own = arranged.filter(({ cells }) => cells[1] === currency);
          const sum = (kind: TableRow['kind']): bigint =>
            own
              .filter((row) => row.kind === kind)
              .reduce((all, { cells }) => all + unitsOf(cells[2]!, 2), 0n);
          expect(sum('subtotal')).toBe(sum('row'));
        }
        let open = new Set<string>();
        for (const { kind, cells } of arranged) {
          if (kind === 'subtotal') {
            expect([...open]).toEqual([cells[0]]);
            open = new Set();
          } else open.add(cells[0]!);
        }
      }),
    );
  });
});

describe('a change', () => {
  it.each([
    ['112.00', '100.00', '12.0'],
    ['88.00', '100.00', '-12.0'],
    ['0.00', '3.00', '-100.0'],
    ['1.00', '-1.00', '200.0'],
    ['100.05', '100.00', '0.0'],
    ['100.15', '100.00', '0.2'],
  ])('from %s to %s is %s %%', (now, before, percent) => {
    expect(changeInPercent(now, before)).toBe(percent);
  });

  it('is not said where there was nothing', () => {
    expect(changeInPercent('5.00', '0.00')).toBeNull();
    expect(changeInPercent(null, '5.00')).toBeNull();
    expect(changeInPercent('5.00', null)).toBeNull();
  });
});

describe('text that a spreadsheet would run', () => {
  it('never begins as a formula does, and loses nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'),
        fc.string(),
        (sign, rest) => {
          expect(defuseFormula(sign + rest)).toBe(`'${sign}${rest}`);
        },
      ),
    );
    expect(defuseFormula('Lantern = light')).toBe('Lantern = light');
    expect(decimalsOf('-12.345')).toBe(3);
  });
});

describe('a saved report', () => {
  const report = { ownerId: 'olena', sharedWith: ['manager'] };

  it.each([
    ['olena', 'operator', true, true],
    ['petro', 'manager', true, false],
    ['petro', 'operator', false, false],
    ['root', 'admin', true, true],
    [null, 'operator', false, false],
  ])('of somebody: %s (%s) may run it %s, change it %s', (userId, role, runs, changes) => {
    expect(mayRun(report, { userId, role })).toBe(runs);
    expect(mayChange(report, { userId, role })).toBe(changes);
  });
});
