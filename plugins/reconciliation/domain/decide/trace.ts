// Why a candidate stands where it stands, in steps that a person reads. Told only when asked: most are never looked at.
import type { BankMovement, TraceStep } from '../decision.js';
import { plainAmount, type Book } from './book.js';
import { supportFor, type Draft, type Reading } from './draft.js';
import { weightOf } from './evidence.js';
import type { Verdict } from './contest.js';

/** Others that are named as losers. */
const MOST_LOSERS = 4;

type Facts = Readonly<Record<string, string | number | boolean | null>>;

export function traceOf(
  book: Book,
  reading: Reading,
  draft: Draft,
  others: readonly Draft[],
  verdict: Verdict | null,
  movements: readonly BankMovement[],
): readonly TraceStep[] {
  return [
    ...namingSteps(book, reading, draft),
    ...payerSteps(book, reading, draft),
    ...amountSteps(book, reading, draft),
    ...draft.doubts,
    ...verdictSteps(book, draft, others, verdict, movements),
    ...loserSteps(book, draft, others),
  ];
}

function namingSteps(book: Book, reading: Reading, draft: Draft): readonly TraceStep[] {
  const steps = draft.named.map(({ invoice, naming, written }) => {
    const isEndToEnd = reading.endToEnd.named.some(
      (one) => one.invoice === invoice && one.written === written,
    );
    const code = isEndToEnd ? 'end-to-end-names' : `number-${naming}`;
    return speaksFor(code, { number: book.invoices[invoice]!.number, written });
  });
  if (draft.payment === null) return steps;
  const { reference, receivedOn } = book.payments[draft.payment]!;
  return [
    ...steps,
    speaksFor('payment-recorded', { receivedOn, reference: reference ?? '', days: draft.daysOff }),
  ];
}

function payerSteps(book: Book, reading: Reading, draft: Draft): readonly TraceStep[] {
  const { who, movement } = reading;
  if (draft.payer === null || !who) return [];
  const payer = book.payers[draft.payer]!;
  const support = supportFor(book, reading, payer.id);
  if (support !== 'agrees' && support !== 'among') return [];
  const facts: Record<KnownBy, Facts> = {
    account: { account: movement.account ?? '' },
    alias: { name: movement.counterparty ?? '' },
    name: { name: movement.counterparty ?? '', likeness: who.likeness },
  };
  const steps = [speaksFor(`payer-by-${who.by}`, { payer: payer.name, ...facts[who.by] })];
  if (who.next)
    steps.push({
      code: 'name-less-alike',
      speaks: 'against',
      payer: book.payers[who.next.payer]!.name,
      likeness: who.next.likeness,
    });
  return steps;
}

type KnownBy = NonNullable<Reading['who']>['by'];

function amountSteps(book: Book, reading: Reading, draft: Draft): readonly TraceStep[] {
  const { amount, currency } = reading.movement;
  const plain = plainAmount(amount, currency);
  if (draft.payment !== null) return [speaksFor('amount-exact', { amount: plain, currency })];
  const outstanding = draft.shares.reduce(
    (sum, { invoice }) => sum + book.invoices[invoice]!.outstanding,
    0n,
  );
  const owed = plainAmount(outstanding, currency);
  if (draft.writtenOff.length > 0)
    return [
      speaksFor('charges-within', {
        amount: plain,
        missing: plainAmount(outstanding - amount, currency),
        currency,
      }),
    ];
  if (draft.credit > 0n)
    return [
      speaksFor('amount-more', {
        amount: plain,
        outstanding: owed,
        credit: plainAmount(draft.credit, currency),
        currency,
      }),
    ];
  if (outstanding !== amount)
    return [speaksFor('amount-less', { amount: plain, outstanding: owed, currency })];
  if (draft.shares.length > 1)
    return [speaksFor('amount-together', { amount: plain, invoices: draft.shares.length, currency })];
  return [speaksFor('amount-exact', { amount: plain, currency })];
}

function verdictSteps(
  book: Book,
  draft: Draft,
  others: readonly Draft[],
  verdict: Verdict | null,
  movements: readonly BankMovement[],
): readonly TraceStep[] {
  if (!verdict) return [];
  if (verdict.isTooLarge) return [{ code: 'group-too-large', speaks: 'against' }];
  // Where none was won, the strongest is the one that was contested.
  if ((verdict.won ?? others[0]) !== draft || verdict.isOnly || !verdict.rival) return [];
  const { rival } = verdict;
  if (rival.movement !== draft.movement) {
    const other = movements[rival.movement]!;
    return [
      { code: 'claimed-by-another', speaks: 'against', bookedOn: other.bookedOn, transactionId: other.id },
    ];
  }
  return [{ code: 'equally-good', speaks: 'against', ...subjectOf(book, rival) }];
}

/** The other candidates of the movement, and what they lack against this one. */
function loserSteps(book: Book, draft: Draft, others: readonly Draft[]): readonly TraceStep[] {
  const weight = weightOf(draft.evidence);
  return others
    .filter((other) => other !== draft && weightOf(other.evidence) < weight)
    .slice(0, MOST_LOSERS)
    .map((other) => ({ code: lack(draft, other), speaks: 'against', ...subjectOf(book, other) }));
}

function lack(draft: Draft, other: Draft): string {
  if (other.evidence.reference < draft.evidence.reference) return 'other-less-named';
  if (other.evidence.amount < draft.evidence.amount) return 'other-amount-differs';
  return 'other-payer-less-sure';
}

/** What another candidate is about: its invoices, or the payment that somebody recorded. */
function subjectOf(book: Book, draft: Draft): Facts {
  const payer = draft.payer === null ? '' : book.payers[draft.payer]!.name;
  if (draft.payment !== null) {
    const { reference, receivedOn } = book.payments[draft.payment]!;
    return { number: reference ?? receivedOn, payer };
  }
  const numbers = draft.shares.slice(0, MOST_LOSERS).map(({ invoice }) => book.invoices[invoice]!.number);
  return { number: numbers.join(', ') || '–', payer };
}

function speaksFor(code: string, facts: Facts): TraceStep {
  return { code, speaks: 'for', ...facts };
}
