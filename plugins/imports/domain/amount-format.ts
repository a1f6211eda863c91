import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

export type DecimalSign = '.' | ',';

const GROUPS = /[\s\u00a0\u202f'’]/g;

/** Which decimal signs every amount seen so far allows. */
export interface AmountEvidence {
  readonly possible: ReadonlySet<DecimalSign>;
}

export const noAmountEvidence: AmountEvidence = { possible: new Set<DecimalSign>(['.', ',']) };

export function weighAmount(evidence: AmountEvidence, text: string): AmountEvidence {
  const possible = [...evidence.possible].filter((sign) => readAmount(text, sign).ok);
  return possible.length === 0 ? evidence : { possible: new Set(possible) };
}

/** The point wins where both fit, unless a comma was seen to be the only one that does. */
export function detectedDecimalSign(evidence: AmountEvidence): DecimalSign {
  return evidence.possible.has('.') ? '.' : ',';
}

/**
 * Reads "1,234.50", "1.234,50", "1 234,50" or "(12.00)" to plain decimal text: "1234.50", "-12.00".
 * Thousands must stand in threes: "1,23" with a decimal point is refused, not read as 123.
 */
export function readAmount(text: string, decimalSign: DecimalSign): Result<string, Refusal> {
  const bare = text.trim().replace(GROUPS, '');
  const bracketed = /^\((.+)\)$/.exec(bare);
  const body = bracketed?.[1] ?? bare;
  const group = decimalSign === '.' ? ',' : '.';
  const shape = new RegExp(`^([+-]?)(\\d{1,3}(?:\\${group}\\d{3})+|\\d+)(?:\\${decimalSign}(\\d+))?$`);
  const match = shape.exec(body);
  if (!match) return err({ code: 'not-an-amount', value: text });
  const [, sign = '', whole = '', fraction] = match;
  const negative = (sign === '-') !== (bracketed !== null);
  return ok(
    `${negative ? '-' : ''}${whole.replaceAll(group, '')}${fraction === undefined ? '' : `.${fraction}`}`,
  );
}
