import { differenceOf, isZeroDecimal, sumOf } from './decimal.js';
import type { Statement } from './statement.js';

/** The statement with its proof: opening + movements = closing, exactly. Unknown where a balance is missing or currencies mix. */
export function proveStatement(statement: Omit<Statement, 'balanced' | 'difference'>): Statement {
  const { opening, closing, currency, transactions } = statement;
  const mixed = transactions.some((line) => line.currency !== currency);
  if (opening === null || closing === null || mixed)
    return { ...statement, balanced: null, difference: null };
  const difference = differenceOf(closing, sumOf([opening, ...transactions.map((line) => line.amount)]));
  return { ...statement, balanced: isZeroDecimal(difference), difference };
}
