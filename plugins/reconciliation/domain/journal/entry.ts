// The books in double entry: every entry adds up to nothing in each of its currencies.
import { exponentOf, type CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import { accountComponent } from './accounts.js';

export interface Posting {
  /** from the root: Assets, Receivable, ACME */
  readonly account: readonly string[];
  /** plain decimal; a debit is positive */
  readonly amount: string;
  readonly currency: CurrencyCode;
}

export interface JournalEntry {
  readonly date: LocalDate;
  /** the number or id of the document */
  readonly code: string;
  readonly text: string;
  readonly postings: readonly Posting[];
}

/** What the ledger posts about one representative. Minor units, as the ledger holds them. */
export interface LedgerPosting {
  readonly date: LocalDate;
  readonly code: string;
  /** the representative's component of the account */
  readonly representative: string;
  readonly currency: CurrencyCode;
  readonly amount: bigint;
}

export interface InvoicePosting extends LedgerPosting {
  /** what of the amount is tax */
  readonly tax: bigint;
}

export interface PaymentPosting extends LedgerPosting {
  readonly method: string;
}

/** A bank transaction and what it was settled with. */
export interface BankPosting {
  readonly date: LocalDate;
  readonly code: string;
  readonly text: string;
  readonly account: readonly string[];
  readonly currency: CurrencyCode;
  readonly amount: bigint;
  /** hundred-thousandths of a unit beyond the minor unit, with the sign of the amount */
  readonly fraction: number;
  readonly parts: readonly BankPart[];
}

export interface BankPart {
  readonly kind: string;
  readonly amount: bigint;
  /** of the payment that a part stands for; null: it stands for none, or for one that went to a file with its year */
  readonly method: string | null;
  readonly writeOffAccount: string | null;
}

const SALES = ['Income', 'Sales'];
const TAX = ['Liabilities', 'Tax'];
const CREDITED = ['Income', 'CreditNotes'];
const OPENING = ['Equity', 'OpeningBalances'];
const TRANSFERS = ['Assets', 'Transfers'];
const UNSETTLED = ['Equity', 'Unreconciled'];
/** What came for sales of a year whose records lie in a file: neither the sale nor the payment is in this journal. */
const ARCHIVED = ['Equity', 'Archived'];
const FRACTIONS_PER_UNIT = 5;

export function invoiceEntry(invoice: InvoicePosting): JournalEntry {
  return entry(invoice, 'Invoice', [
    [receivable(invoice), invoice.amount],
    [SALES, invoice.tax - invoice.amount],
    [TAX, -invoice.tax],
  ]);
}

export function voidEntry(invoice: InvoicePosting): JournalEntry {
  return entry(invoice, 'Void invoice', [
    [receivable(invoice), -invoice.amount],
    [SALES, invoice.amount - invoice.tax],
    [TAX, invoice.tax],
  ]);
}

export function creditNoteEntry(note: LedgerPosting): JournalEntry {
  return entry(note, 'Credit note', [
    [receivable(note), -note.amount],
    [CREDITED, note.amount],
  ]);
}

/** Money that was recorded stands among what is on its way until a bank transaction is settled with it. */
export function paymentEntry(payment: PaymentPosting): JournalEntry {
  return entry(payment, 'Payment', [
    [receivable(payment), -payment.amount],
    [onTheWay(payment.method), payment.amount],
  ]);
}

export function paymentReversalEntry(payment: PaymentPosting): JournalEntry {
  return entry(payment, 'Payment reversed', [
    [receivable(payment), payment.amount],
    [onTheWay(payment.method), -payment.amount],
  ]);
}

export function openingEntry(bank: Omit<BankPosting, 'parts' | 'fraction'>): JournalEntry {
  return entry(bank, 'Opening balance', [
    [bank.account, bank.amount],
    [OPENING, -bank.amount],
  ]);
}

/** What a transaction is not settled with stands under what is not reconciled, fractions of a minor unit with it. */
export function bankEntry(bank: BankPosting): JournalEntry {
  const settled = bank.parts.reduce((all, { amount }) => all + amount, 0n);
  const whole = inFractions(bank.amount, bank.currency) + BigInt(bank.fraction);
  const left = whole - inFractions(settled, bank.currency);
  const postings = [
    { account: bank.account, amount: fromFractions(whole, bank.currency), currency: bank.currency },
    ...bank.parts.map((part) => posting(otherSide(part), -part.amount, bank.currency)),
    { account: UNSETTLED, amount: fromFractions(-left, bank.currency), currency: bank.currency },
  ];
  return { date: bank.date, code: bank.code, text: bank.text, postings: postings.filter(isSomething) };
}

function otherSide({ kind, method, writeOffAccount }: BankPart): readonly string[] {
  if (kind === 'write-off') return ['Expenses', accountComponent(writeOffAccount ?? 'other')];
  if (kind === 'transfer') return TRANSFERS;
  return method === null ? ARCHIVED : onTheWay(method);
}

function entry(
  document: { readonly date: LocalDate; readonly code: string; readonly currency: CurrencyCode },
  text: string,
  sides: readonly (readonly [account: readonly string[], amount: bigint])[],
): JournalEntry {
  const postings = sides.map(([account, amount]) => posting(account, amount, document.currency));
  return { date: document.date, code: document.code, text, postings: postings.filter(isSomething) };
}

function posting(account: readonly string[], amount: bigint, currency: CurrencyCode): Posting {
  return { account, amount: formatAmount(money(amount, currency)), currency };
}

function isSomething({ amount }: Posting): boolean {
  return /[1-9]/.test(amount);
}

function receivable({ representative }: LedgerPosting): readonly string[] {
  return ['Assets', 'Receivable', representative];
}

function onTheWay(method: string): readonly string[] {
  return ['Assets', 'OnTheWay', accountComponent(method)];
}

function inFractions(minor: bigint, currency: CurrencyCode): bigint {
  return minor * 10n ** BigInt(FRACTIONS_PER_UNIT - exponentOf(currency));
}

function fromFractions(fractions: bigint, currency: CurrencyCode): string {
  const perMinor = 10n ** BigInt(FRACTIONS_PER_UNIT - exponentOf(currency));
  if (fractions % perMinor === 0n) return formatAmount(money(fractions / perMinor, currency));
  const digits = (fractions < 0n ? -fractions : fractions).toString().padStart(FRACTIONS_PER_UNIT + 1, '0');
  const point = digits.length - FRACTIONS_PER_UNIT;
  return `${fractions < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}
