// Several movements of one payer that together pay one invoice.
import { isInWindow, payerKey, type Book } from './book.js';
import { doubt, NOTHING, payerRank, supportFor, type Draft, type Reading } from './draft.js';
import { AMOUNT, REFERENCE } from './evidence.js';
import { combinationsOf, isLikelyChance } from './subset-sum.js';

/** Movements and invoices of one payer that are looked at. */
const MOST_MOVEMENTS = 20;
const MOST_INVOICES = 40;

type DraftsByMovement = ReadonlyMap<number, readonly Draft[]>;

/**
 * Adds what several payments together speak for. Parts that name their invoice and add up to it need no other support; parts that name
 * nothing and fit nothing alone are combined, and link where one combination of the payer's adds up to one invoice and no other does.
 */
export function severalPayments(
  book: Book,
  readings: readonly (Reading | null)[],
  drafts: DraftsByMovement,
): DraftsByMovement {
  const mode = book.policy.rules['several-payments'];
  if (mode === 'off') return drafts;
  const modeDoubts = mode === 'suggest' ? [doubt('rule-only-suggests')] : [];
  const added = new Map(drafts);
  for (const part of namedParts(book, drafts)) {
    // The sum speaks for what the payer did not, and the rule of parts gives way to this one.
    const doubts = part.doubts.filter(
      ({ code }) => code !== 'payer-not-confirmed' && code !== 'rule-only-suggests',
    );
    const evidence = { ...part.evidence, amount: AMOUNT.together };
    replace(added, part, { ...part, rule: 'several-payments', evidence, doubts: [...doubts, ...modeDoubts] });
  }
  for (const combined of combinedParts(book, readings, drafts)) {
    const own = added.get(combined.movement)!;
    added.set(combined.movement, [{ ...combined, doubts: [...combined.doubts, ...modeDoubts] }, ...own]);
  }
  return added;
}

/** Strongest drafts that each name one invoice, pay a part of it, and add up to all of it. */
function namedParts(book: Book, drafts: DraftsByMovement): readonly Draft[] {
  const parts = new Map<number, Draft[]>();
  for (const [first] of drafts.values()) {
    if (first?.rule !== 'partial-payment' || first.shares.length !== 1 || first.named.length !== 1) continue;
    const list = parts.get(first.shares[0]!.invoice);
    if (list) list.push(first);
    else parts.set(first.shares[0]!.invoice, [first]);
  }
  return [...parts].flatMap(([invoice, list]) => {
    const sum = list.reduce((all, { shares }) => all + shares[0]!.amount, 0n);
    const isWhole = sum === book.invoices[invoice]!.outstanding;
    return isWhole && list.length >= 2 && list.length <= book.policy.mostTogether ? list : [];
  });
}

interface Solution {
  readonly invoice: number;
  readonly parts: readonly Reading[];
  readonly isLikelyChance: boolean;
}

function combinedParts(
  book: Book,
  readings: readonly (Reading | null)[],
  drafts: DraftsByMovement,
): readonly Draft[] {
  const claimed = claimedInvoices(drafts);
  const made: Draft[] = [];
  for (const [key, movements] of unsettledByPayer(book, readings, drafts)) {
    const invoices = (book.ofPayer.get(key) ?? []).filter((invoice) => !claimed.has(invoice));
    if (movements.length > MOST_MOVEMENTS || invoices.length > MOST_INVOICES) continue;
    const solutions = invoices.flatMap((invoice) => solutionsFor(book, movements, invoice));
    const uses = new Map<number, number>();
    for (const { index } of solutions.flatMap(({ parts }) => parts))
      uses.set(index, (uses.get(index) ?? 0) + 1);
    for (const solution of solutions) made.push(...draftsOf(book, solution, solutions, uses));
  }
  return made;
}

function solutionsFor(book: Book, movements: readonly Reading[], invoice: number): readonly Solution[] {
  const { outstanding } = book.invoices[invoice]!;
  const pool = movements.filter(({ day }) => isInWindow(book, invoice, day));
  const amounts = pool.map(({ movement }) => movement.amount);
  const { found } = combinationsOf(amounts, outstanding, book.policy.mostTogether);
  return found.map((indexes) => ({
    invoice,
    parts: indexes.map((index) => pool[index]!),
    isLikelyChance: isLikelyChance(amounts, outstanding, indexes.length),
  }));
}

function draftsOf(
  book: Book,
  { invoice, parts, isLikelyChance: isChance }: Solution,
  solutions: readonly Solution[],
  uses: ReadonlyMap<number, number>,
): readonly Draft[] {
  const { representativeId } = book.invoices[invoice]!;
  const isSole =
    parts.every(({ index }) => uses.get(index) === 1) &&
    solutions.filter((other) => other.invoice === invoice).length === 1;
  const doubts = [
    ...(isSole ? [] : [doubt('several-combinations')]),
    ...(isChance ? [doubt('likely-by-chance')] : []),
    ...(parts.some(({ movement }) => movement.hasFraction) ? [doubt('fraction-of-a-unit')] : []),
    ...(parts.some(({ who }) => who!.contradiction !== null)
      ? [doubt('name-of-another', { payer: '' })]
      : []),
  ];
  return parts.map((reading) => ({
    ...NOTHING,
    movement: reading.index,
    rule: 'several-payments' as const,
    payer: book.payerOf.get(representativeId) ?? null,
    shares: [{ invoice, amount: reading.movement.amount }],
    doubts,
    // One that is not the only one is shown, and takes nothing from others.
    isGuess: !isSole,
    evidence: {
      reference: REFERENCE.none,
      amount: AMOUNT.together,
      payer: payerRank(reading, supportFor(book, reading, representativeId)),
    },
    daysOff: Math.abs(reading.day - book.due[invoice]!),
  }));
}

function claimedInvoices(drafts: DraftsByMovement): ReadonlySet<number> {
  const claimed = new Set<number>();
  for (const own of drafts.values())
    for (const draft of own) if (!draft.isGuess) for (const { invoice } of draft.shares) claimed.add(invoice);
  return claimed;
}

/** Movements of one payer and currency that nothing but guesses speaks for. */
function unsettledByPayer(
  book: Book,
  readings: readonly (Reading | null)[],
  drafts: DraftsByMovement,
): ReadonlyMap<string, readonly Reading[]> {
  const groups = new Map<string, Reading[]>();
  for (const [movement, own] of drafts) {
    const reading = readings[movement]!;
    const payers = reading.who?.payers ?? [];
    if (payers.length !== 1 || own.some(({ isGuess }) => !isGuess)) continue;
    const key = payerKey(book.payers[payers[0]!]!.id, reading.movement.currency);
    const group = groups.get(key);
    if (group) group.push(reading);
    else groups.set(key, [reading]);
  }
  return new Map([...groups].filter(([, group]) => group.length > 1));
}

function replace(drafts: Map<number, readonly Draft[]>, old: Draft, made: Draft): void {
  drafts.set(
    old.movement,
    drafts.get(old.movement)!.map((draft) => (draft === old ? made : draft)),
  );
}
