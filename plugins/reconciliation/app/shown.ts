// Transactions, candidates and settlements as the work screen is told of them: contract/work.ts, in the reader's language.
import type { Language } from '../../../src/kernel/permissions.js';
import type { Translator } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { formatAmount, money } from '../../../src/values/money.js';
import type { CandidateView, Reason, SettlementView, TransactionLine } from '../contract/work.js';
import type { Candidate, TraceStep } from '../domain/decision.js';
import { isExact } from '../domain/parts.js';
import { sharesOf, type Facts } from './facts.js';
import { leftOf, type SettlementRecord, type TransactionRecord } from './records.js';
import type { LineRecord } from './work.js';

export interface Telling {
  readonly translator: Translator;
  readonly language: Language;
}

export const written = (minor: bigint, currency: CurrencyCode): string =>
  formatAmount(money(minor, currency));

export function lineView(telling: Telling, transaction: LineRecord): TransactionLine {
  const { id, version, account, currency, bankReference, endToEndId } = transaction;
  return {
    id,
    version,
    account: { id: account.id, name: account.name },
    bookedOn: transaction.bookedOn,
    valueOn: transaction.valueOn,
    amount: written(transaction.amount, currency),
    left: written(leftOf(transaction), currency),
    currency,
    counterparty: transaction.counterparty,
    counterpartyAccount: transaction.counterpartyAccount,
    reference: bankReference ?? endToEndId,
    text: transaction.text,
    state: transaction.state,
    rule: transaction.rule,
    isExact: transaction.isExact,
    note: noteOf(telling, transaction),
  };
}

function noteOf({ translator, language }: Telling, { state, reason, leftover }: LineRecord): string | null {
  if (state === 'ignored') return reason;
  if (state !== 'open' || leftover === null) return null;
  return translator.text(language, `reconciliation:leftovers.${leftover}`);
}

export function reasonsOf({ translator, language }: Telling, trace: readonly TraceStep[]): readonly Reason[] {
  return trace.map(({ code, speaks, ...facts }) => ({
    code,
    text: translator.text(language, `reconciliation:trace.${code}`, facts),
    speaks,
  }));
}

export function ruleTitle({ translator, language }: Telling, rule: string): string {
  return translator.text(language, `reconciliation:rules.${rule}`);
}

export function candidateView(
  telling: Telling,
  transaction: TransactionRecord,
  candidate: Candidate,
  facts: Facts,
): CandidateView {
  const { currency } = transaction;
  const { rule, representativeId, paymentId, credit, writeOff, counterMovementId, treatment } = candidate;
  const payment = paymentId === null ? undefined : facts.payments.get(paymentId);
  const counter = counterMovementId === null ? undefined : facts.counters.get(counterMovementId);
  const payer = facts.payers.get(representativeId ?? payment?.representativeId ?? '');
  const missing = writeOff?.shares.reduce((all, { amount }) => all + amount, 0n) ?? 0n;
  return {
    rule,
    ruleTitle: ruleTitle(telling, rule),
    representative: payer ? { id: payer.id, name: payer.name } : null,
    invoices: invoicesOf(candidate, currency, facts),
    payment: payment
      ? {
          id: payment.id,
          receivedOn: payment.receivedOn,
          amount: written(payment.amount, payment.currency),
          reference: payment.reference,
        }
      : null,
    credit: credit === 0n ? null : written(credit, currency),
    writeOff: writeOff && { account: writeOff.account, amount: written(missing, currency) },
    counterTransaction: counter
      ? {
          id: counter.id,
          account: counter.account.name,
          bookedOn: counter.bookedOn,
          amount: written(leftOf(counter), counter.currency),
        }
      : null,
    treatment: treatment && {
      as: treatment.as,
      account: treatment.as === 'write-off' ? treatment.account : null,
      reason: treatment.as === 'ignore' ? treatment.reason : null,
    },
    isExact: isExact(candidate, leftOf(transaction)),
    reasons: reasonsOf(telling, candidate.trace),
    differences: differencesOf(transaction, candidate, facts),
  };
}

function invoicesOf(
  candidate: Candidate,
  currency: CurrencyCode,
  { invoices }: Facts,
): CandidateView['invoices'] {
  const amounts = new Map<string, bigint>();
  for (const { invoiceId, amount } of sharesOf(candidate))
    amounts.set(invoiceId, (amounts.get(invoiceId) ?? 0n) + amount);
  return [...amounts].flatMap(([id, amount]) => {
    const invoice = invoices.get(id);
    if (!invoice) return [];
    const { number, issuedOn, dueOn, outstanding } = invoice;
    const sums = { outstanding: written(outstanding, currency), amount: written(amount, currency) };
    return [{ id, number, issuedOn, dueOn, ...sums }];
  });
}

type Difference = CandidateView['differences'][number];

/** What a reader would compare by eye: only what is not the same. */
function differencesOf(
  transaction: TransactionRecord,
  candidate: Candidate,
  { invoices, payments, counters, payers }: Facts,
): readonly Difference[] {
  const { currency, bookedOn, counterparty } = transaction;
  const left = leftOf(transaction);
  const named = [...new Set(sharesOf(candidate).map(({ invoiceId }) => invoiceId))].flatMap(
    (id) => invoices.get(id) ?? [],
  );
  const payment = payments.get(candidate.paymentId ?? '');
  const counter = counters.get(candidate.counterMovementId ?? '');
  const payer = payers.get(candidate.representativeId ?? payment?.representativeId ?? '');
  const found: Difference[] = [];
  const differs = (what: Difference['what'], bank: string, books: string): void => {
    if (bank !== books) found.push({ what, bank, books });
  };

  if (payment) differs('amount', written(abs(left), currency), written(payment.amount, payment.currency));
  else if (counter)
    differs('amount', written(abs(left), currency), written(abs(leftOf(counter)), counter.currency));
  else if (named.length > 0) {
    const outstanding = named.reduce((all, invoice) => all + invoice.outstanding, 0n);
    differs('amount', written(left, currency), written(outstanding, currency));
  }

  const other = payment?.receivedOn ?? counter?.bookedOn;
  if (other !== undefined) differs('date', bookedOn, other);
  const [first] = named;
  if (!payment && first && (bookedOn < first.issuedOn || bookedOn > first.dueOn))
    differs('date', bookedOn, first.dueOn);

  if (payer && counterparty !== null && plain(counterparty) !== plain(payer.name))
    found.push({ what: 'name', bank: counterparty, books: payer.name });

  const said = [transaction.text, transaction.bankReference, transaction.endToEndId].filter(
    (text): text is string => text !== null,
  );
  const unsaid = named.filter(({ number }) => !plain(said.join('')).includes(plain(number)));
  if (unsaid.length > 0 && said.length > 0)
    differs('reference', said[0] ?? '', unsaid.map(({ number }) => number).join(', '));

  const booked = counter?.currency ?? payment?.currency ?? first?.currency ?? currency;
  differs('currency', currency, booked);
  return found;
}

const abs = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
const plain = (text: string): string => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

export function settlementView(
  telling: Telling,
  currency: CurrencyCode,
  settlement: SettlementRecord,
  names: {
    readonly people: ReadonlyMap<string, string>;
    readonly payers: ReadonlyMap<string, string>;
    /** years by payment */
    readonly archived: ReadonlyMap<string, number>;
  },
): SettlementView {
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.people.get(id) ?? id));
  return {
    id: settlement.id,
    rule: settlement.rule,
    ruleTitle: ruleTitle(telling, settlement.rule),
    by: nameOf(settlement.settledBy),
    at: settlement.settledAt.toISOString(),
    undoneAt: settlement.undoneAt?.toISOString() ?? null,
    undoneBy: nameOf(settlement.undoneBy),
    reasons: reasonsOf(telling, settlement.trace),
    parts: settlement.parts.map((part) => ({
      kind: part.kind,
      amount: written(part.amount, currency),
      representative:
        part.representativeId === null
          ? null
          : { id: part.representativeId, name: names.payers.get(part.representativeId) ?? '' },
      paymentId: part.paymentId,
      archivedWith: names.archived.get(part.paymentId ?? '') ?? null,
      invoices: part.allocations.map(({ invoiceId, number, amount }) => ({
        id: invoiceId,
        number,
        amount: written(amount, currency),
      })),
      writeOffAccount: part.writeOffAccount,
      note: part.note,
    })),
  };
}
