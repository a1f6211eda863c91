import { describe, expect, it } from '@jest/globals';
import { checkCreditLimit } from '../../domain/credit-limit.js';

describe('a credit limit of 100', () => {
  it('takes what reaches it exactly', () => {
    expect(checkCreditLimit(100n, 60n, 0n, 40n)).toEqual({ within: true });
  });

  it('tells of a unit more, with what would be owed', () => {
    expect(checkCreditLimit(100n, 60n, 0n, 41n)).toEqual({ within: false, limit: 100n, owed: 101n });
  });

  it('counts money paid ahead', () => {
    expect(checkCreditLimit(100n, 60n, 1n, 41n)).toEqual({ within: true });
  });
});

describe('a representative', () => {
  it('without a limit may owe anything', () => {
    expect(checkCreditLimit(null, 10n ** 18n, 0n, 10n ** 18n)).toEqual({ within: true });
  });

  it('with a limit of zero pays ahead', () => {
    expect(checkCreditLimit(0n, 0n, 40n, 40n)).toEqual({ within: true });
    expect(checkCreditLimit(0n, 0n, 39n, 40n)).toEqual({ within: false, limit: 0n, owed: 1n });
  });
});
