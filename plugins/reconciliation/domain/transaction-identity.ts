import { createHash } from 'node:crypto';
import { canonicalAmount } from './bank-amount.js';
import type { StatementLine } from './statement.js';

type Identifying = Pick<
  StatementLine,
  'bookedOn' | 'amount' | 'endToEndId' | 'bankReference' | 'counterparty' | 'account'
>;

/**
 * What makes two lines of one account the same movement, as far as a bank tells: SHA-256 of account, day, amount, references and
 * counterparty, hexadecimal. True twins share it, and are told apart by their number (`numbersOfTwins`).
 */
export function identityOf(accountId: string, line: Identifying): string {
  const said = [
    accountId,
    line.bookedOn,
    canonicalAmount(line.amount),
    line.endToEndId,
    line.bankReference,
    line.counterparty,
    line.account,
  ];
  return createHash('sha256').update(said.map(String).join('\u001f')).digest('hex');
}
