import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

const LONGEST = 64;
/** ISO 13616: country, two check digits, up to 30 letters and digits. */
const LIKE_IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** As statements name an account: in capitals without spaces. */
export function writtenPlainly(text: string): string {
  return text.toUpperCase().replace(/\s+/g, '');
}

/**
 * An account's identifier as a person types it. Refuses `identifier-missing`, `identifier-too-long`, and `iban-check-digits` for what
 * looks like an IBAN and is none.
 */
export function readIdentifier(text: string): Result<string, Refusal> {
  const identifier = writtenPlainly(text);
  if (identifier === '') return err({ code: 'identifier-missing' });
  if (identifier.length > LONGEST) return err({ code: 'identifier-too-long', most: LONGEST });
  if (LIKE_IBAN.test(identifier) && !hasRightCheckDigits(identifier))
    return err({ code: 'iban-check-digits', identifier });
  return ok(identifier);
}

/** ISO 7064, MOD 97-10: the first four moved behind, letters as 10 to 35, leave 1. */
function hasRightCheckDigits(iban: string): boolean {
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}
