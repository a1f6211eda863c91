import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatQuantity, parseQuantity } from '../quantity.js';

describe('a quantity', () => {
  it.each([
    ['3', 3000n],
    ['1.5', 1500n],
    ['0.001', 1n],
    ['999999999999.999', 999_999_999_999_999n],
  ])('of %s is %i thousandths', (text, thousandths) => {
    expect(parseQuantity(text)).toEqual({ ok: true, value: thousandths });
  });

  it.each(['0', '0.000', '-1', '1.0001', '1,5', '', '.5', '1.', '1000000000000'])('%p is refused', (text) => {
    expect(parseQuantity(text)).toEqual({ ok: false, error: { code: 'not-a-quantity', value: text } });
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 999_999_999_999_999n }), (thousandths) => {
        expect(parseQuantity(formatQuantity(thousandths))).toEqual({ ok: true, value: thousandths });
      }),
    );
  });
});
