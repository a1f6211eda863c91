import type { CandidateView, TransactionView } from '../../../contract/work.js';

type What = CandidateView['differences'][number]['what'];

/** One fact as the bank tells it and as the books do; null where one of them is silent. */
export interface Pair {
  readonly what: What;
  readonly bank: string | null;
  readonly books: string | null;
  readonly differs: boolean;
}

const ALWAYS = ['amount', 'date', 'name', 'reference'] as const;

/** In a fixed order, whatever agrees; what differs is told in the decision's own words. */
export function pairsOf(transaction: TransactionView, candidate: CandidateView): readonly Pair[] {
  const differences = new Map(candidate.differences.map((one) => [one.what, one]));
  const whats: readonly What[] = differences.has('currency') ? [...ALWAYS, 'currency'] : ALWAYS;
  return whats
    .map((what) => {
      const told = differences.get(what);
      if (told) return { what, bank: told.bank, books: told.books, differs: true };
      return { what, ...bothOf(what, transaction, candidate), differs: false };
    })
    .filter(({ bank, books }) => bank !== null || books !== null);
}

function bothOf(what: What, transaction: TransactionView, candidate: CandidateView) {
  switch (what) {
    case 'amount':
      return { bank: transaction.left, books: amountOf(transaction, candidate) };
    case 'date':
      return { bank: transaction.bookedOn, books: dateOf(candidate) };
    case 'name':
      return { bank: transaction.counterparty, books: candidate.representative?.name ?? null };
    case 'reference':
      return { bank: transaction.reference ?? transaction.text, books: referenceOf(candidate) };
    case 'currency':
      return { bank: transaction.currency, books: null };
  }
}

/** Where nothing differs the books have the amount of the bank; a treatment has none of its own. */
function amountOf(transaction: TransactionView, candidate: CandidateView): string | null {
  if (candidate.counterTransaction) return candidate.counterTransaction.amount;
  if (candidate.payment) return candidate.payment.amount;
  return candidate.invoices.length > 0 ? transaction.left : null;
}

function dateOf({ payment, counterTransaction, invoices }: CandidateView): string | null {
  if (payment) return payment.receivedOn;
  if (counterTransaction) return counterTransaction.bookedOn;
  return invoices.length === 1 ? (invoices[0]?.dueOn ?? null) : null;
}

function referenceOf({ payment, invoices }: CandidateView): string | null {
  const numbers = invoices.map(({ number }) => number).join(', ');
  return payment?.reference ?? (numbers || null);
}
