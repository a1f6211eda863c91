// Statements of OFX (Open Financial Exchange 1.0.2 to 2.2): bank and credit card accounts.
import { isCurrency } from '../../../src/values/currency.js';
import { localDate, type LocalDate } from '../../../src/values/local-date.js';
import { plainDecimal } from './decimal.js';
import { LINE_ELEMENT } from './ofx-outline.js';
import { proveStatement } from './prove-statement.js';
import type { Statement, StatementLine } from './statement.js';
import { located, refuse } from './statement-refused.js';
import { joinedText, plainAccount, plainReference, plainText } from './statement-text.js';

/** A parsed aggregate: text, further aggregates, or a list of either where an element stands there several times. */
export type OfxNode = string | { readonly [name: string]: OfxNode } | readonly OfxNode[] | undefined;

export function readOfx(ofx: OfxNode): readonly Statement[] {
  const statements = [
    ...at(ofx, 'BANKMSGSRSV1', 'STMTTRNRS', 'STMTRS').map((node) => statementOf(node, 'BANKACCTFROM')),
    ...at(ofx, 'CREDITCARDMSGSRSV1', 'CCSTMTTRNRS', 'CCSTMTRS').map((node) =>
      statementOf(node, 'CCACCTFROM'),
    ),
  ];
  return statements.length > 0 ? statements : refuse('statement-empty', { format: 'OFX' });
}

/** Every element at a path of names, however often each of them stands there. */
function at(node: OfxNode, ...path: readonly string[]): readonly OfxNode[] {
  let found: readonly OfxNode[] = listOf(node);
  for (const name of path) {
    found = found.flatMap((each) =>
      typeof each === 'object' && !Array.isArray(each) && Object.hasOwn(each, name)
        ? listOf((each as { readonly [name: string]: OfxNode })[name])
        : [],
    );
  }
  return found;
}

function listOf(node: OfxNode): readonly OfxNode[] {
  if (node === undefined) return [];
  return Array.isArray(node) ? (node as readonly OfxNode[]) : [node];
}

function textAt(node: OfxNode, ...path: readonly string[]): string | null {
  const [first] = at(node, ...path);
  return typeof first === 'string' && first.trim() !== '' ? first.trim() : null;
}

function statementOf(node: OfxNode, accountElement: string): Statement {
  const currency = textAt(node, 'CURDEF') ?? '';
  if (!isCurrency(currency)) refuse('ofx-currency', { value: currency.slice(0, 60) });
  const balance = textAt(node, 'LEDGERBAL', 'BALAMT');
  const [list] = at(node, 'BANKTRANLIST');
  return proveStatement({
    account: plainAccount(textAt(node, accountElement, 'ACCTID')),
    currency,
    reference: null,
    from: dayOf(textAt(list, 'DTSTART')),
    to: dayOf(textAt(list, 'DTEND')) ?? dayOf(textAt(node, 'LEDGERBAL', 'DTASOF')),
    opening: null,
    closing:
      balance === null
        ? null
        : (plainDecimal(balance) ?? refuse('ofx-balance', { value: balance.slice(0, 60) })),
    transactions: at(list, 'STMTTRN').map((transaction) => {
      const line = Number(textAt(transaction, LINE_ELEMENT));
      return located(line, () => transactionOf(transaction, currency, line));
    }),
  });
}

function transactionOf(node: OfxNode, currency: string, line: number): StatementLine {
  const posted = textAt(node, 'DTPOSTED') ?? refuse('ofx-date-missing', { line });
  const written = textAt(node, 'TRNAMT') ?? '';
  const bankReference = plainReference(textAt(node, 'FITID'));
  const check = textAt(node, 'CHECKNUM');
  return {
    bookedOn: dayOf(posted) ?? refuse('ofx-date', { line, value: posted.slice(0, 60) }),
    valueOn: dayOf(textAt(node, 'DTAVAIL')),
    amount: plainDecimal(written) ?? refuse('ofx-amount', { line, value: written.slice(0, 60) }),
    currency: textAt(node, 'CURRENCY', 'CURSYM') ?? currency,
    reference: plainReference(textAt(node, 'REFNUM')) ?? bankReference,
    endToEndId: null,
    bankReference,
    counterparty: plainText(textAt(node, 'NAME') ?? textAt(node, 'PAYEE', 'NAME')),
    account: plainAccount(textAt(node, 'BANKACCTTO', 'ACCTID') ?? textAt(node, 'CCACCTTO', 'ACCTID')),
    text: joinedText([
      textAt(node, 'EXTDNAME'),
      textAt(node, 'MEMO'),
      check === null || isNoCheck(check) ? null : `CHECKNUM ${check}`,
    ]),
  };
}

/** Banks fill an unused check number with zeros. */
function isNoCheck(check: string): boolean {
  return /^0*$/.test(check);
}

/** The day as the bank writes it: 20090401122017.000[-5:EST] is 1 April 2009 where the bank is. */
function dayOf(written: string | null): LocalDate | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:\d{2,6}(?:\.\d{1,3})?)?(?:\[[^\]]*\])?$/.exec(written ?? '');
  if (!match) return null;
  const date = localDate(Number(match[1]), Number(match[2]), Number(match[3]));
  return date.ok ? date.value : null;
}
