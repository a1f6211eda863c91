import type { BankMovement, RuleName, TraceStep } from '../decision.js';
import type { Book } from './book.js';
import { AMOUNT, PAYER, type Evidence } from './evidence.js';
import type { NamedInvoice, NumbersInText } from './invoice-numbers.js';
import type { Identified } from './payers.js';

/** A movement with what can be read from it. */
export interface Reading {
  readonly index: number;
  readonly movement: BankMovement;
  readonly day: number;
  readonly who: Identified | null;
  readonly reference: NumbersInText;
  readonly endToEnd: NumbersInText;
}

export interface Share {
  /** index of the invoice */
  readonly invoice: number;
  readonly amount: bigint;
}

/** A candidate while it is weighed. */
export interface Draft {
  /** index of the movement */
  readonly movement: number;
  readonly rule: RuleName;
  readonly payer: number | null;
  readonly shares: readonly Share[];
  readonly writtenOff: readonly Share[];
  readonly credit: bigint;
  /** index of the recorded payment */
  readonly payment: number | null;
  readonly evidence: Evidence;
  readonly named: readonly NamedInvoice[];
  /** why it does not link by itself; none: it may */
  readonly doubts: readonly TraceStep[];
  /** a guess is shown where nothing better is, and takes nothing from others */
  readonly isGuess: boolean;
  /** days between the booking and what it is for: orders suggestions, decides nothing */
  readonly daysOff: number;
}

export const NOTHING: Pick<
  Draft,
  'shares' | 'writtenOff' | 'credit' | 'payment' | 'named' | 'doubts' | 'isGuess'
> = {
  shares: [],
  writtenOff: [],
  credit: 0n,
  payment: null,
  named: [],
  doubts: [],
  isGuess: false,
};

export function doubt(code: string, facts: Readonly<Record<string, string | number>> = {}): TraceStep {
  return { code, speaks: 'against', ...facts };
}

/** What who pays says about a representative. */
export type Support = 'agrees' | 'among' | 'unknown' | 'contradicts';

export function supportFor(book: Book, reading: Reading, representativeId: string): Support {
  const { who } = reading;
  if (!who) return 'unknown';
  const payer = book.payerOf.get(representativeId);
  if (payer === undefined) return 'unknown';
  if (who.contradiction !== null) return 'unknown';
  if (who.payers.length === 1) return who.payers[0] === payer ? 'agrees' : 'contradicts';
  return who.payers.includes(payer) ? 'among' : 'unknown';
}

export function payerRank(reading: Reading, support: Support): Evidence['payer'] {
  return support === 'agrees' && reading.who ? PAYER[reading.who.by] : PAYER.unknown;
}

export function amountRank(shares: number, isExact: boolean): Evidence['amount'] {
  if (!isExact) return AMOUNT.differs;
  return shares > 1 ? AMOUNT.together : AMOUNT.exact;
}

/** By the rule's mode: dropped, doubted, or as it is. */
export function underPolicy(book: Book, reading: Reading, draft: Draft): Draft | null {
  const mode = book.policy.rules[draft.rule];
  if (mode === 'off') return null;
  const doubts = [...draft.doubts];
  if (mode === 'suggest') doubts.push(doubt('rule-only-suggests'));
  if (reading.movement.hasFraction) doubts.push(doubt('fraction-of-a-unit'));
  return doubts.length === draft.doubts.length ? draft : { ...draft, doubts };
}
