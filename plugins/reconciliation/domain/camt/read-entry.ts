// An entry of ISO 20022 camt.052/053/054, versions 1 to 13: one transaction, or one per detail of a batch.
import { parseLocalDate, type LocalDate } from '../../../../src/values/local-date.js';
import { differenceOf, isZeroDecimal, negated, plainDecimal, sumOf } from '../decimal.js';
import type { StatementLine } from '../statement.js';
import { refuse } from '../statement-refused.js';
import { joinedText, plainAccount, plainReference, plainText } from '../statement-text.js';
import { childrenOf, nodeAt, textAt, textOf, type XmlNode } from './xml-node.js';

/** The entry itself, as it is booked. */
interface Entry {
  readonly node: XmlNode;
  readonly line: number;
  readonly bookedOn: LocalDate;
  readonly valueOn: LocalDate | null;
  readonly amount: string;
  readonly currency: string;
  readonly isReversal: boolean;
}

/** @param owner whose account the statement is of: no counterparty of its own */
export function linesOfEntry(node: XmlNode, line: number, owner: Party): readonly StatementLine[] {
  // What is pending or only announced is not on the account yet; the statement of its booking day brings it.
  if (!isBooked(node)) return [];
  const entry = readEntry(node, line);
  const details = childrenOf(node, 'NtryDtls').flatMap((each) => childrenOf(each, 'TxDtls'));
  const shares = details.length > 1 ? sharesOf(entry, details) : null;
  if (shares === null) return [lineOf(entry, entry.amount, details, owner)];
  return details.map((detail, index) => lineOf(entry, shares[index] ?? '0', [detail], owner));
}

function isBooked(node: XmlNode): boolean {
  const status = textAt(node, 'Sts') ?? textAt(node, 'Sts', 'Cd');
  return status === null || status === 'BOOK';
}

function readEntry(node: XmlNode, line: number): Entry {
  const { amount, currency } = signedAmount(node, line, 'Ntry');
  const valueOn = dateAt(node, 'ValDt', line);
  return {
    node,
    line,
    bookedOn: dateAt(node, 'BookgDt', line) ?? valueOn ?? refuse('camt-date-missing', { line }),
    valueOn,
    amount,
    currency: currency ?? refuse('statement-currency-missing', { line }),
    isReversal: ['true', '1'].includes(textAt(node, 'RvslInd') ?? ''),
  };
}

/** `Amt` with the sign of `CdtDbtInd`. Refuses what is no decimal of ISO 20022, and a missing indicator. */
export function signedAmount(
  node: XmlNode,
  line: number,
  tag: string,
): { readonly amount: string; readonly currency: string | null } {
  const written = nodeAt(node, 'Amt');
  const amount = amountOf(written);
  if (amount === null) refuse('camt-amount', { line, tag, value: (textOf(written) ?? '').slice(0, 60) });
  const side = textAt(node, 'CdtDbtInd');
  if (side !== 'CRDT' && side !== 'DBIT')
    refuse('camt-side', { line, tag, value: (side ?? '').slice(0, 60) });
  return { amount: side === 'DBIT' ? negated(amount) : amount, currency: currencyOf(written) };
}

/** Not below zero: the indicator beside it gives the sign. */
function amountOf(node: XmlNode | null): string | null {
  const text = textOf(node);
  return text === null || /[,-]/.test(text) ? null : plainDecimal(text);
}

function currencyOf(node: XmlNode | null): string | null {
  const code = textAt(node, '@Ccy');
  return code !== null && /^[A-Z]{3}$/.test(code) ? code : null;
}

/** The day as the bank writes it, whatever zone stands behind it. */
export function dateAt(node: XmlNode | null, name: string, line: number): LocalDate | null {
  const written = textAt(node, name, 'Dt') ?? textAt(node, name, 'DtTm');
  if (written === null) return null;
  const date = parseLocalDate(written.slice(0, 10));
  return date.ok ? date.value : refuse('camt-date', { line, tag: name, value: written.slice(0, 60) });
}

/**
 * What each detail of a batch comes to, if together they are the entry: gross, or less the charges of each. Null where they are
 * not, or one says nothing: then only the entry is certain.
 */
function sharesOf(entry: Entry, details: readonly XmlNode[]): readonly string[] | null {
  const gross = details.map((detail) => shareOf(entry, detail));
  if (gross.includes(null)) return null;
  const shares = gross as readonly string[];
  if (isZeroDecimal(differenceOf(entry.amount, sumOf(shares)))) return shares;
  const net = shares.map((share, index) =>
    differenceOf(share, sumOf(chargesOf(details[index] ?? '').map(({ amount }) => amount))),
  );
  return isZeroDecimal(differenceOf(entry.amount, sumOf(net))) ? net : null;
}

function shareOf(entry: Entry, detail: XmlNode): string | null {
  const written = nodeAt(detail, 'Amt') ?? nodeAt(detail, 'AmtDtls', 'TxAmt', 'Amt');
  const amount = amountOf(written);
  if (amount === null || (currencyOf(written) ?? entry.currency) !== entry.currency) return null;
  const side = textAt(detail, 'CdtDbtInd') ?? (entry.amount.startsWith('-') ? 'DBIT' : 'CRDT');
  return side === 'DBIT' ? negated(amount) : amount;
}

interface Charge {
  /** positive: taken off */
  readonly amount: string;
  readonly currency: string | null;
}

function chargesOf(node: XmlNode): readonly Charge[] {
  return childrenOf(node, 'Chrgs').flatMap((charges) => {
    const records = childrenOf(charges, 'Rcrd');
    return (records.length > 0 ? records : [charges]).flatMap((record) => {
      const written = nodeAt(record, 'Amt') ?? nodeAt(record, 'TtlChrgsAndTaxAmt');
      const amount = amountOf(written);
      if (amount === null) return [];
      const given = textAt(record, 'CdtDbtInd') === 'CRDT';
      return [{ amount: given ? negated(amount) : amount, currency: currencyOf(written) }];
    });
  });
}

function lineOf(entry: Entry, amount: string, details: readonly XmlNode[], owner: Party): StatementLine {
  const refs = nodeAt(details[0] ?? null, 'Refs');
  const only = details.length === 1;
  const endToEndId = sameOf(details.map((detail) => plainReference(textAt(detail, 'Refs', 'EndToEndId'))));
  const creditorReference = sameOf(details.map(creditorReferenceOf));
  const bankReference =
    (only ? plainReference(textAt(refs, 'AcctSvcrRef')) : null) ??
    plainReference(textAt(entry.node, 'AcctSvcrRef')) ??
    plainReference(textAt(entry.node, 'NtryRef'));
  const parties = details.map((detail) => counterpartyOf(entry, amount, detail, owner));
  const counterparty = sameOf(parties.map(({ name }) => name));
  return {
    bookedOn: entry.bookedOn,
    valueOn: entry.valueOn,
    amount,
    currency: entry.currency,
    reference:
      endToEndId ??
      creditorReference ??
      bankReference ??
      (only ? plainReference(textAt(refs, 'TxId')) : null),
    endToEndId,
    bankReference,
    counterparty,
    account: sameOf(parties.map(({ account }) => account)),
    text: joinedText([
      ...details.flatMap((detail, index) => [
        counterparty === null ? (parties[index]?.name ?? null) : null,
        ...saidBy(detail),
      ]),
      textAt(entry.node, 'AddtlNtryInf'),
      ...saidOfCharges(
        only ? [...chargesOf(entry.node), ...chargesOf(details[0] ?? '')] : chargesOf(entry.node),
      ),
    ]),
  };
}

/** The value on which all details agree. */
function sameOf(values: readonly (string | null)[]): string | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

function creditorReferenceOf(detail: XmlNode): string | null {
  const references = childrenOf(nodeAt(detail, 'RmtInf'), 'Strd').map((block) =>
    plainReference(textAt(block, 'CdtrRefInf', 'Ref') ?? textAt(block, 'CdtrRefInf', 'CdtrRef')),
  );
  return references.find((reference) => reference !== null) ?? null;
}

function saidBy(detail: XmlNode): readonly (string | null)[] {
  const remittance = nodeAt(detail, 'RmtInf');
  return [
    ...childrenOf(remittance, 'Ustrd').map(textOf),
    ...childrenOf(remittance, 'Strd').flatMap((block) => [
      textAt(block, 'CdtrRefInf', 'Ref') ?? textAt(block, 'CdtrRefInf', 'CdtrRef'),
      ...childrenOf(block, 'RfrdDocInf').map(
        (document) => textAt(document, 'Nb') ?? textAt(document, 'RfrdDocNb'),
      ),
      ...childrenOf(block, 'AddtlRmtInf').map(textOf),
    ]),
    textAt(detail, 'AddtlTxInf'),
    // Why a payment came back: "AC04", and in words.
    textAt(detail, 'RtrInf', 'Rsn', 'Cd') ?? textAt(detail, 'RtrInf', 'Rsn', 'Prtry'),
    ...childrenOf(nodeAt(detail, 'RtrInf'), 'AddtlInf').map(textOf),
  ];
}

/** `CHRG 2.50 EUR`: what the bank took off is told beside the amount, which it is in already. */
function saidOfCharges(charges: readonly Charge[]): readonly string[] {
  return charges
    .filter(({ amount }) => !isZeroDecimal(amount))
    .map(({ amount, currency }) => `CHRG ${amount}${currency === null ? '' : ` ${currency}`}`);
}

export interface Party {
  readonly name: string | null;
  readonly account: string | null;
}

/**
 * Who paid what came in, who was paid what went out; of a reversal the other way round, for the parties are those of the first
 * booking. Where the bank names only one party, and it is not ourselves, it is that one.
 */
function counterpartyOf(entry: Entry, amount: string, detail: XmlNode, owner: Party): Party {
  const cameIn = amount.startsWith('-') === entry.isReversal;
  const expected = partyOf(detail, cameIn ? 'Dbtr' : 'Cdtr');
  const other = partyOf(detail, cameIn ? 'Cdtr' : 'Dbtr');
  const isUsable = (party: Party): boolean =>
    (party.name !== null || party.account !== null) && !isSameParty(party, owner);
  return [expected, other].find(isUsable) ?? NOBODY;
}

const NOBODY: Party = { name: null, account: null };

/** By account where both have one, else by name. */
function isSameParty(one: Party, other: Party): boolean {
  if (one.account !== null && other.account !== null) return one.account === other.account;
  return one.name !== null && one.name === other.name;
}

function partyOf(detail: XmlNode, role: string): Party {
  const parties = nodeAt(detail, 'RltdPties');
  const account = nodeAt(parties, `${role}Acct`, 'Id');
  return {
    name: nameOf(nodeAt(parties, role)) ?? nameOf(nodeAt(parties, `Ultmt${role}`)),
    account: plainAccount(textAt(account, 'IBAN') ?? textAt(account, 'Othr', 'Id')),
  };
}

/** Since version 8 the party stands one element deeper, beside the possibility that it is a bank. */
function nameOf(party: XmlNode | null): string | null {
  return plainText(
    textAt(party, 'Nm') ?? textAt(party, 'Pty', 'Nm') ?? textAt(party, 'Agt', 'FinInstnId', 'Nm'),
  );
}
