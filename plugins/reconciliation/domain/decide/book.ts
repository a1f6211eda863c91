// What is owed and who owes it, sorted by id and indexed once, so that the answer does not depend on the order of what was given.
import { formatAmount, money } from '../../../../src/values/money.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { normaliseNumber } from '../normalise.js';
import type { OpenInvoice, Payer, Policy, RecordedPayment, ToDecide } from '../decision.js';
import { chargesLimit } from './charges.js';
import { InvoiceNumbers } from './invoice-numbers.js';
import { Payers } from './payers.js';

export interface Book {
  readonly policy: Policy;
  readonly payers: readonly Payer[];
  readonly invoices: readonly OpenInvoice[];
  readonly payments: readonly RecordedPayment[];
  readonly who: Payers;
  readonly numbers: InvoiceNumbers;
  /** index of a payer by id */
  readonly payerOf: ReadonlyMap<string, number>;
  /** indexes of invoices, oldest due first */
  readonly ofPayer: ReadonlyMap<string, readonly number[]>;
  readonly ofPayerAmount: ReadonlyMap<string, readonly number[]>;
  readonly ofAmount: ReadonlyMap<string, readonly number[]>;
  /** indexes of recorded payments */
  readonly paymentsOfPayer: ReadonlyMap<string, readonly number[]>;
  readonly paymentsByReference: ReadonlyMap<string, readonly number[]>;
  /** minor units by currency */
  readonly chargesUpTo: ReadonlyMap<CurrencyCode, bigint>;
  readonly issued: readonly number[];
  readonly due: readonly number[];
  readonly received: readonly number[];
}

export function openBook(asked: ToDecide): Book {
  const payers = byId(asked.payers);
  const payerOf = new Map(payers.map((payer, index) => [payer.id, index]));
  const invoices = byId(asked.invoices).filter(({ outstanding }) => outstanding > 0n);
  const payments = byId(asked.payments).filter(({ amount }) => amount > 0n);
  const due = invoices.map((invoice) => dayOf(invoice.dueOn));
  const ofPayer = indexed(invoices, (invoice) => payerKey(invoice.representativeId, invoice.currency));
  for (const list of ofPayer.values()) list.sort((a, b) => due[a]! - due[b]! || a - b);
  return {
    policy: asked.policy,
    payers,
    invoices,
    payments,
    who: new Payers(payers, asked.policy.nameLikeness),
    numbers: new InvoiceNumbers(
      invoices.map(({ number }) => number),
      invoices.map(({ representativeId }) => representativeId),
    ),
    payerOf,
    ofPayer,
    ofPayerAmount: indexed(invoices, ({ representativeId, currency, outstanding }) =>
      payerAmountKey(representativeId, currency, outstanding),
    ),
    ofAmount: indexed(invoices, ({ currency, outstanding }) => amountKey(currency, outstanding)),
    paymentsOfPayer: indexed(payments, ({ representativeId, currency, amount }) =>
      payerAmountKey(representativeId, currency, amount),
    ),
    paymentsByReference: indexed(payments, ({ reference }) =>
      reference === null ? '' : normaliseNumber(reference),
    ),
    chargesUpTo: new Map(
      [...new Set(invoices.map(({ currency }) => currency))].map((currency) => [
        currency,
        chargesLimit(asked.policy.chargesUpTo, currency),
      ]),
    ),
    issued: invoices.map((invoice) => dayOf(invoice.issuedOn)),
    due,
    received: payments.map((payment) => dayOf(payment.receivedOn)),
  };
}

export function payerKey(payer: string, currency: CurrencyCode): string {
  return `${currency} ${payer}`;
}

export function payerAmountKey(payer: string, currency: CurrencyCode, amount: bigint): string {
  return `${currency} ${amount} ${payer}`;
}

export function amountKey(currency: CurrencyCode, amount: bigint): string {
  return `${currency} ${amount}`;
}

/** Of this currency, oldest due first. */
export function openInvoicesOf(
  book: Book,
  representativeId: string,
  currency: CurrencyCode,
): readonly number[] {
  return book.ofPayer.get(payerKey(representativeId, currency)) ?? [];
}

/** Whether a payment booked on this day may be for the invoice, by the policy's days early and late. */
export function isInWindow(book: Book, invoice: number, day: number): boolean {
  return (
    day >= book.issued[invoice]! - book.policy.daysEarly && day <= book.due[invoice]! + book.policy.daysLate
  );
}

export function byId<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

const DAY_MS = 86_400_000;

/** Days since 1970, for differences alone. */
export function dayOf(date: LocalDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;
}

export function plainAmount(minor: bigint, currency: CurrencyCode): string {
  return formatAmount(money(minor, currency));
}

function indexed<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, number[]> {
  const lists = new Map<string, number[]>();
  items.forEach((item, index) => {
    const key = keyOf(item);
    const list = lists.get(key);
    if (list) list.push(index);
    else lists.set(key, [index]);
  });
  return lists;
}
