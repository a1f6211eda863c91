import { describe, expect, it } from '@jest/globals';
import { readIdentifier } from '../../domain/account-identifier.js';

describe('an account’s identifier', () => {
  it.each([
    ['de89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['GB33 BUKB 2020 1555 5555 55', 'GB33BUKB20201555555555'],
    ['UA213223130000026007233566001', 'UA213223130000026007233566001'],
    // No IBAN: as it is written.
    ['merchant-7', 'MERCHANT-7'],
    ['40817810099910004312', '40817810099910004312'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(readIdentifier(typed)).toEqual({ ok: true, value: kept });
  });

  it.each([
    ['DE88370400440532013000', 'iban-check-digits'],
    ['DE89370400440532013001', 'iban-check-digits'],
    ['  ', 'identifier-missing'],
    ['9'.repeat(65), 'identifier-too-long'],
  ])('%s is refused', (typed, code) => {
    expect(readIdentifier(typed)).toMatchObject({ ok: false, error: { code } });
  });
});
