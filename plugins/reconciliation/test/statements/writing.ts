// Small writers of statements, as plain as a bank's can be: what they write has to be read as it was meant.
import { negated, sumOf } from '../../domain/decimal.js';

export interface WrittenLine {
  readonly on: string;
  readonly amount: string;
  readonly name: string;
  readonly text: string;
  readonly endToEndId: string;
}

export interface Written {
  readonly account: string;
  readonly currency: string;
  readonly opening: string;
  readonly lines: readonly WrittenLine[];
}

export const closingOf = ({ opening, lines }: Written): string =>
  sumOf([opening, ...lines.map(({ amount }) => amount)]);

const isOut = (amount: string): boolean => amount.startsWith('-');
const unsigned = (amount: string): string => (isOut(amount) ? negated(amount) : amount);
const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export function mt940Of(statement: Written): string {
  const day = (on: string): string => on.slice(2).replaceAll('-', '');
  const balance = (amount: string): string =>
    `${isOut(amount) ? 'D' : 'C'}260301${statement.currency}${unsigned(amount).replace('.', ',')}`;
  const movement = ({ on, amount, name, text, endToEndId }: WrittenLine): string[] => [
    `:61:${day(on)}${day(on).slice(2)}${isOut(amount) ? 'D' : 'C'}${unsigned(amount).replace('.', ',')}NTRFNONREF//B1`,
    ...inLines(`:86:/EREF/${endToEndId}/NAME/${name}/REMI/${text}`),
  ];
  return [
    ':20:STARTUMS',
    `:25:${statement.account}`,
    ':28C:1/1',
    `:60F:${balance(statement.opening)}`,
    ...statement.lines.flatMap(movement),
    `:62F:${balance(closingOf(statement))}`,
    '-',
    '',
  ].join('\r\n');
}

/** Lines of 65 signs, broken wherever they end. */
function inLines(text: string): string[] {
  return text.match(/[\s\S]{1,65}/g) ?? [];
}

export function camtOf(statement: Written): string {
  const amount = (value: string): string =>
    `<Amt Ccy="${statement.currency}">${unsigned(value)}</Amt><CdtDbtInd>${isOut(value) ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
  const balance = (code: string, value: string): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(value)}<Dt><Dt>2026-03-01</Dt></Dt></Bal>`;
  const entries = statement.lines.map((line) => {
    const party = isOut(line.amount) ? 'Cdtr' : 'Dbtr';
    return (
      `<Ntry>${amount(line.amount)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${line.on}</Dt></BookgDt><NtryDtls><TxDtls>` +
      `<Refs><EndToEndId>${escaped(line.endToEndId)}</EndToEndId></Refs>` +
      `<RltdPties><${party}><Pty><Nm>${escaped(line.name)}</Nm></Pty></${party}></RltdPties>` +
      `<RmtInf><Ustrd>${escaped(line.text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n`
    );
  });
  return (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>' +
    `<Acct><Id><IBAN>${statement.account}</IBAN></Id></Acct>${balance('OPBD', statement.opening)}` +
    `${balance('CLBD', closingOf(statement))}${entries.join('')}</Stmt></BkToCstmrStmt></Document>`
  );
}

/** SGML: leaves are not closed. */
export function ofxOf(statement: Written): string {
  const transactions = statement.lines.map(
    ({ on, amount, name, text, endToEndId }) =>
      `<STMTTRN><TRNTYPE>OTHER<DTPOSTED>${on.replaceAll('-', '')}120000<TRNAMT>${amount}<FITID>${escaped(endToEndId)}` +
      `<NAME>${escaped(name)}<MEMO>${escaped(text)}</STMTTRN>\n`,
  );
  return (
    'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:NONE\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>' +
    `<CURDEF>${statement.currency}<BANKACCTFROM><ACCTID>${statement.account}</BANKACCTFROM><BANKTRANLIST>` +
    `${transactions.join('')}</BANKTRANLIST><LEDGERBAL><BALAMT>${closingOf(statement)}<DTASOF>20260331</LEDGERBAL>` +
    '</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>'
  );
}

export function csvOf(statement: Written): string {
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  let balance = statement.opening;
  const rows = statement.lines.map(({ on, amount, name, text, endToEndId }) => {
    balance = sumOf([balance, amount]);
    return [
      on,
      amount,
      statement.currency,
      quoted(name),
      quoted(endToEndId),
      quoted(text),
      balance,
      statement.account,
    ];
  });
  const headings = [
    'Date',
    'Amount',
    'Currency',
    'Counterparty',
    'End to end',
    'Description',
    'Balance',
    'Our account',
  ];
  return [headings, ...rows].map((cells) => cells.join(',')).join('\n');
}
