import type { LocalDate } from '../../../../src/values/local-date.js';
import { proveStatement } from '../prove-statement.js';
import type { Statement, StatementLine } from '../statement.js';
import { refuse } from '../statement-refused.js';
import { plainAccount, plainText } from '../statement-text.js';
import { dateAt, signedAmount, type Party } from './read-entry.js';
import { childrenOf, nodeAt, textAt, type XmlNode } from './xml-node.js';

interface Balance {
  readonly code: string | null;
  readonly amount: string;
  readonly currency: string | null;
  readonly on: LocalDate | null;
}

/** Whose account a `Stmt`, `Rpt` or `Ntfctn` is of. */
export function ownerOfRecord(record: XmlNode): Party {
  const id = nodeAt(record, 'Acct', 'Id');
  return {
    name: plainText(textAt(record, 'Acct', 'Ownr', 'Nm')),
    account: plainAccount(textAt(id, 'IBAN') ?? textAt(id, 'Othr', 'Id') ?? textAt(id, 'PrtryAcct', 'Id')),
  };
}

/**
 * A `Stmt`, `Rpt` or `Ntfctn` without its entries, and the transactions that they came to. Opening is OPBD, else the previous
 * closing (PRCD), else the first of two interim balances (ITBD); closing is CLBD, else the last interim one. A balance in another
 * currency than the account's is none of it.
 */
export function statementOfRecord(
  record: XmlNode,
  line: number,
  transactions: readonly StatementLine[],
): Statement {
  const balances = childrenOf(record, 'Bal').map((node) => balanceOf(node, line));
  const currency =
    textAt(record, 'Acct', 'Ccy') ??
    balances.find(({ currency: code }) => code !== null)?.currency ??
    transactions[0]?.currency ??
    refuse('statement-currency-missing', { line });
  if (!/^[A-Z]{3}$/.test(currency)) refuse('statement-currency-missing', { line });
  const own = balances.filter((balance) => balance.currency === currency);
  const interim = own.filter(({ code }) => code === 'ITBD');
  const opening = find(own, 'OPBD') ?? find(own, 'PRCD') ?? (interim.length > 1 ? interim[0] : undefined);
  const closing = find(own, 'CLBD') ?? interim.at(-1);
  const period = nodeAt(record, 'FrToDt');
  return proveStatement({
    account: ownerOfRecord(record).account,
    currency,
    reference: plainText(textAt(record, 'Id')),
    from: dayAt(period, 'Fr', line) ?? opening?.on ?? null,
    to: dayAt(period, 'To', line) ?? closing?.on ?? null,
    opening: opening?.amount ?? null,
    closing: closing?.amount ?? null,
    transactions,
  });
}

function find(balances: readonly Balance[], code: string): Balance | undefined {
  return balances.find((balance) => balance.code === code);
}

function balanceOf(node: XmlNode, line: number): Balance {
  return {
    code: textAt(node, 'Tp', 'CdOrPrtry', 'Cd'),
    ...signedAmount(node, line, 'Bal'),
    on: dateAt(node, 'Dt', line),
  };
}

/** `FrDt`/`FrDtTm`, `ToDt`/`ToDtTm`, read as one date with two spellings. */
function dayAt(period: XmlNode | null, side: 'Fr' | 'To', line: number): LocalDate | null {
  const written = textAt(period, `${side}DtTm`) ?? textAt(period, `${side}Dt`);
  return written === null ? null : dateAt({ [side]: { Dt: written } }, side, line);
}
