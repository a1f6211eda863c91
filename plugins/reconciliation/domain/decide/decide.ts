import type {
  BankMovement,
  Candidate,
  Decision,
  Leftover,
  Link,
  ShareOfInvoice,
  Suggestion,
  ToDecide,
  TraceStep,
} from '../decision.js';
import { normaliseAccount } from '../normalise.js';
import { byId, dayOf, openBook, type Book } from './book.js';
import { draftsByNumber, namesInFull } from './by-number.js';
import { draftsByAmount, draftsByPayer, draftsOnAccount, equalsOfPayer } from './by-payer.js';
import { draftsByPayment } from './by-payment.js';
import { contest, type Verdict } from './contest.js';
import { NO_NUMBERS, type NumbersInText } from './invoice-numbers.js';
import { underPolicy, type Draft, type Reading, type Share } from './draft.js';
import { AMOUNT, weightOf } from './evidence.js';
import {
  isOwnAccount,
  pairCandidate,
  pairingsOf,
  Treatments,
  treatmentCandidate,
  type Pairing,
} from './set-apart.js';
import { severalPayments } from './several-payments.js';
import { traceOf } from './trace.js';

/**
 * Which movements settle what, by evidence alone: what is certain is linked, what is likely suggested, and of the rest is said why not.
 * The same answer for the same facts, whatever their order. Links together never take more than an invoice leaves to pay.
 */
export function decide(asked: ToDecide): Decision {
  const book = openBook(asked);
  const movements = byId(asked.movements);
  const apart = setApart(book, asked, movements);
  const readings: (Reading | null)[] = [];
  const drafts = new Map<number, readonly Draft[]>();
  movements.forEach((movement, index) => {
    const isToSettle = movement.amount > 0n && !apart.linked.has(index);
    const reading = isToSettle ? read(book, movement, index) : null;
    if (reading) drafts.set(index, draftsOf(book, reading));
    readings.push(reading && withoutRuns(reading));
  });
  const weighed = severalPayments(book, readings, drafts);
  const verdicts = contest(book, contendersOf(weighed));
  const decision = new Decisions(book, movements, apart);
  for (const [movement, own] of weighed)
    decision.weigh(readings[movement]!, own, verdicts.get(movement) ?? null);
  return decision.all();
}

function read(book: Book, movement: BankMovement, index: number): Reading {
  return {
    index,
    movement,
    day: dayOf(movement.bookedOn),
    who: book.who.identify(movement.account, movement.counterparty),
    reference: book.numbers.find(movement.reference),
    endToEnd: book.numbers.find(movement.endToEndId),
  };
}

/** The words of the texts are not needed any more, and a million of them weigh much. */
function withoutRuns(reading: Reading): Reading {
  const kept = (numbers: NumbersInText) => (numbers === NO_NUMBERS ? numbers : { ...numbers, runs: [] });
  return { ...reading, reference: kept(reading.reference), endToEnd: kept(reading.endToEnd) };
}

function draftsOf(book: Book, reading: Reading): readonly Draft[] {
  const found = [...draftsByPayment(book, reading), ...draftsByNumber(book, reading)];
  // Named and exact: whatever else the payer owes has lost, and need not be looked for.
  if (found.some(({ doubts, evidence }) => doubts.length === 0 && evidence.amount >= AMOUNT.together))
    found.push(...equalsOfPayer(book, reading));
  else {
    found.push(...draftsByPayer(book, reading));
    if (found.length === 0) found.push(...draftsOnAccount(book, reading));
    if (!isSure(reading) && found.every(({ isGuess }) => isGuess))
      found.push(...draftsByAmount(book, reading));
  }
  return strongestOfEach(
    found.map((draft) => underPolicy(book, reading, draft)).filter((draft) => draft !== null),
  );
}

/** Known by more than a likeness: then nobody else's invoices are guessed at. */
function isSure({ who }: Reading): boolean {
  return who !== null && who.payers.length === 1 && who.likeness === 100;
}

/** Two rules that say the same are one candidate, by the stronger of them. */
function strongestOfEach(drafts: readonly Draft[]): readonly Draft[] {
  const sorted = [...drafts].sort(byStrength);
  const seen = new Set<string>();
  return sorted.filter((draft) => {
    const what = `${draft.payment ?? ''}|${draft.shares.map(({ invoice, amount }) => `${invoice}:${amount}`).join()}`;
    return !seen.has(what) && seen.add(what);
  });
}

function byStrength(a: Draft, b: Draft): number {
  return (
    Number(a.isGuess) - Number(b.isGuess) ||
    weightOf(b.evidence) - weightOf(a.evidence) ||
    a.doubts.length - b.doubts.length ||
    a.shares.length - b.shares.length ||
    a.daysOff - b.daysOff
  );
}

function contendersOf(drafts: ReadonlyMap<number, readonly Draft[]>): ReadonlyMap<number, readonly Draft[]> {
  const contenders = new Map<number, readonly Draft[]>();
  for (const [movement, own] of drafts) {
    const serious = own.filter(({ isGuess }) => !isGuess);
    if (serious.length > 0) contenders.set(movement, serious);
  }
  return contenders;
}

interface Apart {
  readonly own: ReadonlySet<string>;
  /** pairings and treatments that hold by themselves */
  readonly linked: ReadonlyMap<number, Candidate>;
  readonly suggested: ReadonlyMap<number, readonly Candidate[]>;
}

function setApart(book: Book, asked: ToDecide, movements: readonly BankMovement[]): Apart {
  const pairings = pairingsOf(book.policy, movements, asked.ownAccounts);
  const linked = new Map<number, Candidate>();
  const suggested = new Map<number, readonly Candidate[]>();
  for (const [movement, own] of pairings) {
    const [only, ...others] = own;
    const isSole =
      others.length === 0 && [only!.in, only!.out].every((side) => pairings.get(side)!.length === 1);
    if (isSole && only!.doubts.length === 0 && !hasFraction(movements, only!))
      linked.set(movement, candidateOfPair(movements, movement, only!, []));
    else {
      const equal: readonly TraceStep[] = isSole ? [] : [{ code: 'several-pairs', speaks: 'against' }];
      suggested.set(
        movement,
        own
          .slice(0, book.policy.mostSuggested)
          .map((pairing) => candidateOfPair(movements, movement, pairing, equal)),
      );
    }
  }
  const mode = book.policy.rules.treatment;
  const treatments = new Treatments(mode === 'off' ? [] : asked.treatments);
  movements.forEach((movement, index) => {
    if (linked.has(index)) return;
    const rules = treatments.of(movement);
    const [first] = rules;
    if (!first) return;
    const isAgreed = rules.every(({ treat }) => JSON.stringify(treat) === JSON.stringify(first.treat));
    const candidates = (isAgreed ? [first] : rules).map((rule) =>
      treatmentCandidate(rule, [{ code: `confirmed-${rule.matches}`, speaks: 'for', value: rule.value }]),
    );
    if (isAgreed && mode === 'link' && !movement.hasFraction && !suggested.has(index))
      linked.set(index, candidates[0]!);
    else suggested.set(index, [...candidates, ...(suggested.get(index) ?? [])]);
  });
  return { own: new Set(asked.ownAccounts.map(normaliseAccount)), linked, suggested };
}

function hasFraction(movements: readonly BankMovement[], pairing: Pairing): boolean {
  return movements[pairing.in]!.hasFraction || movements[pairing.out]!.hasFraction;
}

function candidateOfPair(
  movements: readonly BankMovement[],
  movement: number,
  pairing: Pairing,
  more: readonly TraceStep[],
): Candidate {
  const counter = movements[movement === pairing.in ? pairing.out : pairing.in]!;
  return pairCandidate(pairing, counter.id, [...pairing.reasons, ...pairing.doubts, ...more]);
}

class Decisions {
  readonly #links: Link[] = [];
  readonly #unlinked = new Map<
    number,
    { readonly reading: Reading; readonly drafts: readonly Draft[]; readonly verdict: Verdict | null }
  >();
  /** minor units that links took, by invoice; recorded payments that they are */
  readonly #taken = new Map<number, bigint>();
  readonly #payments = new Set<number>();

  constructor(
    private readonly book: Book,
    private readonly movements: readonly BankMovement[],
    private readonly apart: Apart,
  ) {}

  weigh(reading: Reading, drafts: readonly Draft[], verdict: Verdict | null): void {
    const won = verdict?.won;
    const isSetApart = this.apart.suggested.has(reading.index);
    if (
      !won ||
      !verdict.isOnly ||
      verdict.isTooLarge ||
      won.doubts.length > 0 ||
      isSetApart ||
      !this.#fits(won)
    ) {
      this.#unlinked.set(reading.index, { reading, drafts, verdict });
      return;
    }
    for (const { invoice, amount } of [...won.shares, ...won.writtenOff])
      this.#taken.set(invoice, (this.#taken.get(invoice) ?? 0n) + amount);
    if (won.payment !== null) this.#payments.add(won.payment);
    this.#links.push({
      transactionId: reading.movement.id,
      ...this.#candidate(reading, won, drafts, verdict),
    });
  }

  all(): Decision {
    const links = [...this.#links];
    const suggestions: Suggestion[] = [];
    const leftovers: Leftover[] = [];
    this.movements.forEach((movement, index) => {
      const transactionId = movement.id;
      const linked = this.apart.linked.get(index);
      if (linked) {
        links.push({ transactionId, ...linked });
        return;
      }
      const unlinked = this.#unlinked.get(index);
      if (!unlinked && !this.apart.suggested.has(index) && movement.amount > 0n) return;
      const candidates = [
        ...(unlinked ? this.#suggested(unlinked) : []),
        ...(this.apart.suggested.get(index) ?? []),
      ];
      if (candidates.length > 0)
        suggestions.push({ transactionId, candidates: candidates.slice(0, this.book.policy.mostSuggested) });
      else
        leftovers.push({
          transactionId,
          reason: this.#reason(movement, unlinked?.reading ?? null, unlinked?.drafts ?? []),
        });
    });
    links.sort((a, b) => (a.transactionId < b.transactionId ? -1 : 1));
    return { links, suggestions, leftovers };
  }

  #suggested({
    reading,
    drafts,
    verdict,
  }: {
    reading: Reading;
    drafts: readonly Draft[];
    verdict: Verdict | null;
  }): readonly Candidate[] {
    const won = verdict?.isOnly ? verdict.won : null;
    const possible = drafts.filter((draft) => this.#fits(draft));
    const ordered =
      won && possible.includes(won) ? [won, ...possible.filter((draft) => draft !== won)] : possible;
    return ordered
      .slice(0, this.book.policy.mostSuggested)
      .map((draft) => this.#candidate(reading, draft, drafts, verdict));
  }

  /** Whether what is left after the links is enough for it. */
  #fits(draft: Draft): boolean {
    if (draft.payment !== null && this.#payments.has(draft.payment)) return false;
    const asked = new Map<number, bigint>();
    for (const { invoice, amount } of [...draft.shares, ...draft.writtenOff])
      asked.set(invoice, (asked.get(invoice) ?? 0n) + amount);
    return [...asked].every(
      ([invoice, amount]) =>
        amount + (this.#taken.get(invoice) ?? 0n) <= this.book.invoices[invoice]!.outstanding,
    );
  }

  #candidate(reading: Reading, draft: Draft, drafts: readonly Draft[], verdict: Verdict | null): Candidate {
    const { book, movements } = this;
    return {
      rule: draft.rule,
      representativeId: draft.payer === null ? null : book.payers[draft.payer]!.id,
      allocations: this.#shares(draft.shares),
      paymentId: draft.payment === null ? null : book.payments[draft.payment]!.id,
      credit: draft.credit,
      writeOff:
        draft.writtenOff.length === 0
          ? null
          : { account: book.policy.chargesAccount, shares: this.#shares(draft.writtenOff) },
      counterMovementId: null,
      treatment: null,
      trace: traceOf(book, reading, draft, drafts, verdict, movements),
    };
  }

  #shares(shares: readonly Share[]): readonly ShareOfInvoice[] {
    return shares.map(({ invoice, amount }) => ({ invoiceId: this.book.invoices[invoice]!.id, amount }));
  }

  #reason(movement: BankMovement, reading: Reading | null, drafts: readonly Draft[]): string {
    if (isOwnAccount(movement, this.apart.own)) return 'own-account';
    if (!reading) return movement.amount === 0n ? 'nothing-to-settle' : 'outgoing';
    if (drafts.length > 0) return 'taken-by-others';
    if (namesInFull(reading)) return 'currency-differs';
    if (reading.reference.unknown.length > 0 || reading.endToEnd.unknown.length > 0) return 'number-not-open';
    if (!reading.who) return 'payer-unknown';
    return reading.who.payers.length > 1 ? 'payers-alike' : 'nothing-fits';
  }
}
