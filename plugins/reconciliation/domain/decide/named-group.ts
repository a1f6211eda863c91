// Invoices of one representative that a text names, against the amount that came: exact, less charges, more, or a part.
import type { RuleName, TraceStep } from '../decision.js';
import { isInWindow, openInvoicesOf, payerAmountKey, plainAmount, type Book } from './book.js';
import { chargesOf } from './charges.js';
import {
  amountRank,
  doubt,
  NOTHING,
  payerRank,
  supportFor,
  type Draft,
  type Reading,
  type Share,
} from './draft.js';
import { AMOUNT, REFERENCE, type Evidence } from './evidence.js';
import type { NamedInvoice } from './invoice-numbers.js';
import { oldestFirst } from './oldest-first.js';
import { combinationsOf, isLikelyChance } from './subset-sum.js';

interface Group {
  readonly book: Book;
  readonly reading: Reading;
  readonly named: readonly NamedInvoice[];
  readonly representativeId: string;
  /** what all of them leave to pay */
  readonly total: bigint;
  readonly base: Omit<Draft, 'rule' | 'evidence'>;
  readonly evidence: (amount: Evidence['amount']) => Evidence;
  /** named in full, or by digits that the payer confirms */
  readonly isClear: boolean;
  readonly isSupported: boolean;
  readonly contradicts: boolean;
}

/** @param doubts what makes it uncertain that just these are meant */
export function draftsOfNamed(
  book: Book,
  reading: Reading,
  named: readonly NamedInvoice[],
  doubts: readonly TraceStep[],
): readonly Draft[] {
  const group = groupOf(book, reading, named, doubts);
  const { amount, currency } = reading.movement;
  const missing = group.total - amount;
  if (missing === 0n) return [exact(group)];
  if (missing > 0n && missing <= chargesOf(book, group.total, currency)) return [lessCharges(group, missing)];
  return missing < 0n ? more(group, -missing) : less(group);
}

function groupOf(
  book: Book,
  reading: Reading,
  named: readonly NamedInvoice[],
  uncertain: readonly TraceStep[],
): Group {
  const first = named[0]!.invoice;
  const { representativeId } = book.invoices[first]!;
  const support = supportFor(book, reading, representativeId);
  const byDigits = named.some(({ naming }) => naming === 'digits');
  const doubts = [...uncertain];
  if (support === 'contradicts')
    doubts.push(doubt('payer-contradicts', { payer: nameOfPayer(book, reading) }));
  if (byDigits && support !== 'agrees') doubts.push(doubt('digits-alone'));
  return {
    book,
    reading,
    named,
    representativeId,
    total: sumOf(book, named),
    base: {
      ...NOTHING,
      movement: reading.index,
      payer: book.payerOf.get(representativeId) ?? null,
      named,
      doubts,
      daysOff: Math.abs(reading.day - book.due[first]!),
    },
    evidence: (amount) => ({ reference: referenceRank(named), amount, payer: payerRank(reading, support) }),
    isClear: !byDigits || support === 'agrees',
    // Where several are alike, the number tells which of them.
    isSupported: support === 'agrees' || (support === 'among' && !byDigits),
    contradicts: support === 'contradicts',
  };
}

function exact(group: Group): Draft {
  const { book, reading, named, base } = group;
  return {
    ...base,
    rule: ruleOf(reading, named),
    shares: wholeOf(book, named),
    evidence: group.evidence(amountRank(named.length, true)),
  };
}

/** What came and what was taken off, the latter from the largest invoice. */
function lessCharges(group: Group, missing: bigint): Draft {
  const { book, named, base } = group;
  const whole = wholeOf(book, named);
  const largest = whole.reduce((most, share) => (share.amount > most.amount ? share : most));
  return {
    ...base,
    rule: 'bank-charges',
    shares: whole.map((share) => (share === largest ? { ...share, amount: share.amount - missing } : share)),
    writtenOff: [{ invoice: largest.invoice, amount: missing }],
    evidence: group.evidence(AMOUNT.near),
  };
}

/** More than is named: with others that it does not name, where they make it exact; else the rest stays as credit. */
function more(group: Group, rest: bigint): readonly Draft[] {
  const { book, named, base, total } = group;
  const { drafts, isComplete } = fillUp(group, rest);
  const rivals = drafts.length === 0 ? [] : [doubt('amount-with-others')];
  if (!isComplete) rivals.push(doubt('too-many-combinations'));
  if (rest > total) rivals.push(doubt('more-than-twice'));
  const over: Draft = {
    ...base,
    ...uncertainOf(group, rivals),
    rule: 'over-payment',
    shares: wholeOf(book, named),
    credit: rest,
  };
  return [...drafts, over];
}

function fillUp(
  group: Group,
  rest: bigint,
): { readonly drafts: readonly Draft[]; readonly isComplete: boolean } {
  const { book, reading, named, base } = group;
  const { rules, mostTogether, mostSuggested } = book.policy;
  if (rules['several-invoices'] === 'off') return { drafts: [], isComplete: true };
  // Whatever their dates: the named one is witness enough that debts are paid together.
  const pool = openInvoicesOf(book, group.representativeId, reading.movement.currency).filter(
    (invoice) => book.invoices[invoice]!.outstanding <= rest && !named.some((one) => one.invoice === invoice),
  );
  const amounts = pool.map((invoice) => book.invoices[invoice]!.outstanding);
  const single = amounts.flatMap((amount, index) => (amount === rest ? [[index]] : []));
  const { found, isComplete } = combinationsOf(amounts, rest, mostTogether - named.length);
  const fillings = [...single, ...found];
  const doubts = [...base.doubts];
  if (!group.isSupported) doubts.push(doubt('payer-not-confirmed'));
  if (fillings.length > 1) doubts.push(doubt('several-combinations'));
  const sibling = exactSibling(group);
  if (sibling !== null) doubts.push(doubt('amount-of-another', { number: book.invoices[sibling]!.number }));
  const evidence = group.evidence(AMOUNT.together);
  if (!isComplete) doubts.push(doubt('too-many-combinations'));
  const drafts = fillings.slice(0, mostSuggested).map((indexes) => ({
    ...base,
    rule: 'several-invoices' as const,
    shares: [
      ...wholeOf(book, named),
      ...indexes.map((index) => ({ invoice: pool[index]!, amount: amounts[index]! })),
    ],
    doubts: isLikelyChance(amounts, rest, indexes.length) ? [...doubts, doubt('likely-by-chance')] : doubts,
    evidence: sibling === null ? evidence : { ...evidence, reference: REFERENCE.none },
  }));
  return { drafts, isComplete };
}

function less(group: Group): readonly Draft[] {
  const { reading, named, total, base } = group;
  const { amount, currency } = reading.movement;
  if (named.length === 1) {
    const shares = [{ invoice: named[0]!.invoice, amount }];
    return [{ ...base, ...uncertainOf(group, []), rule: 'partial-payment', shares }];
  }
  const differs = [doubt('named-sum-differs', { sum: plainAmount(total, currency) })];
  return partsOf(group).map((shares) => ({
    ...base,
    ...uncertainOf(group, differs),
    rule: 'partial-payment' as const,
    shares,
  }));
}

/** What does not come out even needs the payer, and that no other invoice of it comes out even. */
function uncertainOf(group: Group, more: readonly TraceStep[]): Pick<Draft, 'doubts' | 'evidence'> {
  const { book, reading, base } = group;
  const sibling = exactSibling(group);
  const doubts = [...base.doubts, ...more];
  if (!group.isSupported) doubts.push(doubt('payer-not-confirmed'));
  if (sibling !== null) doubts.push(doubt('amount-of-another', { number: book.invoices[sibling]!.number }));
  const isWeak = sibling !== null || !group.isClear || (group.contradicts && reading.who !== null);
  const evidence = group.evidence(AMOUNT.differs);
  return { doubts, evidence: isWeak ? { ...evidence, reference: REFERENCE.none } : evidence };
}

/** Less than all that is named: those of them that add up, else the oldest first. */
function partsOf({ book, reading, named }: Group): readonly (readonly Share[])[] {
  const { amount } = reading.movement;
  const invoices = named.map(({ invoice }) => invoice).sort((a, b) => book.due[a]! - book.due[b]! || a - b);
  const alone = invoices.filter((invoice) => book.invoices[invoice]!.outstanding === amount);
  if (alone.length > 0) return alone.map((invoice) => [{ invoice, amount }]);
  const amounts = invoices.map((invoice) => book.invoices[invoice]!.outstanding);
  const { found } = combinationsOf(amounts, amount, book.policy.mostTogether);
  if (found.length > 0)
    return found.map((indexes) =>
      indexes.map((index) => ({ invoice: invoices[index]!, amount: amounts[index]! })),
    );
  return [oldestFirst(book, invoices, amount)];
}

function exactSibling({ book, reading, named, representativeId }: Group): number | null {
  const { amount, currency } = reading.movement;
  const same = book.ofPayerAmount.get(payerAmountKey(representativeId, currency, amount)) ?? [];
  const others = same.filter(
    (invoice) => isInWindow(book, invoice, reading.day) && !named.some((one) => one.invoice === invoice),
  );
  return others[0] ?? null;
}

function wholeOf(book: Book, named: readonly NamedInvoice[]): readonly Share[] {
  return named.map(({ invoice }) => ({ invoice, amount: book.invoices[invoice]!.outstanding }));
}

export function sumOf(book: Book, named: readonly NamedInvoice[]): bigint {
  return named.reduce((sum, { invoice }) => sum + book.invoices[invoice]!.outstanding, 0n);
}

function ruleOf(reading: Reading, named: readonly NamedInvoice[]): RuleName {
  return named.every((one) => reading.endToEnd.named.includes(one)) ? 'end-to-end-id' : 'invoice-number';
}

function referenceRank(group: readonly NamedInvoice[]): Evidence['reference'] {
  if (group.some(({ naming }) => naming === 'digits')) return REFERENCE.digits;
  return group.some(({ naming }) => naming === 'confused') ? REFERENCE.confused : REFERENCE.named;
}

function nameOfPayer(book: Book, reading: Reading): string {
  const payer = reading.who?.payers[0];
  return payer === undefined ? '' : book.payers[payer]!.name;
}
